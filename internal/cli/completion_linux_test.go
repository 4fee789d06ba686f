package cli

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/cli/clitest"
	"github.com/argosctl/argosctl/internal/testkit"
)

// shellSession is a shell on a terminal, with argosctl on its path.
type shellSession struct {
	t      *testing.T
	master *os.File
	screen clitest.Screen
}

// startShell starts a shell that has read the completion script.
func startShell(t *testing.T, name string, args ...string) *shellSession {
	t.Helper()
	shell, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed", name)
	}
	dir := shellDir(t)
	master, tty := testkit.Terminal(t)
	s := &shellSession{t: t, master: master}
	cmd := exec.Command(shell, args...)
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = dir, tty, tty, tty
	cmd.Env = shellEnv(dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = tty.Close()
	go func() { _, _ = io.Copy(&s.screen, master) }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_ = master.Close()
	})
	return s
}

// shellDir is a home directory with argosctl and a profile in it.
func shellDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	config := filepath.Join(dir, ".config/argosctl")
	if err := errors.Join(
		os.Symlink(filepath.Join(selfDir(t), "argosctl"), filepath.Join(dir, "argosctl")),
		os.MkdirAll(config, 0o755),
		os.WriteFile(filepath.Join(config, "config.yaml"), []byte("profiles:\n  staging: {key-env: STAGING_KEY}\n"), 0o600),
	); err != nil {
		t.Fatal(err)
	}
	return dir
}

func shellEnv(dir string) []string {
	return []string{"PATH=" + dir + ":" + os.Getenv("PATH"), "HOME=" + dir, "TERM=xterm", "PS1=> ", "COLUMNS=200", "LANG=C.UTF-8"}
}

// run types a line and waits until it has run.
func (s *shellSession) run(line string) {
	s.t.Helper()
	before := len(s.screen.String())
	_, _ = io.WriteString(s.master, line+"; echo done''now\r")
	s.wait(before, "donenow")
}

// complete types the start of a line and a TAB, waits for want, and forgets the line.
func (s *shellSession) complete(start, want string) {
	s.t.Helper()
	before := len(s.screen.String())
	_, _ = io.WriteString(s.master, start+"\t")
	s.wait(before, want)
	_, _ = io.WriteString(s.master, "\x15") // Ctrl-U
}

// wait reads the screen until it shows want.
func (s *shellSession) wait(from int, want string) {
	s.t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if strings.Contains(bare(s.screen.String()[from:]), want) {
			return
		}
	}
	s.t.Fatalf("the screen lacks %q:\n%q", want, bare(s.screen.String()[from:]))
}

// bare is what a terminal shows, without the sequences that move and colour it.
func bare(screen string) string {
	screen = regexp.MustCompile(`\x1b\[[0-9;?]*[a-zA-Z]|\x1b[()=>].?|\x1b\][^\x07]*\x07`).ReplaceAllString(screen, "")
	for strings.Contains(screen, "\b") { // zsh writes over what it has echoed
		at := strings.Index(screen, "\b")
		screen = screen[:max(0, at-1)] + screen[at+1:]
	}
	return screen
}

// TestShellCompletion presses TAB in real shells.
func TestShellCompletion(t *testing.T) {
	testkit.NotUnderRace(t, "it runs argosctl as a process of its own")
	t.Parallel()
	cases := []struct{ start, want string }{
		{"argosctl retryc", "argosctl retrycode"},
		{"argosctl help eve", "argosctl help event"},
		{"argosctl help envir", "argosctl help environment"},
		{"argosctl help event sho", "argosctl help event show"},
		{"argosctl explain glare_d", "argosctl explain glare_detected"},
		{"argosctl decode --event=approved,reje", "--event=approved,rejected"},
		{"argosctl validate --rule=field/ca", "--rule=field/case="},
		{"argosctl replay approved --set=kyc_result.stat", "--set=kyc_result.status="},
		{"argosctl mock --fail 429:1,res", "--fail 429:1,reset:1"},
		{"argosctl listen --route approv", "--route approved="},
		{"argosctl event sample approved --set kyc_result.stat", "--set kyc_result.status="},
		{"argosctl event sample approved --set kyc_result.status=appr", "--set kyc_result.status=approved"},
		{"argosctl event sample retry --set retryCode=glare", "--set retryCode=glare_detected"},
		{"argosctl returnurl build --set kycSt", "--set kycStatus="},
		{"argosctl returnurl build --set errorCode=DE-2", "--set errorCode=DE-20000"},
		{"argosctl decode --event approved,reje", "--event approved,rejected"},
		{"argosctl decode --event approved,rejected,delet", "--event approved,rejected,delete"},
		{"argosctl validate --rule field/case=of", "--rule field/case=off"},
		{"argosctl validate --report sari", "--report sarif="},
		{"argosctl replay retry-then", "argosctl replay retry-then-approved"},
		{"argosctl config show --profile stag", "--profile staging"},
		{"argosctl config set validate.rules.field/case of", "field/case off"},
	}
	t.Run("bash", func(t *testing.T) {
		t.Parallel()
		const lib = "/usr/share/bash-completion/bash_completion"
		if _, err := os.Stat(lib); err != nil {
			t.Skip("bash-completion is not installed")
		}
		s := startShell(t, "bash", "--norc", "--noprofile", "-i")
		s.run("bind 'set bell-style none'; source " + lib + "; source <(argosctl completion bash)")
		for _, c := range cases {
			s.complete(c.start, c.want)
		}
	})
	t.Run("bash without its package", func(t *testing.T) {
		t.Parallel()
		s := startShell(t, "bash", "--norc", "--noprofile", "-i")
		s.run("bind 'set bell-style none'; source <(argosctl completion bash)")
		for _, c := range cases {
			s.complete(c.start, c.want)
		}
		s.complete("argosctl decode argosc", "argosctl decode argosctl")
	})
	t.Run("zsh", func(t *testing.T) {
		t.Parallel()
		s := startShell(t, "zsh", "-f", "-i")
		s.run("unsetopt beep; autoload -U compinit; compinit -D -u; source <(argosctl completion zsh)")
		for _, c := range cases {
			s.complete(c.start, c.want)
		}
	})
	t.Run("fish", func(t *testing.T) {
		t.Parallel()
		shell, err := exec.LookPath("fish")
		if err != nil {
			t.Skip("fish is not installed")
		}
		dir := shellDir(t)
		for _, c := range cases {
			cmd := exec.Command(shell, "--no-config", "-c", "argosctl completion fish | source; complete -C '"+c.start+"'")
			cmd.Dir, cmd.Env = dir, shellEnv(dir)
			out, err := cmd.CombinedOutput()
			last := c.want[strings.LastIndexByte(c.want, ' ')+1:]
			if err != nil || !regexp.MustCompile(`(?m)^`+regexp.QuoteMeta(last)+`(\t|$)`).Match(out) {
				t.Errorf("%s: %v, lacks %q:\n%s", c.start, err, last, out)
			}
		}
	})
}
