package cli

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/reference"
	"github.com/argosctl/argosctl/internal/mockapi"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/testkit"
)

// publishedSchema compiles a file of docs/schema, which refers to no other.
func publishedSchema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../docs/schema", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return testkit.Schema(t, text)
}

// TestOutputsMatchSchemas holds real output against docs/schema, and breaks it
// to see that the schema notices.
func TestOutputsMatchSchemas(t *testing.T) {
	t.Parallel()
	service := httptest.NewServer(mockapi.New(mockapi.Options{Items: mockapi.Samples(1, mockapi.DefaultCount)}))
	t.Cleanup(service.Close)
	handler := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("{}")) }))
	t.Cleanup(handler.Close)
	api := func(args ...string) []string { return append(args, "--base-url", service.URL+catalog.APIVersion) }
	id := string(firstPending(t))
	for _, tt := range []struct {
		schema string
		code   int
		atMin  int // so many results at least
		args   []string
	}{
		{"decode", 3, 25, []string{"decode", inRepo("testdata/webhooks")}},
		{"decode", 3, 25, []string{"decode", inRepo("testdata/webhooks"), "--mask", "--lang", "ko"}},
		{"decode", 4, 1, []string{"decode", inRepo("testdata/encrypted/envelope.json")}},
		{"decode", 0, 1, []string{"decode", inRepo("testdata/saved/lambda.json")}},
		{"decode", 0, 1, []string{"decode", inRepo("testdata/saved/queue.json")}},
		{"decode", 0, 1, []string{"decode", inRepo("testdata/bad/retrycode-unknown.json")}},
		{"decode", 0, 2, []string{"decode", inRepo("testdata/saved")}},
		{"decode", 0, 1, []string{"decode", inRepo("testdata/saved/export.csv")}},
		{"timeline", 3, 5, []string{"timeline", inRepo("testdata/webhooks")}},
		{"timeline", 0, 1, []string{"timeline", inRepo("testdata/saved"), "--lang", "ko"}},
		{"timeline", 3, 1, []string{"timeline", inRepo("testdata/webhooks"), "--totals"}},
		{"finding", 0, 1, []string{"validate", "--sequence", inRepo("testdata/saved")}},
		{"finding", 1, 30, []string{"validate", inRepo("testdata/bad"), inRepo("testdata/saved")}},
		{"code", 1, 4, []string{"retrycode", "explain", "glare_detected", "No-Face", "glare_detcted", "zz"}},
		{"code", 0, 45, []string{"retrycode", "list"}},
		{"code", 0, 10, []string{"rejectcode", "list", "--lang", "ko"}},
		{"code", 0, 10, []string{"errorcode", "list"}},
		{"code", 1, 3, []string{"errorcode", "explain", "DE-20000", "TK-10077", "ZZ-1"}},
		{"event-list", 0, 14, []string{"event", "list"}},
		{"event-show", 0, 1, []string{"event", "show", "approved"}},
		{"event-show", 0, 1, []string{"event", "show", "aml_monitor", "--lang", "ko"}},
		{"explain", 0, 2, []string{"explain", "too_many_retry"}},
		{"explain", 0, 3, []string{"explain", "submission_id"}},
		{"explain", 0, 1, []string{"explain", "token_expired"}},
		{"explain", 0, 3, []string{"explain", "kycStatus"}},
		{"explain", 0, 1, []string{"explain", "TK"}},
		{"explain", 0, 1, []string{"explain", "TK-10077"}},
		{"explain", 0, 1, []string{"explain", "Red Flag", "--lang", "ko"}},
		{"explain", 0, 1, []string{"explain", "blocked"}},
		{"returnurl", 0, 1, []string{"returnurl", "parse", "https://example.com/done?kycStatus=approved"}},
		{"returnurl", 0, 1, []string{"returnurl", "parse", "https://example.com/done?errorCode=TK-10077"}},
		{"returnurl", 0, 1, []string{"returnurl", "parse", "https://example.com/done?errorCode=ZZ-1"}},
		{"explain", 0, 1, []string{"explain", "no-key"}},
		{"explain", 0, 2, []string{"explain", "signature"}},
		{"explain", 0, 47, []string{"explain", "unknowns", "--lang", "ko"}},
		{"rule", 0, 25, []string{"validate", "--list-rules"}},
		{"finding", 1, 30, []string{"validate", inRepo("testdata/bad")}},
		{"event-schema", 0, 1, []string{"event", "schema", "approved"}},
		{"event-schema", 0, 1, []string{"event", "schema", "--all"}},
		{"commands", 0, 20, []string{"commands"}},
		{"version", 0, 1, []string{"version"}},
		{"schema", 0, 20, []string{"schema"}},
		{"replay", 0, 4, []string{"replay", "retry-then-approved", "--to", handler.URL}},
		{"replay", 0, 1, []string{"replay", "approved", "--to", handler.URL, "-v"}},
		{"replay", 5, 1, []string{"replay", "approved", "--to", "http://127.0.0.1:1", "--retry", "0"}},
		{"replay-check", 1, 10, []string{"replay", "--conformance", "--to", handler.URL, "-v"}},
		{"replay-scenario", 0, 8, []string{"replay", "--list"}},
		{"returnurl-build", 0, 1, []string{"returnurl", "build", "--base", "https://example.com/done"}},
		{"scrub", 1, 6, []string{"scrub", "--check", inRepo("testdata/webhooks")}},
		{"doctor", 0, 9, []string{"doctor"}},
		{"doctor", 0, 12, api("doctor", "--online")},
		{"setting", 0, 5, []string{"config", "show"}},
		{"setting", 0, 1, []string{"config", "get", "output"}},
		{"config-file", 0, 2, []string{"config", "path"}},
		{"auth-status", 4, 1, []string{"auth", "status"}},
		{"submission", 0, 50, api("submission", "list")},
		{"submission", 0, 1, api("submission", "get", id)},
		{"submission", 0, 10, api("submission", "list", "--type", "kyc", "--limit", "10")},
		{"submission-image", 0, 1, api("submission", "image", id, "--type", "idImage", "--out", filepath.Join(t.TempDir(), "id.png"))},
		{"api-answer", 0, 2, api("submission", "projection")},
		{"api-answer", 0, 1, api("submission", "settings")},
		{"api-answer", 0, 1, api("token", "add", "invented-token-1", "--yes")},
		{"api-request", 0, 1, api("token", "add", "invented-token-1", "--dry-run")},
		{"api-request", 0, 1, api("submission", "approve", id, "--admin", "admin@example.com", "--dry-run")},
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
				if tt.schema != "submission" && tt.schema != "api-answer" && tt.schema != "event-schema" { // which are the service's, and of JSON Schema
					mustRefuse(t, schema, line)
				}
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
		if slices.Contains([]string{"example", "output_schema", "notes", "notes_source", "response", "problem", "body"}, name) {
			continue // optional
		}
		delete(members, name)
		if schema.Validate(members) == nil {
			t.Errorf("the schema does not miss %s: %s", name, line)
		}
		members[name] = value
	}
}

// firstPending is the id of a pending submission among the samples of the mock.
func firstPending(t *testing.T) []byte {
	t.Helper()
	for _, item := range mockapi.Samples(1, mockapi.DefaultCount) {
		id := regexp.MustCompile(`"submission_id":"([^"]+)"`).FindSubmatch(item)
		if id != nil && bytes.Contains(item, []byte(`"result":"pending"`)) {
			return id[1]
		}
	}
	t.Fatal("no pending submission")
	return nil
}

// TestSchemasAreNamed: every command names a schema that there is, and every
// schema of an output that stands for a whole result is named by a command.
func TestSchemasAreNamed(t *testing.T) {
	t.Parallel()
	known := map[string]bool{"event": true}
	named := map[string]bool{}
	for _, info := range reference.Schemas(Root()) {
		known[info.Name] = true
		if want := "urn:argosctl:schema:" + info.Name; info.ID != want || info.Title == "" {
			t.Errorf("%s: id %s, title %q", info.Name, info.ID, info.Title)
		}
	}
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		if name := kit.SchemaOf(cmd); name != "" && !known[name] {
			t.Errorf("%s: there is no schema %q", cmd.CommandPath(), name)
		} else {
			named[name] = true
		}
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	walk(Root())
	parts := []string{"finding", "rule", "replay-check", "replay-scenario", "api-request", "config"} // with a flag, or a file
	for name := range known {
		if !named[name] && !slices.Contains(parts, name) {
			t.Errorf("no command prints %s", name)
		}
	}
}

// TestConfigSchema: the schema of .argosctl.yaml takes what argosctl takes.
func TestConfigSchema(t *testing.T) {
	t.Parallel()
	schema := publishedSchema(t, "config")
	for _, tt := range []struct {
		name, text string
		want       bool
	}{
		{"nothing", "", true},
		{"comments", "# yaml-language-server: $schema=x.json\n", true},
		{"an empty group", "validate:\n", true},
		{"plain", "lang: ko\noutput: ndjson\ncolor: never\n", true},
		{"validate", "validate: {fail-on: never, rules: {field/empty: off, json/bom: error}}\n", true},
		{"ignore", "validate:\n  ignore:\n    - path: a/**\n      rule: fixture/*\n      until: 2030-01-31\n      reason: old\n    - pointer: /a\n", true},
		{"profiles", "profile: staging\nprofiles:\n  staging: {base-url: 'http://127.0.0.1:4400/v3', key-env: A_KEY, lang: en}\n  other: {key-file: ~/k}\n", true},
		{"trusted", "trusted: [/srv/a, ~/b]\n", true},
		{"unknown", "outptu: json\n", false},
		{"unknown below", "validate: {fail_on: error}\n", false},
		{"unknown in a profile", "profiles: {a: {keyfile: x}}\n", false},
		{"unknown in a list", "validate: {ignore: [{paht: x}]}\n", false},
		{"wrong choice", "lang: kr\n", false},
		{"wrong level", "validate: {rules: {field/empty: never}}\n", false},
		{"nothing for a text", "color:\n", false},
		{"a list for a text", "lang: [en]\n", false},
		{"a list for a group", "validate: [a]\n", false},
		{"an empty text", "profiles: {a: {key-file: ''}}\n", false},
		{"ignore of everything", "validate: {ignore: [{reason: x}]}\n", false},
		{"no date", "validate: {ignore: [{path: x, until: soon}]}\n", false},
		{"no URL", "base-url: rest-api.example.com\n", false},
		{"no name of a variable", "profiles: {a: {key-env: A-KEY}}\n", false},
		{"a relative directory", "trusted: [src]\n", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var value any
			if err := yaml.Unmarshal([]byte(tt.text), &value); err != nil {
				t.Fatal(err)
			}
			raw, err := json.Marshal(dated(value))
			if err != nil {
				t.Fatal(err)
			}
			if value, err = jsonschema.UnmarshalJSON(bytes.NewReader(raw)); err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(value); (err == nil) != tt.want {
				t.Errorf("the schema says %v, want valid %v", err, tt.want)
			}
			f, _ := keyFactory(t, nil)
			file := filepath.Join(t.TempDir(), "config.yaml")
			if err := os.WriteFile(file, []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			streams, _, errs := term.Buffers("")
			f.IO = streams
			if code := Main([]string{"config", "show", "--config", file}, f); (code == 0) != tt.want {
				t.Errorf("argosctl says %d, want valid %v: %s", code, tt.want, errs)
			}
		})
	}
}

// dated writes the dates of a YAML text as the texts that JSON has of them.
func dated(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for name, member := range v {
			v[name] = dated(member)
		}
	case []any:
		for i := range v {
			v[i] = dated(v[i])
		}
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return value
}

// TestStarterHoldsToItsSchema: what config init writes is right where its
// comments become settings.
func TestStarterHoldsToItsSchema(t *testing.T) {
	t.Parallel()
	schema := publishedSchema(t, "config")
	for _, args := range [][]string{{"config", "init"}, {"config", "init", "--user"}} {
		f, _ := keyFactory(t, nil)
		if code := Main(args, f); code != 0 {
			t.Fatalf("%v: exit code %d", args, code)
		}
		dir := string(f.Dir)
		text, err := os.ReadFile(filepath.Join(dir, ".argosctl.yaml"))
		if len(args) > 2 {
			text, err = os.ReadFile(filepath.Join(dir, "home", "argosctl", "config.yaml"))
		}
		if err != nil {
			t.Fatal(err)
		}
		if first, _, _ := bytes.Cut(text, []byte("\n")); !regexp.MustCompile(`^# yaml-language-server: \$schema=https://\S+/docs/schema/config\.json$`).Match(first) {
			t.Errorf("%v: the first line tells an editor nothing: %s", args, first)
		}
		setting := regexp.MustCompile(`(?m)^# ((?:  )*(?:- )?(?:[a-z-]+|[a-z]+/[a-z-]+): ?.*|  - .*|(?:  )+#.*)$`)
		_, text, _ = bytes.Cut(text, []byte("\n"))
		var value any
		if err := yaml.Unmarshal(setting.ReplaceAll(text, []byte("$1")), &value); err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		raw, err := json.Marshal(dated(value))
		if err != nil || len(value.(map[string]any)) < 4 {
			t.Fatalf("%v: %s", err, raw)
		}
		if value, err = jsonschema.UnmarshalJSON(bytes.NewReader(raw)); err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%v: %v in\n%s", args, err, raw)
		}
	}
}

// TestReportsMatchSchemas: the whole report of validate, of a run and of a shard.
func TestReportsMatchSchemas(t *testing.T) {
	t.Parallel()
	schema := publishedSchema(t, "validate")
	for _, args := range [][]string{{inRepo("testdata/bad")}, {inRepo("testdata/bad"), "--shard", "1/2"}, {inRepo("testdata/webhooks/retry.json")}} {
		_, out, errs := runValidateIn(t, nil, append(args, "-o", "json")...)
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
		if err != nil {
			t.Fatalf("%v: %v: %s", args, err, errs)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%v: %v", args, err)
		}
	}
}
