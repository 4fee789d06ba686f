//go:build unix

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// plan is one run: a command line and what surrounds it.
type plan struct {
	*chaos
	name   string // of the command, without argosctl
	args   []string
	work   string // the working directory
	temp   string
	env    []string
	stdin  []byte
	silent bool // standard input says nothing and does not end
	stdout stream
	stderr stream
	limit  string // of the shell's ulimit
	signal syscall.Signal
	after  time.Duration
}

// stream says what is behind a descriptor.
type stream int

const (
	read      stream = iota // read to its end
	abandoned               // a pipe whose reader has left
	full                    // a full disk
	closed
)

// plan makes round n, which is the turn of the nth command.
func (c *chaos) plan(r *rand.Rand, n int, dir string) *plan {
	cmd := c.commands[n%len(c.commands)]
	p := &plan{chaos: c, name: strings.TrimPrefix(cmd.Command, "argosctl "), work: filepath.Join(dir, "work"), temp: filepath.Join(dir, "tmp")}
	files := p.files(r, dir)
	p.args = append(strings.Fields(p.name), p.flags(r, cmd, files)...)
	for range r.IntN(3) {
		p.args = append(p.args, p.argument(r, files))
	}
	p.env = []string{"PATH=" + os.Getenv("PATH"), "ARGOSCTL_BASE_URL=" + c.peer, "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent", "TMPDIR=" + p.temp}
	if r.IntN(3) > 0 {
		p.env = append(p.env, "HOME="+filepath.Join(dir, "home"))
	}
	if r.IntN(2) > 0 {
		p.env = append(p.env, "ARGOS_API_KEY=EXAMPLEonlyNotARealKey0123456789abcdefgh")
	}
	p.stdin, p.silent = c.input(r), r.IntN(6) == 0
	p.stdout, p.stderr = pick(r, read, read, read, abandoned, full, closed), pick(r, read, read, read, read, abandoned, full, closed)
	// Less than 1.4 GB of addresses are too few for Go's runtime to begin, about which no program can say anything.
	p.limit = pick(r, "", "", "", "-v 4000000", "-v 1500000", "-d 150000", "-n 16", "-f 8")
	if strings.HasPrefix(p.limit, "-v") || strings.HasPrefix(p.limit, "-d") {
		big := `{"webhook_trigger":"approved","x":[` + strings.Repeat("1,", 1+r.IntN(5<<20)) + "1]}"
		_ = os.WriteFile(filepath.Join(p.work, "a.json"), []byte(big), 0o600)
	}
	p.signals(r)
	if r.IntN(4) == 0 {
		_ = os.Chmod(p.work, 0o555)
	}
	return p
}

// argument is one that the command takes, most of the time.
func (p *plan) argument(r *rand.Rand, files []string) string {
	if r.IntN(8) == 0 {
		return pick(r, words()...)
	}
	switch group, _, _ := strings.Cut(p.name, " "); group {
	case "decode", "validate", "open", "seal", "replay":
		return pick(r, files...)
	case "returnurl":
		return pick(r, "-", "https://example.com/done?kycStatus=approved&userid=%1b", "kycStatus=rejected", strings.Repeat("A", 64))
	case "submission", "token":
		return pick(r, "-", "6xx28lo115832", "x", "../x")
	case "retrycode", "rejectcode", "errorcode", "explain":
		return pick(r, "-", "glare_detected", "EMPTY_NAME", "retry", "TK001")
	}
	return pick(r, words()...)
}

// signals chooses which signal is sent, and when. Servers get one always. QUIT
// comes late: before main has begun, nobody can answer it.
func (p *plan) signals(r *rand.Rand) {
	if r.IntN(2) > 0 {
		p.signal = pick(r, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGABRT, syscall.SIGKILL)
	}
	if p.signal == 0 && (p.silent || slices.Contains([]string{"listen", "mock", "submission watch", "view"}, p.name)) {
		p.signal = syscall.SIGTERM
	}
	p.after = time.Duration(30+r.IntN(400)) * time.Millisecond
	if p.signal == syscall.SIGQUIT || p.signal == syscall.SIGABRT {
		p.after += 500 * time.Millisecond
	}
}

// files makes the directories of a round, and returns the names of its inputs.
func (p *plan) files(r *rand.Rand, dir string) []string {
	for _, d := range []string{p.work, p.temp, filepath.Join(dir, "home", ".config", "argosctl"), filepath.Join(p.work, "sub")} {
		_ = os.MkdirAll(d, 0o700)
	}
	names := []string{"a.json", "b.ndjson", "c.json.gz", "sub/d.jsonl", "raw.log"}
	for _, name := range names {
		_ = os.WriteFile(filepath.Join(p.work, name), p.input(r), 0o600)
	}
	if r.IntN(8) == 0 {
		_ = os.WriteFile(filepath.Join(dir, "home", ".config", "argosctl", "config.yaml"), p.input(r), 0o600)
	}
	if r.IntN(8) == 0 {
		_ = os.WriteFile(filepath.Join(p.work, ".argosctl.yaml"), p.input(r), 0o600)
	}
	return append(names, ".", "-", "*.json", "none.json")
}

// flags gives some of a command's flags a value. What sends anything is told
// to send it to the peer; no browser is opened.
func (p *plan) flags(r *rand.Rand, cmd command, files []string) (args []string) {
	for _, f := range cmd.Flags {
		always := slices.Contains([]string{"base-url", "to", "addr"}, f.Name)
		if f.Name == "allow-remote" || f.Name == "open" || !always && r.IntN(8) > 0 {
			continue
		}
		if f.Type == "bool" {
			args = append(args, "--"+f.Name)
			continue
		}
		args = append(args, "--"+f.Name+"="+p.value(r, f.Name, files))
	}
	return args
}

// value is a value of a flag, mostly one that it takes.
func (p *plan) value(r *rand.Rand, flag string, files []string) string {
	switch flag {
	case "base-url", "to", "forward-to", "webhook-to":
		return p.peer + pick(r, "", "/", "/x?y=%zz")
	case "route":
		return pick(r, words()...) + "=" + p.peer
	case "addr":
		return "127.0.0.1:0"
	case "timeout", "max-wait", "interval", "delay", "expect-within":
		return pick(r, "1ms", "50ms", "200ms", "200ms", "1s", "-1s", "x")
	case "count", "max", "limit", "concurrency", "page-size", "jobs", "rate", "retry", "duplicate", "max-findings", "seed":
		return pick(r, "0", "1", "2", "3", "8", "20", "-1", "257", "99999999999999999999")
	case "output":
		return pick(r, "json", "json", "ndjson", "ndjson", "yaml", "table", "csv", "x")
	case "format":
		return pick(r, "text", "json", "ndjson", "github", "junit", "sarif", "tap", "gitlab", "markdown", "x")
	case "out", "save":
		return pick(r, "new.ndjson", "newdir", "a.json", "sub", "/dev/full", "/dev/null", "none/x")
	case "report":
		return pick(r, "json=new.json", "sarif=a.json", "junit=/dev/full", "x", "text=sub")
	case "jq":
		return pick(r, ".", ".[]", "..", "error", "halt", "input", ".payload", "[.[]?]|length", "}", "1/0", "tojson", `"\u0000"`)
	case "event", "variant", "set", "set-new", "scenario", "conformance", "rule", "lang", "color", "fail", "type":
		return pick(r, append(words(), "en", "ko", "always", "error", "status=x", "approved-retry")...)
	}
	return pick(r, append(files, words()...)...)
}

// words are arguments that some command takes, and some that none does.
func words() []string {
	return []string{
		"approved", "retry", "delete", "all", "glare_detected", "EMPTY_NAME", "6xx28lo115832", "bash", "base-url", "http://127.0.0.1:9",
		"https://example.com/done?kycStatus=approved&userid=%1b", "", " ", "-1", "\x1b]0;x\a", "\xff\xfe", "a\nb", "한글", "../..",
		"--bogus", "-", "/dev/null", strings.Repeat("x", 5000), strings.Repeat("(", 3000),
	}
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

func (p *plan) String() string {
	return fmt.Sprintf("argosctl %q (stdout %d, stderr %d, ulimit %q, signal %d after %s)", p.args, p.stdout, p.stderr, p.limit, p.signal, p.after)
}
