package cli

import (
	"context"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/argosctl/argosctl/internal/cli/clitest"
	"github.com/argosctl/argosctl/internal/cli/kit"
)

// scriptBaseURL is `baseurl OUTFILE`: it waits for the first line that a
// stand-in writes to OUTFILE and makes it $ARGOSCTL_BASE_URL.
func scriptBaseURL(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 || neg {
		ts.Fatalf("usage: baseurl OUTFILE")
	}
	for until := time.Now().Add(20 * time.Second); time.Now().Before(until); time.Sleep(5 * time.Millisecond) {
		text, _ := os.ReadFile(ts.MkAbs(args[0]))
		if line, _, whole := strings.Cut(string(text), "\n"); whole {
			ts.Setenv("ARGOSCTL_BASE_URL", line)
			return
		}
	}
	ts.Fatalf("no stand-in came up")
}

// mockRun is one `mock` in this process.
type mockRun struct {
	base string
	errs *clitest.Screen
	end  func() error
}

func startMock(t *testing.T, args ...string) mockRun {
	t.Helper()
	f, _ := keyFactory(t, nil)
	r, w := io.Pipe()
	run := mockRun{errs: &clitest.Screen{}}
	f.IO.Out, f.IO.Err = w, run.errs
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- execute(ctx, append([]string{"mock"}, args...), f) }()
	line := make([]byte, 200)
	n, err := r.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	run.base = strings.TrimSpace(string(line[:n]))
	run.end = func() error { cancel(); return <-ended }
	t.Cleanup(cancel)
	return run
}

func TestMockServesUntilInterrupted(t *testing.T) {
	t.Parallel()
	run := startMock(t)
	resp, err := http.Get(run.base + "/submission?count=1")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	if err != nil || resp.StatusCode != 200 || !strings.HasPrefix(string(body), `{"Items":[{"submission_id":"6`) {
		t.Errorf("%d %s %v", resp.StatusCode, body, err)
	}
	if err := run.end(); kit.Categorize(err).Category != kit.Interrupted {
		t.Errorf("ended with %v", err)
	}
}

func TestMockTellsOfLostWebhooks(t *testing.T) {
	t.Parallel()
	pending := `{"submission_id":"6a","kyc":{"result":"pending"}}`
	file := t.TempDir() + "/items.json"
	if err := os.WriteFile(file, []byte(`{"Items":[`+pending+`]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	run := startMock(t, "--data", file, "--webhook-to", "http://127.0.0.1:1/hook") // nobody listens on port 1
	resp, err := http.Post(run.base+"/submission/review", "application/json", strings.NewReader(`{"submissionId":"6a","status":"approved","admin":"a@example.com"}`))
	if err != nil || resp.StatusCode != 200 {
		t.Fatal(resp, err)
	}
	_ = resp.Body.Close()
	_ = run.end()
	if text := run.errs.String(); !strings.Contains(text, "warning: the webhook was not delivered: ") || strings.Contains(text, "/hook") {
		t.Errorf("stderr: %s", text)
	}
}
