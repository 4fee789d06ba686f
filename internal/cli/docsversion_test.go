package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/testkit"
)

// TestPagesNameOneVersion: what the pages install is the newest release of the
// changelog, or VERSION as long as there is none; -update writes it. Actions that the
// workflows use as well are of the same version.
func TestPagesNameOneVersion(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	version := "VERSION"
	if m := regexp.MustCompile(`(?m)^## \[?(\d+\.\d+\.\d+[^\]\s]*)`).FindStringSubmatch(readPage(t, filepath.Join(repo, "CHANGELOG.md"))); m != nil {
		version = m[1]
	}
	workflows, err := filepath.Glob(filepath.Join(repo, ".github", "workflows", "*.yml"))
	if err != nil || len(workflows) == 0 {
		t.Fatalf("%d workflows, %v", len(workflows), err)
	}
	pinned := ""
	for _, path := range workflows {
		pinned += readPage(t, path)
	}
	named := regexp.MustCompile(`(argosctl/argosctl(?:/cmd/argosctl)?@v?|rev: v?|\{version: |argosctl_|ghcr\.io/argosctl/argosctl:|install\.sh |releases/download/v?|refs/tags/v?)(VERSION|latest|main|\d+\.\d+\.\d+[\w.-]*?)(_|/|\b)`)
	uses := regexp.MustCompile(`uses: ((\S+?)@\S+(?: # v\S+)?)`)
	for _, page := range docsPages(t, repo) {
		text := readPage(t, page)
		want := named.ReplaceAllString(text, "${1}"+version+"${3}")
		if want != text {
			if *update {
				if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
					t.Fatal(err)
				}
			} else {
				t.Errorf("%s names another version than %s (go test ./internal/cli -run TestPagesNameOneVersion -update rewrites it)", page, version)
			}
		}
		if notYet := regexp.MustCompile("`v?VERSION`|published yet|배포된 릴리스가 없").FindString(want); version != "VERSION" && notYet != "" {
			t.Errorf("%s still says %q", page, notYet)
		}
		for _, m := range uses.FindAllStringSubmatch(text, -1) {
			if strings.Contains(pinned, m[2]+"@") && !strings.Contains(pinned, m[1]) {
				t.Errorf("%s uses %s, and the workflows another version of it", page, m[1])
			}
		}
		if strings.Contains(text, "@latest") {
			t.Errorf("%s names @latest", page)
		}
	}
}

// TestToolsHaveOneVersion: what the Makefile pins is what the release and the page about
// dependencies name, and the image of Go is the same everywhere.
func TestToolsHaveOneVersion(t *testing.T) {
	t.Parallel()
	release, page := readPage(t, inRepo(".github/workflows/release.yml")), readPage(t, inRepo("docs/dependencies.md"))
	tools := regexp.MustCompile(`(?m)^[A-Z]+ +:= \S+/(\S+)@(v\S+)$`).FindAllStringSubmatch(strings.ReplaceAll(readPage(t, inRepo("Makefile")), "/v2@", "@"), -1)
	if len(tools) < 4 {
		t.Fatalf("the Makefile pins %q", tools)
	}
	for _, tool := range tools {
		if !strings.Contains(page, tool[1]+" "+tool[2]) {
			t.Errorf("docs/dependencies.md does not name %s %s", tool[1], tool[2])
		}
		if tool[1] == "goreleaser" && !strings.Contains(release, "version: "+tool[2]+"\n") {
			t.Errorf("release.yml uses another goreleaser than %s", tool[2])
		}
	}
	image := regexp.MustCompile(`golang:\d[\w.-]*`)
	want := image.FindString(readPage(t, inRepo("Dockerfile")))
	for _, name := range image.FindAllString(readPage(t, inRepo("docs/ci.md")), -1) {
		if name != want {
			t.Errorf("docs/ci.md uses %s, the Dockerfile %s", name, want)
		}
	}
}
