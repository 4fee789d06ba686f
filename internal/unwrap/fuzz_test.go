package unwrap

import (
	"testing"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
)

// FuzzEach: whatever the value is, the search ends, in proportion to it; what it
// yields is a webhook or an envelope that stands within the value; and what a
// glance counts, the search finds.
func FuzzEach(f *testing.F) {
	for _, value := range []string{
		retry, envelope, `{"x":` + retry + `}`, nested(retry, 3), nested(approved, 9), `{"x":"` + base64Of(retry) + `"}`,
		`{"Item":{"webhook_trigger":{"S":"retry"},"n":{"N":"1"}}}`, `{"a":` + retry + `,"b":`, `{\"webhook_trigger\": \"x\"}`,
		`payload=%7B%22webhook_trigger%22%3A1%7D&a=b`, `1,"{""webhook_trigger"":""x""}",2`, "INFO " + retry + " {", `["` + quote(retry)[1:] + `]`,
		`{"x":"POST / HTTP/1.1\r\n\r\n{\"webhook_trigger\":1}"}`, `{"webhook_trigger":{"S":"x"`, "\ufeff{\"a\":[" + retry + "]}",
	} {
		f.Add([]byte(value))
	}
	f.Fuzz(func(t *testing.T, value []byte) {
		finder := &Finder{Lang: "ko"}
		p := source.Payload{Origin: source.Origin{Path: "x", Index: -1}, Bytes: value, Line: 1, Column: 1}
		var doc jsonscan.Document
		n := 0
		for q, holds := range finder.Each(p) {
			if !holds {
				continue
			}
			n++
			doc.Parse(q.Bytes)
			if doc.Fatal() != nil || len(doc.Nodes) == 0 {
				t.Fatalf("%q: found %q, which is no JSON", value, q.Bytes)
			}
			trigger, _ := seal.TriggerOf(&doc, 0)
			if form, _ := seal.FormOf(&doc); trigger < 0 && form != seal.Sealed {
				t.Fatalf("%q: found %q, which is neither a webhook nor an envelope", value, q.Bytes)
			}
			cursor := q.Cursor()
			for _, at := range []int{0, len(q.Bytes) / 2, len(q.Bytes), min(1, len(q.Bytes))} {
				from, to := q.Span(at, len(q.Bytes))
				if at == len(q.Bytes) {
					to = from
				}
				if from < 0 || to < from || to > len(q.Shown()) {
					t.Fatalf("%q: byte %d of %q stands at %d to %d of %d", value, at, q.Bytes, from, to, len(q.Shown()))
				}
				cursor.At(from)
			}
		}
		if finder.steps > 200*(len(value)+limitOfSteps) {
			t.Errorf("%d steps for %d bytes", finder.steps, len(value))
		}
		clean := func(text []byte) bool {
			doc.Parse(text)
			trigger, _ := seal.TriggerOf(&doc, 0)
			return len(doc.Faults) == 0 && trigger >= 0 && doc.Nodes[trigger].Kind == jsonscan.String
		}
		if count, ok := finder.Glance(value, clean); ok && count != n {
			t.Errorf("%q: %d webhooks at a glance, %d found", value, count, n)
		}
	})
}

// limitOfSteps is the work that the shortest value may take.
const limitOfSteps = 1 << 10
