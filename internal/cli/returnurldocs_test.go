package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/cli/clitest"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/testkit"
)

// blocks returns the fenced blocks of a page in one language.
func blocks(t *testing.T, page, lang string) []string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("../../docs", page))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, m := range regexp.MustCompile("(?ms)^```"+lang+"\n(.*?)^```$").FindAllStringSubmatch(string(raw), -1) {
		found = append(found, m[1])
	}
	return found
}

// command is a real command in dir, with argosctl in its PATH and the test key
// in its environment.
func command(t *testing.T, dir, name string, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "ARGOS_API_KEY="+clitest.Key, "PATH="+selfDir(t)+":"+os.Getenv("PATH"))
	return cmd
}

// TestDocsCode runs the programs of the page about return URLs on a URL that
// argosctl sealed, on the same with a + that became a blank, and with a wrong
// key.
func TestDocsCode(t *testing.T) {
	testkit.NotUnderRace(t, "it runs argosctl as a process of its own")
	t.Parallel()
	want := map[string]string{"kycStatus": "rejected", "errorCode": "DE-20000", "cf1": "한국어 & more", "email": "user@example.com"}
	var args []string
	for name, value := range want {
		args = append(args, "--set", name+"="+value)
	}
	code, sealed, stderr := runCipher(t, strings.NewReader(""), append([]string{"returnurl", "build", "--base", "https://example.com/done", "--encrypt"}, args...)...)
	if code != 0 {
		t.Fatal(stderr)
	}
	sealed = strings.TrimSpace(sealed)
	for _, program := range []struct{ lang, file, run string }{
		{"go", "main.go", "go run main.go"},
		{"js", "main.js", "node main.js"},
		{"python", "main.py", "python3 main.py"},
	} {
		t.Run(program.lang, func(t *testing.T) {
			t.Parallel()
			found := blocks(t, "return-urls.md", program.lang)
			if len(found) != 1 {
				t.Fatalf("%d programs", len(found))
			}
			if program.lang == "python" && command(t, "", "python3", "-c", "import cryptography").Run() != nil {
				t.Skip("python3 with the package cryptography is not installed")
			}
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, program.file), []byte(found[0]), 0o600); err != nil {
				t.Fatal(err)
			}
			words := strings.Fields(program.run)
			for _, text := range []string{sealed, strings.ReplaceAll(sealed, "%2B", "+")} {
				cmd := command(t, dir, words[0], append(words[1:], text)...)
				var errs bytes.Buffer
				cmd.Stderr = &errs
				out, err := cmd.Output()
				if err != nil {
					t.Fatalf("%v: %s", err, errs.Bytes())
				}
				var got map[string]string
				if err := json.Unmarshal(out, &got); err != nil {
					t.Fatalf("%v: %s", err, out)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Error(diff)
				}
			}
			cmd := command(t, dir, words[0], append(words[1:], sealed)...)
			cmd.Env = append(cmd.Env, "ARGOS_API_KEY=another")
			out, err := cmd.Output()
			if err == nil || len(out) > 0 {
				t.Errorf("a wrong key: %s", out)
			}
		})
	}
}
