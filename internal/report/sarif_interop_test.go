//go:build interop

package report

import (
	"bytes"
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
	var cut bytes.Buffer
	w, err := New("sarif", &cut, Options{Meta: storyMeta()})
	if err != nil {
		t.Fatal(err)
	}
	w.(hosted).Writer.(*sarif).results.limit = 4
	for _, step := range piled(2) {
		step.finding.Path = "../elsewhere/a.ndjson"
		_ = w.Finding(step.finding)
	}
	if err := w.Close(Summary{}); err != nil || !bytes.Contains(cut.Bytes(), []byte("left out 2 of 2 infos")) {
		t.Fatalf("%v: %s", err, &cut)
	}
	logs = append(logs, filepath.Join(dir, "cut.sarif"))
	write(t, logs[2], cut.String())
	for _, complaint := range reporttest.SARIF(t, logs...) {
		t.Error(complaint)
	}
}
