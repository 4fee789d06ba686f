package view_test

import (
	"testing"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/source"
)

// TestCaptured: the time before a webhook goes before the one in the name of its file,
// and each file has its own.
func TestCaptured(t *testing.T) {
	t.Parallel()
	d := view.NewDecoder(t.Context(), view.Options{Opener: &kit.Opener{}})
	for _, step := range []struct{ name, file, before, want string }{
		{"a name", "20260414T021109.120Z-created-x.json", "", "2026-04-14T02:11:09.120Z"},
		{"the line wins", "20260414T021109.120Z-created-x.json", "2026-04-14T02:15:30Z ", "2026-04-14T02:15:30Z"},
		{"a line without a time", "20260414T021109.120Z-created-x.json", "INFO ", "2026-04-14T02:11:09.120Z"},
		{"another file", "20260415T030000.000Z-retry-x.json", "", "2026-04-15T03:00:00.000Z"},
		{"a file without a time", "archive.ndjson", "", ""},
	} {
		p := source.Payload{Before: []byte(step.before), Origin: diag.Origin{Path: step.file}}
		if got := d.Captured(&p).String(); got != step.want {
			t.Errorf("%s: got %q, expected %q", step.name, got, step.want)
		}
	}
}
