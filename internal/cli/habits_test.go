package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/term"
)

// TestHabits names ours for what people type who know other tools.
func TestHabits(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ line, hint string }{
		// Commands below others.
		{"submission view 1", "did you mean argosctl submission get?"},
		{"submission ls", "did you mean argosctl submission list?"},
		{"submission accept 1", "did you mean argosctl submission approve?"},
		{"config list", "did you mean argosctl config show?"},
		{"config view", "did you mean argosctl config show?"},
		{"config rm lang", "did you mean argosctl config unset?"},
		{"auth whoami", "did you mean argosctl auth status?"},
		{"token create x", "did you mean argosctl token add?"},
		{"token rm x", "did you mean argosctl token remove?"},
		{"event ls", "did you mean argosctl event list?"},
		{"event trigger approved", "did you mean argosctl event sample?"},
		{"event create", "did you mean created?"},
		{"retrycode view glare_detected", "did you mean argosctl retrycode explain?"},
		{"returnurl decode x", "did you mean argosctl returnurl parse?"},
		{"returnurl https://example.com/?kycStatus=approved b", "argosctl returnurl [URL] [flags]"},
		{"webhooks", "did you mean argosctl decode?"},
		{"anonymize a.json", "did you mean argosctl scrub?"},
		{"diagnose", "did you mean argosctl doctor?"},
		{"submission images 1 --base-url http://127.0.0.1:1", "did you mean argosctl submission image?"},
		{"decod --brief a.json", "did you mean decode?"},
		{"submission --nope", "run 'argosctl submission --help' for its flags"},
		// Codes of another table.
		{"retrycode id_info_blacklist", "it is a reject code: argosctl rejectcode id_info_blacklist"},
		{"errorcode explain glare_detected", "it is a retry code: argosctl retrycode glare_detected"},
		{"rejectcode DE-20000", "it is an error code: argosctl errorcode DE-20000"},
		{"retrycode id_info_blacklst", "did you mean argosctl rejectcode id_info_blacklist?"},
		{"retrycode explain approved", "it is an event: argosctl event show approved"},
		{"retrycode glare_detectd", "did you mean glare_detected?"},
		{"retrycode zzzzz", "'argosctl retrycode list' shows all known codes"},
		// Values without their flag, and flags without their value.
		{"replay approved http://127.0.0.1:18081/hook", "use --to for it: --to http://127.0.0.1:18081/hook"},
		{"replay approved localhost:18081/hook", "use --to for it: --to localhost:18081/hook"},
		{"replay approved http://a:b@127.0.0.1/hook", "--to http://127.0.0.1:8080/webhooks/argos"},
		{"listen --ui 127.0.0.1:4440", "--ui=127.0.0.1:4440"},
		{"listen --ui=4440", "--ui=127.0.0.1:4440"},
		{"listen --addr 4419", "--addr=127.0.0.1:4419"},
		{"listen --addr localhost", "--addr=localhost:4400"},
		{"mock --addr http://127.0.0.1:4419/v3", "--addr=127.0.0.1:4419"},
		{"listen http://localhost:8080/hook", "use --forward-to for it: --forward-to http://localhost:8080/hook"},
		{"listen --save --timeout 1s", "use --save FILE|DIR: keep the bodies in this NDJSON file or directory (FILE|DIR)"},
		{"listen --event --once", "use --event EVENTS: show and count only these events, with commas between them (repeatable)"},
		{"returnurl build https://example.com/done?a=1&b=2", "use --base for it: --base 'https://example.com/done?a=1&b=2'"},
		{"returnurl build kycStatus=approved", "use --set for it: --set kycStatus=approved"},
		{"submission approve a1b2", "use --admin E-MAIL: e-mail of the administrator who decides, as registered in the dashboard"},
		{"auth status sk_live_EXAMPLEonly9aF3x8K2m1", "'argosctl auth login' asks for a key, and stores it"},
		{"listen --ui 4458", "--ui=127.0.0.1:4458"},
		// Flags.
		{"open -o json x", "leave it out"},
		{"completion bash --jq .", "leave it out"},
		{"mock --format json", "run 'argosctl mock --help' for its flags"},
		{"scrub --write", "use --in-place: replace the files"},
		{"scrub --dry-run", "use --check: write nothing; exit code 1 where something would be replaced"},
		{"returnurl --url https://example.com", "name it as an argument, without a flag: argosctl returnurl [URL] [flags]"},
		{"replay --forward-to localhost:3000", "use --to URL: the handler's URL, such as localhost:8080/hook"},
		{"replay --dry-run", "'argosctl event sample EVENT' prints what would be sent"},
		{"replay -A x", "use --header 'NAME: VALUE': send this header, as 'NAME: VALUE' (repeatable)"},
		{"listen --host 0.0.0.0", "use --addr HOST:PORT: HOST:PORT to listen on; port 0 picks a free one"},
		{"listen --forward localhost:3000", "use --forward-to URL: pass the bodies on to the handler at this URL"},
		{"listen -e approved", "use --event EVENTS: show and count only these events, with commas between them (repeatable)"},
		{"listen --latest", "the service has one version of its events: leave it out"},
		{"validate --watch", "argosctl checks once: let the editor or a watcher of files run it again"},
		{"submission get 1 --web", "argosctl prints and opens no browser: leave it out"},
		{"submission list --paginate", "use --all: do not stop before the end of the list"},
		{"decode --pretty x", "-o json is indented, and -o table is for people: leave it out"},
		{"decode --watch x", "argosctl reads a file once: 'argosctl listen' shows webhooks as they arrive"},
		{"event list --limit 3", "--jq picks: --jq '.[:10]'"},
		{"listen -p 3000", "use --addr HOST:PORT: HOST:PORT to listen on; port 0 picks a free one"},
		{"decode -p staging x", "use --profile PROFILE: use this profile of the configuration"},
		{"-version", "did you mean --version?"},
		{"replay -to localhost:3000", "did you mean --to?"},
		{"mock -port 3000", "use --addr HOST:PORT: HOST:PORT to listen on; port 0 picks a free one"},
		{"decode -json x", "-o json prints JSON; --jq picks members of it"},
		{"decode -C", "use --color COLOUR: when to colour: auto, always or never"},
		{"decode --indent 2", "--jq takes the expression alone; pipe JSON to jq for its other flags"},
		{"decode --user-id x", "use --user USERID: keep only payloads with this userid (repeatable)"},
		{"decode --status approved", `--jq filters: --jq '.[] | select(.status == "approved")'`},
		{"timeline --from 2026-01-01", "use --since TIME: only what began at this time or later: a date or RFC 3339, in UTC"},
		{"timeline --retry-code x", "use --code CODE: only submissions with this retry or reject code (repeatable)"},
	} {
		t.Run(tt.line, func(t *testing.T) {
			t.Parallel()
			f, _ := keyFactory(t, nil)
			streams, out, errs := term.Buffers("")
			f.IO = streams
			code := Main(strings.Fields(tt.line), f)
			if _, hint, _ := strings.Cut(errs.String(), "\nhint: "); hint != tt.hint+"\n" || code == 0 || out.Len() > 0 {
				t.Errorf("exit code %d, hint %q, want %q: %s%s", code, hint, tt.hint, out, errs)
			}
		})
	}
}

// TestCommandsInKorean: the usage of a flag is in the language that was asked for, as
// the summary of its command is.
func TestCommandsInKorean(t *testing.T) {
	t.Parallel()
	f, _ := keyFactory(t, nil)
	streams, out, errs := term.Buffers("")
	f.IO = streams
	if code := Main([]string{"commands", "--lang", "ko", "--jq", `.[].flags[].usage | select(test("[가-힣]") | not)`}, f); code != 0 || out.Len() > 0 {
		t.Errorf("exit code %d: no Korean in\n%s%s", code, out, errs)
	}
}

// TestCommandsNameValues: what a flag takes and what it has by itself are told to
// tools as they are.
func TestCommandsNameValues(t *testing.T) {
	t.Parallel()
	f, _ := keyFactory(t, nil)
	streams, out, errs := term.Buffers("")
	f.IO = streams
	if code := Main([]string{"commands", "-o", "json"}, f); code != 0 {
		t.Fatal(errs)
	}
	type flag struct {
		Name, Default string
		Values        []string
	}
	var commands []struct {
		Command      string
		OutputSchema string `json:"output_schema"`
		Formats      []string
		Arguments    []struct{ Values []string }
		Flags        []flag
	}
	if err := json.Unmarshal(out.Bytes(), &commands); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ command, flag, fallback, value string }{
		{"decode", "encoding", "", "euc-kr"}, {"decode", "event", "", "token_expired"}, {"decode", "stdin-name", "-", ""}, {"validate", "max-findings", "1000 in text, 0 elsewhere", ""}, {"mcp", "root", "the working directory", ""}, {"listen", "event", "", "aml"},
		{"timeline", "outcome", "", "incomplete"}, {"timeline", "output", "table", "csv"}, {"validate", "fail-on", "error", "never"},
		{"open", "encoding", "", "hex"}, {"submission list", "status", "", "deleted"}, {"submission list", "limit", "50", ""},
		{"auth status", "timeout", "30s", ""}, {"mock", "count", "120", ""},
	} {
		t.Run(tt.command+" --"+tt.flag, func(t *testing.T) {
			t.Parallel()
			for _, c := range commands {
				for _, flag := range c.Flags {
					if c.Command != "argosctl "+tt.command || flag.Name != tt.flag {
						continue
					}
					if flag.Default != tt.fallback || tt.value != "" && !slices.Contains(flag.Values, tt.value) || tt.value == "" && flag.Values != nil {
						t.Errorf("default %q, values %q", flag.Default, flag.Values)
					}
					return
				}
			}
			t.Error("there is no such flag")
		})
	}
	for _, c := range commands {
		offered := slices.ContainsFunc(c.Flags, func(f flag) bool { return f.Name == "output" || f.Name == "jq" })
		if results := len(c.Formats) > 0; results != offered || results != (c.OutputSchema != "") {
			t.Errorf("%s: formats %q, schema %q, and -o is offered: %v", c.Command, c.Formats, c.OutputSchema, offered)
		}
		if strings.HasPrefix(c.Command, "argosctl event ") && len(c.Arguments) > 0 && !slices.Contains(c.Arguments[0].Values, "aml_monitor") {
			t.Errorf("%s takes %q", c.Command, c.Arguments[0].Values)
		}
	}
}

// TestUnknownProfile: a profile that is not configured is refused by every command,
// whether it reads the configuration or not.
func TestUnknownProfile(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"decode -o json", "completion bash", "event sample approved", "retrycode list -o json", "version", "seal --key-env X"} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			f, errs := keyFactory(t, nil)
			path := filepath.Join(string(f.Dir), "config.yaml")
			if err := os.WriteFile(path, []byte("profiles:\n  staging: {key-env: STAGING_KEY}\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			const want = "error: unknown profile \"stagin\" (flag --profile)\nhint: did you mean staging?\n"
			if code := Main(append(strings.Fields(line), "--profile", "stagin", "--config", path), f); code != 2 || errs() != want {
				t.Errorf("exit code %d: %s", code, errs())
			}
		})
	}
}
