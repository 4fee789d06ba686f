package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestWrite(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		before   fs.FileMode // 0: no file
		mode     fs.FileMode
		wantMode fs.FileMode
	}{
		{"new", 0, 0, 0o644},
		{"new and private", 0, 0o600, 0o600},
		{"keeps the mode", 0o640, 0, 0o640},
		{"keeps the execute bit", 0o755, 0, 0o755},
		{"given mode wins", 0o644, 0o600, 0o600},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "file")
			if tt.before != 0 {
				if err := os.WriteFile(path, []byte("old and longer"), tt.before); err != nil {
					t.Fatal(err)
				}
			}
			if err := Write(path, []byte("new"), tt.mode); err != nil {
				t.Fatal(err)
			}
			wantFile(t, path, "new", tt.wantMode)
			wantAlone(t, path)
		})
	}
}

func TestWriteFollowsLinks(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	target, link := filepath.Join(dir, "target"), filepath.Join(dir, "link")
	if err := os.WriteFile(target, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("target", link); err != nil {
		t.Fatal(err)
	}
	if err := Write(link, []byte("new"), 0); err != nil {
		t.Fatal(err)
	}
	wantFile(t, target, "new", 0o600)
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v, %v", info, err)
	}
}

func TestCloseDropsWhatWasNotCommitted(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := Create(path, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("half of the ne"); err != nil {
		t.Fatal(err)
	}
	wantFile(t, path, "old", 0o644)
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	wantFile(t, path, "old", 0o644)
	wantAlone(t, path)
	if err := f.Close(); err != nil {
		t.Errorf("second Close: %v", err)
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := Write(dir, []byte("x"), 0); err == nil {
		t.Error("wrote to a directory")
	}
	if err := Write(filepath.Join(dir, "none", "file"), []byte("x"), 0); err == nil {
		t.Error("wrote into a directory that does not exist")
	}
	if err := Write(filepath.Join(dir, "a\x00b"), []byte("x"), 0); err == nil {
		t.Error("wrote to an impossible name")
	}
}

// A target that became a directory after Create stops the rename.
func TestCommitFails(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "file")
	f, err := Create(path, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := f.Commit(); err == nil {
		t.Error("renamed over a directory")
	}
	wantAlone(t, path)
	closed, err := Create(filepath.Join(t.TempDir(), "file"), 0)
	if err != nil {
		t.Fatal(err)
	}
	_ = closed.File.Close()
	if err := closed.Commit(); err == nil {
		t.Error("committed a file that was closed underneath")
	}
}

func wantFile(t *testing.T, path, content string, mode fs.FileMode) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(data) != content || info.Mode().Perm() != mode {
		t.Errorf("%s holds %q with mode %v, want %q with mode %v", path, data, info.Mode(), content, mode)
	}
}

// wantAlone checks that no temporary file was left behind.
func wantAlone(t *testing.T, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
}

// TestWriteNew: what has the name stays, whatever it is and whenever it came.
func TestWriteNew(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		other func(path string) error // takes the name
	}{
		{"free", nil},
		{"a file", func(path string) error { return os.WriteFile(path, []byte("theirs"), 0o644) }},
		{"a directory", func(path string) error { return os.Mkdir(path, 0o755) }},
		{"a link to nothing", func(path string) error { return os.Symlink("nothing", path) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "file")
			f, err := New(path)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.WriteString("ours"); err != nil {
				t.Fatal(err)
			}
			if tt.other == nil {
				if err := f.Commit(); err != nil {
					t.Fatal(err)
				}
				wantFile(t, path, "ours", 0o600)
				wantAlone(t, path)
				return
			}
			if err := tt.other(path); err != nil {
				t.Fatal(err)
			}
			before, _ := os.Lstat(path)
			for _, err := range []error{f.Commit(), WriteNew(path, []byte("ours"))} {
				if !errors.Is(err, fs.ErrExist) {
					t.Errorf("%v, want %v", err, fs.ErrExist)
				}
			}
			if after, err := os.Lstat(path); err != nil || !os.SameFile(before, after) {
				t.Errorf("it was replaced: %v", err)
			}
			wantAlone(t, path)
		})
	}
}

// TestWriteNewSweeps: what a killed writer of the same name left is removed.
func TestWriteNewSweeps(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(tempName(path, 1), []byte("left"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := WriteNew(path, []byte("new")); err != nil {
		t.Fatal(err)
	}
	wantFile(t, path, "new", 0o600)
	wantAlone(t, path)
}
