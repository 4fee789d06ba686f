package layer

import (
	"strings"
	"testing"
)

// TestSpan: a place in a text is found in the file, through every coding.
func TestSpan(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		file    string
		coding  Coding
		text    string
		what    string // a part of the text,
		stands  string // what stands for it in the file,
		another string // and the part of the text behind it
	}{
		{"escaped", `"a\"b\"c"`, Escaped, `a"b"c`, `b"`, `b\"`, "c"},
		{"escaped unicode", `"\u00e9x\ud83d\ude00y"`, Escaped, "éx😀y", "😀", `\ud83d\ude00`, "y"},
		{"escaped control", `"1\n2\t\\n"`, Escaped, "1\n2\t\\n", "\t\\", `\t\\`, "n"},
		{"lone surrogate", `"a\ud83dz"`, Escaped, `a\ud83dz`, `\ud83d`, `\ud83d`, "z"},
		{"bytes of no character", "\"a\xffb\\\"c\"", Escaped, "a\xffb\"c", "b\"", `b\"`, "c"},
		{"cell", `"a""b""""c"`, Cell, `a"b""c`, `b"`, `b""`, `"c`},
		{"form", `"a%7Bb+c%zzd"`, Form, "a{b c%zzd", "{b ", "%7Bb+", "c"},
		{"hexadecimal", `"a\x22\xC3\xA9b\x5Cc\xzzd"`, Hex, `a"éb\c\xzzd`, `éb\`, `\xC3\xA9b\x5C`, "c"},
		{"entities", `"&#123;&quot;a&#44032;&#38;quot;b&c&#x22;"`, Entities, `{"a가&quot;b&c"`, "가&", "&#44032;&#38;", "quot"},
		{"digits", `"7b22c3A97d"`, Digits, `{"é}`, "é", "c3A9", "}"},
		{"numbers", `"123, 34,\n-61,169, 125"`, Numbers, `{"é}`, "é", `,\n-61,169`, "}"},
		{"part", `"abc"`, Part, "abc", "b", "b", "c"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var file, text Text
			file.File([]byte("  "+c.file), 1, 1)
			text.Decode(&file, c.coding, 3, len(c.file)+1, nil)
			if string(text.Bytes) != c.text {
				t.Fatalf("text %q, want %q", text.Bytes, c.text)
			}
			at := strings.Index(c.text, c.what)
			from, to := text.Span(at, at+len(c.what))
			if got := string(file.Bytes[from:to]); got != c.stands {
				t.Errorf("%q stands as %q, want %q", c.what, got, c.stands)
			}
			if next, _ := text.Span(at+len(c.what), len(c.text)); next != to || !strings.HasPrefix(c.text[at+len(c.what):], c.another) {
				t.Errorf("what follows is at %d, want %d", next, to)
			}
			if again, _ := text.Span(at, at); again != from {
				t.Errorf("asked again it is at %d, want %d", again, from)
			}
		})
	}
}

// TestLayers: the way back leads through several texts; of Base64 it leads to the
// whole string.
func TestLayers(t *testing.T) {
	t.Parallel()
	var file, outer, inner, hidden, in Text
	file.File([]byte("\n é "+`"{\"a\":\"\\\"x\"}"`), 7, 3)
	outer.Decode(&file, Escaped, 6, len(file.Bytes)-1, nil)
	if string(outer.Bytes) != `{"a":"\"x"}` {
		t.Fatalf("%s", outer.Bytes)
	}
	inner.Decode(&outer, Escaped, 6, 9, nil)
	if from, to := inner.Span(0, 1); string(inner.Bytes) != `"x` || string(file.Bytes[from:to]) != `\\\"` {
		t.Errorf("%s: %d to %d", inner.Bytes, from, to)
	}
	cursor := inner.Cursor(1)
	if line, column := cursor.At(0); line != 8 || column != 18 {
		t.Errorf("line %d, column %d", line, column)
	}
	if cursor = outer.Cursor(0); true {
		if line, column := cursor.At(0); line != 8 || column != 5 {
			t.Errorf("going back: line %d, column %d", line, column)
		}
	}
	hidden.Hide(&outer, 5, 10, []byte("plain"))
	in.Decode(&hidden, Escaped, 1, 3, nil)
	if from, to := in.Span(0, 2); string(file.Bytes[from:to]) != `\"\\\"x\"` {
		t.Errorf("hidden: %s", file.Bytes[from:to])
	}
	if file.Direct() != true || outer.Direct() || in.Direct() || in.InFile() != &file {
		t.Error("Direct or InFile")
	}
}

// TestPieces: what was put together stands where its pieces do.
func TestPieces(t *testing.T) {
	t.Parallel()
	var file, text Text
	file.File([]byte(`{"a":{"N":"12"}}`), 1, 1)
	text.Rebuild(&file, []byte(`{"a":12}`), []Piece{{0, 0, 1}, {1, 1, 3}, {5, 11, 2}, {7, 15, 1}})
	for _, c := range []struct {
		start, end int
		want       string
	}{{0, 1, "{"}, {1, 4, `"a"`}, {5, 7, "12"}, {6, 7, "2"}, {0, 8, string(file.Bytes)}} {
		if from, to := text.Span(c.start, c.end); string(file.Bytes[from:to]) != c.want {
			t.Errorf("%d to %d: %s, want %s", c.start, c.end, file.Bytes[from:to], c.want)
		}
	}
}

// TestWalk: to find places in rising order, and to come back to earlier ones of
// the payload at hand, costs about one walk over the text.
func TestWalk(t *testing.T) {
	t.Parallel()
	const payloads = 2000
	body := strings.Repeat(`{\"a\":1,\"a\":2},`, payloads)
	var file, text Text
	file.File([]byte(`"`+body+`"`), 1, 1)
	text.Decode(&file, Escaped, 1, len(body)+1, nil)
	size := len(text.Bytes) / payloads
	for i := range payloads {
		cursor := text.Cursor(i * size)
		for _, at := range []int{7, 1, 7, 1} { // a finding and what it is related to
			from, _ := text.Span(i*size+at, i*size+at+3)
			if line, column := cursor.At(from); line != 1 || column < i*size {
				t.Fatalf("line %d, column %d", line, column)
			}
		}
	}
	if text.walked > 10*len(body) {
		t.Errorf("walked over %d bytes of %d", text.walked, len(body))
	}
}
