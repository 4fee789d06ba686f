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
	if m := regexp.MustCompile(`(?m)^## (\d+\.\d+\.\d+\S*)`).FindStringSubmatch(readPage(t, filepath.Join(repo, "CHANGELOG.md"))); m != nil {
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
	named := regexp.MustCompile(`(argosctl/argosctl(?:/cmd/argosctl)?@v?|rev: v?|argosctl_|ghcr\.io/argosctl/argosctl:|install\.sh |releases/download/v?|refs/tags/v?)(VERSION|latest|main|\d+\.\d+\.\d+[\w.-]*?)(_|/|\b)`)
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
