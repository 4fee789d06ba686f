package main

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/argosctl/argosctl/internal/catalog"
)

const catalogDir = "../../internal/catalog"

func TestTablesAreFresh(t *testing.T) {
	t.Parallel()
	var stderr bytes.Buffer
	if code := run([]string{"-dir", catalogDir, "-check"}, &stderr); code != 0 {
		t.Errorf("exit %d: %s", code, &stderr)
	}
}

// The compiled tables hold what the data say: read both, compare as values.
func TestTablesEqualTheData(t *testing.T) {
	t.Parallel()
	for name, compiled := range map[string]catalog.Table{
		"retrycodes":  catalog.RetryCodes(),
		"rejectcodes": catalog.RejectCodes(),
		"errorcodes":  catalog.ErrorCodes(),
	} {
		t.Run(name, func(t *testing.T) {
			var file codeFile
			if err := readFile(filepath.Join(catalogDir, "data", name+".yaml"), &file); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(file.table(name), compiled); diff != "" {
				t.Errorf("%s", diff)
			}
		})
	}
	var events eventFile
	if err := readFile(filepath.Join(catalogDir, "data", "events.yaml"), &events); err != nil {
		t.Fatal(err)
	}
	var enums enumFile
	if err := readFile(filepath.Join(catalogDir, "data", "enums.yaml"), &enums); err != nil {
		t.Fatal(err)
	}
	trees, err := events.trees(enums)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(trees, catalog.Events()); diff != "" {
		t.Error(diff)
	}
}

// copyData copies the catalogue's data into a fresh directory.
func copyData(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "data"), os.DirFS(filepath.Join(catalogDir, "data"))); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestRunWritesAndChecks(t *testing.T) {
	t.Parallel()
	dir := copyData(t)
	var stderr bytes.Buffer
	if code := run([]string{"-dir", dir, "-check"}, &stderr); code != 1 || !strings.Contains(stderr.String(), "read the tables") {
		t.Errorf("no tables: exit %d: %s", code, &stderr)
	}
	if code := run([]string{"-dir", dir}, &stderr); code != 0 {
		t.Fatalf("exit %d: %s", code, &stderr)
	}
	want, err := os.ReadFile(filepath.Join(catalogDir, "tables.go"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "tables.go")
	have, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(have, want) {
		t.Errorf("the tables differ (%v)", err)
	}
	if err := os.WriteFile(path, append(have, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
	stderr.Reset()
	if code := run([]string{"-dir", dir, "-check"}, &stderr); code != 1 || !strings.Contains(stderr.String(), "is stale") {
		t.Errorf("stale tables: exit %d: %s", code, &stderr)
	}
	if after, _ := os.ReadFile(path); len(after) != len(have)+1 {
		t.Error("-check wrote the tables")
	}
	if code := run([]string{"-nonsense"}, &stderr); code != 2 {
		t.Errorf("a wrong flag: exit %d", code)
	}
}

func TestFaultyDataFiles(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, file, content, want string }{
		{"syntax", "enums.yaml", "values: [", "enums.yaml: line 1"},
		{"empty", "enums.yaml", "# nothing\n", "enums.yaml: empty"},
		{"forgotten", "more.yaml", "values: []\n", "more.yaml: not a file of the catalogue"},
		{"no duration", "events.yaml", "events:\n  - after: {min: soon}\n", `events.yaml:2: "soon" is not a duration such as 90s`},
		{"unknown enumeration", "returnurl.yaml", "params:\n  - {name: a, enumeration: b}\n", `parameter a: enumeration "b"`},
		{"constant without a value", "api.yaml", "constants:\n  - {name: APIKey}\n", `constant "APIKey": expected an exported name and either a text or a number`},
		{"constant of no Go name", "api.yaml", "constants:\n  - {name: api-key, text: x}\n", `constant "api-key": expected an exported name`},
		{"unknown key", "sources.yaml", "sources:\n  - id: a\n    titel: b\n", `sources.yaml:3: catalog.Source has no key "titel"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir := copyData(t)
			if err := os.WriteFile(filepath.Join(dir, "data", test.file), []byte(test.content), 0o644); err != nil {
				t.Fatal(err)
			}
			var stderr bytes.Buffer
			if code := run([]string{"-dir", dir}, &stderr); code != 1 || !strings.Contains(stderr.String(), test.want) {
				t.Errorf("exit %d: %s; want %q", code, &stderr, test.want)
			}
		})
	}
	if _, err := compile(t.TempDir()); err == nil {
		t.Error("no data at all is no error")
	}
}

func TestDecode(t *testing.T) {
	t.Parallel()
	var got eventEntry
	err := decodeText(t, `
name: retry
aliases: [again]
fires: {en: "now", ko: 지금}
fields:
  - {path: a.b, types: [string, integer], legacy: true, rank: 2, source: one, confidence: vendor}
variants:
  - name: default
    set: {z: "1", a: x}
source: two
confidence: primary
`, &got)
	if err != nil {
		t.Fatal(err)
	}
	want := eventEntry{
		Event: catalog.Event{
			Name: "retry", Aliases: []string{"again"}, Fires: catalog.Text{En: "now", Ko: "지금"},
			Variants: []catalog.Variant{{Name: "default", Set: []catalog.Assign{{Path: "z", Value: "1"}, {Path: "a", Value: "x"}}}},
			Fact:     catalog.Fact{Source: "two", Confidence: "primary"},
		},
		Fields: []catalog.Field{{Path: "a.b", Types: []catalog.Type{"string", "integer"}, Rank: 2, Legacy: true,
			Fact: catalog.Fact{Source: "one", Confidence: "vendor"}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDecodeIsStrict(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"code: 1":                        `1: "1" is not a string`,
		"code: yes please\ncode: b":      `2: key "code" is there twice`,
		"codes: b":                       `1: catalog.Code has no key "codes"`,
		"Code: b":                        `1: catalog.Code has no key "Code"`,
		"fact: {source: a}":              `1: catalog.Code has no key "fact"`,
		"cut: 'true'":                    `1: "true" is not true or false`,
		"flows: id_document":             `1: "id_document" is not a list`,
		"flows:\n  - [a]":                `2: "" is not a string`,
		"description: text":              `1: "text" is not a mapping`,
		"notes:\n  - en: a\n    kr: b":   `3: catalog.Text has no key "kr"`,
		"- code":                         `1: "" is not a mapping`,
		"code:":                          `1: "" is not a string`,
		"guidance: {user: {en: [text]}}": `1: "" is not a string`,
	} {
		t.Run(text, func(t *testing.T) {
			err := decodeText(t, text, &catalog.Code{})
			if err == nil || err.Error() != want {
				t.Errorf("%v, want %s", err, want)
			}
		})
	}
	for text, want := range map[string]string{
		"set: [a]":    `1: "" is not a mapping of paths to values`,
		"set: {a: 1}": `1: "1" is not a string`,
		"set: {1: a}": `1: "1" is not a string`,
	} {
		if err := decodeText(t, text, &catalog.Variant{}); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	if err := decodeText(t, "a: 1", &struct{ A float64 }{}); err == nil {
		t.Error("a field of type float64 was filled")
	}
}

func decodeText(t *testing.T, text string, out any) error {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	return decode(doc.Content[0], reflect.ValueOf(out).Elem())
}

func TestSnake(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"ID": "id", "URL": "url", "UserMessage": "user_message", "En": "en", "": ""} {
		if got := snake(name); got != want {
			t.Errorf("snake(%q) = %q, want %q", name, got, want)
		}
	}
}
