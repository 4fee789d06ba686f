package workdir

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// repoAt makes what git init leaves behind, as far as it tells a repository.
func repoAt(t *testing.T, dir string) {
	t.Helper()
	write(t, filepath.Join(dir, ".git", "HEAD"), "ref: refs/heads/main\n")
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestTreeName(t *testing.T) {
	t.Parallel()
	base := t.TempDir()
	in := func(parts ...string) string { return filepath.Join(append([]string{base}, parts...)...) }
	repoAt(t, in("repo"))
	write(t, in("repo", "x", "r.json"), "{}")
	write(t, in("repo", "services", "api", "a.json"), "{}")
	write(t, in("repo", "sub", ".git"), "gitdir: ../.git/modules/sub\n")
	write(t, in("repo", "sub", "s.json"), "{}")
	write(t, in("repo", "odd", ".git"), "no repository\n")
	write(t, in("repo", "empty", ".git", "config"), "")
	write(t, in("plain", "p.json"), "{}")
	links := map[string]string{in("link"): in("repo", "services"), in("repo", "inner"): in("repo", "x"), in("repo", "out"): in("plain")}
	for link, to := range links {
		if err := os.Symlink(to, link); err != nil && runtime.GOOS != "windows" {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ name, dir, path, want string }{
		{"from the root", in("repo"), "x/r.json", "x/r.json"},
		{"with a dot", in("repo"), "./x//r.json", "x/r.json"},
		{"from a directory below", in("repo", "services", "api"), "a.json", "services/api/a.json"},
		{"upward", in("repo", "services", "api"), "../../x/r.json", "x/r.json"},
		{"absolute", in("repo", "services"), in("repo", "x", "r.json"), "x/r.json"},
		{"a file that is not there", in("repo", "x"), "no/such.json", "x/no/such.json"},
		{"a submodule or linked work tree", in("repo", "sub"), "s.json", "s.json"},
		{"from outside of a submodule", in("repo"), "sub/s.json", "sub/s.json"},
		{"a file called .git that names nothing", in("repo", "odd"), "o.json", "odd/o.json"},
		{"a directory called .git without a HEAD", in("repo", "empty"), "e.json", "empty/e.json"},
		{"outside of the repository", in("repo", "x"), in("plain", "p.json"), "../plain/p.json"},
		{"no repository", in("plain"), "p.json", "p.json"},
		{"no repository, absolute", in("plain"), in("plain", "p.json"), "p.json"},
		{"no repository, outside", in("plain"), "../repo/x/r.json", "../repo/x/r.json"},
		{"through a link into the repository", in("link", "api"), "a.json", "services/api/a.json"},
		{"through a link, upward", in("repo"), "inner/../services/api/a.json", "services/api/a.json"},
		{"a link to a directory inside", in("repo"), "inner/r.json", "x/r.json"},
		{"a link to a directory outside", in("repo"), "out/p.json", "out/p.json"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if runtime.GOOS == "windows" && strings.Contains(c.name, "link") {
				t.Skip("links take rights on Windows")
			}
			if got := Dir(c.dir).Tree().Name(c.path); got != c.want {
				t.Errorf("Name(%q) = %q, want %q", c.path, got, c.want)
			}
		})
	}
}

// A tree whose directory is gone names files as they are.
func TestTreeOfNoDirectory(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "gone")
	if got := Dir(dir).Tree().Name("a/./b.json"); got != "a/b.json" {
		t.Errorf("Name = %q", got)
	}
}

// TestTreeOfALinkedWorkingDirectory: a shell says in PWD how it went there, which
// Go believes; the file is where the link leads.
func TestTreeOfALinkedWorkingDirectory(t *testing.T) {
	base := t.TempDir()
	repoAt(t, filepath.Join(base, "repo"))
	write(t, filepath.Join(base, "repo", "services", "api", "a.json"), "{}")
	write(t, filepath.Join(base, "repo", "x", "r.json"), "{}")
	link := filepath.Join(base, "link")
	if err := os.Symlink(filepath.Join(base, "repo", "services", "api"), link); err != nil {
		t.Skip(err)
	}
	t.Chdir(link)
	t.Setenv("PWD", link)
	for path, want := range map[string]string{
		"a.json": "services/api/a.json", "./a.json": "services/api/a.json", "../../x/r.json": "x/r.json",
		filepath.Join(link, "a.json"): "services/api/a.json",
	} {
		t.Run(path, func(t *testing.T) {
			if got := Dir("").Tree().Name(path); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}
