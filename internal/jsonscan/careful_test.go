package jsonscan

import (
	"flag"
	"fmt"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/testkit"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// summary writes the faults one a line: code offset+length message, pointer, repair
// in brackets, help in braces where it is not the repair.
func summary(d *Document) string {
	var b strings.Builder
	for _, f := range d.Faults {
		fmt.Fprintf(&b, "%s %d+%d %s", strings.TrimPrefix(f.Code.String(), "json/"), f.Offset, f.Length, f.Text("en"))
		if f.Pointer != "" {
			fmt.Fprintf(&b, " @%s", shorten(f.Pointer))
		}
		if f.Related >= 0 {
			fmt.Fprintf(&b, " (first %d)", f.Related)
		}
		if f.Repair != nil {
			fmt.Fprintf(&b, " [%s]", shorten(f.Fix("en")))
		}
		for _, help := range f.Help("en") {
			if f.Repair == nil || help != f.Fix("en") {
				fmt.Fprintf(&b, " {%s}", help)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// faulty returns texts with every fault and repair there is.
func faulty() []string {
	return []string{
		``, " \n", "{", `{"a"`, `{"a":`, `{"a":1`, `{"a":"b"`, `{"a":["b"`, `{"a":["b",`, `{"a":"b`,
		"{\"a\": \"x\"\n \"b\": 1}", `{"a" 1}`, `{"a"=1,"b"=>2}`, `{"a":1,}`, `[1,,2,]`, `[,1]`, `[1 2 "x" true]`,
		"{\"a\":1 // c\n, /* x */ \"b\":2 # y\n}", `{'a':'it''s \'q\' "z"'}`, `{a:1,b-c:2 "d":3}`, `{“a”:“b”,‘c’:‘it’s’}`,
		`[NaN,-Infinity,undefined,None,True,FALSE,nil]`, "[\"a\tb\nc\x00d\r\ne\"]", `[01,+1,.5,5.,1.e5,00,-.5,01012345678,0x1F,1e,--1,-01,+.5]`,
		`[1,2,...]`, `[...,1]`, `[1,...,2]`, `[...]`, `[1 ...]`, `[1, ... 2]`, `{"a":1,...}`, `{"a":...}`, `[1 ..., 2]`,
		`{"a":[1,2}`, `{"a":[1,2,}`, `[1,2}`, `{"a":1]}`, `{"x":{"a":1]},"b":2}`, `[+15550100,+155,-007]`, "\x00x", "{\"a\": \"\n}", `{"a":1]`, `[[1}]`, `{"a":{"b":[1}}`,
		`{"a":}`, `{"a":,"b":1}`, `{"a"}`, `{"a","b":1}`, `{"a" "b":1}`, `["a":1,2]`, `{[1]:2,"b":3}`,
		`{"a":1}}`, `{"a":1},`, `{"a":1}{"b":2}`, `<html>`, `}`, `hello`, `hello world`, `{"a": approved, "b": not known, "c":2024-01-01}`,
		"{\"a\": \"abc,\n \"b\": \"c\"}", "{\"a\": \"abc\n \"b\": 1\n}", `["\x","\'","\d","\u12","\ud800","\ud800\u0041","\0","\` + "\n" + `"]`,
		"[\"\xff\xfe\",\"\xed\xa0\x80\"]", "\xef\xbb\xbf{\"a\":1}", "\xff\xfe{\x00", "{\x00}\x00", "{\u00a0\"a\":1\u200b}", "\x00\x00\x00\x00", `{"a":1,"\u0061":2,"b":{"a":1,"a":2}}`,
		`｛"a"：1，"b"：［1，"x：y"］｝`, `{"a"：“b，c”， ‘d’:'e'}`, `["a"，"b"]`, `{"a":"：，"`, "［１］", `eyJh.eyJ.x-1`,
		`{"a":1;"b":2}`, `[1;2]`, strings.Repeat("[", 130), `[/* x`, `[1/* */2]`, `{"a":@,"b":%}`, "{\"x\":\"y\"b:1}", `{"a/b~":{"c":[1,{"d":tru}]}}`,
		"[\"a\\\n \"x\"]", "{\"a: 1\n}", "{\": 1\n}", `['say \"hi\" \\']`,
		`{1}`, `{[]}`, `[{"a":1},{true}]`, `[,]`, `{,}`, `[1}]]`, `[1,...`, `[...`, "[\x7f1]", `[1/**/,2]`,
		`['a\',b']`, `['é\',b']`, `['a\’,b']`, `‘a\’,b’`, `'a\`, `“abc"`, "[abc ,def\t]", `[+abc,-abc]`, `["\:","\ "]`, `[203.0.113.9,12-34,1-2.3]`, `[%,1]`, `{[1,{"c":2,"d":3}]:4,"b":5}`, "[\"\xff한\xfe\xfd\"]",
	}
}

// TestFaults holds each text, its faults with exact places, and what the
// repairs make of it against testdata/faults.golden.
func TestFaults(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	var d Document
	for _, in := range faulty() {
		if d.Parse([]byte(in)) {
			t.Errorf("%q is clean", in)
		}
		fmt.Fprintf(&b, "--- %s\n%s", shorten(in), summary(&d))
		if repaired := d.Repaired(); string(repaired) != in {
			verdict := "is still faulty"
			if new(Document).Parse(repaired) {
				verdict = "is clean"
			} else if Valid(uncommented(repaired)) {
				verdict = "is clean but for its comments"
			}
			fmt.Fprintf(&b, "    %s %s\n", shorten(string(repaired)), verdict)
		}
	}
	golden(t, "testdata/faults.golden", b.String())
}

// TestEndInAComment: a bracket that is missing may stand in the comment at the end.
func TestEndInAComment(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		repairable bool
	}{
		{"a comment at the end", `{"a":"b" // }`, false},
		{"two of them", "{\"a\":\"b\" // 1\n// }", false},
		{"a comment before the end", "{\"a\": // }\n\"b\"", true},
		{"no comment", `{"a":"b"`, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var d Document
			d.Parse([]byte(c.text))
			if last := d.Faults[len(d.Faults)-1]; last.Comment || (last.Repair != nil) != c.repairable {
				t.Error(summary(&d))
			}
		})
	}
}

// TestEncodingOf: another encoding is told by its mark or its zero bytes, also in a
// text of one character.
func TestEncodingOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"one byte", "\xff", ""},
		{"ASCII", "{}", ""},
		{"a zero byte further on", "{}\x00\x00", ""},
		{"a mark of UTF-8", "\xef\xbb\xbf{}", ""},
		{"a mark of UTF-16LE alone", "\xff\xfe", "UTF-16LE"},
		{"a mark of UTF-16BE alone", "\xfe\xff", "UTF-16BE"},
		{"half a mark of UTF-16LE", "\xff{}}", ""},
		{"half a mark of UTF-16BE", "\xfe{}}", ""},
		{"a mark of UTF-32LE", "\xff\xfe\x00\x00", "UTF-32LE"},
		{"a mark of UTF-32BE", "\x00\x00\xfe\xff", "UTF-32BE"},
		{"UTF-16LE", "{\x00}\x00", "UTF-16LE"},
		{"UTF-16BE", "\x00{\x00}", "UTF-16BE"},
		{"UTF-32LE", "{\x00\x00\x00", "UTF-32LE"},
		{"UTF-32BE", "\x00\x00\x00{", "UTF-32BE"},
		{"zero bytes alone", "\x00\x00\x00\x00", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := encodingOf([]byte(c.text)); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func shorten(s string) string {
	if len(s) > 120 {
		return fmt.Sprintf("%q and %d more bytes", s[:20], len(s)-20)
	}
	return fmt.Sprintf("%q", s)
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	testkit.Golden(t, *update, path, got)
}
