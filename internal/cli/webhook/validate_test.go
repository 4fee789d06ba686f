package webhook

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/workdir"
)

// TestValidateInterrupted: what is finished when Ctrl-C comes is reported,
// also in the files.
func TestValidateInterrupted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	streams, out, _ := term.Buffers("")
	waiting, writer := io.Pipe()
	defer func() { _ = writer.Close() }()
	const clean = `{"webhook_trigger":"delete","submission_id":"sub_abc123","account_email":"admin@example.com","delete_time":"2026-05-01T00:00:00Z"}` + "\n"
	wrong := strings.Replace(clean, "delete", "deleted", 1)
	streams.In = io.MultiReader(strings.NewReader(clean+clean+clean+wrong), readerFunc(func([]byte) (int, error) { cancel(); return 0, io.EOF }), waiting)
	dir := t.TempDir()
	f := &kit.Factory{
		IO: streams, Getenv: func(string) string { return "" }, Now: time.Now,
		Dir:  workdir.Dir(dir),
		Home: func() (string, error) { return dir, nil },
	}
	report := filepath.Join(t.TempDir(), "out.json")
	opts := &validateOptions{f: f, opener: kit.NewOpener(f), intake: kit.NewIntake(f), jobs: 1, maxFindings: allByDefault, reports: []string{"json=" + report}}
	err := runValidate(ctx, opts)
	if code := f.Finish(err); code != 130 || !errors.Is(err, context.Canceled) {
		t.Errorf("exit code %d, %v", code, err)
	}
	text, err := os.ReadFile(report)
	if err != nil || !bytes.Contains(text, []byte(`"payloads":4,"errors":0,"warnings":1,`)) {
		t.Errorf("%v, %s", err, text)
	}
	if !strings.Contains(out.String(), "-:4:20: warning: ") || !strings.HasSuffix(out.String(), "1 file, 4 payloads: 0 errors, 1 warning\n") {
		t.Errorf("%s", out)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
