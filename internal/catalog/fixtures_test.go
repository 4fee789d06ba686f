package catalog

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const fixtureDir = "../../testdata/webhooks"

// payloads reads the JSON values of a fixture: one, one a line, or an array.
func payloads(t *testing.T, path string) []map[string]any {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]any
	if bytes.HasPrefix(data, []byte("[")) {
		if err := json.Unmarshal(data, &out); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		return out
	}
	d := json.NewDecoder(bytes.NewReader(data))
	for d.More() {
		var v map[string]any
		if err := d.Decode(&v); err != nil {
			t.Errorf("%s: %v", path, err)
			break
		}
		out = append(out, v)
	}
	return out
}

// paths lists the field paths that a payload holds, with their JSON types.
func paths(v any, at string, out map[string]Type) {
	switch v := v.(type) {
	case map[string]any:
		out[at] = Object
		for name, member := range v {
			paths(member, strings.TrimPrefix(at+"."+name, "."), out)
		}
	case []any:
		out[at] = Array
		for _, item := range v {
			paths(item, at+"[]", out)
		}
	case float64:
		out[at] = Integer
	case string:
		out[at] = String
	}
}

func TestFixturesMatchTheCatalogue(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(fixtureDir, "*"))
	if err != nil || len(files) < 20 {
		t.Fatalf("%d fixtures, %v", len(files), err)
	}
	for _, file := range files {
		switch filepath.Base(file) {
		case "official-retry.json": // not JSON
			continue
		}
		for _, p := range payloads(t, file) {
			trigger, _ := p["webhook_trigger"].(string)
			e, _, ok := EventByName(trigger)
			if !ok {
				t.Errorf("%s: trigger %q is no event", file, trigger)
				continue
			}
			checkPayload(t, file, *e, p)
		}
	}
}

func checkPayload(t *testing.T, file string, e Event, payload map[string]any) {
	t.Helper()
	have := map[string]Type{}
	paths(payload, "", have)
	for path, typ := range have {
		f := e.Field(path)
		item := strings.HasSuffix(path, "[]") && typ == Object
		if path == "" || item {
			continue
		}
		if f == nil || !slices.Contains(f.Types, typ) {
			t.Errorf("%s: %s of type %s is not in %s", file, path, typ, e.Name)
		}
	}
	for f := range e.Fields() {
		if _, ok := have[f.Path]; f.Presence == Required && !ok {
			t.Errorf("%s: %s lacks %s", file, e.Name, f.Path)
		}
	}
}

// The vendor's retry sample is kept with its fault: the comma that is missing
// after ipAddress, and nothing else.
func TestOfficialRetryLacksOneComma(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join(fixtureDir, "official-retry.json"))
	if err != nil {
		t.Fatal(err)
	}
	if json.Valid(data) {
		t.Error("the official retry sample is valid JSON")
	}
	repaired := bytes.Replace(data, []byte("\"{ip_address}\"\n"), []byte("\"{ip_address}\",\n"), 1)
	var p map[string]any
	if err := json.Unmarshal(repaired, &p); err != nil {
		t.Fatalf("with the comma: %v", err)
	}
	e, _, _ := EventByName("retry")
	checkPayload(t, "official-retry.json", *e, p)
}
