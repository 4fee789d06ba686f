package cli

import (
	"context"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/cli/clitest"
	"github.com/argosctl/argosctl/internal/cli/kit"

	"github.com/argosctl/argosctl/internal/term"
)

// mockRun is one `mock` in this process.
type mockRun struct {
	base string
	errs *clitest.Screen
	end  func() error
}

func startMock(t *testing.T, change func(*mockOptions)) mockRun {
	t.Helper()
	streams, _, _ := term.Buffers("")
	r, w := io.Pipe()
	run := mockRun{errs: &clitest.Screen{}}
	streams.Out, streams.Err = w, run.errs
	f := &kit.Factory{IO: streams, Getenv: func(string) string { return "" }, Now: time.Now}
	opts := &mockOptions{f: f, server: kit.ServeFlags{Addr: "127.0.0.1:0"}, pageSize: 50, count: 40, seed: 1}
	if change != nil {
		change(opts)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- runMock(ctx, opts) }()
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
	run := startMock(t, nil)
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
	run := startMock(t, func(o *mockOptions) {
		o.data, o.webhook = []string{file}, "http://127.0.0.1:1/hook" // nobody listens on port 1
	})
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
