package cli

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/cli/clitest"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/testkit"
)

// hostileArgs are the arguments of each command inside the hostile repository,
// by the command's path below the root. MINE is the address of a server that the
// user chose. A command without a row makes the test fail: what it does there
// has to be tried.
func hostileArgs() map[string][]string {
	urls := "https://example.com/done?kycStatus=approved&userid=%1b%5d0%3btitle%07&email=%0a%3a%3aerror%3a%3ax"
	return map[string][]string{
		"auth login":             {"", "--profile staging"},
		"commands":               {"", "-o json"},
		"completion":             {"bash"},
		"environment":            {""},
		"errorcode explain":      {"TK001", "-"},
		"errorcode list":         {""},
		"event list":             {""},
		"exit-codes":             {""},
		"output":                 {""},
		"rejectcode explain":     {"-"},
		"rejectcode list":        {""},
		"retrycode explain":      {"-"},
		"retrycode list":         {"-o csv"},
		"mcp":                    {"", "--root ."},
		"version":                {"", "-o json"},
		"config get":             {"base-url", "profiles.staging.base-url", "lang --profile default"},
		"config unset":           {"lang --config none.yaml"},
		"timeline":               {".", ". --totals", "-", ". -o json", "raw.log values.json"},
		"submission image":       {"6xx28lo115832 --type idImage", "6xx28lo115832 --type idImage --out values.json"},
		"submission aml-monitor": {"w r", "w r --profile default -o json"},
		"submission projection":  {"", "p --profile default"},
		"submission settings":    {"", "--profile default"},
		"auth logout":            {"", "--profile default"},
		"auth status":            {"", "--check", "--profile default --check", "--profile staging -o json", "--config .argosctl.yaml.none"},
		"config init":            {""},
		"config path":            {"", "-o json"},
		"config set":             {"base-url http://127.0.0.1:9", "profiles.default.key-command x"},
		"config show":            {"", "-o json", "--profile default"},
		"config trust":           {"--remove", "--remove sub"},
		"decode":                 {".", "-", "values.json names.json", ". -o json", ". -o ndjson --mask", ". -o yaml", ". -o csv", ". --details", "--jq env .", "--jq $ENV .", "--files-from urls.txt", "raw.log broken.ndjson envelope.json"},
		"event sample":           {"approved", "approved -o json"},
		"event schema":           {"approved"},
		"event show":             {"approved"},
		"schema":                 {"\x1b]0;title\a"},
		"explain":                {"glare_detected", "\x1b]0;title\a"},
		"view":                   {". --addr 127.0.0.1:0", "values.json raw.log --addr 127.0.0.1:0 --forward-to MINE", ". --addr 0.0.0.0:0"},
		"listen":                 {"--addr 127.0.0.1:0 --ui=127.0.0.1:0", "--addr 127.0.0.1:0", "--addr 127.0.0.1:0 -o json", "--addr 127.0.0.1:0 -o yaml", "--addr 127.0.0.1:0 -v --forward-to MINE", "--addr 127.0.0.1:0 -v -o ndjson --lang ko", "--addr 127.0.0.1:0 --save values.json.gz", "--addr 127.0.0.1:0 --save link.json", "--addr 127.0.0.1:0 --save .argosctl.yaml"},
		"mock":                   {"--addr 127.0.0.1:0", "--addr 127.0.0.1:0 --data values.json"},
		"open":                   {"envelope.json", "values.json", "-"},
		"replay":                 {"--to MINE .", "--to MINE values.json -o json", "--to MINE names.json --verbose"},
		"returnurl parse":        {urls, "-", urls + " -o json"},
		"returnurl decrypt":      {urls, "-"},
		"returnurl build":        {"https://example.com/done --set kycStatus=approved"},
		"doctor":                 {"", "-o json", "--online", "--profile default"},
		"scrub":                  {"--check .", "--check values.json names.json -o json", "--check raw.log -o csv"}, // its text is that of the files
		"seal":                   {"values.json", "-"},
		"submission get":         {"6xx28lo115832", "6xx28lo115832 --profile default"},
		"submission list":        {"", "--all", "--profile default", "-o csv"},
		"submission watch":       {"6xx28lo115832 --max-wait 100ms"},
		"submission approve":     {"6xx28lo115832 --admin admin@example.com --yes", "6xx28lo115832 --admin admin@example.com --dry-run -v"},
		"submission reject":      {"6xx28lo115832 --admin admin@example.com --comment no --yes"},
		"submission to-event":    {"6xx28lo115832"},
		"token add":              {"customer-0001 --yes"},
		"token list":             {"", "customer-0001"},
		"token remove":           {"customer-0001 --yes"},
		"validate":               {".", ". -o json", "--format github .", "--diff .", "--format sarif .", "--format junit .", "--format junit . --report sarif=link.json", "--merge values.json", "--report json=values.json .", "-"},
	}
}

// hostileHouse is a copy of testdata/hostile, and the home of a user who has
// something to lose.
type hostileHouse struct {
	t            *testing.T
	repo, home   string
	bin          string
	mine, thief  *httptest.Server
	heard, stole atomic.Int32
}

const (
	vaultText = "hvs-EXAMPLE-the-text-of-another-file"
	userKey   = clitest.Key
)

// TestHostileRepository runs every command inside a repository that tries to do
// harm: nothing of it is executed, nothing sent, nothing written, nothing told.
func TestHostileRepository(t *testing.T) {
	testkit.NotUnderRace(t, "it runs argosctl as a process of its own")
	t.Parallel()
	h := newHostileHouse(t)
	before := h.snapshot()
	rows := hostileArgs()
	for _, name := range leafCommands(Root()) {
		lines, ok := rows[name]
		delete(rows, name)
		if !ok {
			t.Errorf("%s has no row: say what it does in the hostile repository", name)
		}
		for _, line := range lines {
			args := strings.Fields(name + " " + strings.ReplaceAll(line, "MINE", h.mine.URL))
			t.Run(strings.TrimSpace(name+" "+line), func(t *testing.T) { h.check(t, h.repo, args, before) })
		}
	}
	for _, dir := range []string{"sub", "linked"} { // more files of the kind: one reads passwords, one is a link out
		t.Run("in "+dir, func(t *testing.T) {
			h.check(t, filepath.Join(h.repo, dir), []string{"auth", "status", "--profile", "default", "--check"}, before)
			h.check(t, filepath.Join(h.repo, dir), []string{"config", "show"}, before)
			h.check(t, filepath.Join(h.repo, dir), []string{"validate", "../values.json"}, before)
		})
	}
	for name := range rows {
		t.Errorf("there is no command %q", name)
	}
	if h.heard.Load() == 0 {
		t.Error("no command reached the user's own server: the test proves nothing")
	}
}

// check runs one command line and looks for harm.
func (h *hostileHouse) check(t *testing.T, dir string, args []string, before map[string]string) {
	t.Helper()
	out, code := h.run(t, dir, args)
	if !slices.Contains([]int{0, 1, 2, 3, 4, 5, 130}, code) || bytes.Contains(out, []byte("has a defect")) {
		t.Errorf("exit code %d\n%s", code, out)
	}
	if n := h.stole.Swap(0); n > 0 {
		t.Errorf("%d requests went to the address that the repository names", n)
	}
	for _, secret := range []string{userKey, vaultText, "root:"} {
		if bytes.Contains(out, []byte(secret)) {
			t.Errorf("the output holds %q:\n%s", secret, out)
		}
	}
	if at := actingText(string(out)); at >= 0 {
		t.Errorf("the output holds a character that acts at byte %d:\n%+q", at, out)
	}
	if line := runnerCommand(string(out), args[0] == "validate"); line != "" {
		t.Errorf("the output holds a runner's command: %+q", line)
	}
	h.checkFiles(t, before)
}

// checkFiles tells which files are not what they were, once.
func (h *hostileHouse) checkFiles(t *testing.T, before map[string]string) {
	t.Helper()
	after := h.snapshot()
	for path, state := range after {
		if before[path] != state {
			t.Errorf("%q is new or changed: %q", path, state)
		}
		before[path] = state
	}
	for path := range before {
		if _, ok := after[path]; !ok {
			t.Errorf("%q is gone", path)
			delete(before, path)
		}
	}
}

// leafCommands are the paths below the root of all commands that do something.
func leafCommands(root *cobra.Command) []string {
	var names []string
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		if !cmd.HasSubCommands() {
			names = append(names, strings.TrimPrefix(cmd.CommandPath(), root.Name()+" "))
		}
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	walk(root)
	return names
}

func newHostileHouse(t *testing.T) *hostileHouse {
	t.Helper()
	root := t.TempDir()
	h := &hostileHouse{t: t, repo: filepath.Join(root, "home/repo"), home: filepath.Join(root, "home"), bin: selfDir(t)}
	answer := func(heard *atomic.Int32) *httptest.Server {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			heard.Add(1)
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte("{\"message\":\"no \\u001b]0;title\\u0007\\u001b[2J\"}"))
		}))
		t.Cleanup(srv.Close)
		return srv
	}
	h.mine, h.thief = answer(&h.heard), answer(&h.stole)
	h.copyRepository()
	h.write(".vault-token", vaultText)
	h.write(".config/argosctl/config.yaml", fmt.Sprintf(
		"base-url: %[1]s/v3\nprofiles:\n  default: {base-url: %[1]s/v3, key-env: USERS_KEY}\n  staging: {base-url: %[1]s/v3, key-env: USERS_KEY}\n", h.mine.URL))
	return h
}

func (h *hostileHouse) write(name, text string) {
	h.t.Helper()
	path := filepath.Join(h.home, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		h.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		h.t.Fatal(err)
	}
}

// copyRepository copies the tree and adds what a Go module cannot hold: a link,
// and names with characters that a terminal or a CI runner acts on.
func (h *hostileHouse) copyRepository() {
	h.t.Helper()
	from := "../../testdata/hostile"
	err := fs.WalkDir(os.DirFS(from), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(from, path))
		h.write("repo/"+path, strings.ReplaceAll(string(text), "127.0.0.1:9", strings.TrimPrefix(h.thief.URL, "http://")))
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	h.write("repo/.git/HEAD", "ref: refs/heads/main\n")
	if runtime.GOOS == "windows" {
		return
	}
	payload := `{"webhook_trigger":"delete","submission_id":"6xx28lo115832","x":1}`
	for _, name := range []string{"\u202egnp.json", "::error::x.json", "a\n::error::b.json", "-rf.json", "\x1b]0;title\a\x1b[2J.json", "$(touch executed).json"} {
		h.write("repo/"+name, payload)
	}
	if err := os.Symlink("../.vault-token", filepath.Join(h.repo, "link.json")); err != nil {
		h.t.Fatal(err)
	}
	h.write("repo/linked/.git/HEAD", "ref: refs/heads/main\n")
	if err := os.Symlink("../../.vault-token", filepath.Join(h.repo, "linked/.argosctl.yaml")); err != nil {
		h.t.Fatal(err)
	}
}

// snapshot is every file of the home and what it holds.
func (h *hostileHouse) snapshot() map[string]string {
	files := map[string]string{}
	err := filepath.WalkDir(h.home, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		text := ""
		if info.Mode().IsRegular() {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			text = string(data)
		}
		files[path] = fmt.Sprint(info.Mode(), text)
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return files
}

// run runs the real binary, with hostile text on standard input. A command that
// does not end by itself, a server, is interrupted once it has said something.
func (h *hostileHouse) run(t *testing.T, dir string, args []string) (out []byte, code int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(h.bin, "argosctl"), args...)
	cmd.Dir = dir
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + h.home, "XDG_CONFIG_HOME=" + h.home + "/.config", "ARGOS_API_KEY=" + userKey, "USERS_KEY=" + userKey,
		"ARGOSCTL_PROFILE=staging", "GITHUB_ACTIONS=true", "DBUS_SESSION_BUS_ADDRESS=none", "HTTPS_PROXY=http://127.0.0.1:1", "TMPDIR=" + t.TempDir(),
	}
	stdin, err := os.Open("../../testdata/hostile/urls.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = stdin.Close() }()
	cmd.Stdin = stdin
	both := &spoken{said: make(chan struct{})}
	cmd.Stdout, cmd.Stderr = both, both
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if args[0] == "listen" || args[0] == "mock" || args[0] == "view" || args[0] == "mcp" {
		go func() {
			<-both.said
			tellServer(both.addr)
			_ = cmd.Process.Signal(os.Interrupt)
		}()
	}
	_ = cmd.Wait()
	if ctx.Err() != nil {
		t.Errorf("it did not end; a server needs to be named in run")
	}
	both.once.Do(func() { close(both.said) })
	return both.text.Bytes(), cmd.ProcessState.ExitCode()
}

// tellServer sends a server text that acts. What it answers does not matter;
// what it prints does.
func tellServer(addr string) {
	for _, path := range []string{"/", "/%1b%5b2J%E2%80%AE", "/v3/submission?submission_id=%1b%5b2J"} {
		req, err := http.NewRequest(http.MethodPost, "http://"+addr+path, bytes.NewReader(hostilePayload("approved", true)))
		if err != nil {
			continue
		}
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("User-Agent", "\u202e::error::x\u0085")
		if resp, err := http.DefaultClient.Do(req); err == nil {
			_ = resp.Body.Close()
		}
	}
}

// spoken collects output and tells of the first line that names an address.
type spoken struct {
	addr string // set before said is closed
	text bytes.Buffer
	once sync.Once
	said chan struct{}
}

func (s *spoken) Write(p []byte) (int, error) {
	n, err := s.text.Write(p)
	if _, rest, ok := strings.Cut(s.text.String(), "http://127.0.0.1:"); ok {
		s.once.Do(func() {
			end := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
			s.addr = "127.0.0.1:" + rest[:max(end, 0)]
			close(s.said)
		})
	}
	return n, err
}
