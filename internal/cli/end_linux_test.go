package cli

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/argosctl/argosctl/internal/testkit"
)

// TestReaderGone: a reader of standard output or standard error that leaves
// ends every command and format with 0.
func TestReaderGone(t *testing.T) {
	testkit.NotUnderRace(t, "it runs argosctl as a process of its own")
	t.Parallel()
	dir := t.TempDir()
	var lines bytes.Buffer
	for i := range 3000 {
		lines.WriteString(`{"webhook_trigger":"delete","submission_id":"sub_` + strconv.Itoa(i) + strings.Repeat("x", 100) + `","odd":1}` + "\n")
	}
	if err := os.WriteFile(filepath.Join(dir, "many.ndjson"), lines.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	rows := []string{
		"decode many.ndjson", "decode many.ndjson -o json", "decode many.ndjson -o ndjson", "decode many.ndjson -o yaml",
		"decode many.ndjson -o ndjson --jq .payload", "decode many.ndjson --jq range(1e6)", "retrycode list", "retrycode list -o json",
		"event sample all --count 1000", "event schema --all", "explain retry", "commands -o json", "--help", "completion bash", "errorcode list -o yaml",
	}
	for _, format := range strings.Fields("text json ndjson github junit sarif tap gitlab markdown") {
		rows = append(rows, "validate --strict many.ndjson --format "+format)
	}
	for _, args := range rows {
		t.Run("stdout of "+args, func(t *testing.T) {
			t.Parallel()
			cmd := command(t, dir, filepath.Join(selfDir(t), "argosctl"), strings.Fields(args)...)
			cmd.Stdout = abandoned(t)
			expectQuietEnd(t, cmd)
		})
	}
	for _, args := range []string{"decode none.json", "decode --bogus", "validate none.json", "explain nothing-like-this", "open none.json", "replay none.json --to http://127.0.0.1:9"} {
		t.Run("stderr of "+args, func(t *testing.T) {
			t.Parallel()
			cmd := command(t, dir, filepath.Join(selfDir(t), "argosctl"), strings.Fields(args)...)
			cmd.Stderr = abandoned(t)
			expectQuietEnd(t, cmd)
		})
	}
}

// abandoned is a pipe without a reader.
func abandoned(t *testing.T) *os.File {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	_ = r.Close()
	t.Cleanup(func() { _ = w.Close() })
	return w
}

func expectQuietEnd(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	var errs bytes.Buffer
	if cmd.Stderr == nil {
		cmd.Stderr = &errs
	}
	if err := cmd.Run(); err != nil || strings.Contains(errs.String(), "pipe") {
		t.Errorf("%v\n%s", err, errs.String())
	}
}

// TestSignals: every signal that asks for an end is answered like Ctrl-C: with
// the results so far, 130, and no word of Go's.
func TestSignals(t *testing.T) {
	t.Parallel()
	const payload = `{"webhook_trigger":"delete","submission_id":"sub_abc123"}` + "\n"
	for _, s := range []syscall.Signal{
		syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGABRT,
		syscall.SIGILL, syscall.SIGTRAP, syscall.SIGSEGV, syscall.SIGBUS, syscall.SIGFPE, syscall.SIGSYS,
	} {
		for _, c := range []struct{ name, args, input, ready string }{
			{"batch", "decode - -o json", payload, ""},
			{"lookup", "retrycode explain -", "glare_detected\n", ""},
			{"server", "listen --addr 127.0.0.1:0", "", "listening on"},
		} {
			t.Run(s.String()+" "+c.name, func(t *testing.T) {
				t.Parallel()
				if signal.Ignored(s) {
					t.Skip("the tests run where the signal is ignored, as under nohup")
				}
				errs, err := signalled(t, s, strings.Fields(c.args), c.input, c.ready)
				var exit *exec.ExitError
				if !errors.As(err, &exit) || exit.ExitCode() != 130 {
					t.Errorf("%v", err)
				}
				if strings.Contains(errs, "goroutine") || strings.Contains(errs, "error:") || strings.Contains(errs, s.String()) {
					t.Errorf("%s", errs)
				}
			})
		}
	}
}

// signalled runs a command that waits, and sends s once it has begun to.
func signalled(t *testing.T, s os.Signal, args []string, input, ready string) (errs string, err error) {
	t.Helper()
	cmd := command(t, t.TempDir(), filepath.Join(selfDir(t), "argosctl"), args...)
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdin = r
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = w.Close(), r.Close() })
	seen := make([]byte, 4096)
	n := 0
	if ready != "" {
		if n, err = stderr.Read(seen); err != nil || !strings.Contains(string(seen[:n]), ready) {
			t.Fatalf("%s, %v", seen[:n], err)
		}
	} else {
		if _, err := w.WriteString(input); err != nil {
			t.Fatal(err)
		}
		awaitRead(t, r)
	}
	if err := cmd.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
	stuck := time.AfterFunc(2*time.Minute, func() { _ = cmd.Process.Kill() })
	defer stuck.Stop()
	rest, err := io.ReadAll(stderr)
	if err != nil {
		t.Fatal(err)
	}
	return string(seen[:n]) + string(rest), cmd.Wait()
}

// awaitRead returns when the pipe behind r is empty: who reads it has begun.
func awaitRead(t *testing.T, r *os.File) {
	t.Helper()
	for range 2000 {
		if n, err := pipeLength(r); err != nil {
			t.Fatal(err)
		} else if n == 0 {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("nobody reads the input")
}

// TestSecondSignal: a run that cannot end, because nobody reads its output,
// ends at the second Ctrl-C.
func TestSecondSignal(t *testing.T) {
	t.Parallel()
	cmd := command(t, t.TempDir(), filepath.Join(selfDir(t), "argosctl"), "event", "sample", "all", "--count", "1000000")
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = r.Close(), w.Close() }()
	cmd.Stdout = w
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(r, make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for range 200 {
		_ = cmd.Process.Signal(os.Interrupt)
		select {
		case err := <-ended:
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() != 130 {
				t.Errorf("%v", err)
			}
			return
		case <-time.After(100 * time.Millisecond):
		}
	}
	_ = cmd.Process.Kill()
	t.Error("still there")
}

// pipeLength is how many bytes wait in a pipe.
func pipeLength(r *os.File) (int, error) { return unix.IoctlGetInt(int(r.Fd()), unix.TIOCINQ) }
