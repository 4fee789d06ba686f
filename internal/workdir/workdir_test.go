package workdir

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestPath(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		dir  Dir
		path string
		want string
	}{
		{"relative", "/srv", "a/b", "/srv/a/b"},
		{"absolute", "/srv", "/a", "/a"},
		{"of the process", "", "a", "a"},
		{"none", "/srv", "", ""},
		{"a link before ..", "/srv", "link/../a", "/srv/link/../a"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.dir.Path(tt.path); got != filepath.FromSlash(tt.want) {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestErrorsNameThePath: an error holds the path as it was given.
func TestErrorsNameThePath(t *testing.T) {
	t.Parallel()
	dir := Dir(t.TempDir())
	for name, open := range map[string]func() error{
		"Open":     func() error { _, err := dir.Open("gone"); return err },
		"OpenFile": func() error { _, err := dir.OpenFile("gone", os.O_WRONLY, 0); return err },
		"Stat":     func() error { _, err := dir.Stat("gone"); return err },
		"Lstat":    func() error { _, err := dir.Lstat("gone"); return err },
		"ReadFile": func() error { _, err := dir.ReadFile(t.Context(), "gone"); return err },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var e *fs.PathError
			if err := open(); !errors.As(err, &e) || e.Path != "gone" || !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAbs(t *testing.T) {
	t.Parallel()
	if got := Dir("/srv").AbsPath("a/../b"); got != "/srv/b" {
		t.Errorf("got %s", got)
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if got := Dir("").AbsPath("a"); got != filepath.Join(here, "a") {
		t.Errorf("got %s", got)
	}
}
