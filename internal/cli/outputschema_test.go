package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/argosctl/argosctl/internal/term"
)

// schemaHome is the address below which the published schemas know themselves.
const schemaHome = "https://github.com/argosctl/argosctl/blob/main/docs/schema/"

// schemaFiles loads published schemas from docs/schema.
type schemaFiles struct{}

func (schemaFiles) Load(url string) (any, error) {
	raw, err := os.ReadFile(filepath.Join("../../docs/schema", strings.TrimPrefix(url, schemaHome)))
	if err != nil {
		return nil, err
	}
	return jsonschema.UnmarshalJSON(bytes.NewReader(raw))
}

func publishedSchema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	compiler.UseLoader(schemaFiles{})
	schema, err := compiler.Compile(schemaHome + name)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// TestOutputsMatchSchemas holds real output against docs/schema, and breaks it
// to see that the schema notices.
func TestOutputsMatchSchemas(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		schema string
		code   int
		atMin  int // so many results at least
		args   []string
	}{
		{"decode.json", 3, 25, []string{"decode", inRepo("testdata/webhooks")}},
		{"decode.json", 3, 25, []string{"decode", inRepo("testdata/webhooks"), "--mask", "--lang", "ko"}},
		{"decode.json", 4, 1, []string{"decode", inRepo("testdata/encrypted/envelope.json")}},
		{"decode.json", 0, 1, []string{"decode", inRepo("testdata/bad/retrycode-unknown.json")}},
		{"code.json", 1, 4, []string{"retrycode", "explain", "glare_detected", "No-Face", "glare_detcted", "zz"}},
		{"code.json", 0, 45, []string{"retrycode", "list"}},
		{"code.json", 0, 10, []string{"rejectcode", "list", "--lang", "ko"}},
		{"code.json", 0, 10, []string{"errorcode", "list"}},
		{"code.json", 1, 3, []string{"errorcode", "explain", "DE-20000", "TK-10077", "ZZ-1"}},
		{"event-list.json", 0, 14, []string{"event", "list"}},
		{"event-show.json", 0, 1, []string{"event", "show", "approved"}},
		{"event-show.json", 0, 1, []string{"event", "show", "aml_monitor", "--lang", "ko"}},
		{"explain.json", 0, 2, []string{"explain", "too_many_retry"}},
		{"explain.json", 0, 3, []string{"explain", "submission_id"}},
		{"explain.json", 0, 1, []string{"explain", "token_expired"}},
		{"explain.json", 0, 3, []string{"explain", "kycStatus"}},
		{"explain.json", 0, 1, []string{"explain", "TK"}},
		{"explain.json", 0, 1, []string{"explain", "TK-10077"}},
		{"explain.json", 0, 1, []string{"explain", "Red Flag", "--lang", "ko"}},
		{"explain.json", 0, 1, []string{"explain", "blocked"}},
		{"returnurl.json", 0, 1, []string{"returnurl", "parse", "https://example.com/done?kycStatus=approved"}},
		{"returnurl.json", 0, 1, []string{"returnurl", "parse", "https://example.com/done?errorCode=TK-10077"}},
		{"returnurl.json", 0, 1, []string{"returnurl", "parse", "https://example.com/done?errorCode=ZZ-1"}},
		{"explain.json", 0, 1, []string{"explain", "no-key"}},
		{"explain.json", 0, 2, []string{"explain", "signature"}},
		{"explain.json", 0, 47, []string{"explain", "unknowns", "--lang", "ko"}},
		{"rule.json", 0, 25, []string{"validate", "--list-rules"}},
		{"finding.json", 1, 30, []string{"validate", inRepo("testdata/bad")}},
		{"commands.json", 0, 20, []string{"commands"}},
		{"version.json", 0, 1, []string{"version"}},
	} {
		t.Run(strings.Join(tt.args, " "), func(t *testing.T) {
			t.Parallel()
			schema := publishedSchema(t, tt.schema)
			f, _ := keyFactory(t, nil)
			streams, out, errs := term.Buffers("")
			f.IO, f.Now = streams, time.Now
			if code := Main(append(tt.args, "-o", "ndjson"), f); code != tt.code {
				t.Fatalf("exit code %d, want %d: %s", code, tt.code, errs)
			}
			count := 0
			for line := range bytes.Lines(out.Bytes()) {
				count++
				value, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
				if err != nil {
					t.Fatalf("%v: %s", err, line)
				}
				if err := schema.Validate(value); err != nil {
					t.Errorf("%s: %v", line, err)
				}
				mustRefuse(t, schema, line)
			}
			if count < tt.atMin {
				t.Errorf("%d results, want at least %d", count, tt.atMin)
			}
		})
	}
}

// mustRefuse adds a member to a valid result, and takes each away that every
// result of the kind has.
func mustRefuse(t *testing.T, schema *jsonschema.Schema, line []byte) {
	t.Helper()
	var members map[string]any
	if err := json.Unmarshal(line, &members); err != nil {
		t.Fatal(err)
	}
	members["added_member"] = true
	if schema.Validate(members) == nil {
		t.Errorf("the schema takes any member: %s", line)
	}
	delete(members, "added_member")
	for name, value := range members {
		if name == "example" || name == "output_schema" || name == "notes" || name == "notes_source" {
			continue // optional
		}
		delete(members, name)
		if schema.Validate(members) == nil {
			t.Errorf("the schema does not miss %s: %s", name, line)
		}
		members[name] = value
	}
}
