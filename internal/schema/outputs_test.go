package schema

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/argosctl/argosctl/internal/testkit"
)

// TestOutputs: every schema of an output compiles with nothing beside it, and says
// what it is.
func TestOutputs(t *testing.T) {
	t.Parallel()
	if len(Outputs()) < 20 {
		t.Fatalf("outputs %v", Outputs())
	}
	for _, name := range Outputs() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, ok := Output(name)
			if !ok || !bytes.HasSuffix(text, []byte("\n}\n")) {
				t.Fatalf("%v, %.40q", ok, text)
			}
			testkit.Schema(t, text)
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			members := doc.(map[string]any)
			if members["$id"] != "urn:argosctl:schema:"+name || members["$schema"] != draft || members["title"] == nil {
				t.Errorf("%.200s", text)
			}
			for line := range strings.Lines(string(text)) {
				if strings.Contains(line, `"$ref"`) && !strings.Contains(line, `"#/$defs/`) {
					t.Errorf("refers to another file: %s", line)
				}
			}
		})
	}
}

// TestPartsAreUsed: no part is left over.
func TestPartsAreUsed(t *testing.T) {
	t.Parallel()
	var all strings.Builder
	for _, name := range Outputs() {
		text, _ := Output(name)
		all.Write(text)
	}
	parts, err := fs.ReadDir(sources, "outputs/parts")
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range parts {
		if name := strings.TrimSuffix(part.Name(), ".json"); !strings.Contains(all.String(), `"#/$defs/`+name+`"`) {
			t.Errorf("nothing refers to %s", name)
		}
	}
}

func TestUnknownOutput(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "deocde", "parts", "../schema", "parts/returnurl-result"} {
		if text, ok := Output(name); ok {
			t.Errorf("Output(%q) = %.40s", name, text)
		}
	}
}

func TestConfig(t *testing.T) {
	t.Parallel()
	s := testkit.Schema(t, Config([]Setting{
		{Name: "a", Values: []string{"x", "y"}}, {Name: "b.c", Pattern: "^[0-9]$"}, {Name: "b.*.d"},
		{Name: "e.*", Names: []Setting{{Name: "f"}}, Values: []string{"on"}},
		{Name: "g[]", Needs: []string{"h"}}, {Name: "g[].h"}, {Name: "g[].i"}, {Name: "j[]", Pattern: "^/"},
	}))
	for _, tt := range []struct {
		text string
		want bool
	}{
		{`{"a":"x"}`, true}, {`{"a":"z"}`, false}, {`{"a":null}`, false}, {`{"z":"x"}`, false}, {`null`, true},
		{`{"b":{"c":"1"}}`, true}, {`{"b":{"c":"x"}}`, false}, {`{"b":null}`, true}, {`{"b":{"any":{"d":"x"}}}`, true}, {`{"b":{"any":{"d":""}}}`, false},
		{`{"e":{"f":"on"}}`, true}, {`{"e":{"f":"off"}}`, false}, {`{"e":{"other":"on"}}`, false},
		{`{"g":[{"h":"x","i":"y"}]}`, true}, {`{"g":[{"i":"y"}]}`, false}, {`{"g":[null]}`, false}, {`{"g":null}`, true}, {`{"g":{}}`, false},
		{`{"j":["/x"]}`, true}, {`{"j":["x"]}`, false},
	} {
		t.Run(tt.text, func(t *testing.T) {
			t.Parallel()
			if err := s.Validate(parsed(t, []byte(tt.text))); (err == nil) != tt.want {
				t.Errorf("%v, want valid %v", err, tt.want)
			}
		})
	}
}
