package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/cli/clitest"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/workdir"

	"github.com/argosctl/argosctl/internal/term"
)

// runValidateIn runs one command line of validate and returns its exit code
// and its streams.
func runValidateIn(t testing.TB, stdin io.Reader, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	streams, out, errs := term.Buffers("")
	streams.In = stdin
	f := validateFactory(t, streams)
	code = Main(append([]string{"validate"}, args...), f)
	return code, out.String(), errs.String()
}

func validateFactory(t testing.TB, streams *term.IO) *kit.Factory {
	t.Helper()
	dir := t.TempDir()
	return &kit.Factory{
		IO: streams, Getenv: func(string) string { return "" }, Now: time.Now,
		Dir:  workdir.Dir(dir),
		Home: func() (string, error) { return dir, nil },
		Ring: clitest.Ring(dir),
	}
}

// brokenArchive is lines of which every seventh has a fault.
func brokenArchive(n int) []byte {
	var b bytes.Buffer
	for i := range n {
		trigger, comma := "delete", ","
		switch {
		case i%7 == 3:
			trigger = "deleted"
		case i%49 == 5:
			comma = " "
		}
		fmt.Fprintf(&b, `{"webhook_trigger":"%s"%s"submission_id":"sub%09d","account_email":"admin@example.com","delete_time":"2026-05-01T00:00:00.000Z","comment":"%s"}`+"\n", trigger, comma, i, strings.Repeat("c", i%300))
	}
	return b.Bytes()
}

// TestValidateOrder: every number of jobs prints the same bytes, of a large
// file as of many small ones.
func TestValidateOrder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put := func(name string, text []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("m.ndjson", brokenArchive(20000))
	for i, line := range bytes.Split(brokenArchive(600), []byte{'\n'}) {
		put(fmt.Sprintf("f%03d.json", i), line)
	}
	for _, format := range []string{"text", "json", "sarif", "junit"} {
		t.Run(format, func(t *testing.T) {
			var first string
			for _, jobs := range []string{"1", "2", "8", "256"} {
				code, out, errs := runValidateIn(t, nil, dir, "--jobs", jobs, "--format", format, "--fail-on", "warning")
				if first = orElse(first, out); code != 1 || errs != "" || dropTime(out) != dropTime(first) {
					t.Fatalf("%s with %s jobs: exit code %d, %d bytes, want %d: %s", format, jobs, code, len(out), len(first), errs)
				}
			}
			if len(first) < 100_000 {
				t.Errorf("only %d bytes", len(first))
			}
		})
	}
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// dropTime cuts off the end of a SARIF log, which holds the time of the run.
func dropTime(text string) string {
	head, _, _ := strings.Cut(text, `"startTimeUtc"`)
	return head
}

// TestFixReadOnly: what cannot be written is reported, and the rest goes on.
func TestFixReadOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	fault := []byte(`{"webhook_trigger":"deleted","submission_id":"x"}`)
	for _, name := range []string{"a/a.json", "b/b.json"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), fault, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(filepath.Join(dir, "a"), 0o555); err != nil {
		t.Fatal(err)
	}
	if os.Getuid() == 0 {
		t.Skip("root may write anywhere")
	}
	code, out, errs := runValidateIn(t, nil, dir, "--fix")
	if code != 3 || !strings.Contains(errs, "a/a.json") || !strings.Contains(errs, "fixed 1 finding in 1 file") || !strings.Contains(out, "1 warning") {
		t.Errorf("exit code %d: %s%s", code, out, errs)
	}
}

// TestValidateKeys: sealed payloads are opened with the key at hand; one that
// was asked for and is not there is an error of its own.
func TestValidateKeys(t *testing.T) {
	t.Parallel()
	key := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(key, []byte("EXAMPLEonlyNotARealKey0123456789abcdefgh\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	sealed, damaged := inRepo("testdata/bad/envelope-no-key.json"), inRepo("testdata/bad/envelope-undecryptable.json")
	for _, tt := range []struct {
		args      []string
		code      int
		out, errs string
	}{
		{[]string{sealed}, 0, "[envelope/no-key]", ""},
		{[]string{sealed, "--key-file", key, "--rule", "field/missing=off"}, 0, "0 errors, 0 warnings", ""},
		{[]string{damaged, "--key-file", key}, 1, "[envelope/undecryptable]", ""},
		{[]string{sealed, "--key-file", key + ".gone"}, 4, "[envelope/no-key]", "key.gone"},
		{[]string{inRepo("testdata/webhooks/retry.json"), "--key-file", key + ".gone"}, 0, "0 warnings", ""},
	} {
		t.Run(strings.Join(tt.args, " "), func(t *testing.T) {
			code, out, errs := runValidateIn(t, nil, tt.args...)
			if code != tt.code || !strings.Contains(out, tt.out) || !strings.Contains(errs, tt.errs) || tt.errs == "" && errs != "" {
				t.Errorf("exit code %d, want %d\n%s%s", code, tt.code, out, errs)
			}
		})
	}
}

// TestValidateBar: a run of more than a second shows on a terminal how far it
// is, and takes the bar away before anything is printed.
func TestValidateBar(t *testing.T) {
	t.Parallel()
	streams, _, errs := term.Buffers("")
	streams.ErrTTY = true
	now := time.Unix(0, 0)
	f := validateFactory(t, streams)
	f.Now = func() time.Time { now = now.Add(400 * time.Millisecond); return now }
	file := filepath.Join(t.TempDir(), "a.ndjson")
	if err := os.WriteFile(file, bytes.Repeat([]byte(`{"webhook_trigger":"delete","submission_id":"x","account_email":"admin@example.com","delete_time":"2026-05-01T00:00:00.000Z"}`+"\n"), 60000), 0o600); err != nil {
		t.Fatal(err)
	}
	if code := Main([]string{"validate", file, "--jobs", "1"}, f); code != 0 {
		t.Fatalf("exit code %d", code)
	}
	if got := errs.String(); !strings.Contains(got, "/7 MB, ") || !strings.HasSuffix(got, "\r\x1b[K") {
		t.Errorf("%q", got)
	}
	streams.ErrTTY = false
	errs.Reset()
	if code := Main([]string{"validate", file}, f); code != 0 || errs.Len() > 0 {
		t.Errorf("exit code %d, %q", code, errs)
	}
}
