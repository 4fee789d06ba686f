package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/argosctl/argosctl/internal/testkit"
)

// TestRecipes runs the commands of docs/ci.md: everything that the workflow
// files say about argosctl, but for its installation.
func TestRecipes(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	page, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	shell := docsShellHere(t)
	fixture := writeFixtures(t, shell.dir)
	installed := strings.ReplaceAll(string(page), `"$GOPATH/bin/argosctl"`, "argosctl")
	commands := regexp.MustCompile(`argosctl validate fixtures[^'\n]*`).FindAllString(installed, -1)
	if len(commands) != 3 {
		t.Fatalf("%d recipes: %q", len(commands), commands)
	}
	for _, command := range commands {
		t.Run(command, func(t *testing.T) {
			if out, code := shell.run(command, time.Minute); code != 0 || !strings.Contains(out, "0 errors") {
				t.Errorf("good fixtures: exit code %d\n%s", code, out)
			}
			spoil(t, fixture)
			if out, code := shell.run(command, time.Minute); code != 1 || !strings.Contains(out, "[retrycode/spelling]") {
				t.Errorf("a bad fixture: exit code %d\n%s", code, out)
			}
			writeFixtures(t, shell.dir)
		})
	}
	for _, name := range regexp.MustCompile(`(?m)(?:sarif_file: |codequality: |junit: |junit '|pattern: ')([\w.-]+)`).FindAllStringSubmatch(string(page), -1) {
		if info, err := os.Stat(filepath.Join(shell.dir, name[1])); err != nil || info.Size() == 0 {
			t.Errorf("no recipe writes %s: %v", name[1], err)
		}
	}
	for _, block := range splitBlocks(string(page)) {
		var doc any
		if err := yaml.Unmarshal([]byte(block.body), &doc); block.info == "yaml" && err != nil {
			t.Errorf("line %d: %v", block.line, err)
		}
	}
}

// writeFixtures makes a directory fixtures in dir as repositories have it, with files
// that are no fixtures, and returns the path of one fixture.
func writeFixtures(t *testing.T, dir string) (fixture string) {
	t.Helper()
	good, err := os.ReadFile("../../testdata/webhooks/retry.json")
	if err != nil {
		t.Fatal(err)
	}
	fixtures := filepath.Join(dir, "fixtures")
	if err := os.MkdirAll(filepath.Join(fixtures, "deep"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"README.md": "# Fixtures\n\nEach is one webhook: `{`\n", ".gitkeep": "", "retry.json": string(good), "deep/retry.json": string(good),
	} {
		if err := os.WriteFile(filepath.Join(fixtures, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(fixtures, "retry.json")
}

// spoil misspells the code of a fixture.
func spoil(t *testing.T, fixture string) {
	t.Helper()
	bad, err := os.ReadFile("../../testdata/bad/retrycode-spelling.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(fixture, bad, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestPreCommitHooks runs the hooks as pre-commit does, on the files that they
// choose.
func TestPreCommitHooks(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var hooks []struct{ ID, Name, Entry, Language, Files, Exclude string }
	if err := yaml.Unmarshal(text, &hooks); err != nil || len(hooks) != 2 {
		t.Fatalf("%d hooks, %v", len(hooks), err)
	}
	page, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, hook := range hooks {
		files := regexp.MustCompile(hook.Files)
		named, isNegated := strings.CutPrefix(hook.Exclude, "^(?!") // Go has no lookahead: the hook excludes all but this
		if !isNegated {
			t.Fatalf("%s excludes %q", hook.ID, hook.Exclude)
		}
		kind := regexp.MustCompile("^" + strings.TrimSuffix(named, ")"))
		for path, want := range map[string]bool{
			"testdata/webhooks/retry.json": true, "a/fixtures/b/c.ndjson": true, "package.json": false, "fixtures/README.md": false, "fixtures/.gitkeep": false,
		} {
			if (files.MatchString(path) && kind.MatchString(path)) != want {
				t.Errorf("%s: %s is chosen: %v", hook.ID, path, !want)
			}
		}
		if hook.Language != "golang" || hook.Name == "" || !strings.Contains(string(page), hook.ID) {
			t.Errorf("%+v", hook)
		}
		shell := docsShellHere(t)
		if err := os.WriteFile(filepath.Join(shell.dir, "a.json"), []byte(`{"webhook_trigger":"deleted","submissionId":"6xx28lo115832"}`), 0o600); err != nil {
			t.Fatal(err)
		}
		_, code := shell.run(hook.Entry+" a.json", time.Minute)
		if want := map[bool]int{true: 0, false: 1}[strings.HasSuffix(hook.Entry, "--fix")]; code != want {
			t.Errorf("%s: exit code %d, want %d", hook.Entry, code, want)
		}
	}
}

// TestFixturesAreClean: with its configuration, which gives the reasons, there
// is nothing to say of testdata.
func TestFixturesAreClean(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	shell := docsShellHere(t)
	out, code := shell.run("cd testdata && argosctl validate . -o json 2>/dev/null", time.Minute)
	var report struct {
		Findings []any
		Summary  struct{ Files, Payloads int }
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil || code != 0 {
		t.Fatalf("exit code %d, %v: %s", code, err, out)
	}
	if len(report.Findings) > 0 || report.Summary.Files < 40 || report.Summary.Payloads < 50 {
		t.Errorf("%s", out)
	}
}

func docsShellHere(t *testing.T) *docsShell {
	t.Helper()
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return newDocsShell(t, repo, selfDir(t))
}
