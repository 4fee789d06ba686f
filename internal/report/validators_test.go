package report

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/diag"
)

// nastyStory is the story and one finding for each nasty file name.
func nastyStory() []step {
	steps := story()
	for _, name := range nastyNames() {
		f := diag.Finding{Rule: "field/type", Severity: diag.Error, Message: "in " + name + "\x00\ufffe", Help: []string{name}}
		f.Fix = &diag.Fix{Description: "write 2", Edits: []diag.Edit{{Offset: 5, Length: 1, Text: "2" + name}}}
		steps = append(steps, found(at(name, 3, `  "a": «1»`, f)), file(name, 1))
	}
	return steps
}

func TestJUnitAgainstXSD(t *testing.T) {
	t.Parallel()
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint (Debian package libxml2-utils) is not installed")
	}
	for name, steps := range map[string][]step{"story": nastyStory(), "empty": nil} {
		report := filepath.Join(t.TempDir(), name+".xml")
		write(t, report, play(t, "junit", Options{FailOn: diag.Error}, steps, Summary{}))
		cmd := exec.CommandContext(t.Context(), xmllint, "--noout", "--nonet", "--schema", "testdata/junit.xsd", report)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

func TestSARIFAgainstMultitool(t *testing.T) {
	t.Parallel()
	tool := multitool(t)
	dir := t.TempDir()
	verdict := filepath.Join(dir, "verdict.sarif")
	args := []string{"validate", "--output", verdict, "--quiet", "true", "--level", "Error;Warning"}
	for name, steps := range map[string][]step{"story.sarif": nastyStory(), "empty.sarif": nil} {
		log := filepath.Join(dir, name)
		write(t, log, play(t, "sarif", Options{Meta: storyMeta()}, steps, Summary{}))
		args = append(args, log)
	}
	cmd := exec.CommandContext(t.Context(), tool, args...)
	cmd.Env = append(os.Environ(), "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1")
	out, runErr := cmd.CombinedOutput()
	text, err := os.ReadFile(verdict)
	if err != nil {
		t.Fatalf("no verdict: %v, %v\n%s", err, runErr, out)
	}
	for _, complaint := range complaints(t, text) {
		t.Error(complaint)
	}
}

// complaints reads what the validator found, itself a SARIF log.
func complaints(t *testing.T, text []byte) []string {
	t.Helper()
	var doc struct {
		Runs []struct {
			Results []struct {
				RuleID, Level string
				Message       struct {
					ID, Text  string
					Arguments []string
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(text), "\ufeff")), &doc); err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, run := range doc.Runs {
		for _, r := range run.Results {
			list = append(list, strings.Join(append([]string{r.Level, r.RuleID, r.Message.ID, r.Message.Text}, r.Message.Arguments...), " "))
		}
	}
	return list
}

// multitool returns the path of Microsoft's SARIF validator, installed once
// into the user's cache directory from the npm registry.
func multitool(t *testing.T) string {
	t.Helper()
	const pkg, version = "@microsoft/sarif-multitool-linux", "5.7.0"
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		t.Skip("the SARIF validator's package holds a binary for Linux on amd64 only")
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Skipf("no cache directory for the SARIF validator: %v", err)
	}
	dir := filepath.Join(cache, "argosctl-tests", "sarif-multitool-"+version)
	tool := filepath.Join(dir, "node_modules", filepath.FromSlash(pkg), "Sarif.Multitool")
	if _, err := os.Stat(tool); err == nil {
		return tool
	}
	npm, err := exec.LookPath("npm")
	if err != nil {
		t.Skip("npm, which installs the SARIF validator, is not there")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	fresh := dir + ".new"
	cmd := exec.CommandContext(ctx, npm, "install", "--prefix", fresh, "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", pkg+"@"+version)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Skipf("the SARIF validator could not be installed from the npm registry: %v\n%s", err, out)
	}
	if err := os.Chmod(strings.Replace(tool, dir, fresh, 1), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(fresh, dir); err != nil {
		t.Fatal(err)
	}
	return tool
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
