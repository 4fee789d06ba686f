package lint

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/testkit"
	"github.com/argosctl/argosctl/internal/unwrap"
)

// wrapped is a text around a payload, and where each byte of the payload stands
// in it: from[i] up to to[i].
type wrapped struct {
	text     []byte
	from, to []int
	levels   int
	pointer  string
}

// wrapper puts payloads into what people save them in.
type wrapper struct{ *rand.Rand }

func plainly(payload []byte) wrapped {
	w := wrapped{text: payload, from: make([]int, len(payload)), to: make([]int, len(payload))}
	for i := range payload {
		w.from[i], w.to[i] = i, i+1
	}
	return w
}

// around puts text before and behind w.
func (w wrapped) around(before, behind string) wrapped {
	w.text = slices.Concat([]byte(before), w.text, []byte(behind))
	w.shift(func(i int) int { return i + len(before) }, func(i int) int { return i + len(before) })
	return w
}

func (w *wrapped) shift(from, to func(int) int) {
	for i := range w.from {
		w.from[i], w.to[i] = from(w.from[i]), to(w.to[i])
	}
}

// coded puts what code makes of each character of w in its place.
func (w wrapped) coded(code func(c []byte) string) wrapped {
	at := make([]int, len(w.text)+1) // by byte of the old text
	var text []byte
	for i := 0; i < len(w.text); {
		_, size := utf8.DecodeRune(w.text[i:])
		for k := range size {
			at[i+k] = len(text)
		}
		text = append(text, code(w.text[i:i+size])...)
		i += size
	}
	at[len(w.text)] = len(text)
	w.text = text
	w.shift(func(i int) int { return at[i] }, func(i int) int { return at[i] })
	w.levels++
	return w
}

// hidden is w as Base64.
func (w wrapped) hidden(enc *base64.Encoding) wrapped {
	w.text = []byte(`"` + enc.EncodeToString(w.text) + `"`)
	w.shift(func(int) int { return 0 }, func(int) int { return len(w.text) })
	w.levels++
	return w
}

// escape writes a character into a string of JSON.
func (r wrapper) escape(c []byte) string {
	char, size := utf8.DecodeRune(c)
	switch {
	case char == utf8.RuneError && size == 1:
		return string(c)
	case char == '"' && r.IntN(20) > 0, char == '\\':
		return `\` + string(c)
	case char == '\n':
		return `\n`
	case char == '\t' && r.IntN(2) > 0:
		return `\t`
	case char == '/' && r.IntN(2) > 0:
		return `\/`
	case char < ' ' || char == '"' || r.IntN(50) == 0:
		if char > 0xffff {
			return fmt.Sprintf(`\u%04x\u%04X`, 0xd800+(char-0x10000)>>10, 0xdc00+(char-0x10000)&0x3ff)
		}
		return fmt.Sprintf(`\u%04x`, char)
	}
	return string(c)
}

// percent writes a character into a form.
func (r wrapper) percent(c []byte) string {
	switch {
	case c[0] == ' ' && r.IntN(2) > 0:
		return "+"
	case c[0]|0x20 >= 'a' && c[0]|0x20 <= 'z' || c[0]-'0' < 10 || c[0] == '_' && r.IntN(2) > 0:
		return string(c)
	}
	out := ""
	for _, b := range c {
		out += fmt.Sprintf([]string{"%%%02X", "%%%02x"}[r.IntN(2)], b)
	}
	return out
}

func (r wrapper) pick(all ...string) string { return all[r.IntN(len(all))] }

func (r wrapper) space() string {
	return r.pick("", "", "", " ", "\n  ", "\t", "\r\n")
}

// noise is a value without a webhook in it.
func (r wrapper) noise() string {
	return r.pick(`"POST"`, `null`, `-1.5e3`, `[1,{"x":"{y}"},[]]`, `{"a":{"b":"webhook_trigger \"x\" {"}}`, `"2026-01-02T03:04:05Z"`, `"c2VjcmV0"`, `"a=b&c=%7Bd"`, `"é 한글 😀"`, `{}`, `true`)
}

// json wraps w, which is a JSON value, in another: in an object, where it is the
// last one, since the elements of an outer array are payloads each.
func (r wrapper) json(w wrapped, last bool) wrapped {
	if !last && r.IntN(4) == 0 {
		n := r.IntN(3)
		before := strings.Repeat(r.noise()+r.space()+","+r.space(), n)
		w = w.around("["+r.space()+before, r.space()+","+r.noise()+"]")
		w.pointer = fmt.Sprintf("/%d%s", n, w.pointer)
		return w
	}
	name := r.pick("body", "payload", "Message", "a/b~c", "한글", "data", "rawBody", "x y")
	quoted := string(jsonscan.AppendQuoted(nil, name))
	w = w.around(`{`+r.space()+`"level"`+r.space()+`:`+r.noise()+`,`+r.space()+quoted+r.space()+`:`+r.space(), r.space()+`,"zz":`+r.noise()+r.space()+`}`)
	w.pointer = string(jsonscan.AppendPointer(nil, name)) + w.pointer
	return w
}

// text makes of w, a JSON value, one that holds it in a string.
func (r wrapper) text(w wrapped) wrapped {
	switch n := r.IntN(12); {
	case n == 0:
		return w.hidden(base64.StdEncoding)
	case n == 1:
		return w.hidden(base64.RawURLEncoding)
	case n == 2 && w.levels < unwrap.MaxLevels-1:
		name := r.pick("payload", "p")
		w = w.coded(r.percent).around(r.pick("", "a=1&")+name+"=", r.pick("", "&b=%7B"))
		w.pointer = "/" + name + w.pointer
	case n < 5 && w.text[0] == '{':
		w = w.around(r.pick("2026-01-02 INFO ", "[main] {x=1} got: ", "POST / HTTP/1.1\r\nHost: example.com\r\n\r\n"), r.pick("", " (ok)", "\n"))
	}
	return w.coded(r.escape).around(`"`, `"`)
}

// wrap puts a payload into up to depth values and texts.
func (r wrapper) wrap(payload []byte, depth int) wrapped {
	w := plainly(payload)
	for i := range depth {
		if w.levels < unwrap.MaxLevels && r.IntN(2) == 0 {
			w = r.text(w)
		}
		w = r.json(w, i == depth-1)
	}
	return w
}

// placedAt is what a finding of the payload says, by its place in a file.
func placedAt(f diag.Finding, w *wrapped, file []byte) string {
	start, end := int(f.Offset), int(f.Offset)+f.Length
	from, to := 0, 0
	switch {
	case start < len(w.from) && end > start:
		from, to = w.from[start], w.to[end-1]
	case start < len(w.from):
		from, to = w.from[start], w.from[start]
	default:
		from = w.to[len(w.to)-1]
		to = from
	}
	cursor := jsonscan.NewCursor(file, 1, 1)
	line, column := cursor.At(from)
	endLine, endColumn := cursor.At(to)
	return fmt.Sprintf("%s %s %q %d+%d %d:%d-%d:%d %s", f.Severity, f.Rule, f.Message, from, to-from, line, column, endLine, endColumn, f.Pointer)
}

func placed(f diag.Finding) string {
	return fmt.Sprintf("%s %s %q %d+%d %d:%d-%d:%d %s", f.Severity, f.Rule, f.Message, f.Offset, f.Length, f.Line, f.Column, f.EndLine, f.EndColumn, f.Pointer)
}

// failed ends the test, and leaves the file for a closer look.
func failed(t *testing.T, payload, file []byte, format string, args ...any) {
	t.Helper()
	path := filepath.Join(os.TempDir(), "argosctl-inside.log")
	_ = os.WriteFile(path, file, 0o600)
	t.Fatalf("%s\nwrapped in %s\n"+format, append([]any{payload, path}, args...)...)
}

// isWebhook reports whether a text is JSON that is a webhook.
func isWebhook(doc *jsonscan.Document, text []byte) bool {
	doc.Parse(text)
	if doc.Fatal() != nil || len(doc.Nodes) == 0 || doc.Nodes[0].Kind != jsonscan.Object {
		return false
	}
	i, _ := seal.TriggerOf(doc, 0)
	return i >= 0 && doc.Nodes[i].Kind != jsonscan.Object
}

// TestInside: whatever a webhook is wrapped in, it is found, byte for byte; and
// validate finds in it what it finds in it alone, at the same characters.
func TestInside(t *testing.T) {
	t.Parallel()
	alone, l, finder := newLinter(t, Config{}), newLinter(t, Config{}), new(unwrap.Finder)
	r := wrapper{rand.New(rand.NewPCG(77, 1))}
	var doc jsonscan.Document
	tried, told := 0, 0
	for text := range mutants(t, 77, testkit.Rounds(6000), true) {
		if text = bytes.TrimSpace(text); !isWebhook(&doc, text) {
			continue
		}
		w := r.wrap(text, 1+r.IntN(8))
		file := w.around(r.pick("", "", "\n", "{\"a\":1}\n"), r.pick("", "\n", "\r\n{\"level\":\"info\"}\n"))
		name := "x.log"
		tried++
		var want []string
		for _, f := range carefully(alone, text) {
			want = append(want, placedAt(f, &file, file.text))
		}
		var got []string
		n := 0
		inputs := []source.Input{source.InMemory(name, file.text)}
		err := source.Each(t.Context(), inputs, source.Options{}, func(p source.Payload, fault *diag.Problem) error {
			if fault != nil {
				return fault
			}
			n += l.Check(p, func(f *diag.Finding) { got = append(got, placed(*f)) })
			for q, holds := range finder.Each(p) {
				if !holds || !bytes.Equal(q.Bytes, text) || q.Origin.Inside != w.pointer {
					failed(t, text, file.text, "found %v at %q, expected at %q: %s", holds, q.Origin.Inside, w.pointer, q.Bytes)
				}
			}
			return nil
		})
		told += len(got)
		if err != nil || n != 1 || !slices.Equal(got, want) {
			failed(t, text, file.text, "%v, %d payloads\ngot\n%s\nwant\n%s", err, n, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	t.Logf("%d payloads, %d findings", tried, told)
	if tried < testkit.Rounds(6000)/3 || told < tried/2 {
		t.Errorf("%d payloads with %d findings: the test shows little", tried, told)
	}
}
