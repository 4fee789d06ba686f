package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/catalog"
)

func readEvents(t *testing.T, text string) (eventFile, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "events.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var f eventFile
	return f, readFile(path, &f)
}

func TestSharedFields(t *testing.T) {
	t.Parallel()
	f, err := readEvents(t, `
shared_fields:
  - &id {path: id, types: [string], legacy: true}
  - &mail {path: mail, format: email, source: page, confidence: vendor}
events:
  - name: one
    source: primer
    confidence: primary
    fields:
      - *id
      - {<<: *id, path: data.id, legacy: false}
      - {path: other, <<: *mail}
`)
	if err != nil {
		t.Fatal(err)
	}
	own := catalog.Fact{Source: "primer", Confidence: catalog.Primary}
	page := catalog.Fact{Source: "page", Confidence: catalog.Vendor}
	if err := f.Events[0].complete(nil, enumFile{}); err != nil {
		t.Fatal(err)
	}
	got := f.Events[0].Fields
	if len(got) != 3 || got[0].Path != "id" || !got[0].Legacy || got[0].Fact != own {
		t.Errorf("alias: %+v", got)
	}
	if got[1].Path != "data.id" || got[1].Legacy || len(got[1].Types) != 1 || got[1].Fact != own {
		t.Errorf("merge with other keys: %+v", got[1])
	}
	if got[2].Path != "other" || got[2].Format != catalog.Email || got[2].Fact != page {
		t.Errorf("merge with a fact: %+v", got[2])
	}
}

func TestSharedFieldFaults(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"unknown key of the base": "shared_fields:\n  - &id {path: id, typ: x}\nevents:\n  - fields: [{<<: *id}]\n",
		"repeated own key":        "shared_fields:\n  - &id {path: id}\nevents:\n  - fields: [{<<: *id, path: a, path: b}]\n",
		"unknown anchor":          "events:\n  - fields: [*gone]\n",
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := readEvents(t, text); err == nil || !strings.Contains(err.Error(), "events.yaml") {
				t.Errorf("error is %v", err)
			}
		})
	}
}

func TestTree(t *testing.T) {
	t.Parallel()
	f, err := readEvents(t, `
shared_fields: []
projection: [list]
events:
  - name: one
    source: primer
    confidence: primary
    occurred_at: ["list[].at", at]
    presence: {required: [id], expected: [list]}
    fields:
      - {path: list, types: [array]}
      - {path: id, types: [string]}
      - {path: "list[].at", types: [string]}
      - {path: at, types: [string]}
      - {path: "list[].tags", types: [array]}
      - {path: "list[].tags[]", types: [string]}
`)
	if err != nil {
		t.Fatal(err)
	}
	events, err := f.trees(enumFile{})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for f := range events[0].Fields() {
		lines = append(lines, fmt.Sprint(f.Path, " ", f.Name, " ", f.Presence, " ", f.Role, f.Rank, " ", f.Projected))
	}
	want := []string{
		"list list expected 0 true", "list[].at at optional occurred-at1 false", "list[].tags tags optional 0 false",
		"list[].tags[]  optional 0 false", "id id required 0 false", "at at optional occurred-at2 false",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Error(diff)
	}
	if items := events[0].Payload.Member("list").Items; items.Path != "list[]" || !items.Accepts(catalog.Object) || items.Source != "" {
		t.Errorf("elements of a list: %+v", items)
	}
}

func TestTriggerAndEnumeration(t *testing.T) {
	t.Parallel()
	f, err := readEvents(t, `
events:
  - name: one
    aliases: [uno]
    after: {min: 15s, max: 2h}
    fields:
      - {path: kind, types: [string], role: trigger}
      - {path: side, types: [string], enumeration: sides}
`)
	if err != nil {
		t.Fatal(err)
	}
	var enums enumFile
	if err := decodeText(t, "values: [{enum: sides, value: left, const: Left}, {enum: ends, value: top}, {enum: sides, value: right}]", &enums); err != nil {
		t.Fatal(err)
	}
	events, err := f.trees(enums)
	if err != nil {
		t.Fatal(err)
	}
	kind, side := events[0].Payload.Members[0], events[0].Payload.Members[1]
	if diff := cmp.Diff([][]string{{"one"}, {"uno"}, {"left", "right"}}, [][]string{kind.Enum, kind.Tolerated, side.Enum}); diff != "" {
		t.Error(diff)
	}
	if want := (catalog.Wait{Min: 15 * time.Second, Max: 2 * time.Hour}); events[0].After != want {
		t.Errorf("it comes after %v, want %v", events[0].After, want)
	}
	if name, err := triggerName(events); err != nil || name.Text != "kind" {
		t.Errorf("the trigger is %q, %v", name.Text, err)
	}
	other := catalog.Event{Name: "two", Payload: catalog.Field{Members: []catalog.Field{{Name: "sort", Role: catalog.RoleTrigger}}}}
	if _, err := triggerName(append(events, other)); err == nil || !strings.Contains(err.Error(), `event two: its trigger is "sort", elsewhere it is "kind"`) {
		t.Errorf("two names of the trigger: %v", err)
	}
}

func TestTreeFaults(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ event, want string }{
		"presence of no field": {"presence: {required: [no]}, fields: [{path: id, types: [string]}]", "no is none of its fields"},
		"two presences":        {"presence: {required: [id], usual: [id]}, fields: [{path: id, types: [string]}]", "id is both required and usual"},
		"time of no field":     {"occurred_at: [no], fields: [{path: id, types: [string]}]", "no is none of its fields"},
		"time with a role":     {"occurred_at: [id], fields: [{path: id, types: [string], role: email}]", "id has the role email"},
		"no such enumeration":  {"fields: [{path: id, types: [string], enumeration: no}]", `id: enumeration "no": expected one of enums.yaml`},
		"twice":                {"fields: [{path: id, types: [string]}, {path: id, types: [string]}]", "id is there twice"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, err := readEvents(t, "events:\n  - {name: one, "+tt.event+"}\n")
			if err != nil {
				t.Fatal(err)
			}
			if _, err = f.trees(enumFile{}); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error is %v, want %q", err, tt.want)
			}
		})
	}
}
