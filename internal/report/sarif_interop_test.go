//go:build interop

package report

import (
	"path/filepath"
	"testing"

	"github.com/argosctl/argosctl/internal/report/reporttest"
)

// Microsoft's validator, from the npm registry, has nothing to complain of.
func TestInteropSARIF(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var logs []string
	for name, steps := range map[string][]step{"story.sarif": nastyStory(), "empty.sarif": nil} {
		log := filepath.Join(dir, name)
		write(t, log, play(t, "sarif", Options{Meta: storyMeta()}, steps, Summary{}))
		logs = append(logs, log)
	}
	for _, complaint := range reporttest.SARIF(t, logs...) {
		t.Error(complaint)
	}
}
