package lint

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/schema"
	"github.com/argosctl/argosctl/internal/testkit"
)

// refused reports whether there is an error of the rules that the schemas
// stand for, and whether the payload is anything for a schema to judge.
func refused(found []diag.Finding) (no, judged bool) {
	for _, f := range found {
		if strings.HasPrefix(f.Rule, "json/") || strings.HasPrefix(f.Rule, "envelope/") {
			return false, false
		}
		group, _, _ := strings.Cut(f.Rule, "/")
		no = no || f.Severity == diag.Error && slices.Contains([]string{"field", "event", "status"}, group)
	}
	return no, true
}

// TestSchemasAgree holds the rules against the published JSON Schemas, judged
// by a validator that is not ours.
func TestSchemasAgree(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	anyEvent := testkit.Schema(t, schema.All())
	own := map[string]*jsonschema.Schema{}
	linters := map[string]*Linter{}
	for _, e := range catalog.Events() {
		text, _ := schema.Event(e.Name)
		own[e.Name] = testkit.Schema(t, text)
		linters[e.Name] = newLinter(t, Config{Event: e.Name})
	}
	l := newLinter(t, Config{})
	verdicts := [2]int{}
	i := 0
	for text := range mutants(t, 5, testkit.Rounds(6000), false) {
		found := carefully(l, text)
		no, judged := refused(found)
		if !judged {
			continue
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		if err := anyEvent.Validate(v); (err != nil) != no {
			t.Fatalf("the schema says %v to\n%s\n%s", err, text, toldAll(found))
		}
		verdicts[map[bool]int{false: 0, true: 1}[no]]++
		e := catalog.Events()[i%len(catalog.Events())].Name
		if i++; i%4 == 0 && l.check.event != nil {
			e = l.check.event.Event.Name
		}
		found = carefully(linters[e], text)
		no, _ = refused(found)
		if err := own[e].Validate(v); (err != nil) != no {
			t.Fatalf("the schema of %s says %v to\n%s\n%s", e, err, text, toldAll(found))
		}
	}
	if min(verdicts[0], verdicts[1]) < testkit.Scaled(1000) {
		t.Errorf("verdicts %v: the test shows little", verdicts)
	}
}
