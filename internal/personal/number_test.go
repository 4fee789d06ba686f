package personal

import (
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
)

func TestNumber(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		hint       Hint
		want       Person
	}{
		{"born in 1890, a woman", "900101-0234565", 0, Resident},
		{"born in 1990, a man", "900101-1234568", 0, Resident},
		{"born in 1990, a woman", "900101-2234561", 0, Resident},
		{"born in 2090, a man", "900101-3234563", 0, Resident},
		{"born in 2090, a woman", "900101-4234566", 0, Resident},
		{"a foreigner born in 1990, a man", "900101-5234561", 0, Resident},
		{"a foreigner born in 1990, a woman", "900101-6234563", 0, Resident},
		{"a foreigner born in 2090, a man", "900101-7234566", 0, Resident},
		{"a foreigner born in 2090, a woman", "900101-8234569", 0, Resident},
		{"born in 1890, a man", "900101-9234560", 0, Resident},
		{"the 29th of February 1900", "000229-1234568", 0, Nobody},
		{"the 29th of February 2000", "000229-3234563", 0, Resident},
		{"the hyphen elsewhere", "9001011-234568", 0, Nobody},
		{"no hyphen", "9001011234568", 0, Nobody},
		{"no hyphen in a field for it", "9001011234568", HintIdentity, Resident},
		{"two hyphens in a field for it", "900101-1-234568", HintIdentity, Nobody},
		{"a wrong digit in a field for it", "9001011234567", HintIdentity, Nobody},
		{"an example", "000000-0000000", Examples, Resident},
		{"an example without a hyphen", "0000000000000", Examples, Nobody},

		{"a social security number", "536-22-8147", 0, SSN},
		{"its hyphens elsewhere", "5362-2-8147", 0, Nobody},
		{"its first hyphen elsewhere", "53-622-8147", 0, Nobody},
		{"blanks for hyphens", "536 22 8147", 0, Nobody},
		{"no hyphens", "536228147", 0, Nobody},
		{"no hyphens in a field for it", "536228147", HintIdentity, SSN},
		{"one hyphen in a field for it", "536-228147", HintIdentity, Nobody},
		{"of a card in a wallet", "219-09-9999", 0, Nobody},
		{"in a row", "123-45-6789", 0, Nobody},
		{"an example of it", "000-00-0000", Examples, SSN},

		{"a Chinese number", "110105200002290013", 0, Citizen},
		{"with an x", "11010519491231002x", 0, Citizen},
		{"a wrong check digit", "110105194912310028", 0, Nobody},
		{"a wrong check digit of an example", "110105194912310028", Examples, Citizen},
		{"born in 1849", "110105184912310020", 0, Nobody},
		{"born in 2100", "110105210001010015", 0, Nobody},
		{"no day", "110105190002290013", Examples, Nobody},
		{"an x within", "1101051949123100X2", Examples, Nobody},

		{"a phone of 9 digits", "+123456789", 0, Phone},
		{"a phone of 8 digits", "+12345678", 0, Nobody},
		{"a phone of 15 digits", "+123456789012345", 0, Phone},
		{"a phone of 16 digits", "+1234567890123456", 0, Nobody},
		{"a country code of 0", "+012345678", 0, Nobody},
		{"a plus sign within", "12+3456789", HintPhone, Nobody},
		{"a colon within", "415867:5309", HintPhone, Nobody},
		{"an example of 7 digits", "+555-0142", Examples, Phone},
		{"an example of 6 digits", "+555-014", Examples, Nobody},
		{"a mobile phone of 10 digits", "016-234-5678", 0, Phone},
		{"a mobile phone of 11 digits", "010-2345-6789", 0, Phone},
		{"a mobile phone of 12 digits", "010-2345-67890", 0, Nobody},
		{"a prefix that is none", "013-2345-6789", 0, Nobody},
		{"9 digits in a field for it", "212345678", HintPhone, Phone},
		{"8 digits in a field for it", "21234567", HintPhone, Nobody},
		{"15 digits in a field for it", "212345678901234", HintPhone, Phone},
		{"16 digits in a field for it", "2123456789012345", HintPhone, Nobody},
		{"20 digits in a field for it", strings.Repeat("12", 10), HintPhone, Nobody},
		{"21 digits in a field for it", strings.Repeat("12", 10) + "3", HintPhone, Nobody},

		{"a short address", "8.8.8.8", 0, IP},
		{"a long address", "152.178.194.237", 0, IP},
		{"an address with a blank", "8.8.8. 8", 0, Nobody},
		{"an address of 13 digits", "1523.178.194.237", 0, Nobody},
		{"a version", "8.8.8.8", HintVersion, Nobody},
		{"a private address", "10.0.0.1", 0, Nobody},
		{"a private address as an example", "10.0.0.1", Examples, IP},
		{"an address of version 6", "2a00:1450:4001:81b::200e", 0, IP},
		{"an address with two colons", "2a01::1", 0, IP},
		{"an address of 32 digits", "2001:4860:4860:0000:0000:0000:0000:8888", 0, IP},
		{"a short address of version 6", "2a01:4f8::1", 0, IP},
		{"an address of 45 characters", "2a00:1450:4001:081b:0000:0000:255.255.255.255", 0, IP},
		{"one of 32 digits for documentation", "2001:0db8:0000:0000:0000:0000:0000:0001", 0, Nobody},
		{"a group too many", "2001:4860:4860:0000:0000:0000:0000:8888:1", 0, Nobody},
		{"a time", "12:30:45", 0, Nobody},
		{"a letter behind two digits", "12x3456789", HintPhone, Nobody},
		{"a letter that is none of it", "12345678g", HintPhone, Nobody},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := Number([]byte(c.text), c.hint); got != c.want {
				t.Errorf("%s is person %d, want %d", c.text, got, c.want)
			}
		})
	}
}

func TestIsReservedPhone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, digits string
		want         bool
	}{
		{"fiction in North America", "12125550142", true},
		{"fiction of 7 digits", "5550199", true},
		{"near it", "12125550242", false},
		{"its digits elsewhere", "5550142123", false},
		{"fiction in London", "442079460123", true},
		{"fiction in Australia", "61491570123", true},
		{"a Korean mobile number that goes on with 0", "821001234567", true},
		{"10 digits of it", "0100123456", true},
		{"11 digits of it", "01001234567", true},
		{"9 digits of it", "010012345", false},
		{"12 digits of it", "010012345678", false},
		{"seven times the same", "8121111111", true},
		{"six times the same", "8122111111", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := IsReservedPhone([]byte(c.digits)); got != c.want {
				t.Errorf("%t, want %t", got, c.want)
			}
		})
	}
}

// TestGroup: what the names around a value say goes on below them, but for members
// that are excepted.
func TestGroup(t *testing.T) {
	t.Parallel()
	except := []string{"type"}
	address := Group{Kind: catalog.PersonalAddress, except: except}
	for _, c := range []struct {
		name string
		got  Group
		want Group
	}{
		{"a member without a kind", address.Below([]byte("city"), Name{Hint: HintVersion}), Group{catalog.PersonalAddress, HintVersion, except}},
		{"a member with a kind", address.Below([]byte("email"), Name{Kind: catalog.PersonalEmail}), Group{Kind: catalog.PersonalEmail}},
		{"an exception", address.Below([]byte("type"), Name{Hint: HintPhone}), Group{Hint: HintPhone}},
		{"an exception in another spelling", address.Below([]byte("TYPE_"), Name{}), Group{}},
		{"below nothing", Group{}.Below([]byte("city"), Name{}), Group{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if !c.got.Same(c.want) {
				t.Errorf("%+v, want %+v", c.got, c.want)
			}
		})
	}
	for name, other := range map[string]Group{
		"nothing": {}, "another kind": {Kind: catalog.PersonalEmail, except: except}, "a hint": {address.Kind, HintPhone, except},
		"no exceptions": {Kind: address.Kind}, "exceptions of another rule": {Kind: address.Kind, except: []string{"type"}},
		"more exceptions": {Kind: address.Kind, except: []string{"type", "id"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if address.Same(other) || other.Same(address) {
				t.Errorf("%+v is the same as %+v", other, address)
			}
			if other.IsZero() != (name == "nothing") {
				t.Errorf("%+v says nothing: %t", other, other.IsZero())
			}
		})
	}
	for name, g := range map[string]Group{"a kind": {Kind: catalog.PersonalName}, "a hint": {Hint: HintPhone}, "exceptions": {except: except}} {
		if g.IsZero() {
			t.Errorf("%s alone says nothing", name)
		}
	}
}

func TestGroupOfName(t *testing.T) {
	t.Parallel()
	names, free := Group{Kind: catalog.PersonalName}, Group{Kind: catalog.PersonalFreeText}
	for _, c := range []struct {
		name, text string
		group      Group
		want       catalog.PersonalKind
	}{
		{"two words", "Hong Gildong", names, catalog.PersonalName},
		{"Korean", "홍길동", names, catalog.PersonalName},
		{"an identifier", "full_name-2.ko", names, ""},
		{"an exception", "부서", Group{Kind: catalog.PersonalName, except: []string{"부서"}}, ""},
		{"a question", "Why do you ask?", free, ""},
		{"in no group", "Hong Gildong", Group{}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := c.group.OfName([]byte(c.text)); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
