package cli

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestInterruptedBatch: after Ctrl-C what was answered is there, and the exit
// code is 130, though nobody closes the input.
func TestInterruptedBatch(t *testing.T) {
	t.Parallel()
	const payloads = `{"webhook_trigger":"delete","submission_id":"sub_abc123"}` + "\n" + `{"webhook_trigger":"delete","submission_id":"sub_abc124"}` + "\n"
	for _, c := range []struct{ args, input, want string }{
		{"returnurl decrypt -", "kycStatus=pending\n", `"outcome":"pending"`},
		{"decode -o ndjson", payloads, `"event":"delete"`},
		{"decode -", payloads, "sub_abc123"},
	} {
		t.Run(c.args, func(t *testing.T) {
			t.Parallel()
			interruptWaiting(t, strings.Fields(c.args), c.input, c.want)
		})
	}
}

func interruptWaiting(t *testing.T, args []string, input, want string) {
	t.Helper()
	cmd := command(t, t.TempDir(), filepath.Join(selfDir(t), "argosctl"), args...)
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(stdin, input); err != nil {
		t.Fatal(err)
	}
	line := make([]byte, 4096)
	n, err := stdout.Read(line) // the answer comes before the input ends
	if err != nil || !bytes.Contains(line[:n], []byte(want)) {
		t.Fatalf("%s, %v", line[:n], err)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 130 {
			t.Errorf("%v", err)
		}
	case <-time.After(20 * time.Second):
		_ = cmd.Process.Kill()
		t.Error("still waiting for its input")
	}
}
