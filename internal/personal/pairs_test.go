package personal

import (
	"fmt"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
)

// TestPairs: the values of personal names in texts that are no JSON, in ⟦ and ⟧.
func TestPairs(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 200)
	for _, tt := range []struct{ name, text string }{
		{"nothing", ""},
		{"a sign alone", ":"},
		{"a sign in front", ": x = y > z"},
		{"nothing behind a colon", "full_name:"},
		{"nothing behind an equals sign", "full_name="},
		{"nothing behind a tag", "<full_name>"},
		{"an unknown name", "status: approved"},
		{"one behind the other", `full_name="⟦Jo⟧"<name first="⟦Kim⟧"/>`},

		// where a name stands before a colon
		{"a name at the start", "name: ⟦Minsu Kim⟧"},
		{"a name in a line", "x\nname: ⟦Minsu Kim⟧\ny"},
		{"a name in quotes", `"name": ⟦Jo⟧`},
		{"a name in quotes with escapes", `\"name\": \"⟦Jo⟧\"`},
		{"a name in quotes in a line", `got "name" : "⟦Jo⟧"`},
		{"a name in typographic quotes", "“name”: “⟦Jo⟧”"},
		{"a name in quotes of XML", "&quot;name&quot;: &quot;⟦Jo⟧&quot;"},
		{"a name in quotes of different kinds", `'name": "Jo"`},
		{"a name in a quote within", `a"b'name': '⟦Jo⟧'`},
		{"one quote", `name" : "Jo"`},
		{"a scope", "std::name::first"},
		{"a scheme", "email://host"},
		{"an assignment", "name:=x"},
		{"a word of a sentence", "I said (to them) that my name: Jo"},
		{"a name of programs in a sentence", "I said (to them) full_name: ⟦Jo⟧ and so on"},
		{"four words", "my very own phone: ⟦415-867-5309⟧"},
		{"five words", "it is my own phone: 415-867-5309"},
		{"signs of a list", "- * **phone:** ⟦415-867-5309⟧"},
		{"a sign before the name", "(name: ⟦Jo⟧)"},
		{"Korean before the name", "고객 phone: ⟦415-867-5309⟧"},
		{"a list before the name", "got [x, name: ⟦Jo⟧] now"},
		{"far from the start of its line", long + " phone: 415-867-5309"},
		{"behind a line that is long", long + "\nphone: ⟦415-867-5309⟧"},
		{"a word that is long", long + ": x\n" + long + "=y"},
		{"a word that is long in quotes", `"` + long + `": "x"`},
		{"text over the line", "his name is (x,\ny z phone: ⟦415-867-5309⟧"},

		// before an equals sign
		{"a query", "a=b&full_name=⟦Hong⟧&c=d"},
		{"an arrow", "full_name => ⟦Hong⟧"},
		{"an arrow of a symbol", `:full_name=>"⟦Hong⟧"`},
		{"a comparison", "full_name == other"},
		{"a match", "full_name =~ other"},
		{"a difference", "full_name != other"},
		{"a name in quotes before an arrow", `"name" => "⟦Hong⟧"`},
		{"brackets", "  [full_name] => ⟦Hong Gildong⟧\n"},
		{"brackets of a form", "name[first]=⟦Hong⟧&name[last]=⟦Kim⟧"},
		{"brackets of a form and blanks", "name[first] = ⟦Hong⟧"},
		{"brackets behind another field", "x=first_name&status[a]=approved"},
		{"brackets in brackets of a name", "first_name[x][y]=⟦Hong⟧"},
		{"brackets in brackets", "x[name][first]=⟦Hong⟧"},
		{"a bracket alone", "full_name]=Hong"},
		{"brackets that are empty", "[]=Hong"},
		{"a name behind words", "INFO got name=⟦Jo⟧ x"},
		{"a name behind words and a comma", "INFO got name='⟦Jo⟧', x"},
		{"a word behind words", "INFO got status=approved"},
		{"a name of programs behind words and before a colon", "INFO got full_name: ⟦Jo⟧"},
		{"a name behind words and before a colon", "INFO got name: Jo"},
		{"members on a line", "name: ⟦Jo Kim⟧ phone: ⟦1234⟧ x: y"},
		{"members on a line and bars", "Name: ⟦Jo Kim⟧ | Phone: ⟦1234⟧ | x: y"},
		{"members in a table", "| x | Address: ⟦5 High Street⟧ | y | address=⟦5 High Street⟧ |"},
		{"members on a line and other ones", "name: ⟦Jo⟧ x: y phone: 1234"},
		{"a member far behind one", "name: ⟦Jo⟧" + strings.Repeat(" ", longestName-len("phone")) + "phone: 1234"},
		{"a member not so far behind one", "name: ⟦Jo⟧" + strings.Repeat(" ", longestName-len("phone")-1) + "phone: ⟦1234⟧"},
		{"members on a line far into a text", strings.Repeat("x\n", longestName) + "name: ⟦Jo⟧ phone: ⟦1234⟧"},
		{"a sign before a word", ")phone: 1234"},
		{"members of Go", "map[id:7 name:⟦Jo Kim⟧ phone:⟦1234⟧ x:y] name:z"},
		{"members of Go in braces", "{{ID:7} Name:⟦Jo⟧} Name:x"},
		{"a word in brackets", "(x) [a b: c, the name: d] [x the name:\td"},
		{"brackets over lines", "{x: y\nhe said so the name:z"},
		{"a name in an object", "{name=⟦Jo van Kim⟧}"},
		{"a name in a list", "f(x, name=⟦Jo van Kim⟧)"},
		{"a name among words", "he said (x) full_name=⟦Jo⟧ van Kim"},

		// values without quotes
		{"a blank behind the sign", "full_name= ⟦Jo⟧\n(x) {full_name= ⟦Jo⟧}"},
		{"a blank behind the sign of a query", "GET /x?full_name= HTTP/1.1\nGET /x?full_name=\tHTTP/1.1"},
		{"tabs around the sign", "(x) email\t=\t⟦Jo⟧ x"},
		{"nothing behind the sign", "full_name = \nx"},
		{"a comma behind the colon", "full_name:, email: ⟦a@example.com⟧"},
		{"an equals sign in front", "full_name: ⟦=x⟧ y"},
		{"a colon apart", "full_name: ⟦Jo : x⟧"},
		{"blanks around", "full_name = \t⟦Jo Kim⟧ \t\r\n"},
		{"two on a line", "full_name: ⟦Minsu Kim⟧ email: ⟦a@example.com⟧"},
		{"two on a line and a comma", "full_name: ⟦Minsu Kim⟧, email: ⟦a@example.com⟧"},
		{"two on a line and a semicolon", "full_name: ⟦Minsu Kim⟧; \"email\": ⟦a@example.com⟧"},
		{"two with equals signs", "full_name=⟦Minsu Kim⟧ email=⟦a@example.com⟧"},
		{"two with equals signs apart", "full_name = ⟦Minsu Kim⟧, email = ⟦a@example.com⟧"},
		{"a comma within", "full_name: ⟦Kim, Minsu⟧\n"},
		{"a comment behind", "full_name: ⟦Minsu⟧ # given"},
		{"a comment of C behind", "full_name: ⟦Minsu⟧ // given"},
		{"a number sign within", "address: ⟦5 High Street #7⟧"},
		{"an address within", "memo: ⟦see https://example.com/a⟧"},
		{"an address behind a comma", "memo: ⟦see, https://example.com/a⟧"},
		{"a time within", "memo: ⟦at 10:30⟧"},
		{"a bar of a table", "| full_name: ⟦Minsu⟧ |"},
		{"a colon without a value before an equals sign", "full_name: ⟦Minsu⟧ x?a=b"},
		{"a bracket in a line", "full_name: ⟦Minsu (Jo) Kim⟧"},
		{"a bracket in a list", "{full_name: ⟦Minsu⟧} Kim"},
		{"null", "full_name: null"},
		{"true in a query", "full_name=true&email=~"},
		{"none of Go", "map[full_name:<nil> email:⟦a@example.com⟧]"},
		{"a sign of Go", "full_name: <x"},
		{"a sign of YAML", "full_name: &x"},
		{"a bar of YAML", "full_name: | x"},
		{"a tag", "full_name: !!str ⟦Jo⟧"},
		{"a tag alone", "full_name: ⟦!!str⟧"},
		{"a tag at the end of a line", "full_name: ⟦!!str⟧\nx y"},
		{"a mark that is no tag", "memo: ⟦yes!!⟧"},
		{"very long", "full_name: ⟦" + strings.Repeat("x", longestContent) + "⟧yz"},

		// values among words
		{"words of a name", "(x) full_name=⟦Jo Kim⟧ and"},
		{"words of a Korean name", "(x) full_name=⟦홍 길동⟧ and"},
		{"A and Z of a name", "(x) full_name=⟦A Z Anna Zoe⟧ [x] @x"},
		{"words behind two blanks", "(x) full_name=⟦Jo⟧  Kim"},
		{"a member behind", "(x) full_name=⟦Jo⟧ Kim=1"},
		{"a member with a colon behind", "(x) full_name=⟦Jo⟧ Kim:1"},
		{"a blank at the end", "(x) full_name=⟦Jo⟧ "},
		{"groups of a number", "(x) phoneNumber=⟦+1 415 867 5309⟧ 22"},
		{"a number that is whole", "(x) phoneNumber=⟦123456789⟧ 22"},
		{"a number that is not yet whole", "(x) phoneNumber=⟦12345678 22⟧ 33"},
		{"a number with a colon", "(x) phoneNumber=⟦1234567:8 9⟧ x"},
		{"no number", "(x) phoneNumber=⟦none⟧ 22"},
		{"letters behind a number", "(x) phoneNumber=⟦12⟧ 2a"},
		{"a sign behind a number", "(x) phoneNumber=⟦12⟧ #2 é"},
		{"a letter with an accent behind a number", "(x) phoneNumber=⟦12⟧ é"},
		{"the groups of a document", "(x) documentNumber=⟦M⟧ 123 45"},
		{"a mail and a word", "(x) email=⟦a@example.com⟧ Kim"},
		{"what ends a word", "(x) full_name=⟦Jo⟧&a full_name=⟦Jo⟧;a full_name=⟦Jo⟧) full_name=⟦Jo⟧,a"},

		// values in quotes
		{"double quotes", `full_name="⟦Jo ⟧"`},
		{"single quotes", `full_name='⟦Jo⟧' x`},
		{"backquotes", "full_name=`⟦Jo⟧` x"},
		{"a quote that is not closed", "full_name=\"⟦Jo Kim⟧\nx\""},
		{"nothing in quotes", `full_name="" x`},
		{"another quote within", `full_name="⟦O'Neil⟧" x`},
		{"an escaped quote", `full_name='⟦O\'Neil⟧' x`},
		{"a doubled quote", `full_name='⟦O''Neil⟧' x`},
		{"a doubled quote at the start", `full_name='⟦''Neil⟧' x`},
		{"a doubled double quote", `full_name="" "x"`},
		{"escaped quotes", `\"full_name\":\"⟦Jo \\\"K\\\" x⟧\"`},
		{"twice escaped quotes", `\\\"full_name\\\" : \\\"⟦Jo⟧\\\", x`},
		{"typographic quotes", "“full_name”: “⟦O’Neil \"x\"⟧” y"},
		{"single typographic quotes", "‘full_name’: ‘⟦O’Neil⟧’ y"},
		{"single typographic quotes and a sign", "‘full_name’: ‘⟦O⟧’, y’"},
		{"German quotes", "„full_name“: „⟦Jo⟧“ y"},
		{"French quotes", "«full_name»: «⟦Jo⟧» y"},
		{"a letter that is no quote", "(x) full_name=⟦étienne⟧ y"},
		{"quotes of XML", "&#34;full_name&#34;:&#34;⟦Jo⟧&#34; y"},
		{"a text of Python", `full_name=u'⟦Jo⟧' y`},
		{"bytes of Python", `full_name=b"⟦Jo⟧" y`},
		{"a text of SQL", `full_name = N'⟦Jo⟧'`},
		{"a letter and no quote", `full_name=⟦u⟧`},
		{"a letter of none and a quote", `(x) full_name=⟦x⟧'Jo'`},
		{"bold", "**full_name:** ⟦Jo⟧"},

		// elements
		{"an element", "<full_name>⟦Jo Kim⟧</full_name>"},
		{"an element over lines", "<p>\n<a:full_name x=\"1\">\n ⟦Jo⟧ \n</a:full_name>\n</p>"},
		{"an element in a line", "<full_name\n>⟦Jo⟧</full_name>"},
		{"an element of another kind", "<status>approved</status>"},
		{"CDATA", "<full_name><![CDATA[⟦Jo < Kim⟧]]></full_name>"},
		{"CDATA without an end", "<full_name><![CDATA[Jo"},
		{"no end", "<full_name>Jo"},
		{"an end that is far", "<full_name>" + strings.Repeat(" ", longestContent) + "Jo</full_name>"},
		{"an end that is near enough", "<full_name>⟦Jo⟧" + strings.Repeat(" ", longestContent-4) + "</full_name>"},
		{"an empty element", "<full_name></full_name><full_name/>"},
		{"no element", "<>x</><!full_name>x</a> 1 > 2"},
		{"an element within", "<full_name><b>⟦Jo⟧</b></full_name>"},
		{"text and an element", "<full_name>⟦Jo⟧ <b>⟦Kim⟧</b> ⟦Park⟧</full_name> x"},
		{"text and an element with namespaces", "<a:full_name>⟦Jo⟧ <b>⟦Kim⟧</b></a:full_name> x"},
		{"text and an element that ends far away", "<full_name>Jo <b>" + strings.Repeat(" ", longestContent) + "</b></full_name> x"},
		{"names of arguments", "usage: x <name> of <email> [y]"},
		{"an element within behind a blank", "<full_name>\n <b>⟦Jo⟧</b>\n</full_name>"},
		{"an element that is cut", "<full_name><"},
		{"an element within that is cut", "<full_name><b>⟦Jo⟧<b"},
		{"a sign within", "<full_name><1</full_name>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			checkPairs(t, tt.text)
		})
	}
}

// TestPairsSay: the kinds of values and the signs before them, and that nothing more is
// looked for when that is enough.
func TestPairsSay(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, want string }{
		{"a line", "full_name: Jo\nemail = a@example.com\n<dob>x</dob>", "name: email= birth-date>"},
		{"lines", "address:\n  city: Seoul\n  email:\n    a: b\n  x: y\nz: 1", "address: email: address:"},
		{"braces", "address: {city: Seoul, email: a, x: y}", "address: email: address:"},
		{"elements", "<address><city>a</city><email>b</email><x><![CDATA[c]]></x>d</address>", "address> email> address> address>"},
		{"attributes", `<address city="a" x="b"/>`, "address= address="},
		{"names that are values", `<a name="email" value="x"><a name="dob">y</a>`, "email= birth-date="},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for pair := range NewNames().Pairs([]byte(tt.text)) {
				got = append(got, fmt.Sprintf("%s%c", pair.Name.Kind, pair.Sign))
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
			for enough := 1; enough <= len(got); enough++ {
				n := 0
				for range NewNames().Pairs([]byte(tt.text)) {
					if n++; n == enough {
						break
					}
				}
				if n != enough {
					t.Errorf("%d pairs, want %d", n, enough)
				}
			}
		})
	}
}

// TestBefore: the group that begins behind a name.
func TestBefore(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]catalog.PersonalKind{
		"phone: {": catalog.PersonalPhone, "phone:{": catalog.PersonalPhone, "phone\t= [": catalog.PersonalPhone, `"name": {`: catalog.PersonalName,
		"x full_name: {": catalog.PersonalName, "[email] => {": catalog.PersonalEmail, "see name=[": "", "(x) name=[": catalog.PersonalName, "(x) name: [": "", "see full_name=[": catalog.PersonalName, "{phone: {": catalog.PersonalPhone,
		"home phone: {": "", "status: {": "", "{": "", ":{": "", "a:{": "", "phone {": "", "phone:\n{": "", "": "",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			if got := NewNames().Before([]byte(text), max(0, len(text)-1)); got.Kind != want {
				t.Errorf("%q, want %q", got.Kind, want)
			}
		})
	}
}

func TestIsCompound(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]bool{
		"full_name": true, "_": true, "fullName": true, "aAb": true, "zZ": true, "aZ": true, "zA": true,
		"": false, "name": false, "Name": false, "NAME": false, "1A": false, "a1": false, "{A": false, "`A": false, "a@": false, "a[": false,
	} {
		t.Run(word, func(t *testing.T) {
			t.Parallel()
			if got := isCompound([]byte(word)); got != want {
				t.Errorf("%t, want %t", got, want)
			}
		})
	}
}

// FuzzPairs: whatever the text, the values stand in it one after the other.
func FuzzPairs(f *testing.F) {
	for _, text := range []string{
		"name: {a: [1, 'b'], c=>\"d\"}", "name:\n- a: b\n  c: {d: e\n", "<name><a>b</a><c d=\"e\"/></name>", "Name:A{B:c D:[e]} x", "a[name][b]=c&d",
		`\"name\":\"a\"`, "“name”: “a”", "name: !!str x", "(x) phoneNumber=1 2 3", "name=\"full_name\"\r\n\r\nx",
	} {
		f.Add(text)
	}
	names := NewNames()
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for pair := range names.Pairs([]byte(text)) {
			if pair.Start < at || pair.Start >= pair.End || pair.End > len(text) || pair.Name.Kind == "" {
				t.Fatalf("%q: %+v behind %d", text, pair, at)
			}
			at = pair.End
		}
	})
}
