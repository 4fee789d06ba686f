//go:build interop

// Package reporttest holds what tests of reports need of outside validators, for
// the tests of `make interop` alone.
package reporttest

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/testkit"
)

// SARIF has Microsoft's validator judge logs and returns its complaints. The
// test is skipped where the validator cannot be installed.
func SARIF(t *testing.T, logs ...string) []string {
	t.Helper()
	tool := multitool(t)
	verdict := filepath.Join(t.TempDir(), "verdict.sarif")
	args := append([]string{"validate", "--output", verdict, "--quiet", "true", "--level", "Error;Warning"}, logs...)
	cmd := exec.CommandContext(t.Context(), tool, args...)
	cmd.Env = append(os.Environ(), "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1")
	out, runErr := cmd.CombinedOutput()
	text, err := os.ReadFile(verdict)
	if err != nil {
		t.Fatalf("no verdict: %v, %v\n%s", err, runErr, out)
	}
	return complaints(t, text)
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

// Multitool is the package of Microsoft's validator, which holds the schema of
// SARIF, too.
const Multitool = "@microsoft/sarif-multitool-linux@5.7.0"

// multitool returns the path of the validator.
func multitool(t *testing.T) string {
	t.Helper()
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		t.Skip("the validator's package holds a binary for Linux on amd64 only")
	}
	path := filepath.Join(testkit.NPM(t, Multitool), "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool")
	if err := os.Chmod(path, 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}
