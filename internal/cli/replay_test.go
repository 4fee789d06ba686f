package cli

import (
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/workdir"
)

// A run that is interrupted says what was done, in the table and in the
// report, and exits with 130.
func TestReplayInterrupted(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	release := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		if asked.Add(1) == 4 {
			<-release
		}
	}))
	defer server.Close()
	defer close(release)
	for _, format := range []string{"table", "json"} {
		t.Run(format, func(t *testing.T) {
			asked.Store(0)
			report := filepath.Join(t.TempDir(), "r.xml")
			cmd := exec.Command(filepath.Join(selfDir(t), "argosctl"), "replay", "all", "--count", "100000", "--to", server.URL, "-o", format, "--report", "junit="+report)
			var out, errs strings.Builder
			cmd.Stdout, cmd.Stderr = &out, &errs
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			for deadline := time.Now().Add(20 * time.Second); asked.Load() < 4 && time.Now().Before(deadline); {
				time.Sleep(5 * time.Millisecond)
			}
			if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
				t.Fatal(err)
			}
			_ = cmd.Wait()
			said := out.String() + errs.String()
			if code := cmd.ProcessState.ExitCode(); code != 130 || !strings.Contains(said, "3 deliveries: 3 ok, 0 failed") {
				t.Errorf("exit code %d\n%s", code, said)
			}
			if format == "json" && !strings.HasSuffix(out.String(), "}\n]\n") {
				t.Errorf("torn JSON: %s", out.String())
			}
			if err := exec.Command("grep", "-q", `tests="3" failures="0"`, report).Run(); err != nil {
				t.Errorf("the report: %v", err)
			}
		})
	}
}

func TestReplayOnTerminal(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer server.Close()
	streams, out, errs := term.Buffers("")
	streams.InTTY, streams.OutTTY, streams.ErrTTY = true, true, true
	now := time.Date(2026, 4, 14, 2, 0, 0, 0, time.UTC)
	f := &kit.Factory{
		IO: streams, Getenv: func(string) string { return "" },
		Now:  func() time.Time { now = now.Add(40 * time.Millisecond); return now },
		Seed: func() uint64 { return 1 },
		Dir:  workdir.Dir(t.TempDir()),
		Home: func() (string, error) { return t.TempDir(), nil },
	}
	if code := Main([]string{"replay", "--to", server.URL}, f); code != 2 || !strings.Contains(errs.String(), "nothing to send") {
		t.Errorf("exit code %d, %s", code, errs)
	}
	errs.Reset()
	if code := Main([]string{"replay", "approved", "--count", "60", "--to", server.URL}, f); code != 0 {
		t.Errorf("exit code %d, %s", code, errs)
	}
	const cleared = "\r\x1b[K"
	if got := errs.String(); !strings.Contains(got, "/60 deliveries, ") || strings.Contains(got[strings.LastIndex(got, cleared)+1:], "deliveries") {
		t.Errorf("the bar: %q", got)
	}
	if n := strings.Count(out.String(), "\n"); n != 63 || strings.Contains(out.String(), "\r") {
		t.Errorf("%d lines in\n%s", n, out)
	}
	errs.Reset()
	for _, args := range [][]string{{"approved", "--count", "10"}, {"approved", "--count", "60", "-q"}} {
		errs.Reset()
		if Main(append([]string{"replay", "--to", server.URL}, args...), f); strings.Contains(errs.String(), "deliveries") {
			t.Errorf("%v: %q", args, errs)
		}
	}
}
