package report

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

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
		t.Run(name, func(t *testing.T) {
			report := filepath.Join(t.TempDir(), name+".xml")
			write(t, report, play(t, "junit", Options{FailOn: diag.Error}, steps, Summary{}))
			cmd := exec.CommandContext(t.Context(), xmllint, "--noout", "--nonet", "--schema", "testdata/junit.xsd", report)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

func TestGitLabAgainstSchema(t *testing.T) {
	t.Parallel()
	schema, err := jsonschema.NewCompiler().Compile("testdata/gitlab.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, steps := range map[string][]step{"story": nastyStory(), "empty": nil} {
		t.Run(name, func(t *testing.T) {
			doc, err := jsonschema.UnmarshalJSON(strings.NewReader(play(t, "gitlab", Options{}, steps, Summary{})))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(doc); err != nil {
				t.Errorf("%v", err)
			}
		})
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
