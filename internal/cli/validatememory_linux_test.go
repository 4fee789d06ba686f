package cli

import (
	"io"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestValidateMemory: an archive in which every line is broken takes little
// more memory than a clean one, and no more the longer it is.
func TestValidateMemory(t *testing.T) {
	t.Parallel()
	clean := `{"webhook_trigger":"delete","submission_id":"` + strings.Repeat("s", 4000) + `"}` + "\n"
	broken := strings.Replace(clean, ",", " ", 1)
	const lines = 12 << 10 // 48 MiB
	least := peakOfValidate(t, clean, lines, 0)
	for _, args := range [][]string{{"--max-findings", "5"}, {"-o", "ndjson"}} {
		if peak := peakOfValidate(t, broken, lines, 1, args...); peak > least+(32<<20) {
			t.Errorf("%v: a peak of %d MiB, %d for a clean archive", args, peak>>20, least>>20)
		}
	}
}

// peakOfValidate is how much memory, in bytes, a run on n lines takes.
func peakOfValidate(t *testing.T, line string, n, code int, args ...string) int64 {
	t.Helper()
	cmd := command(t, t.TempDir(), filepath.Join(selfDir(t), "argosctl"), append([]string{"validate"}, args...)...)
	cmd.Stdin = &repeated{line: []byte(line), left: n}
	_ = cmd.Run()
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok || cmd.ProcessState.ExitCode() != code {
		t.Fatalf("%v: %v", args, cmd.ProcessState)
	}
	return usage.Maxrss << 10
}

// repeated is a line, over and over.
type repeated struct {
	line []byte
	left int
	rest []byte
}

func (r *repeated) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		if r.left == 0 {
			return 0, io.EOF
		}
		r.left--
		r.rest = r.line
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}
