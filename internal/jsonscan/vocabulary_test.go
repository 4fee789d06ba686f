package jsonscan

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// vocabulary has names of each length, some of which begin alike.
func vocabulary() *Vocabulary {
	names := []string{
		"", "a", "b", "name", "seven c", "8 chars.", "nine char", "fifteen letters", "sixteen letters!", "seventeen letters", "한글",
		"the same beginning 1", "the same beginning 2", strings.Repeat("x", 29), strings.Repeat("y", 30), strings.Repeat("z", 40),
		"webhook_trigger", "submission_id", "kyc_result", "status", "created_at", "full_name", "full_name_en", "additional_list", "answer",
		"inputValue", "tokenId", "idType", "cf", "cf1", "cf2", "cf3",
	}
	for len(names) < maxVocabulary-1 {
		names = append(names, fmt.Sprintf("more %d", len(names)))
	}
	return NewVocabulary(names)
}

func TestVocabularyNumber(t *testing.T) {
	t.Parallel()
	v := vocabulary()
	if v.Size() != maxVocabulary {
		t.Errorf("%d numbers", v.Size())
	}
	for i, name := range v.names.List() {
		if got := v.Number(name); int(got) != i+1 {
			t.Errorf("%q has number %d, want %d", name, got, i+1)
		}
	}
	for _, name := range []string{"c", "nam", "names", "the same beginning 3"} {
		if got := v.Number(name); got != 0 {
			t.Errorf("%q has number %d", name, got)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a vocabulary of 256 names")
		}
	}()
	NewVocabulary(make([]string, maxVocabulary))
}

// TestVocabularyAt: a name is known at a glance, whatever follows it, unless it is
// too long, begins like another, or has no colon or too little data behind it.
func TestVocabularyAt(t *testing.T) {
	t.Parallel()
	v := vocabulary()
	for i, name := range v.names.List() {
		literal := `"` + name + `":`
		number, size := uint8(i+1), len(literal)
		if size > literalBytes || name == "the same beginning 1" {
			number, size = 0, 0
		}
		for _, behind := range []string{`"`, `""`, "\xff", "\x00", "1,"} {
			data := []byte("{" + literal + strings.Repeat(behind, literalBytes))
			if gotNumber, gotSize := v.At(data, 1); gotNumber != number || gotSize != size {
				t.Errorf("%s: number %d, size %d; want %d, %d", data, gotNumber, gotSize, number, size)
			}
		}
		short := []byte("{" + literal + strings.Repeat("1", literalBytes))[:literalBytes+1]
		if gotNumber, gotSize := v.At(short, 1); gotNumber != number || gotSize != size {
			t.Errorf("%s: number %d, size %d; want %d, %d", short, gotNumber, gotSize, number, size)
		}
		if gotNumber, gotSize := v.At(short[:literalBytes], 1); gotNumber != 0 || gotSize != 0 {
			t.Errorf("%s: number %d, size %d in data that is too short", short[:literalBytes], gotNumber, gotSize)
		}
		blank := []byte(`{"` + name + `" :` + strings.Repeat("1", literalBytes))
		if gotNumber, _ := v.At(blank, 1); gotNumber != 0 {
			t.Errorf("%s: number %d", blank, gotNumber)
		}
	}
}

// TestParseWithVocabulary: numbers apart, a document is the same with a vocabulary
// as without, also after others.
func TestParseWithVocabulary(t *testing.T) {
	t.Parallel()
	v := vocabulary()
	room := `,"room":"for the bytes that are compared at once"`
	tests := []struct{ name, text string }{
		{"known names", `{"a":1,"b":[],"name":"x","":{}` + room + `}`},
		{"the same names again", `{"a":1,"b":[],"name":"x","":{}` + room + `}`},
		{"in another order", `{"name":"x","b":[],"a":1,"":{}` + room + `}`},
		{"names that begin alike", `{"the same beginning 1":1,"the same beginning 2":2` + room + `}`},
		{"a name that is not known", `{"a":1,"c":2,"b":3` + room + `}`},
		{"long names", `{"` + strings.Repeat("x", 29) + `":1,"` + strings.Repeat("y", 30) + `":2,"` + strings.Repeat("z", 40) + `":3` + room + `}`},
		{"no room behind the names", `{"a":1,"b":2}`},
		{"white space", `{ "a" : 1, "b": 2,` + "\n" + `"name":"x" , "":` + "\t" + `"y"` + room + ` }`},
		{"escapes in names", `{"\u0061":1,"n\u0061me":2,"b":3` + room + `}`},
		{"one name in several objects", `{"a":{"a":{"a":1},"b":{"a":2}},"b":{"a":1,"b":[{"a":1},{"a":2}]}` + room + `}`},
		{"a name twice", `{"a":1,"b":2,"a":3` + room + `}`},
		{"an escaped name twice", `{"a":1,"b":2,"\u0061":3` + room + `}`},
		{"twice, escaped at first", `{"\u0061":3,"b":2,"a":1` + room + `}`},
		{"twice, with a blank", `{"a":1,"b":2,"a" :3` + room + `}`},
		{"twice, around an object", `{"a":{"a":{"b":1}},"a":3` + room + `}`},
		{"an unknown name twice", `{"c":1,"a":2,"c":3` + room + `}`},
		{"names of one bit in different words", `{"more 70":1,"more 134":2,"more 198":3,"more 198":4` + room + `}`},
		{"a fault behind a name", `{"a":x` + room + `}`},
		{"a name at the end", `{"a":1` + room + `,"b":`},
		{"a long name at the end", `{"` + strings.Repeat("x", 29) + `":`},
		{"a name instead of a value", `["a":1` + room + `]`},
		{"a text of UTF-16", "\xff\xfe{\x00}\x00"},
	}
	var d Document // for all of them
	d.Vocabulary = v
	for _, payload := range payloads(3) {
		compareNumbered(t, &d, string(payload))
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { compareNumbered(t, &d, test.text) })
	}
	d.Vocabulary = NewVocabulary([]string{"b", "a"}) // another one
	for _, test := range tests {
		t.Run(test.name+", numbered anew", func(t *testing.T) { compareNumbered(t, &d, test.text) })
	}
}

// compareNumbered parses text into d, and compares with a document that is
// numbered later.
func compareNumbered(t *testing.T, d *Document, text string) {
	t.Helper()
	var plain Document
	if got, want := d.Parse([]byte(text)), plain.Parse([]byte(text)); got != want {
		t.Errorf("%s: %v, want %v: %s", text, got, want, summary(d))
	}
	if got, want := d.ParseStrict([]byte(text)), len(plain.Faults) == 0; got != want {
		t.Errorf("%s: strictly %v, want %v", text, got, want)
	}
	d.Parse([]byte(text))
	if got, want := summary(d), summary(&plain); got != want {
		t.Errorf("%s:\n%s, want\n%s", text, got, want)
	}
	for i := range plain.Nodes {
		if plain.Nodes[i].Name != 0 {
			t.Errorf("%s: node %d has number %d without a vocabulary", text, i, plain.Nodes[i].Name)
		}
	}
	plain.Number(d.Vocabulary)
	if !slices.Equal(d.Nodes, plain.Nodes) {
		t.Errorf("%s:\n%+v, want\n%+v", text, d.Nodes, plain.Nodes)
	}
	for i := range d.Nodes {
		n := &d.Nodes[i]
		if want := d.Vocabulary.Number(d.Name(i)); n.KeyEnd > 0 && n.Name != want || n.KeyEnd == 0 && n.Name != 0 {
			t.Errorf("%s: node %d has number %d, want %d", text, i, n.Name, want)
		}
	}
	compact := AppendCompact(nil, []byte(text))
	if len(d.Faults) == 0 && !bytes.Equal(d.AppendCompact(nil, 0), compact) {
		t.Errorf("%s: compact as %s", text, d.AppendCompact(nil, 0))
	}
}

// TestMember finds members by the number of their names.
func TestMember(t *testing.T) {
	t.Parallel()
	v := NewVocabulary([]string{"a", "b", "c", "d"})
	d := Document{Vocabulary: v}
	d.Parse([]byte(`{"b":{"a":1,"c":2},"x":3,"a":4}`))
	twice := Document{Vocabulary: v}
	twice.Parse([]byte(`{"a":1,"b":{"a":2},"a":3,"b":4,"\u0061":5}`))
	tests := []struct {
		name   string
		d      *Document
		object int
		member string
		want   string // "" for none
	}{
		{"the first member", &d, 0, "b", `{"a":1,"c":2}`},
		{"the last member", &d, 0, "a", "4"},
		{"a member of a member", &d, 1, "a", "1"},
		{"the last of a member", &d, 1, "c", "2"},
		{"a member of an inner object alone", &d, 0, "c", ""},
		{"a name that is not there", &d, 0, "d", ""},
		{"a name without a number", &d, 0, "x", ""},
		{"in a value that is no object", &d, 2, "a", ""},
		{"the last of several", &twice, 0, "a", "5"},
		{"the last of two", &twice, 0, "b", "4"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := ""
			i, ok := test.d.Member(test.object, v.Number(test.member))
			if ok {
				got = string(test.d.Raw(i))
			}
			if got != test.want || ok != (test.want != "") || !ok && i != 0 {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}
