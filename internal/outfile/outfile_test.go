package outfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/say"
)

// world is a directory with files of every kind that a run may know.
func world(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"in.json": "{}", "key": "k", "old.xml": "<x/>", "locked.json": "[]", "app/config.yaml": ""} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, err := range []error{
		os.Symlink("in.json", filepath.Join(dir, "link.json")),
		os.Symlink("old.xml", filepath.Join(dir, "oldlink.xml")),
		os.Symlink("nowhere", filepath.Join(dir, "dangling")),
		os.Symlink(".", filepath.Join(dir, "here")),
		os.Link(filepath.Join(dir, "in.json"), filepath.Join(dir, "hard.json")),
		os.Chmod(filepath.Join(dir, "locked.json"), 0o400),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestCreate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, path, reason string }{
		{"new", "new.json", ""},
		{"an old report", "old.xml", ""},
		{"in a linked directory", "here/new.json", ""},
		{"null device", "/dev/null", ""},
		{"standard error", "/dev/stderr", ""},
		{"input", "in.json", "is an input"},
		{"input by another name", "./app/../in.json", "is an input"},
		{"input through a link", "link.json", "is an input"},
		{"input through a hard link", "hard.json", "is an input"},
		{"input through a linked directory", "here/in.json", "is an input"},
		{"key", "key", "is a key file"},
		{"a configuration that is not there yet", "later.yaml", "is a configuration file"},
		{"the same through a linked directory", "here/later.yaml", "is a configuration file"},
		{"own directory", "app/keys", "lies in"},
		{"another output", "first.json", "is an output of this run already"},
		{"the same through a linked directory as an output", "here/first.json", "is an output of this run already"},
		{"standard input", "stdin.json", "is standard input"},
		{"link", "oldlink.xml", "is a symbolic link"},
		{"dangling link", "dangling", "is a symbolic link"},
		{"directory", "app", "lies in"},
		{"another directory", ".", "is a directory"},
		{"device", "/dev/zero", "is not a regular file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := world(t)
			stdin, err := os.Create(filepath.Join(dir, "stdin.json"))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = stdin.Close() }()
			var g Guard
			g.Keep(say.Textf("an input"), filepath.Join(dir, "in.json"))
			g.Keep(say.Textf("a key file"), filepath.Join(dir, "key"))
			g.Keep(say.Textf("a configuration file"), filepath.Join(dir, "later.yaml"))
			g.KeepBelow(say.Textf("the tool's own directory"), filepath.Join(dir, "app"))
			g.KeepStream(say.Textf("standard input"), stdin)
			g.KeepStream(say.Textf("standard output"), strings.NewReader("no file"))
			first, err := g.Create(filepath.Join(dir, "first.json"), 0)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = first.Close() }()

			path := c.path
			content := func() string { return "" }
			if !filepath.IsAbs(path) {
				path = filepath.Join(dir, filepath.FromSlash(path))
				content = func() string { text, _ := os.ReadFile(path); return string(text) }
			}
			before := content()
			file, err := g.Create(path, 0)
			var refused *RefusedError
			switch {
			case c.reason == "" && err != nil:
				t.Fatal(err)
			case c.reason == "":
				if err := file.Close(); err != nil {
					t.Error(err)
				}
			case !errors.As(err, &refused) || !strings.HasPrefix(refused.Reason.String(), c.reason):
				t.Errorf("error %v, want one that %s", err, c.reason)
			}
			if after := content(); after != before {
				t.Errorf("the file holds %q, before %q", after, before)
			}
		})
	}
}

func TestCreateReportsTheSystem(t *testing.T) {
	t.Parallel()
	dir := world(t)
	var g Guard
	if _, err := g.Create(filepath.Join(dir, "none", "x"), 0); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no directory: %v", err)
	}
	if os.Geteuid() == 0 {
		return // everything is writable
	}
	if _, err := g.Create(filepath.Join(dir, "locked.json"), 0); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("a file that may not be written: %v", err)
	}
}

func TestCommit(t *testing.T) {
	t.Parallel()
	dir := world(t)
	path := filepath.Join(dir, "old.xml")
	var g Guard
	file, err := g.Create(path, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Write([]byte("new")); err != nil {
		t.Fatal(err)
	}
	if err := file.Commit(); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(path); string(got) != "new" {
		t.Errorf("holds %q", got)
	}
}

// A stream of the shell gets everything at once, corrections included, and
// nothing where it was not committed.
func TestStream(t *testing.T) {
	t.Parallel()
	for _, commit := range []bool{true, false} {
		t.Run(map[bool]string{true: "committed", false: "dropped"}[commit], func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "redirected")
			to, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			temp, err := os.CreateTemp(t.TempDir(), "")
			if err != nil {
				t.Fatal(err)
			}
			s := &stream{File: temp, to: to}
			if _, err := s.Write([]byte("0 of 2")); err != nil {
				t.Fatal(err)
			}
			if _, err := s.WriteAt([]byte("1"), 0); err != nil {
				t.Fatal(err)
			}
			want := ""
			if commit {
				want = "1 of 2"
				err = s.Commit()
			}
			if err := errors.Join(err, s.Close()); err != nil {
				t.Fatal(err)
			}
			if got, _ := os.ReadFile(path); string(got) != want {
				t.Errorf("commit %t: holds %q, want %q", commit, got, want)
			}
			if _, err := os.Stat(temp.Name()); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("left behind: %s", temp.Name())
			}
		})
	}
}

func TestCheckAppend(t *testing.T) {
	t.Parallel()
	dir := world(t)
	var g Guard
	g.Keep(say.Textf("an input"), filepath.Join(dir, "in.json"))
	for _, c := range []struct{ name, path, reason string }{
		{"new", "new.ndjson", ""},
		{"directory", ".", ""},
		{"linked directory", "here", ""},
		{"device", "/dev/full", ""},
		{"input", "hard.json", "is an input"},
		{"link", "oldlink.xml", "is a symbolic link"},
		{"dangling link", "dangling", "is a symbolic link"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := c.path
			if !filepath.IsAbs(path) {
				path = filepath.Join(dir, path)
			}
			err := g.CheckAppend(path)
			var refused *RefusedError
			if errors.As(err, &refused) != (c.reason != "") || refused != nil && !strings.HasPrefix(refused.Reason.String(), c.reason) {
				t.Errorf("%v", err)
			}
		})
	}
}
