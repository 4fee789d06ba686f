//go:build unix

package source

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestResolvePassesOverPipes(t *testing.T) {
	t.Parallel()
	dir := tree(t, map[string]string{"a.json": "", "to.json": "->pipe.json"})
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.json"), 0o600); err != nil {
		t.Skip("no pipes here:", err)
	}
	inputs, _ := Resolve([]string{dir}, Options{})
	if len(inputs) != 1 || inputs[0].Path != filepath.Join(dir, "a.json") {
		t.Errorf("got %v", inputs)
	}
	inputs, _ = Resolve([]string{filepath.Join(dir, "pipe.json")}, Options{})
	if len(inputs) != 1 || !inputs[0].endless {
		t.Errorf("by name: got %v", inputs)
	}
}

func TestNamedPipe(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip("no pipes here:", err)
	}
	go os.WriteFile(path, []byte(gzipped("{}\n{}\n")), 0)
	want := []string{"pipe:1 @0 {}", "pipe:2 @3 {}"}
	if diff := cmp.Diff(want, processed(t, Options{Jobs: 3}, filepath.Dir(path), path)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
