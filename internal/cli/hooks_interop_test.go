//go:build interop

package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/testkit"
)

const lefthook = "lefthook@2.2.2"

// TestInteropHooks has the programs of docs/ci.md that run git hooks choose the files
// and check them, on a repository with files beside the fixtures.
func TestInteropHooks(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		prepare func(t *testing.T, dir string) (command string)
	}{
		{"lefthook", func(t *testing.T, dir string) string {
			write(t, filepath.Join(dir, "lefthook.yml"), recipe(t, "lefthook.yml"))
			return bin(testkit.NPM(t, lefthook), "lefthook") + " run pre-commit"
		}},
		{"pre-commit", func(t *testing.T, dir string) string {
			program := testkit.Program(t, "pre-commit")
			hooks, err := os.ReadFile(inRepo(".pre-commit-hooks.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			installed := strings.ReplaceAll(string(hooks), "language: golang", "language: system") // the argosctl of this test
			project := gitRepo(t, t.TempDir(), map[string]string{".pre-commit-hooks.yaml": installed})
			config := strings.NewReplacer("https://github.com/argosctl/argosctl", project, "vVERSION", "v1").Replace(recipe(t, ".pre-commit-config.yaml"))
			write(t, filepath.Join(dir, ".pre-commit-config.yaml"), config)
			return program + " run --all-files --verbose"
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			shell := docsShellHere(t)
			command := tt.prepare(t, shell.dir)
			fixture := writeFixtures(t, shell.dir)
			gitRepo(t, shell.dir, nil)
			if out, code := shell.run(command, time.Minute); code != 0 || !strings.Contains(out, "2 files, 2 payloads: 0 errors") {
				t.Errorf("good fixtures: exit code %d\n%s", code, out)
			}
			spoil(t, fixture)
			if out, code := shell.run("git add . && "+command, time.Minute); code != 1 || !strings.Contains(out, "[retrycode/spelling]") {
				t.Errorf("a bad fixture: exit code %d\n%s", code, out)
			}
			if err := os.RemoveAll(filepath.Join(shell.dir, "fixtures", "deep")); err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(fixture); err != nil {
				t.Fatal(err)
			}
			if out, code := shell.run("git add . && "+command, time.Minute); code != 0 || !regexp.MustCompile(`(?i)skip|no files`).MatchString(out) {
				t.Errorf("no fixtures: exit code %d\n%s", code, out)
			}
		})
	}
}

// recipe is the file of docs/ci.md that begins with its name.
func recipe(t *testing.T, name string) (text string) {
	t.Helper()
	page := readPage(t, inRepo("docs/ci.md"))
	for _, block := range splitBlocks(page) {
		if strings.HasPrefix(block.body, "# "+name+"\n") {
			return block.body
		}
	}
	t.Fatalf("docs/ci.md has no %s", name)
	return ""
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// gitRepo makes dir a repository with files, staged, and the tag v1 once something is
// committed.
func gitRepo(t *testing.T, dir string, files map[string]string) string {
	t.Helper()
	for name, text := range files {
		write(t, filepath.Join(dir, name), text)
	}
	script := "git init -q && git add ."
	if files != nil {
		script += " && git -c user.name=a -c user.email=a@example.com commit -qm first && git tag v1"
	}
	if out, code := consume(t, dir, "sh", "-c", script); code != 0 {
		t.Fatalf("%s: %s", script, out)
	}
	return dir
}
