package lint

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/testkit"
	"github.com/argosctl/argosctl/internal/unwrap"
	"github.com/argosctl/argosctl/internal/unwrap/wraptest"
)

// placedAt is what a finding of the payload says, by its place in a file.
func placedAt(f diag.Finding, w *wraptest.Wrapped, file []byte) string {
	start, end := int(f.Offset), int(f.Offset)+f.Length
	from, to := 0, 0
	switch {
	case start < len(w.From) && end > start:
		from, to = w.From[start], w.To[end-1]
	case start < len(w.From):
		from, to = w.From[start], w.From[start]
	default:
		from = w.To[len(w.To)-1]
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
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	alone, l, finder := newLinter(t, Config{}), newLinter(t, Config{}), new(unwrap.Finder)
	r := wraptest.Wrapper{Rand: rand.New(rand.NewPCG(77, 1))}
	var doc jsonscan.Document
	tried, told := 0, 0
	for text := range mutants(t, 77, testkit.Rounds(6000), true) {
		if text = bytes.TrimPrefix(bytes.TrimSpace(text), []byte("\ufeff")); !isWebhook(&doc, text) { // a mark is for the start of a file
			continue
		}
		w := r.Wrap(text, 1+r.IntN(8))
		file := w.Around(r.Pick("", "", "\n", "{\"a\":1}\n"), r.Pick("", "\n", "\r\n{\"level\":\"info\"}\n"))
		name := "x.log"
		tried++
		var want []string
		for _, f := range carefully(alone, text) {
			want = append(want, placedAt(f, &file, file.Text))
		}
		var got []string
		n := 0
		inputs := []source.Input{source.InMemory(name, file.Text)}
		err := source.Each(t.Context(), inputs, source.Options{}, func(p source.Payload, fault *diag.Problem) error {
			if fault != nil {
				return fault
			}
			n += l.Check(p, func(f *diag.Finding) { got = append(got, placed(*f)) })
			for q, holds := range finder.Each(p) {
				if !holds || !bytes.Equal(q.Bytes, text) || q.Origin.Inside != w.Pointer {
					failed(t, text, file.Text, "found %v at %q, expected at %q: %s", holds, q.Origin.Inside, w.Pointer, q.Bytes)
				}
			}
			return nil
		})
		told += len(got)
		if err != nil || n != 1 || !slices.Equal(got, want) {
			failed(t, text, file.Text, "%v, %d payloads\ngot\n%s\nwant\n%s", err, n, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	t.Logf("%d payloads, %d findings", tried, told)
	if tried < testkit.Rounds(6000)/3 || told < tried/2 {
		t.Errorf("%d payloads with %d findings: the test shows little", tried, told)
	}
}
