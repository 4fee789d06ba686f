package cli

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/plain"
	"github.com/argosctl/argosctl/internal/report"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/testkit"
)

// hostileText is a text with everything in it that acts: it drives terminals,
// reorders, hides, and begins lines that CI runners obey.
const hostileText = "6xx\n::error::x\r\n ::add-mask::y\r##[error]z ##vso[task.complete] ##teamcity[buildStop]" +
	"\x00\x1b]0;title\a\x1b[2J\x1b[31m\x7f\u0085\u009b31m\u061c\u200e\u200f\u202a\u202e\u2066\u2069\u200b\u2060\ufeff\u2028\u2029a\u200db\u00ad\U000e0041 " +
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ::error::b"

// yamlText is hostileText within the quotes of YAML.
const yamlText = `6xx\n::error::x\r\n ::add-mask::y\r##[error]z ##vso[task.complete]\0\x1b]0;title\a\x1b[2J\x7f\x85\u202e\u200b\ufeff\u2028 ::error::b`

// hostileName is the part of it that a file's name can hold.
const hostileName = "::error::x\n::error::y ##[error]\x1b[31m\u202egnp\u2066\u200b\u0085\u2028\xff"

// textModes are the places that a person, or a runner, reads the output in.
func textModes() map[string]func(*term.IO) map[string]string {
	return map[string]func(*term.IO) map[string]string{
		"in a CI log": func(*term.IO) map[string]string { return map[string]string{"GITHUB_ACTIONS": "true"} },
		"on a terminal": func(s *term.IO) map[string]string {
			s.OutTTY, s.ErrTTY = true, true
			return map[string]string{"NO_COLOR": "1", "CI": "true"}
		},
	}
}

// textRows are the arguments of each command, for each output format; all take an
// unknown flag and a text as well. TEXT is hostileText, DIR a directory of hostile
// files, URL a hostile return URL, KIND/ an address whose API or handler answers
// so, NEW a file that is not there. A command that reads nothing foreign has none.
func textRows() map[string][]string {
	reads := []string{"DIR", "DIR --mask", "DIR/values.json", "DIR/raw.json --details", "DIR --details --lang ko", "DIR --user TEXT", "DIR --at /TEXT", "- --stdin-name TEXT", "-"}
	return map[string][]string{
		"auth login":          {"--key-env TEXT", "--key-file DIR/TEXT"},
		"auth logout":         {"--profile TEXT"},
		"commands":            nil,
		"completion":          nil,
		"config get":          {"lang --config DIR/hostile.yaml", "TEXT"},
		"config init":         {"--config DIR/hostile.yaml"},
		"config path":         {"--config DIR/hostile.yaml"},
		"config set":          {"lang TEXT", "TEXT en", "lang en --config DIR/hostile.yaml"},
		"config show":         {"--config DIR/hostile.yaml", "--config DIR/names.yaml", "--config DIR/TEXT"},
		"config trust":        {"DIR/TEXT", "--remove TEXT"},
		"config unset":        {"TEXT", "lang --config DIR/hostile.yaml"},
		"errorcode explain":   {"TEXT glare", "-"},
		"errorcode list":      {"--search TEXT", "--category TEXT"},
		"environment":         nil,
		"mcp":                 {"", "--root DIR", "--root TEXT"},
		"event list":          nil,
		"exit-codes":          nil,
		"output":              nil,
		"event schema":        {"TEXT"},
		"event show":          {"TEXT"},
		"rejectcode explain":  {"TEXT", "-"},
		"rejectcode list":     {"--search TEXT"},
		"retrycode explain":   {"TEXT", "-"},
		"retrycode list":      {"--search TEXT", "--flow TEXT"},
		"version":             nil,
		"doctor":              {"", "--config DIR/hostile.yaml", "--config DIR/names.yaml", "--key-file DIR/TEXT", "--key-env TEXT", "--online KIND/ok", "--online KIND/bad", "--base-url TEXT"},
		"scrub":               {"DIR", "DIR --check", "DIR --check --lang ko", "DIR/raw.json", "DIR --out TEXT", "DIR --at /TEXT", "DIR --seed-file DIR/TEXT", "DIR --reseal-key-file TEXT", "-"},
		"seal":                {"DIR/values.json", "DIR/TEXT", "-"},
		"auth status":         {"--check KIND/ok", "--check KIND/bad", "--profile TEXT"},
		"decode":              reads,
		"schema":              {"TEXT"},
		"explain":             {"TEXT"},
		"open":                {"DIR/values.json", "DIR/sealed.txt", "DIR/TEXT", "TEXT", "-"},
		"replay":              {"--to HANDLER DIR -v", "--to HANDLER DIR/TEXT", "--to TEXT approved", "--to HANDLER approved --header TEXT", "--to HANDLER --scenario DIR/scenario.yaml", "--to HANDLER --conformance --lang ko", "--to HANDLER TEXT", "--to HANDLER approved --set full_name=TEXT", "--show TEXT"},
		"returnurl parse":     {"URL", "-"},
		"returnurl decrypt":   {"URL", "-"},
		"returnurl build":     {"https://example.com/ --set userid=TEXT", "TEXT", "https://example.com/TEXT"},
		"event sample":        {"approved --set full_name=TEXT", "TEXT"},
		"submission get":      {"6xx28lo115832 KIND/ok", "6xx28lo115832 KIND/bad", "TEXT KIND/ok"},
		"submission list":     {"KIND/ok", "KIND/bad", "--all KIND/ok", "--all --show-personal-data KIND/ok", "--status TEXT KIND/ok"},
		"submission watch":    {"6xx28lo115832 --max-wait 50ms KIND/ok", "6xx28lo115832 --max-wait 50ms KIND/bad"},
		"submission approve":  {"6xx28lo115832 --admin admin@example.com --comment TEXT --yes KIND/ok", "6xx28lo115832 --admin admin@example.com --yes KIND/bad", "6xx28lo115832 --admin admin@example.com --comment TEXT --dry-run KIND/ok"},
		"submission reject":   {"6xx28lo115832 --admin admin@example.com --comment TEXT --yes KIND/ok"},
		"submission to-event": {"6xx28lo115832 KIND/ok", "6xx28lo115832 KIND/bad", "DIR/raw.json", "DIR/TEXT"},
		"submission image": {
			"6xx28lo115832 --type idImage --out NEW KIND/ok", "6xx28lo115832 --type idImage --out NEW KIND/bad", "TEXT --type idImage --out NEW KIND/ok",
			"6xx28lo115832 --type TEXT KIND/ok", "6xx28lo115832 --type idImage --out DIR/TEXT KIND/ok",
		},
		"submission aml-monitor": {"w r KIND/ok", "w r --show-personal-data KIND/ok", "w r KIND/bad", "TEXT TEXT KIND/ok"},
		"submission projection":  {"KIND/ok", "TEXT KIND/ok", "p KIND/bad"},
		"submission settings":    {"KIND/ok", "--show-personal-data KIND/ok", "KIND/bad"},
		"timeline":               {"DIR", "DIR --totals", "DIR --totals --lang ko", "DIR/raw.json", "DIR --user TEXT", "DIR --submission TEXT", "DIR --code TEXT", "DIR --outcome TEXT", "DIR --tmp-dir TEXT", "DIR --as-of TEXT", "-"},
		"token add":              {"TEXT --yes KIND/ok", "customer-0001 --yes KIND/bad"},
		"token list":             {"KIND/ok", "customer-0001 KIND/ok", "KIND/bad"},
		"token remove":           {"customer-0001 --yes KIND/ok"},
		"validate":               {"DIR", "DIR --sequence", "-", "DIR --diff", "DIR --fix", "DIR --event TEXT", "DIR --rule TEXT", "DIR --path-prefix TEXT", "--merge DIR/findings.json", "--merge DIR/findings.ndjson", "--merge DIR/values.json DIR/TEXT"},
		"mock":                   {"--addr TEXT", "--data DIR/TEXT", "--allow-host TEXT"},
		"view":                   {"DIR/TEXT --addr TEXT", "DIR --addr TEXT", "DIR --forward-to TEXT", "DIR --files-from TEXT", "--stdin-name TEXT --addr TEXT", "DIR --key-file DIR/TEXT --addr TEXT"},
		"listen":                 {"--ui=TEXT", "--ui=127.0.0.1:0 --fixtures TEXT --addr TEXT", "--addr TEXT", "--save DIR/notes.md", "--allow-host TEXT", "--forward-to TEXT", "--route TEXT"},
	}
}

// drawnProgress is a progress bar, which a run shows that takes long enough.
var drawnProgress = regexp.MustCompile(`\r((\[[= ]+\] )?[\d/]+ \pL+, \d+/s(, [\dhms]+ \pL+)?)?\x1b\[K`)

// TestHostileText drives every command in every format with text that acts.
// Nothing that acts comes out, on stdout or stderr.
func TestHostileText(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the names of the files cannot be")
	}
	testkit.NotUnderRace(t, "it runs every command hundreds of times")
	h := newTextHouse(t)
	rows := textRows()
	for _, name := range leafCommands(Root()) {
		own, known := rows[name]
		if !known {
			t.Errorf("%s has no row: say how it reads foreign text", name)
		}
		lines := append([]string{"--no-such-TEXT", "TEXT"}, own...)
		if name != "listen" && name != "mock" && name != "view" { // a server would serve
			lines = append(lines, "-o TEXT")
		}
		delete(rows, name)
		for _, line := range lines {
			for _, format := range h.formats(name, line) {
				for mode, set := range textModes() {
					t.Run(strings.Join([]string{name, line, format, mode}, " "), func(t *testing.T) {
						h.check(t, set, strings.Fields(name+" "+line+" "+format))
					})
				}
			}
		}
	}
	for name := range rows {
		t.Errorf("there is no command %q", name)
	}
}

// textHouse is a directory of hostile files and a server of hostile answers.
type textHouse struct {
	dir, home, url string
	stdin          string
	api            *httptest.Server
}

func newTextHouse(t *testing.T) *textHouse {
	t.Helper()
	h := &textHouse{dir: t.TempDir(), home: t.TempDir()}
	h.api = httptest.NewServer(http.HandlerFunc(answerHostile))
	t.Cleanup(h.api.Close)
	write := func(dir, name string, text []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(h.dir, "values.json", hostilePayload("approved", false))
	write(h.dir, "raw.json", hostilePayload("rejected", true))
	write(h.dir, hostileName+".json", hostilePayload("retry", true))
	write(h.dir, hostileName+"-broken.json", []byte(`{"webhook_trigger":`+hostileText))
	write(h.dir, "broken.json", []byte(hostileText))
	write(h.dir, "lines.ndjson", []byte("{\"webhook_trigger\":\"delete\"}\n::error::x\n##[error]y\n{\"webhook_trigger\":\"de\u202elete\",\"retryCode\":1,}\n"))
	write(h.dir, "fix.json", []byte("{\"webhook_trigger\":\"Approved\",\n\"a\u202eb\x7f\":\"\u009b\u2066\",\n\"submission_id\":\"6xx28lo115832\",}\n"))
	write(h.dir, "sealed.txt", []byte(sealed(t, hostileText)))
	write(h.dir, "notes.md", []byte(hostileText))
	write(h.dir, "hostile.yaml", []byte("lang: \""+yamlText+"\"\n"))
	write(h.dir, "names.yaml", []byte("profiles: {\""+yamlText+"\": {base-url: \""+yamlText+"\"}}\n\""+yamlText+"\": 1\n"))
	write(h.dir, "scenario.yaml", []byte("name: \""+yamlText+"\"\nsteps: [{event: \""+yamlText+"\"}]\n"))
	finding := map[string]any{"rule": "json/syntax", "severity": "error", "message": hostileText, "path": hostileText, "line": 1, "column": 1, "help": []string{hostileText}, "source": map[string]any{"text": hostileText, "start": 3, "end": 17}, "event": hostileText, "pointer": hostileText}
	for name, value := range map[string]any{"findings.json": map[string]any{"findings": []any{finding}, "summary": map[string]int{"files": 1, "payloads": 1}, "files": []any{map[string]any{"path": hostileText, "payloads": 1}}}, "findings.ndjson": finding} {
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		write(h.dir, name, append(text, '\n'))
	}
	q := url.Values{"kycStatus": {"approved" + hostileText}, "userid": {hostileText}, hostileText: {hostileText}}
	h.url = "https://example.com/done?" + q.Encode()
	h.stdin = h.url + "\n" + hostileText + "\n" + string(hostilePayload("submit", true))
	return h
}

// sealed is text as the service would seal it.
func sealed(t *testing.T, text string) string {
	t.Helper()
	streams, out, errs := term.Buffers(text)
	f := validateFactory(t, streams)
	f.Getenv = func(name string) string { return map[string]string{"ARGOS_API_KEY": userKey}[name] }
	if code := Main([]string{"seal"}, f); code != 0 {
		t.Fatal(errs.String())
	}
	return out.String()
}

// hostilePayload is a webhook that is hostile in every member and name. Raw,
// only what JSON forbids is escaped.
func hostilePayload(event string, raw bool) []byte {
	members := map[string]any{"webhook_trigger": event, hostileText: hostileText}
	for _, name := range []string{
		"submission_id", "userid", "email", "full_name", "retryCode", "rejectCode", "cf1", "cf2", "comment", "created_at",
		"date_of_birth", "nationality", "id_number", "status", "webhook_trigger_" + hostileText,
	} {
		members[name] = hostileText
	}
	members["kyc_result"] = map[string]any{"status": "rejected" + hostileText, "reject_comment": hostileText, hostileText: []any{hostileText, 1}}
	members["ocr"] = []any{map[string]any{hostileText: hostileText}, "{\"a\":\"\u202e\"}"}
	text, err := json.Marshal(members)
	if err != nil {
		panic(err)
	}
	if raw {
		return append(text, '\n')
	}
	var b strings.Builder
	for _, r := range string(text) {
		if r >= 0x7f {
			b.Write(plain.AppendEscape(nil, r))
		} else {
			b.WriteRune(r)
		}
	}
	return []byte(b.String())
}

// answerHostile is the API, and a handler, that answer with text that acts.
func answerHostile(w http.ResponseWriter, r *http.Request) {
	w.Header()["X-Hostile"] = []string{"\u202e::error::x\u0085##[error]y\u200b"} // net/http takes no ASCII control
	w.Header().Set("Location", "https://example.com/\u202e")
	if r.URL.Path == "/handler" {
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = io.WriteString(w, hostileText)
		return
	}
	if strings.HasPrefix(r.URL.Path, "/bad") {
		w.WriteHeader(http.StatusBadRequest)
		_ = json.NewEncoder(w).Encode(map[string]any{"message": hostileText, "errorCode": hostileText, "error": hostileText})
		return
	}
	item := map[string]any{}
	if err := json.Unmarshal(hostilePayload("approved", true), &item); err != nil {
		panic(err)
	}
	item["finalStatus"], item["tokenId"], item["updateTime"], item["message"] = hostileText, hostileText, hostileText, hostileText
	if id := r.URL.Query().Get("submission_id"); id != "" {
		item["submission_id"] = id
	}
	_ = json.NewEncoder(w).Encode(map[string]any{
		"Items": []any{item}, "message": hostileText, "tokenId": hostileText, "expired": hostileText, "finalStatus": hostileText,
	})
}

// formats are the output formats of a command: all that there may be, because
// a refusal prints text too.
func (h *textHouse) formats(name, line string) []string {
	if strings.Contains(line, "--diff") || strings.HasPrefix(line, "--no-such") || strings.HasPrefix(line, "-o") || line == "--help" {
		return []string{""}
	}
	formats := []string{"", "-o json", "-o ndjson", "-o yaml", "-o csv", "--jq .", "--jq ..|strings"}
	if name == "validate" {
		for _, f := range report.Formats() {
			formats = append(formats, "--format "+f)
		}
	}
	return formats
}

// check runs one command line in process and looks at all that it prints.
func (h *textHouse) check(t *testing.T, set func(*term.IO) map[string]string, args []string) {
	t.Helper()
	streams, out, errs := term.Buffers(h.stdin)
	env := set(streams)
	f := validateFactory(t, streams)
	var fill []string
	for _, arg := range args {
		if kind, ok := strings.CutPrefix(arg, "KIND/"); ok {
			env["ARGOSCTL_BASE_URL"] = h.api.URL + "/" + kind
			continue
		}
		fill = append(fill, strings.NewReplacer("TEXT", hostileText, "DIR", h.dir, "URL", h.url, "HANDLER", h.api.URL+"/handler", "NEW", filepath.Join(t.TempDir(), "new")).Replace(arg))
	}
	env["ARGOS_API_KEY"] = userKey
	f.Getenv = func(name string) string { return env[name] }
	ended := make(chan int, 1)
	go func() { ended <- Main(fill, f) }()
	select {
	case code := <-ended:
		if code == 70 {
			t.Errorf("a defect:\n%s", errs)
		}
	case <-time.After(patience):
		t.Fatal("it does not end: give the command rows with which it does")
	}
	annotates := args[0] == "validate" && (env["GITHUB_ACTIONS"] != "" || slices.Contains(args, "github"))
	for stream, text := range map[string]string{"stdout": out.String(), "stderr": drawnProgress.ReplaceAllString(errs.String(), "")} {
		if at := actingText(text); at >= 0 {
			t.Errorf("%s holds a character that acts: %+q", stream, text[max(0, at-60):min(len(text), at+20)])
		}
		if line := runnerCommand(text, annotates && stream == "stdout"); line != "" {
			t.Errorf("%s holds a runner's command: %+q", stream, line)
		}
	}
}

// actingText is where the first character stands that acts, -1 where there is
// none. It is the promise, said without the code that keeps it.
func actingText(text string) int {
	acting := regexp.MustCompile(`[\x{0}-\x{8}\x{b}-\x{1f}\x{7f}-\x{9f}\x{ad}\x{61c}\x{180e}\x{200b}\x{200e}\x{200f}\x{2028}-\x{202e}\x{2060}-\x{206f}\x{feff}\x{fff9}-\x{fffb}\x{e0000}-\x{e007f}]`)
	text = strings.ReplaceAll(text, "\r\n", "\n\n") // a line break, too
	if at := acting.FindStringIndex(text); at != nil {
		return at[0]
	}
	for i, r := range text {
		if r == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd") {
			return i
		}
	}
	return -1
}

// runnerCommand is the first line that a CI runner would obey. Annotations
// that argosctl means to print are none, where they may be.
func runnerCommand(text string, annotates bool) string {
	annotation := regexp.MustCompile(`^::(error|warning|notice) file=[^:,]*(,(line|endLine|col|endColumn)=[0-9]+)*,title=[a-z0-9/-]+::[^\n]*\n$`)
	anywhere := regexp.MustCompile(`(?i)##(vso|teamcity)?\[`)
	for line := range strings.Lines(text) {
		starts := strings.HasPrefix(strings.TrimSpace(line), "::") && !(annotates && annotation.MatchString(line))
		if starts || anywhere.MatchString(line) {
			return line
		}
	}
	return ""
}
