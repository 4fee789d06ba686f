package view_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/workdir"
)

// TestCaptured: the time before a webhook goes before the one in the name of its file,
// and each file has its own.
func TestCaptured(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{"renamed.headers.json": `{"received":"2026-04-16T04:00:00.500Z"}`, "torn.headers.json": `{"received":"2026`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d := view.NewDecoder(t.Context(), view.Options{Opener: &kit.Opener{}, Dir: workdir.Dir(dir)})
	for _, step := range []struct{ name, file, before, want string }{
		{"a name", "20260414T021109.120Z-created-x.json", "", "2026-04-14T02:11:09.120Z"},
		{"the line wins", "20260414T021109.120Z-created-x.json", "2026-04-14T02:15:30Z ", "2026-04-14T02:15:30Z"},
		{"a line without a time", "20260414T021109.120Z-created-x.json", "INFO ", "2026-04-14T02:11:09.120Z"},
		{"another file", "20260415T030000.000Z-retry-x.json", "", "2026-04-15T03:00:00.000Z"},
		{"a file without a time", "archive.ndjson", "", ""},
		{"headers beside it", "renamed.json", "", "2026-04-16T04:00:00.500Z"},
		{"headers that are torn", "torn.json", "", ""},
		{"no headers", "other.json", "", ""},
	} {
		p := source.Payload{Before: []byte(step.before), Origin: diag.Origin{Path: step.file}}
		if got := d.Captured(&p).String(); got != step.want {
			t.Errorf("%s: got %q, expected %q", step.name, got, step.want)
		}
	}
}
