package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
)

func readEvents(t *testing.T, text string) (eventFile, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "events.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var f eventFile
	err := readFile(path, &f)
	f.inheritFacts()
	return f, err
}

func TestSharedFields(t *testing.T) {
	t.Parallel()
	f, err := readEvents(t, `
shared_fields:
  - &id {path: id, types: [string], required: true}
  - &mail {path: mail, format: email, source: page, confidence: vendor}
events:
  - name: one
    source: primer
    confidence: primary
    fields:
      - *id
      - {<<: *id, path: data.id, required: false}
      - {path: other, <<: *mail}
`)
	if err != nil {
		t.Fatal(err)
	}
	own := catalog.Fact{Source: "primer", Confidence: catalog.Primary}
	page := catalog.Fact{Source: "page", Confidence: catalog.Vendor}
	got := f.Events[0].Fields
	if len(got) != 3 || got[0].Path != "id" || !got[0].Required || got[0].Fact != own {
		t.Errorf("alias: %+v", got)
	}
	if got[1].Path != "data.id" || got[1].Required || len(got[1].Types) != 1 || got[1].Fact != own {
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
		if _, err := readEvents(t, text); err == nil || !strings.Contains(err.Error(), "events.yaml") {
			t.Errorf("%s: error is %v", name, err)
		}
	}
}
