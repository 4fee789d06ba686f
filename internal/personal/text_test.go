package personal

import (
	"strings"
	"testing"
)

// plain is a text without the marks around its values.
func plain(marked string) string { return strings.NewReplacer("⟦", "", "⟧", "").Replace(marked) }

// marker sets the marks into a text, in the order of the text.
type marker struct {
	text string
	out  strings.Builder
	at   int
}

func (m *marker) mark(start, end int) {
	m.out.WriteString(m.text[m.at:start] + "⟦" + m.text[start:end] + "⟧")
	m.at = end
}

func (m *marker) String() string { return m.out.String() + m.text[m.at:] }

// checkPairs wants the values of personal members in text to be those in ⟦ and ⟧.
func checkPairs(t *testing.T, text string) {
	t.Helper()
	m := marker{text: plain(text)}
	for pair := range NewNames().Pairs([]byte(m.text)) {
		m.mark(pair.Start, pair.End)
	}
	if got := m.String(); got != text {
		t.Errorf("got  %s\nwant %s", got, text)
	}
}

// TestIn: what looks personal in texts, in ⟦ and ⟧.
func TestIn(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text string
		hint       Hint
		want       Person // of the first
	}{
		{"nothing", "", Examples, Nobody},
		{"mail", "write to ⟦minji@naver.com⟧, please", 0, Email},
		{"mail in front", "⟦minji@naver.com⟧", 0, Email},
		{"mail of an example", "write to user@example.com", 0, Nobody},
		{"mail of an example that counts", "write to ⟦user@example.com⟧", Examples, Email},
		{"mail of one letter", "⟦a@b.kr⟧", Examples, Email},
		{"mail in a query", "a=⟦minji%40naver.com⟧&b=c", 0, Email},
		{"mail in a query of one letter", "⟦a%40b.kr⟧&b=c", 0, Email},
		{"a percent sign", "100%4 20%40", Examples, Nobody},
		{"mails", "⟦a@naver.com⟧,⟦b@naver.com⟧;⟦c@naver.com⟧ <⟦d@naver.com⟧> mailto:⟦e@naver.com⟧", 0, Email},
		{"an at sign in front", "@example.com", Examples, Nobody},
		{"a blank before the at sign", "x @example.com", Examples, Nobody},
		{"a line before the at sign", "x\n@example.com", Examples, Nobody},
		{"quotes before the at sign", "\"kim min⟦\"@example.com⟧", Examples, Email},
		{"quotes before the at sign of a real one", "\"kim min\"@naver.com", 0, Nobody},
		{"Korean before the at sign", "⟦홍길동@naver.com⟧ ⟦가@naver.com⟧", 0, Email},
		{"no host", "a@b c@ d@.kr e@", Examples, Nobody},
		{"a host that ends the sentence", "write to ⟦a@example.com⟧.", Examples, Email},
		{"a host that ends with a mark", "write to ⟦a@example.com⟧!", Examples, Email},
		{"hosts in a row", "x ⟦kim@mail@naver.com⟧ y", 0, Email},
		{"hosts in a row with dots", "x ⟦kim@example.com@naver.com⟧ y", 0, Email},
		{"hosts in a row, the last without a dot", "x ⟦kim@naver.com⟧@mail y", 0, Email},
		{"hosts in a row, none with a dot", "x kim@mail@host y", Examples, Nobody},
		{"hosts in a row without an end", "x ⟦kim@naver.com⟧@", 0, Email},
		{"a local part that is long", "xyz⟦" + strings.Repeat("a", longestEmail) + "@naver.com⟧", 0, Email},
		{"a host that is long", "⟦a@" + strings.Repeat("a.", longestEmail/2-1) + "a⟧.xyz", Examples, Email},
		{"a mail behind a number", "⟦010-2345-6789⟧⟦@naver.com⟧", 0, Phone},

		{"a phone", "call ⟦+82 10-2345-6789⟧ now", 0, Phone},
		{"a phone in brackets", "⟦(010-2345-6789)⟧ now", 0, Phone},
		{"a phone in brackets with a blank", "(call ⟦+1 415 867 5309⟧ ) now", 0, Phone},
		{"a phone with brackets", "call ⟦(415) 867-5309⟧", HintPhone, Phone},
		{"a phone with brackets in brackets", "((415) 867-5309)", 0, Nobody},
		{"a phone with brackets alone in brackets", "⟦(415) 867-5309⟧)", HintPhone, Phone},
		{"a phone with brackets at its end", "⟦+41 58 675 309 (1)⟧ now", 0, Phone},
		{"a sentence behind a phone", "call ⟦010-2345-6789⟧. Or +82", 0, Phone},
		{"a bracket behind a phone", "call ⟦+82 10-2345-6789⟧ (home)", 0, Phone},
		{"a phone in groups", "call ⟦010 2345 6789⟧ now", 0, Phone},
		{"a phone in short groups", "call ⟦016 234 6789⟧ now", 0, Phone},
		{"a phone in other groups", "call 0102 345 6789 now", 0, Nobody},
		{"a phone in longer groups", "call 010 23456 789 now", 0, Nobody},
		{"a phone in four groups", "call 010 2345 67 89 now", 0, Nobody},
		{"a number and another one", "⟦010-2345-6789⟧ 12", 0, Phone},
		{"a number of groups that is all", "⟦02 2345 6789⟧", HintPhone, Phone},
		{"a number of groups that is not all", "02 2345 6789,", HintPhone, Nobody},
		{"seven digits", "⟦5550142⟧", Examples | HintPhone, Phone},
		{"six digits", "555-014", Examples | HintPhone, Nobody},
		{"six signs", "+55501", Examples, Nobody},
		{"letters behind it", "010-2345-6789a", 0, Nobody},
		{"a sign of names behind it", "010-2345-6789_", 0, Nobody},
		{"letters before it", "a010-2345-6789", 0, Nobody},
		{"signs of paths before it", "_010-2345-6789 -010-2345-6789 .010-2345-6789 /010-2345-6789 %010-2345-6789", 0, Nobody},
		{"a colon before it", "tel:⟦+821023456789⟧", 0, Phone},
		{"more digits than are looked at", "+" + strings.Repeat("1 ", longestNumber), Examples, Nobody},
		{"a citizen", "no ⟦11010519491231002X⟧.", 0, Citizen},
		{"a resident", "no ⟦900101-1234568⟧.", 0, Resident},

		{"an address", "from ⟦8.8.8.8⟧: x", 0, IP},
		{"an address of a version", "from 8.8.8.8: x", HintVersion, Nobody},
		{"an address of version 6", "from ⟦2a00:1450:4001:81b::200e⟧.", 0, IP},
		{"an address of version 6 that begins with letters", "from ⟦fe80::1⟧.", Examples, IP},
		{"an address of version 6 that is private", "from fe80::1.", 0, Nobody},
		{"an address that begins with a colon", "from ⟦::1⟧ to", Examples, IP},
		{"an address in front", "⟦::1⟧", Examples, IP},
		{"an address with an old one", "from ⟦::ffff:8.8.8.8⟧ to", 0, IP},
		{"an address that is a part", "xfe80::1 fe80::1_ fe80::1g", Examples, Nobody},
		{"an address of five digits", "fe80f::1", Examples, Nobody},
		{"a time", "at 12:30:45 x", Examples, Nobody},

		{"an image", "see ⟦https://cdn.argosidentity.com/face.jpg⟧ now", 0, Image},
		{"an image in quotes", `"⟦HTTP://cdn.argosidentity.com/face.jpg⟧"`, 0, Image},
		{"an image of an example", "see ⟦https://cdn.example.com/1.png?x=1⟧ now", Examples, Image},
		{"a page", "see https://example.com/1 now", Examples, Nobody},
		{"an image that is a part", "xhttps://cdn.argosidentity.com/face.jpg", 0, Nobody},
		{"an image that is long", "⟦https://cdn.argosidentity.com/" + strings.Repeat("x", longestURL-len("https://cdn.argosidentity.com/")) + "⟧yz", 0, Image},
		{"letters", "hhh ooo", Examples, Nobody},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := marker{text: plain(tt.text)}
			first := Nobody
			for found := range In([]byte(m.text), tt.hint) {
				m.mark(found.Start, found.End)
				if first == Nobody {
					first = found.Person
				}
			}
			if got := m.String(); got != tt.text || first != tt.want {
				t.Errorf("got  %s, person %d first\nwant %s, person %d", got, first, tt.text, tt.want)
			}
		})
	}
}

// TestInStops: nothing more is looked for when that is enough.
func TestInStops(t *testing.T) {
	t.Parallel()
	for found := range In([]byte("a@example.com 8.8.8.8"), Examples) {
		if found != (Found{0, 13, Email}) {
			t.Errorf("found %+v first", found)
		}
		break
	}
}

// TestOfExamples: a person in a text that stands alone, where invented ones count.
func TestOfExamples(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text string
		hint       Hint
		want       Person
	}{
		{"mail", "a@example.com", 0, Email},
		{"mail behind an at sign", "@ a@example.com", 0, Email},
		{"an at sign before a host", "see @ www.example.com", 0, Nobody},
		{"no mail", "a@example", 0, Nobody},
		{"blanks around", " 8.8.8.8 ", 0, IP},
		{"an image", "https://example.com/1.jpg", 0, Image},
		{"an image with a query", "https://example.com/1.JPEG?a.b", 0, Image},
		{"an image with a fragment", "https://example.com/1.webp#a.b", 0, Image},
		{"a video", "https://example.com/1.mov", 0, Image},
		{"a page", "https://example.com/1.html", 0, Nobody},
		{"a long ending", "https://example.com/1.jpeg2", 0, Nobody},
		{"no ending", "https://example/1", 0, Nobody},
		{"an ending behind a dot", "https://example.com/1.html.jpg", 0, Image},
		{"an ending before a slash", "https://example.com/1.jpg/", 0, Nobody},
		{"no host", "https:///1.jpg", 0, Image},
		{"nothing but an ending", "http://.jpg/", 0, Nobody},
		{"an image by its name", "https://example.com/1", HintImage, Image},
		{"an image by its name with a port", "https://u@localhost:80/1", HintImage, Image},
		{"a page at a service", "https://host.kr/1", 0, Nobody},
		{"an image by its name at a service", "https://host.kr/1", HintImage, Image},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := Of([]byte(tt.text), tt.hint|Examples); got != tt.want {
				t.Errorf("person %d, want %d", got, tt.want)
			}
		})
	}
}
