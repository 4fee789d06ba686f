package source

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// readAll reads one input from memory under the given name and writes down
// every payload and error.
func readAll(t testing.TB, name string, r io.Reader, opts Options) []string {
	t.Helper()
	var got []string
	replay(t, name, r, opts, func(p Payload, fault *diag.Problem) {
		if fault != nil {
			got = append(got, describeFault(fault))
			return
		}
		got = append(got, describe(p))
	})
	return got
}

// replay streams r as if it were a file called name.
func replay(t testing.TB, name string, r io.Reader, opts Options, do func(Payload, *diag.Problem)) {
	t.Helper()
	opts = opts.withDefaults()
	s := &stream{in: Input{Path: name, endless: true}, opts: &opts, pool: new(unpackers), raw: r, kind: namingOf(name), line: 1, column: 1}
	s.src = counted{s}
	c := new(Chunk)
	for !s.done {
		c.reset(opts.chunk)
		c.limit = opts.MaxPayload
		s.next(c)
		for p, fault := range c.Payloads() {
			do(p, fault)
		}
	}
	s.close()
}

func describe(p Payload) string {
	flags := ""
	if p.Single {
		flags += " single"
	}
	if p.BOM {
		flags += " bom"
	}
	if len(p.Before)+len(p.After) > 0 {
		flags += fmt.Sprintf(" %q|%q", p.Before, p.After)
	}
	return fmt.Sprintf("%v @%d %d:%d %s%s", p.Origin, p.Offset, p.Line, p.Column, p.Bytes, flags)
}

func describeFault(e *diag.Problem) string {
	return fmt.Sprintf("! %v: %s @%d %d:%d", e.Origin, e.Message, e.Offset, e.Line, e.Column)
}

var shapes = []struct {
	name, path, in string
	want           []string
}{
	{"object", "f.json", `{"a":1}`, []string{`f.json @0 1:1 {"a":1} single`}},
	{"object on stdin", "-", " {}\n", []string{"- @0 1:1  {}\n single"}},
	{"pretty object", "f.json", "{\n \"a\": 1\n}\n", []string{"f.json @0 1:1 {\n \"a\": 1\n}\n single"}},
	{"object and blank lines", "f.json", "{}\n\n \n", []string{"f.json @0 1:1 {}\n\n \n single"}},
	{"broken pretty object", "f.json", "{\n \"a\": 1\n", []string{"f.json @0 1:1 {\n \"a\": 1\n single"}},
	{"object and garbage in a line", "f.json", `{} x`, []string{`f.json @0 1:1 {} x single`}},
	{"no JSON", "f.json", "hello\nworld\n", []string{"f.json @0 1:1 hello\nworld\n"}},
	{"binary", "f.json", "\x7fELF\x02\n\x00{}\n", []string{"f.json @0 1:1 \x7fELF\x02\n\x00{}\n"}},
	{"zero bytes", "f.ndjson", "\x00\n\x00", []string{"f.ndjson @0 1:1 \x00\n\x00"}},
	{"BOM and object", "f.json", "\ufeff{}", []string{"f.json @0 1:1 \ufeff{} single"}},
	{"UTF-16 with BOM", "f.ndjson", "\xff\xfe{\x00}\x00\n\x00", []string{"f.ndjson:1 @0 1:1 {}"}},
	{"UTF-16 without BOM", "f.json", "\x00{\x00}", []string{"f.json @0 1:1 {} single"}},
	{"UTF-32", "f.json", "{\x00\x00\x00}\x00\x00\x00", []string{"f.json @0 1:1 {\x00\x00\x00}\x00\x00\x00 single"}},
	{"empty", "f.json", "", []string{"! f.json: empty: expected a JSON object, an array or NDJSON @0 0:0"}},
	{"blank", "f.ndjson", " \r\n\n", []string{"! f.ndjson: empty: expected a JSON object, an array or NDJSON @0 0:0"}},

	{"lines", "-", "{}\n{\"a\":1}\n", []string{"-:1 @0 1:1 {}", `-:2 @3 2:1 {"a":1}`}},
	{"one line by name", "f.ndjson", "{}\n", []string{"f.ndjson:1 @0 1:1 {}"}},
	{"lines by name", "a.b.jsonl.gz", "[1]\nx\n", []string{"a.b.jsonl.gz:1 @0 1:1 [1]", "a.b.jsonl.gz:2 @4 2:1 x"}},
	{"CRLF, blank and torn lines", "f.json", "{}\r\n\r\n \n{\"b\"}\r\n{\"c", []string{
		"f.json:1 @0 1:1 {}", `f.json:4 @8 4:1 {"b"}`, `f.json:5 @15 5:1 {"c`}},
	{"leading blank line", "f.json", "\n{}\n{}", []string{"f.json:2 @1 2:1 {}", "f.json:3 @4 3:1 {}"}},
	{"BOM and lines", "f.json", "\ufeff{}\n{}", []string{"f.json:1 @0 1:1 \ufeff{}", "f.json:2 @6 2:1 {}"}},
	{"broken first line", "f.json", "{\"a\" 1]}\n{}\n", []string{`f.json:1 @0 1:1 {"a" 1]}`, "f.json:2 @9 2:1 {}"}},
	{"object, then junk", "f.json", "{}\n}\n", []string{"f.json:1 @0 1:1 {}", "f.json:2 @3 2:1 }"}},
	{"brackets in strings", "f.json", "{\"a\":\"}\\\"{\"}\n{}", []string{"f.json:1 @0 1:1 {\"a\":\"}\\\"{\"}", "f.json:2 @13 2:1 {}"}},
	{"second line is no object", "f.json", "{\"a\":}1}\n[", []string{"f.json @0 1:1 {\"a\":}1}\n[ single"}},

	{"array", "f.json", `[{"a":[1]}, {"b":"]"} ]`, []string{
		`f.json#0 @1 1:2 {"a":[1]} "["|", {\"b\":\"]\"} ]"`, `f.json#1 @12 1:13 {"b":"]"} "[{\"a\":[1]}, "|" ]"`}},
	{"pretty array", "-", "[\r\n  {\n  },\r\n  {}\r\n]\n", []string{
		"-#0 @5 2:3 {\n  } \"  \"|\",\"", "-#1 @15 4:3 {} \"  \"|\"\""}},
	{"wide characters", "f.json", `["é한😀", {}]`, []string{
		`f.json#0 @1 1:2 "é한😀" "["|", {}]"`, `f.json#1 @14 1:9 {} "[\"é한😀\", "|"]"`}},
	{"junk elements", "f.json", `[1,null,"x",[[]],}]`, []string{
		`f.json#0 @1 1:2 1 "["|",null,\"x\",[[]],}]"`, `f.json#1 @3 1:4 null "[1,"|",\"x\",[[]],}]"`,
		`f.json#2 @8 1:9 "x" "[1,null,"|",[[]],}]"`, `f.json#3 @12 1:13 [[]] "[1,null,\"x\","|",}]"`,
		`f.json#4 @17 1:18 } "[1,null,\"x\",[[]],"|"]"`}},
	{"array in lines that end with CR", "f.json", "[{},\r{}]", []string{`f.json#0 @1 1:2 {} "["|",\r{}]"`, `f.json#1 @5 2:1 {} "[{},\r"|"]"`}},
	{"BOM and array", "f.json", "\ufeff[{}\n,{}]", []string{`f.json#0 @4 1:2 {} bom "` + `\ufeff["|""`, `f.json#1 @8 2:2 {} ","|"]"`}},
	{"empty array", "f.json", "[ ]\n", nil},
	{"array without end", "f.json", "[{},{}\n", []string{"f.json @0 1:1 [{},{}\n"}},
	{"array without comma", "f.json", "[{}{}]", []string{"f.json @0 1:1 [{}{}]"}},
	{"array with commas too many", "f.json", "[{},]", []string{"f.json @0 1:1 [{},]"}},
	{"array and more", "f.json", "[{}]\n{}", []string{"f.json:1 @0 1:1 [{}]", "f.json:2 @5 2:1 {}"}},
	{"array, element cut off", "f.json", "[{},{", []string{"f.json @0 1:1 [{},{"}},
}

func TestShapes(t *testing.T) {
	t.Parallel()
	for _, tt := range shapes {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, size := range []int{1, 2, 3, 7, 64, 0} {
				got := readAll(t, tt.path, strings.NewReader(tt.in), Options{chunk: size})
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("buffer of %d: (-want +got)\n%s", size, diff)
				}
				got = readAll(t, tt.path, iotest.OneByteReader(strings.NewReader(tt.in)), Options{chunk: size})
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("buffer of %d, byte by byte: (-want +got)\n%s", size, diff)
				}
			}
		})
	}
}

// TestBrokenLargeArray lowers the size up to which an array is handed on whole.
func TestBrokenLargeArray(t *testing.T) {
	t.Parallel()
	for in, want := range map[string][]string{
		"[{},\n{} {},{}]": {`f.json#0 @1 1:2 {} "["|","`, `f.json#1 @5 2:1 {} ""|" {},{}]"`,
			`! f.json: the array is broken near element 2: expected a comma or ], found '{' @8 2:4`,
			`f.json#2 @8 2:4 {} "{} "|",{}]"`, `f.json#3 @11 2:7 {} "{} {},"|"]"`},
		"[{},,{}]":    {`f.json#0 @1 1:2 {} "["|",,{}]"`, `! f.json: the array is broken near element 1: expected an element, found ',' @4 1:5`, `f.json#1 @5 1:6 {} "[{},,"|"]"`},
		"[{},]":       {`f.json#0 @1 1:2 {} "["|",]"`, `! f.json: the array is broken near element 1: expected an element, found ']' @4 1:5`},
		"[{},{\n":     {`f.json#0 @1 1:2 {} "["|",{"`, `! f.json: the array is broken near element 1: expected an element, found the end of the file @4 1:5`},
		"[{}\n\n":     {`f.json#0 @1 1:2 {} "["|""`, `! f.json: the array is broken near element 1: expected a comma or ], found the end of the file @5 3:1`},
		"[\n{}]\n{},": {`f.json#0 @2 2:1 {} ""|"]"`, `f.json:3 @6 3:1 {},`},
	} {
		for _, size := range []int{1, 3, 64} {
			got := readAll(t, "f.json", strings.NewReader(in), Options{chunk: size, whole: 1})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%q, buffer of %d: (-want +got)\n%s", in, size, diff)
			}
		}
	}
}

func TestTooLarge(t *testing.T) {
	t.Parallel()
	big := `{"a":"` + strings.Repeat("é", 50) + `"}`
	for _, tt := range []struct {
		name, path, in string
		want           []string
	}{
		{"a line", "f.ndjson", "{}\n" + big + "\r\n{}\n", []string{
			"f.ndjson:1 @0 1:1 {}", "! f.ndjson:2: payload of 108 bytes is larger than the limit of 40 @3 2:1", "f.ndjson:3 @113 3:1 {}"}},
		{"the last line", "f.ndjson", "{}\n" + big, []string{
			"f.ndjson:1 @0 1:1 {}", "! f.ndjson:2: payload of 108 bytes is larger than the limit of 40 @3 2:1"}},
		{"the first line", "f.json", big + "\n{}\n", []string{
			"! f.json:1: payload of 108 bytes is larger than the limit of 40 @0 1:1", "f.json:2 @109 2:1 {}"}},
		{"the only line", "f.json", big, []string{"! f.json: payload is larger than the limit of 40 bytes @0 1:1"}},
		{"an element", "f.json", "[{},\n " + big + " ,{}]", []string{
			`f.json#0 @1 1:2 {} "["|","`,
			"! f.json#1: payload of 108 bytes is larger than the limit of 40 @6 2:2",
			`f.json#2 @116 2:62 {} " ` + strings.ReplaceAll(big, `"`, `\"`) + ` ,"|"]"`}},
		{"exactly at the limit", "f.ndjson", strings.Repeat("x", 40) + "\r\n{}", []string{
			"f.ndjson:1 @0 1:1 " + strings.Repeat("x", 40), "f.ndjson:2 @42 2:1 {}"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, size := range []int{1, 5, 50, 0} {
				got := readAll(t, tt.path, strings.NewReader(tt.in), Options{chunk: size, MaxPayload: 40})
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("%s, buffer of %d: (-want +got)\n%s", tt.name, size, diff)
				}
			}
		})
	}
	got := readAll(t, "f", io.LimitReader(zeros{}, 1<<40), Options{MaxPayload: 100})
	if diff := cmp.Diff([]string{"! f: payload is larger than the limit of 100 bytes @0 1:1"}, got); diff != "" {
		t.Error(diff)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestReadErrorKeepsWhatIsComplete(t *testing.T) {
	t.Parallel()
	for in, want := range map[string][]string{
		"{}\n{}\n{\"a": {"-:1 @0 1:1 {}", "-:2 @3 2:1 {}"},
		"{} \n":        {"- @0 1:1 {} \n single"},
		"{\n":          nil,
		"[{},{":        {`-#0 @1 1:2 {} "["|",{"`},
		"":             nil,
	} {
		r := io.MultiReader(strings.NewReader(in), iotest.ErrReader(io.ErrClosedPipe))
		want = append(want, "! -: cannot be read: io: read/write on closed pipe @0 0:0")
		if diff := cmp.Diff(want, readAll(t, "-", r, Options{})); diff != "" {
			t.Errorf("%q: (-want +got)\n%s", in, diff)
		}
	}
}

// FuzzSplit holds that a payload is what stands at its offset, that line and
// column say the same place, and that the size of the buffers changes nothing.
func FuzzSplit(f *testing.F) {
	for _, s := range shapes {
		f.Add([]byte(s.in), namingOf(s.path) == ndjson, uint8(3))
	}
	f.Fuzz(func(t *testing.T, data []byte, isLines bool, size uint8) {
		name := "f.json"
		if isLines {
			name = "f.ndjson"
		}
		if p, _ := PackingOf(data); p != nil || encodingOf(data, NoEncoding) != NoEncoding {
			t.Skip("offsets are of the content")
		}
		opts := Options{MaxPayload: 1 << 16, whole: 1 << 8}
		want := readAll(t, name, bytes.NewReader(data), opts)
		opts.chunk = int(size)%97 + 1
		if diff := cmp.Diff(want, readAll(t, name, bytes.NewReader(data), opts)); diff != "" {
			t.Errorf("buffer of %d: (-large +small)\n%s", opts.chunk, diff)
		}
		last := int64(-1)
		replay(t, name, bytes.NewReader(data), opts, func(p Payload, fault *diag.Problem) {
			if fault != nil {
				return
			}
			checkPlace(t, data, p)
			if p.Offset <= last {
				t.Errorf("offset %d after %d", p.Offset, last)
			}
			last = p.Offset
		})
	})
}

func checkPlace(t *testing.T, data []byte, p Payload) {
	t.Helper()
	end := p.Offset + int64(len(p.Bytes))
	if end > int64(len(data)) || !bytes.Equal(data[p.Offset:end], p.Bytes) {
		t.Fatalf("%v: %q is not at offset %d", p.Origin, p.Bytes, p.Offset)
	}
	head, tail := data[:p.Offset], data[end:]
	if !bytes.HasSuffix(head, p.Before) || !bytes.HasPrefix(tail, p.After) {
		t.Errorf("%v: %q and %q are not around it", p.Origin, p.Before, p.After)
	}
	cursor := jsonscan.NewCursor(data, 1, 1)
	line, column := cursor.At(len(head))
	if p.Origin.Line > 0 {
		start := bytes.TrimPrefix(head, bom)
		start = start[bytes.LastIndexByte(start, '\n')+1:]
		line, column = 1+bytes.Count(head, []byte("\n")), 1+utf8.RuneCount(start)
	}
	afterArray := bytes.HasPrefix(trimSpace(bytes.TrimPrefix(data, bom)), []byte("[")) && bytes.Contains(head, []byte("\r"))
	if !afterArray && (p.Line != line || p.Column != column) {
		t.Errorf("%v: at %d:%d, want %d:%d", p.Origin, p.Line, p.Column, line, column)
	}
}

func TestEachStopsAtTheFirstError(t *testing.T) {
	t.Parallel()
	opts := Options{Stdin: strings.NewReader("{}\n{}\n{}\n")}
	inputs, _ := Resolve(nil, opts)
	n := 0
	err := Each(context.Background(), inputs, opts, func(Payload, *diag.Problem) error {
		if n++; n == 2 {
			return io.ErrShortWrite
		}
		return nil
	})
	if err != io.ErrShortWrite || n != 2 {
		t.Errorf("got %v after %d payloads", err, n)
	}
}
