//go:build unix

package keys

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestPipe(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	fifo := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(fifo, 0o644); err != nil {
		t.Fatal(err)
	}
	go func() { _ = os.WriteFile(fifo, []byte(testKey), 0) }()
	key, err := w.Find(t.Context(), Request{File: fifo, Profile: Profile{Name: "p"}})
	if err != nil || key.Text.Reveal() != testKey || key.Warning.String() != "" {
		t.Errorf("from a pipe: %+v, %v", key, err)
	}
}
