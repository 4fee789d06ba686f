package cli

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/testkit"
)

// TestValidateMemory: an archive in which every line is broken takes little
// more memory than a clean one, and no more the longer it is.
func TestValidateMemory(t *testing.T) {
	testkit.NotUnderRace(t, "it takes memory of its own")
	t.Parallel()
	clean := `{"webhook_trigger":"delete","submission_id":"` + strings.Repeat("s", 4000) + `","account_email":"admin@example.com","delete_time":"2026-05-01T00:00:00.000Z"}` + "\n"
	broken := strings.Replace(clean, ",", " ", 1)
	const lines = 24 << 10 // 96 MiB
	least := peakOfValidate(t, clean, lines, 0)
	for _, args := range [][]string{{"--max-findings", "5"}, {"-o", "ndjson"}} {
		peak := peakOfValidate(t, broken, lines, 1, args...)
		t.Logf("%v: %d MiB, clean %d MiB", args, peak>>20, least>>20)
		if peak > least+(48<<20) {
			t.Errorf("%v: a peak of %d MiB, %d for a clean archive", args, peak>>20, least>>20)
		}
	}
}

// TestDecodeMemory: a container of many webhooks takes some times its size, and
// however many records come out of it.
func TestDecodeMemory(t *testing.T) {
	testkit.NotUnderRace(t, "it takes memory of its own")
	t.Parallel()
	webhook := `{"webhook_trigger":"delete","submission_id":"6xx28lo115832","account_email":"admin@example.com","delete_time":"2026-05-01T00:00:00.000Z"}`
	for _, args := range [][]string{{"-o", "ndjson"}, {"-o", "csv"}, nil} {
		container := io.MultiReader(strings.NewReader(`{"rows":[`), &repeated{line: []byte(`{"id":1,"body":` + webhook + `},`), left: 80_000}, strings.NewReader(webhook+`]}`)) // 12 MiB
		peak := peakOf(t, container, 0, append([]string{"decode"}, args...)...)
		t.Logf("%v: %d MiB", args, peak>>20)
		if peak > 160<<20 {
			t.Errorf("%v: a peak of %d MiB", args, peak>>20)
		}
	}
}

// TestBombs: a few kilobytes that unpack to many megabytes are refused, or left packed,
// without room for what they stand for.
func TestBombs(t *testing.T) {
	testkit.NotUnderRace(t, "it takes memory of its own")
	t.Parallel()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := io.Copy(w, &repeated{line: bytes.Repeat([]byte("x"), 1<<20), left: 128}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	inside := `{"body":"` + base64.StdEncoding.EncodeToString(packed.Bytes()) + `"}`
	for _, tt := range []struct {
		name, in string
		args     []string
		code     int
	}{
		{"a packed file", packed.String(), []string{"decode"}, 3},
		{"a packed file, checked", packed.String(), []string{"validate"}, 3},
		{"packed in a string", inside, []string{"decode"}, 3},
		{"packed in a string, checked", inside, []string{"validate"}, 1},
		{"packed in a string, scrubbed", inside, []string{"scrub"}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if peak := peakOf(t, strings.NewReader(tt.in), tt.code, tt.args...); peak > 400<<20 {
				t.Errorf("a peak of %d MiB", peak>>20)
			}
		})
	}
}

// peakOfValidate is how much memory, in bytes, a run on n lines takes.
func peakOfValidate(t *testing.T, line string, n, code int, args ...string) (peak int64) {
	t.Helper()
	return peakOf(t, &repeated{line: []byte(line), left: n}, code, append([]string{"validate"}, args...)...)
}

// peakOf is how much memory, in bytes, a run takes that ends with that code. It is
// asked of the running process: what the kernel reports at the end begins with
// the memory of this one.
func peakOf(t *testing.T, stdin io.Reader, code int, args ...string) (peak int64) {
	t.Helper()
	cmd := command(t, t.TempDir(), filepath.Join(selfDir(t), "argosctl"), args...)
	cmd.Stdin = stdin
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = cmd.Wait() }()
	for running := true; running; {
		select {
		case <-done:
			running = false
		case <-time.After(5 * time.Millisecond):
			peak = max(peak, residentPeak(cmd.Process.Pid))
		}
	}
	if cmd.ProcessState.ExitCode() != code || peak == 0 {
		t.Fatalf("%v: %v, a peak of %d", args, cmd.ProcessState, peak)
	}
	return peak
}

// residentPeak is the largest resident memory of a process so far, in bytes.
func residentPeak(pid int) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	var kib int64
	_, _ = fmt.Sscan(rest, &kib)
	return kib << 10
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
