//go:build interop

// Package reporttest holds what tests of reports need of outside validators.
// It installs a validator into the user's cache directory and runs it, so only
// the tests of `make interop` import it.
package reporttest

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
