package source

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/testkit"
)

const hook = `{"webhook_trigger":"created"}`

// wrappedHook is a webhook in Base64, in lines as openssl writes them.
const wrappedHook = "eyJ3ZWJob29rX3RyaWdnZXIiOiJjcmVhdGVkIiwic3VibWlzc2lvbl9pZCI6IjZk\n" + "OGgzeWdkY2t4N2ExayJ9\n"

// lineHook is one in Base64 that needs no padding.
const lineHook = "eyJ3ZWJob29rX3RyaWdnZXIiOiJjcmVhdGVkIiwibiI6IjEyMzQ1Njc4OTAxMiJ9\n"

// texts are inputs and what Values makes of their payloads: the origin, the
// place, and the text; ? marks what is Skippable, ~ what is no value.
var texts = []struct {
	name, path, in string
	want           []string
}{
	{"values in a row, pretty-printed", "f.json", "{\n \"a\": 1\n}\n{\n \"b\": 2\n}\n", []string{"f.json:1 1:1 {\n \"a\": 1\n}", "f.json:4 4:1 {\n \"b\": 2\n}"}},
	{"with commas", "f.json", "{\n \"a\": 1\n},\n{\n \"b\": 2\n},\n", []string{"f.json:1 1:1 {\n \"a\": 1\n}", "f.json:4 4:1 {\n \"b\": 2\n}"}},
	{"with nothing between", "f.json", "{\n \"a\": 1\n}{\n \"b\": 2\n}{}", []string{"f.json:1 1:1 {\n \"a\": 1\n}", "f.json:3 3:2 {\n \"b\": 2\n}", "f.json:5 5:2 {}"}},
	{"one a line, with commas", "f.json", "{\"a\":1},\n{\"b\":2}, \n{}\n", []string{`f.json:1 1:1 {"a":1}`, `f.json:2 2:1 {"b":2}`, "f.json:3 3:1 {}"}},
	{"on one line", "f.json", `{"a":1}{"b":2} {"c":3},{}`, []string{`f.json:1 1:1 {"a":1}`, `f.json:1 1:8 {"b":2}`, `f.json:1 1:16 {"c":3}`, "f.json:1 1:24 {}"}},
	{"lines, then pretty-printed", "f.ndjson", "{\"a\":1}\n{\n \"b\": 2\n}\n{}\n", []string{`f.ndjson:1 1:1 {"a":1}`, "f.ndjson:2 2:1 {\n \"b\": 2\n}", "f.ndjson:5 5:1 {}"}},
	{"an array, then values", "f.json", "[\n{},\n{\"a\":1}\n]\n{\n \"b\": 2\n}\n{}", []string{
		"f.json#0 2:1 {}", `f.json#1 3:1 {"a":1}`, "f.json:5 5:1 {\n \"b\": 2\n}", "f.json:8 8:1 {}"}},
	{"separators on lines of their own", "f.json", "{}\n,\n{\"a\":1}\n", []string{"f.json:1 1:1 {}", `f.json:3 3:1 {"a":1}`}},
	{"a byte order mark and two values", "f.json", "\ufeff{\n}\n{\n}", []string{"f.json:1 1:1 {\n}", "f.json:3 3:1 {\n}"}},
	{"comments around one value", "f.json", "// a\n/* b\n */ {\n \"a\": 1 # c\n}\n// d\n", []string{"f.json 1:1 // a\n/* b\n */ {\n \"a\": 1 # c\n}\n// d\n"}},
	{"a comment before two values", "f.json", "// a\n{\n}\n{}\n", []string{"f.json:1 1:1 // a\n{\n}", "f.json:4 4:1 {}"}},

	{"a bad first line", "f.ndjson", "oops\n" + hook + "\n", []string{"~ f.ndjson:1 1:1 oops", "f.ndjson:2 2:1 " + hook}},
	{"a bad first line of JSON", "f.json", "oops\n" + hook + "\n", []string{"~ f.json:1 1:1 oops", "f.json:2 2:1 " + hook}},
	{"a line that is cut off", "f.ndjson", `{"webhook_trigger":"created","a":` + "\n" + hook + "\n" + hook, []string{
		`f.ndjson:1 1:1 {"webhook_trigger":"created","a":`, "f.ndjson:2 2:1 " + hook, "f.ndjson:3 3:1 " + hook}},
	{"a pretty-printed value that breaks", "f.json", "{\n \"a\": [\n}\n{\n \"b\": 2\n}\n", []string{"f.json:1 1:1 {\n \"a\": [\n}", "f.json:4 4:1 {\n \"b\": 2\n}"}},
	{"one that is cut off", "-", "{\n \"webhook_trigger\": \"created\",\n \"a\"\n2026 INFO x\n" + hook + "\n", []string{
		"- :1 1:1 {\n \"webhook_trigger\": \"created\",\n \"a\"", "?~ -:4 4:1 2026 INFO x", "-:5 5:1 " + hook}},
	{"the rest of a line in the middle of a file", "f.json", hook + "\n\"x\",\"a\":{\"b\":1}}\n" + hook, []string{
		"f.json:1 1:1 " + hook, "~ f.json:2 2:1 \"x\",\"a\":{\"b\":1}}", "f.json:3 3:1 " + hook}},
	{"too much behind a value", "f.json", hook + "}\n" + hook, []string{"f.json:1 1:1 " + hook + "}", "f.json:2 2:1 " + hook}},

	{"a log", "app.log", "listening on :3000\n2026-04-14T00:00:00Z INFO got " + hook + " in 3ms\n", []string{
		"?~ app.log:1 1:1 listening on :3000", "app.log:2 2:31 " + hook}},
	{"brackets in the prefix", "-", "[2026-04-14] {x=1} [main] " + hook + "\n\n", []string{"- 1:27 " + hook}},
	{"a key and a tab", "k.txt", "a\t" + hook + "\nb\t" + hook + "\n", []string{"k.txt:1 1:3 " + hook, "k.txt:2 2:3 " + hook}},
	{"a prefix in a file that is JSON", "k.json", "a\t" + hook + "\nb\t" + hook + "\n", []string{"k.json:1 1:3 " + hook, "k.json:2 2:3 " + hook}},
	{"two webhooks on a line", "-", "a " + hook + " b " + hook + " c\n{}\n", []string{"-:1 1:3 " + hook, "-:1 1:35 " + hook, "? -:2 2:1 {}"}},
	{"a webhook and a broken one", "-", hook + ` {"webhook_trigger": oops` + "\n\n", []string{"-:1 1:1 " + hook, `~ -:1 1:30  {"webhook_trigger": oops` + "\n\n"}},
	{"a broken one and a webhook", "-", `{"webhook_trigger": oops` + hook + "\n\nx\n", []string{`~ -:1 1:1 {"webhook_trigger": oops`, "-:1 1:25 " + hook, "?~ -:3 3:1 x"}},
	{"another object before it", "-", `{"level":"info"} ` + hook + "\nx\n", []string{"-:1 1:18 " + hook, "?~ -:2 2:1 x"}},
	{"an object that is no webhook", "-", "x\n2026 {\"data\":\"AAAA\"} y\n", []string{"?~ -:1 1:1 x", `? -:2 2:6 {"data":"AAAA"}`}},
	{"pretty-printed behind a prefix", "-", "x\n2026 got {\n  \"webhook_trigger\": \"created\"\n} in 3ms\n", []string{
		"?~ -:1 1:1 x", "-:2 2:10 {\n  \"webhook_trigger\": \"created\"\n}"}},
	{"a brace at the end of a line", "-", "server {\n  listen 80;\n}\n" + hook + "\n", []string{
		"?~ -:1 1:1 server {", "?~ -:2 2:1   listen 80;", "?~ -:3 3:1 }", "-:4 4:1 " + hook}},
	{"a broken value in a broken value", "-", `{"webhook_trigger":"a","b":oops oops,"c":{"d":1}}` + "\nx\n", []string{
		`-:1 1:1 {"webhook_trigger":"a","b":oops oops,"c":{"d":1}}`, "?~ -:2 2:1 x"}},
	{"escaped once too often", "-", `{\"webhook_trigger\":\"created\"}` + "\nx\n", []string{`-:1 1:1 {\"webhook_trigger\":\"created\"}`, "?~ -:2 2:1 x"}},
	{"a string", "-", `"{\"webhook_trigger\":\"created\"}"` + "\nx\n", []string{`-:1 1:1 "{\"webhook_trigger\":\"created\"}"`, "?~ -:2 2:1 x"}},
	{"prose", "-", "every webhook carries webhook_trigger\nthe \"webhook_trigger\" is missing {id=3}\n" + hook + "\n", []string{
		"?~ -:1 1:1 every webhook carries webhook_trigger", `?~ -:2 2:1 the "webhook_trigger" is missing {id=3}`, "-:3 3:1 " + hook}},
	{"the rest of a webhook", "-", `d","webhook_trigger":"retry","m":{"a":1},"x":2}` + "\n" + hook + "\n", []string{
		`~ -:1 1:1 d","webhook_trigger":"retry","m":{"a":1},"x":2}`, "-:2 2:1 " + hook}},
	{"JavaScript", "-", "{ webhook_trigger: 'created' }\n" + hook + "\n", []string{"-:1 1:1 { webhook_trigger: 'created' }", "-:2 2:1 " + hook}},
	{"a form", "-", "payload=%7B%22webhook_trigger%22%3A%22created%22%7D\nx\n", []string{
		"~ -:1 1:1 payload=%7B%22webhook_trigger%22%3A%22created%22%7D", "?~ -:2 2:1 x"}},
	{"one line that is no webhook", "-", "hello\n", []string{"~ - 1:1 hello\n"}},
	{"one object that is no webhook", "-", "{}\n", []string{"- 1:1 {}\n"}},
	{"a log that begins with an array", "-", "[]\n[\"main\"] INFO " + hook + "\n", []string{"? -:1 1:1 []", "-:2 2:15 " + hook}},
	{"a log that begins with a bracket", "-", "[{x}] INFO a\n[INFO] " + hook + "\n", []string{"? -:1 1:1 [{x}] INFO a", "-:2 2:8 " + hook}},
	{"an array in a text", "-", "x\n[" + hook + ",{}]\n", []string{"?~ -:1 1:1 x", "-:2 2:1 [" + hook + ",{}]"}},
	{"an array that begins with a number", "-", "x\n2026 got [ 7," + hook + "] in 3ms\n", []string{"?~ -:1 1:1 x", "-:2 2:10 [ 7," + hook + "]"}},
	{"brackets before it, on the only line", "-", "[client 192.0.2.1] {x=1} " + hook + "\n", []string{"- 1:26 " + hook}},
	{"an object of Python around it", "-", "{'status': 200, 'body': '" + hook + "'}\n", []string{"- 1:26 " + hook}},
	{"an object of Python that is it", "-", "{'webhook_trigger': 'created'}\n", []string{"- 1:1 {'webhook_trigger': 'created'}\n"}},
	{"one that is cut off, behind a prefix", "-", "x\n2026 got {\"webhook_trigger\":\"created\",\"a\":\n", []string{"?~ -:1 1:1 x", "-:2 2:10 {\"webhook_trigger\":\"created\",\"a\":"}},
	{"one that is cut off, behind another", "-", "x\n" + hook + " and {\"webhook_trigger\":\n", []string{"?~ -:1 1:1 x", "-:2 2:1 " + hook, "-:2 2:35 {\"webhook_trigger\":"}},
	{"one that is cut off, on the only line", "-", "got {\"webhook_trigger\":", []string{"- 1:5 {\"webhook_trigger\":"}},
	{"one in the notation of Python, behind a prefix", "-", "x\n{y} got {'a': {'b': 1}, 'webhook_trigger': None}\n", []string{"?~ -:1 1:1 x", "-:2 2:9 {'a': {'b': 1}, 'webhook_trigger': None}"}},
	{"one in the notation of JavaScript, behind a prefix", "-", "x\ngot { webhook_trigger: 'created' }\n", []string{"?~ -:1 1:1 x", "-:2 2:5 { webhook_trigger: 'created' }"}},
	{"a bracket and a number before it", "-", "x\n[12] [3 of 4] [-1, " + hook + "\n", []string{"?~ -:1 1:1 x", "-:2 2:20 " + hook}},
	{"rows of CSV", "f.csv", "id,body\n1,\"{\n \"\"webhook_trigger\"\": \"\"created\"\"}\"\n2,x\n", []string{
		"?~ f.csv:1 1:1 id,body", "~ f.csv:2 2:1 1,\"{\n \"\"webhook_trigger\"\": \"\"created\"\"}\"", "?~ f.csv:4 4:1 2,x"}},
	{"Base64 that is wrapped", "-", "begin\n" + wrappedHook + "end\n" + hook + "\n", []string{
		"?~ -:1 1:1 begin", "?~ -:2 2:1 " + strings.TrimSpace(wrappedHook), "?~ -:4 4:1 end", "-:5 5:1 " + hook}},
	{"lines of Base64 of the same width", "-", "begin\n" + lineHook + lineHook + "end\n", []string{
		"?~ -:1 1:1 begin", "?~ -:2 2:1 " + strings.TrimSpace(lineHook), "?~ -:3 3:1 " + lineHook + "end"}},
	{"Base64 and a word", "-", wrappedHook + "\nend of it\n", []string{
		"?~ -:1 1:1 " + strings.TrimSpace(wrappedHook), "?~ -:4 4:1 end of it"}},
	{"a quote that is never closed", "f.csv", "id,body\n1,\"x\n2,y\n", []string{"?~ f.csv:1 1:1 id,body", "?~ f.csv:2 2:1 1,\"x", "?~ f.csv:3 3:1 2,y"}},
}

// pieces are the Values of all payloads of an input, as the table has them.
func pieces(t testing.TB, name, in string, opts Options) []string {
	t.Helper()
	var got []string
	replay(t, name, strings.NewReader(in), opts, func(p Payload, fault *diag.Problem) {
		if fault != nil {
			got = append(got, describeFault(fault))
			return
		}
		for q := range p.Values() {
			flags := ""
			if q.Skippable() {
				flags = "?"
			}
			if q.Text {
				flags += "~"
			}
			got = append(got, strings.TrimLeft(fmt.Sprintf("%s %v %d:%d %s", flags, q.Origin, q.Line, q.Column, q.Bytes), " "))
		}
	})
	return got
}

func TestValues(t *testing.T) {
	t.Parallel()
	for _, tt := range texts {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for i := range tt.want {
				tt.want[i] = strings.Replace(tt.want[i], "- :", "-:", 1)
			}
			for _, size := range []int{1, 7, 64, 0} {
				if diff := cmp.Diff(tt.want, pieces(t, tt.path, tt.in, Options{chunk: size})); diff != "" {
					t.Errorf("buffer of %d: (-want +got)\n%s", size, diff)
				}
			}
		})
	}
}

// TestSkipped counts as a consumer does that reads only webhooks.
func TestSkipped(t *testing.T) {
	t.Parallel()
	dir := tree(t, map[string]string{
		"a.log": "x\n" + hook + "\ny\n{\n\"a\": 1\n}\n", "b.log": "x\ny\n", "sub/c.log": "x\ny\n", "d.ndjson": hook + "\n",
	})
	tests := []struct {
		name  string
		paths []string
		want  string
	}{
		{"one of several lines", []string{"a.log"}, "5, the first at a.log:1, bare []"},
		{"all lines of a file", []string{"b.log", "a.log"}, "7, the first at b.log:1, bare [{b.log #0}]"},
		{"all lines of a file that was found", []string{"sub/*.log"}, "2, the first at sub/c.log:1, bare []"},
		{"none", []string{"d.ndjson"}, "0, the first at #0, bare []"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, size := range []int{1, 0} {
				opts := Options{Skipped: new(Skipped), chunk: size}
				var paths []string
				for _, path := range tt.paths {
					paths = append(paths, dir+"/"+path)
				}
				inputs, err := Resolve(paths, opts)
				if err != nil {
					t.Fatal(err)
				}
				err = Each(t.Context(), inputs, opts, func(p Payload, fault *diag.Problem) error {
					if fault != nil {
						t.Error(fault)
					}
					if !bytes.Contains(p.Bytes, trigger) {
						p.Skip()
					}
					return nil
				})
				if err != nil {
					t.Fatal(err)
				}
				s := opts.Skipped
				got := strings.ReplaceAll(fmt.Sprintf("%d, the first at %v, bare %v", s.Lines, s.First, s.Bare), dir+"/", "")
				if got != tt.want {
					t.Errorf("buffer of %d: %s, want %s", size, got, tt.want)
				}
			}
		})
	}
}

// smallChunk is the size of a chunk in bytes where many are wanted.
const smallChunk = 4 << 10

// TestLinear doubles texts that invite looking at the same bytes again and
// again, and counts the bytes that were looked at.
func TestLinear(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	n := testkit.Scaled(20_000)
	for _, unit := range []string{
		"{", "[", `{"a":`, `["`, `{"a":"`, `{"a":[`, "[{", `{"{`, `"{\"`, "{}", `{"webhook_trigger":`, "{\n", "{\n \"a\":\n", " \"a\": {\n",
		"/*", "//{", "[ ", "{x=1} ", "\"\n", "1,\"x\n", "{}x", "x{}\n", "{\"a\":1,\n", `\`, `webhook_trigger\`, "{ }\n\t", "[\n", "[{},\n", "{/*\n", "{/*\n*/", "[1,", "[1", "[1,{", "[1,2]x", `{"webhook_trigger":x`, "{webhook_trigger:", "}{webhook_trigger:", "[1,{'webhook_trigger':", "{\"a\":{}}x {\"a\":\n", "{\"{\":[\n",
		"> {\n", "> {\n> \"a\":\n", "> \"a\": {\n", "a1 {\na2 \"b\": 1,\n", "<pre>{\n&quot;a&quot;:{\n", "&quot;a&quot;:{\n", "> \"a\": [1,\n", "{&quot;", "> {}\n",
	} {
		for _, path := range []string{"f.log", "f.json", "f.ndjson", "f.csv"} {
			for _, loose := range []bool{true, false} {
				text := []byte(strings.Repeat(unit, n/2))
				ignore := func(piece) bool { return true }
				if once, twice := cut(text[:len(text)/2], loose, ignore), cut(text, loose, ignore); twice > 3*len(text) || twice > 3*once+1000 {
					t.Errorf("Values of %q: %d bytes for %d, %d for %d", unit, once, len(text)/2, twice, len(text))
				}
			}
			once, twice := steps(t, path, strings.Repeat(unit, n/2)), steps(t, path, strings.Repeat(unit, n))
			if size := n * len(unit); twice > 6*size+4*maxNotes || twice > 3*once+2*smallChunk {
				t.Errorf("%s of %q: %d bytes for %d, %d for %d", path, unit, once, size/2, twice, size)
			}
		}
	}
}

// steps is how many bytes are looked at closely to tell the payloads of a text
// apart that trickles in line by line.
func steps(t testing.TB, name, text string) int {
	t.Helper()
	opts := Options{chunk: smallChunk}.withDefaults()
	s := &stream{
		in: Input{Path: name, endless: true}, opts: &opts, pool: new(unpackers), raw: &lineReader{text},
		kind: namingOf(name), line: 1, column: 1,
	}
	s.src = counted{s}
	for c := new(Chunk); !s.done; {
		c.reset(opts.chunk)
		c.limit = opts.MaxPayload
		s.next(c)
	}
	return s.steps
}

// lineReader gives a line at a time.
type lineReader struct{ rest string }

func (r *lineReader) Read(p []byte) (int, error) {
	line, _, _ := strings.Cut(r.rest, "\n")
	n := copy(p, r.rest[:min(len(line)+1, len(r.rest))])
	if r.rest = r.rest[n:]; n == 0 {
		return 0, io.EOF
	}
	return n, nil
}
