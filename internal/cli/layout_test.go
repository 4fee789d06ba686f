package cli

import (
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/cli/clitest"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/mockapi"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/workdir"

	"github.com/argosctl/argosctl/internal/testkit"
)

var updateScreens = flag.Bool("screens", false, "write the screens in testdata/screens anew")

// screen is a command whose output people read.
type screen struct {
	name   string
	args   []string
	heads  []string // that stand in its table from 80 columns on, wherever they are not said to be left out
	golden bool     // its screens are kept in testdata/screens
	code   int
}

// screens are the commands that print tables, explanations or help.
func screens(api, handler string) []screen {
	base := func(args ...string) []string { return append(args, "--base-url", api) }
	const url = "https://example.com/done?kycStatus=rejected&errorCode=DE-20000&userid=user123"
	all := []screen{
		{name: "decode one", args: []string{"decode", "webhooks/approved.json"}, heads: []string{"Field", "Value"}, golden: true},
		{name: "decode rejected", args: []string{"decode", "webhooks/rejected.json"}, heads: []string{"Field", "Value"}, golden: true},
		{name: "decode many", args: []string{"decode", "webhooks/archive.ndjson"}, heads: []string{"Event", "Submission", "Code"}, golden: true},
		{name: "decode files", args: []string{"decode", "webhooks"}, heads: []string{"Event", "Submission", "Code", "Origin"}, code: 3, golden: true},
		{name: "decode details", args: []string{"decode", "webhooks/archive.ndjson", "--details"}, heads: []string{"Field", "Value"}},
		{name: "decode wide", args: []string{"decode", "wide.ndjson"}, heads: []string{"Event", "Submission"}},
		{name: "decode wide details", args: []string{"decode", "wide.ndjson", "--details"}, heads: []string{"Field", "Value"}},
		{name: "timeline", args: []string{"timeline", "webhooks/archive.ndjson"}, heads: []string{"Submission", "Life", "Took", "Next"}},
		{name: "timeline wide", args: []string{"timeline", "wide.ndjson"}, heads: []string{"Submission", "Life", "Took", "Next"}},
		{name: "timeline of one", args: []string{"timeline", "webhooks/archive.ndjson", "--submission", "7ab39mq204418"}, heads: []string{"Event", "Code"}},
		{name: "timeline totals", args: []string{"timeline", "webhooks/archive.ndjson", "--totals"}, heads: []string{"Outcome", "Submissions", "Share", "created"}, golden: true},
		{name: "view of nothing", args: []string{"view", "no-such-file.ndjson"}, code: 3},
		{name: "event list", args: []string{"event", "list"}, heads: []string{"Event", "Aliases", "Status", "Sent when"}, golden: true},
		{name: "event show", args: []string{"event", "show", "token_expired"}, heads: []string{"Field", "Type", "Presence", "Variant"}, golden: true},
		{name: "explain several", args: []string{"explain", "webhook_trigger"}, heads: []string{"Name", "Kind"}, golden: true},
		{name: "explain rule", args: []string{"explain", "field/enum"}, golden: true},
		{name: "explain unknowns", args: []string{"explain", "unknowns"}, heads: []string{"Unknown", "Question", "Assumed"}},
		{name: "explain details", args: []string{"explain", "code", "--details"}},
		{name: "rules", args: []string{"validate", "--list-rules"}, heads: []string{"Rule", "Severity", "What it finds"}},
		{name: "validate", args: []string{"validate", "bad"}, heads: []string{"Rule", "Severity", "Findings", "Fixable", "First"}, code: 1},
		{name: "validate wide", args: []string{"validate", "wide.ndjson"}, code: 1},
		{name: "return URL", args: []string{"returnurl", url}, heads: []string{"Parameter", "Value"}, golden: true},
		{name: "return URL wide", args: []string{"returnurl", url + "&Userid=" + strings.Repeat("%F0%9F%87%B0%F0%9F%87%B7%ED%99%8D", 30)}, heads: []string{"Parameter", "Value"}},
		{name: "scenarios", args: []string{"replay", "--list"}, heads: []string{"Scenario", "Meaning", "Events"}},
		{name: "replay", args: []string{"replay", "retry-then-approved", "--to", handler}, heads: []string{"Event", "Submission", "Answer", "Took", "Result"}, code: 1},
		{name: "replay verbose", args: []string{"replay", "approved", "-v", "--to", handler}, heads: []string{"Event"}, code: 1},
		{name: "conformance", args: []string{"replay", "--conformance", "--to", handler}, code: 1},
		{name: "submission list", args: base("submission", "list"), heads: []string{"Submission", "User", "Status", "Created (UTC)"}, golden: true},
		{name: "submission list whole", args: base("submission", "list", "--all", "--show-personal-data"), heads: []string{"Submission", "User", "Status", "Created (UTC)"}},
		{name: "submission settings", args: base("submission", "settings"), heads: []string{"Field", "Value"}},
		{name: "submission projection", args: base("submission", "projection"), heads: []string{"Name", "Mode", "Created (UTC)"}},
		{name: "token add", args: base("token", "add", "customer-0001", strings.Repeat("customer", 8), "--yes"), heads: []string{"Sent", "Added", "Failed", "In the pool"}},
		{name: "token list", args: base("token", "list"), heads: []string{"Token", "Changed (UTC)", "Expired"}},
		{name: "auth status", args: []string{"auth", "status"}, heads: []string{"State"}, golden: true},
		{name: "config show", args: []string{"config", "show"}, heads: []string{"Setting", "Value", "From"}, golden: true},
		{name: "config path", args: []string{"config", "path"}, heads: []string{"File", "State", "Path"}},
		{name: "commands", args: []string{"commands"}, heads: []string{"Command", "What it does"}},
		{name: "schema", args: []string{"schema"}, heads: []string{"Schema", "What it describes", "Commands"}},
		{name: "version", args: []string{"version"}},
		{name: "unknown command with flags", args: base("submission", "images", "6xx28lo115832"), code: 2, golden: true},
		{name: "unknown flag", args: []string{"replay", "approved", "--url", handler}, code: 2},
	}
	for _, id := range []string{"6z2vzoebu6sgx15_to", "65y9ih3lo8gwc1s_u4"} {
		all = append(all, screen{name: "submission " + id, args: base("submission", "get", id), heads: []string{"Field", "Value"}})
	}
	for _, family := range []string{"retrycode", "rejectcode", "errorcode"} {
		all = append(all, screen{name: family + " list", args: []string{family, "list"}, heads: []string{"Code", "Retry", "Description"}, golden: family == "retrycode"})
	}
	all = append(all,
		screen{name: "retrycode", args: []string{"retrycode", "glare_detected"}, golden: true},
		screen{name: "errorcode", args: []string{"errorcode", "DE-99999"}})
	return append(all, helpScreens()...)
}

// helpScreens are the help of every command, and the topics.
func helpScreens() (all []screen) {
	root := Root()
	for _, topic := range topics() {
		all = append(all, screen{name: "help " + topic.name, args: []string{"help", topic.name}})
	}
	commands := root.Commands()
	all = append(all, screen{name: "help", args: []string{"--help"}, golden: true})
	for len(commands) > 0 {
		cmd := commands[0]
		commands = append(commands[1:], cmd.Commands()...)
		path := strings.Fields(cmd.CommandPath())[1:]
		all = append(all, screen{name: strings.Join(path, " ") + " --help", args: append(path, "--help"), golden: cmd.Name() == "decode"})
	}
	return all
}

// wide are payloads whose texts are wide, long, or hostile.
func wide() string {
	flags, family := strings.Repeat("🇰🇷", 30), strings.Repeat("👩‍👩‍👧‍👦", 12)
	return fmt.Sprintf(`{"webhook_trigger":"rejected","submission_id":"6xx28lo115833%s","userid":"%s","kyc_result":{"status":"rejected","comment":"%s %s","commentCode":"%s"},"cf":{"cf1":"%s"}}
{"webhook_trigger":"%s","submission_id":"%s"}
{"webhook_trigger":"retry","submission_id":"6xx28lo115832","userid":"u\u001b[31m\u202ered","kyc_result":{"status":"incomplete"},"retryCode":"glare_detected","attempts":1}
`, family, strings.Repeat("홍길동", 20), strings.Repeat("이 사람의 신분증은 ", 8), flags, strings.Repeat("매우긴코드", 9), strings.Repeat(`e\u0301`, 90),
		strings.Repeat("이벤트👍🏽", 9), strings.Repeat("x", 120))
}

// screenRun runs commands in a directory with saved webhooks, as on a terminal.
type screenRun struct {
	dir, home string
}

func newScreenRun(t *testing.T) *screenRun {
	t.Helper()
	r := &screenRun{t.TempDir(), t.TempDir()}
	for _, name := range []string{"webhooks", "bad"} {
		if err := os.CopyFS(filepath.Join(r.dir, name), os.DirFS(inRepo("testdata/"+name))); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(r.dir, "wide.ndjson"), []byte(wide()), 0o600); err != nil {
		t.Fatal(err)
	}
	return r
}

// show is what a command prints on a terminal of that width.
func (r *screenRun) show(width int, lang string, args ...string) (out, errs string, code int) {
	streams, stdout, stderr := term.Buffers("")
	streams.InTTY, streams.OutTTY, streams.ErrTTY = true, true, true
	streams.SetWidth(width)
	streams.SetErrWidth(width)
	f := &kit.Factory{
		IO: streams, Getenv: func(name string) string {
			return map[string]string{"ARGOS_API_KEY": clitest.Key, "NO_COLOR": "1"}[name]
		},
		Now:  func() time.Time { return time.Date(2026, 4, 14, 2, 0, 0, 0, time.UTC) },
		Seed: func() uint64 { return 1 },
		Dir:  workdir.Dir(r.dir),
		Home: func() (string, error) { return r.home, nil },
	}
	code = Main(append(args, "--lang", lang), f)
	hide := strings.NewReplacer(r.dir, "DIR", r.home, "HOME")
	return hide.Replace(stdout.String()), hide.Replace(stderr.String()), code
}

// Whatever people read fits the terminal, from 40 columns on, in both languages,
// whatever the data hold; and a table has its heads.
func TestScreens(t *testing.T) {
	testkit.NotUnderRace(t, "nothing in it runs at the same time")
	t.Parallel()
	api := httptest.NewServer(mockapi.New(mockapi.Options{Items: mockapi.Samples(1, mockapi.DefaultCount)}))
	defer api.Close()
	handler := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = io.WriteString(w, `{"error":"`+strings.Repeat("잠김 🇰🇷 db-locked", 9)+`"}`)
	}))
	defer handler.Close()
	r := newScreenRun(t)
	for _, s := range screens(api.URL+"/v3", handler.URL) {
		t.Run(s.name, func(t *testing.T) {
			for _, lang := range []string{say.English, say.Korean} {
				for _, width := range []int{40, 50, 60, 80, 100, 120, 160} {
					out, errs, code := r.show(width, lang, s.args...)
					if code != s.code || out+errs == "" {
						t.Fatalf("%s, %d columns: exit code %d, want %d: %s", lang, width, code, s.code, errs)
					}
					fits(t, fmt.Sprintf("%s, %d columns", lang, width), width, out+"\n"+errs)
					if width >= 80 {
						hasHeads(t, fmt.Sprintf("%s, %d columns", lang, width), s.heads, lang, out, errs)
					}
				}
			}
			if s.golden {
				golden(t, r, &s)
			}
		})
	}
}

// fits checks the lines of a screen. A text of JSON that is shown to be copied is as
// wide as its widest word, and a token stays whole.
func fits(t *testing.T, where string, width int, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if w := term.Width(line); w > width && !(strings.HasPrefix(line, "    ") && strings.ContainsRune(line, '"')) && !strings.HasPrefix(line, "  --resume ") {
			t.Errorf("%s: %d columns: %q", where, w, line)
		}
		if strings.HasSuffix(line, " ") {
			t.Errorf("%s: trailing blanks: %q", where, line)
		}
	}
}

// hasHeads checks that the heads stand in one or more lines; those that are said not
// to be shown may be missing.
func hasHeads(t *testing.T, where string, heads []string, lang, out, errs string) {
	t.Helper()
	_, dropped, _ := strings.Cut(errs, kit.Label(lang, "not shown: %s (-o csv has every column)")[:len("not shown")])
	for _, head := range heads {
		head = kit.Head(lang, head)
		stands := regexp.MustCompile(`(?m)(^|  )` + regexp.QuoteMeta(head) + `(  |$)`)
		if !stands.MatchString(out) && !strings.Contains(dropped, head) {
			t.Errorf("%s: no head %q in\n%s", where, head, out)
		}
	}
}

// golden compares the screens that are looked at with those that are kept.
func golden(t *testing.T, r *screenRun, s *screen) {
	t.Helper()
	for _, lang := range []string{say.English, say.Korean} {
		var b strings.Builder
		for _, width := range []int{40, 80, 120} {
			out, errs, _ := r.show(width, lang, s.args...)
			fmt.Fprintf(&b, "# %d columns\n%s", width, out)
			if errs != "" {
				fmt.Fprintf(&b, "# stderr\n%s", errs)
			}
		}
		path := filepath.Join("testdata", "screens", strings.ReplaceAll(strings.Trim(s.name, "- "), " ", "-")+"."+lang+".txt")
		testkit.Golden(t, *updateScreens, path, b.String())
	}
}
