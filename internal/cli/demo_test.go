package cli

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/cli/clitest"
)

// TestDemo: what `make demo` shows of each webhook fits a screen of 24 lines, with
// its command, and has no error.
func TestDemo(t *testing.T) {
	t.Parallel()
	makefile := readPage(t, filepath.Join("..", "..", "Makefile"))
	files := regexp.MustCompile(`(?m)^DEMO\s*:= (.*)$`).FindStringSubmatch(makefile)
	key := regexp.MustCompile(`(?m)^DEMOKEY\s*:= (.*)$`).FindStringSubmatch(makefile)
	if files == nil || key == nil || key[1] != clitest.Key {
		t.Fatalf("the Makefile names %q and the key %q", files, key)
	}
	want := []string{"retry  ", "rejected  ", "retry  "}
	for i, file := range strings.Fields(files[1]) {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			cmd := command(t, filepath.Join("..", ".."), filepath.Join(selfDir(t), "argosctl"), "decode", "--brief", file)
			cmd.Env = append(cmd.Env, "COLUMNS=80", "ARGOSCTL_LANG=en")
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			text := string(out)
			if lines := strings.Count(text, "\n") + 1; lines > 24 || strings.Contains(text, "error:") || !strings.HasPrefix(text, want[i]) {
				t.Errorf("%d lines:\n%s", lines, text)
			}
		})
	}
}
