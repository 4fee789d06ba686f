//go:build unix

package cli

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestInstallScript installs a release that a server on this machine holds.
func TestInstallScript(t *testing.T) {
	t.Parallel()
	archive, name, good := releaseOfToday(t)
	bad := fmt.Sprintf("%x  %s\n", sha256.Sum256([]byte("other")), name)
	for _, tt := range []struct {
		name, version, checksums string
		code                     int
		says                     string
	}{
		{"a release", "1.2.3", good, 0, "installed argosctl 1.2.3"},
		{"with a v", "v1.2.3", good, 0, "installed argosctl 1.2.3"},
		{"another checksum", "1.2.3", bad, 1, "expected checksum"},
		{"no checksum", "1.2.3", "", 1, "(none is listed)"},
		{"no such release", "9.9.9", good, 3, "there is no release 9.9.9"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "bin")
			cmd := command(t, "", "bash", inRepo(".github/install.sh"), tt.version, dir)
			cmd.Env = append(cmd.Env, releaseServer(t, map[string]string{"checksums.txt": tt.checksums, name: archive})...)
			out, _ := cmd.CombinedOutput()
			if code := cmd.ProcessState.ExitCode(); code != tt.code || !strings.Contains(string(out), tt.says) {
				t.Errorf("exit code %d, want %d with %q: %s", code, tt.code, tt.says, out)
			}
			said, err := exec.CommandContext(t.Context(), filepath.Join(dir, "argosctl")).Output()
			if installed := err == nil && string(said) == "argosctl 1.2.3\n"; installed != (tt.code == 0) {
				t.Errorf("installed: %v (%v, %q)", installed, err, said)
			}
			if _, err := os.Stat(filepath.Join(dir, "README.md")); err == nil {
				t.Error("more than the program is unpacked")
			}
		})
	}
}

// TestInstallScriptSaysWhy: what the script cannot do, it says.
func TestInstallScriptSaysWhy(t *testing.T) {
	t.Parallel()
	releaseOfToday(t)
	for _, tt := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"no arguments", nil, 2, "usage: install.sh VERSION DIR"},
		{"no directory", []string{"1.2.3"}, 2, "usage: install.sh VERSION DIR"},
		{"nobody answers", []string{"1.2.3", "bin"}, 1, "curl: (7)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			cmd := command(t, t.TempDir(), "bash", append([]string{inRepo(".github/install.sh")}, tt.args...)...)
			cmd.Env = append(cmd.Env, "ARGOSCTL_RELEASES=http://127.0.0.1:9", "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1")
			out, _ := cmd.CombinedOutput()
			if code := cmd.ProcessState.ExitCode(); code != tt.code || !strings.Contains(string(out), tt.says) {
				t.Errorf("exit code %d, want %d with %q: %s", code, tt.code, tt.says, out)
			}
		})
	}
}

// TestAction runs the step of action.yml that installs a release, as a runner does.
func TestAction(t *testing.T) {
	t.Parallel()
	archive, name, sums := releaseOfToday(t)
	var action struct {
		Runs struct {
			Steps []struct {
				ID, If, Run string
				Env         map[string]string
			}
		}
	}
	if err := yaml.Unmarshal([]byte(readPage(t, inRepo("action.yml"))), &action); err != nil {
		t.Fatal(err)
	}
	install := action.Runs.Steps[0]
	for _, tt := range []struct {
		name, asked, ref string
		code             int
		output           string // what the later steps go by
	}{
		{"the release of the tag", "", "v1.2.3", 0, "code=0\n"},
		{"a branch", "", "main", 0, "code=3\n"},
		{"a commit", "", strings.Repeat("1a", 20), 0, "code=3\n"},
		{"a tag without a release", "", "v1.2.4", 0, "code=3\n"},
		{"a version asked for", "1.2.3", "main", 0, "code=0\n"},
		{"a version that does not exist", "1.2.4", "v1.2.3", 3, ""},
		{"no version", "latest", "v1.2.3", 3, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			known := strings.NewReplacer("${{ inputs.version }}", tt.asked, "${{ github.action_ref }}", tt.ref,
				"${{ github.action_path }}", filepath.Dir(inRepo("action.yml")), "${{ runner.temp }}", dir)
			cmd := command(t, dir, "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", install.Run)
			cmd.Env = append(cmd.Env, releaseServer(t, map[string]string{"checksums.txt": sums, name: archive})...)
			cmd.Env = append(cmd.Env, "GITHUB_OUTPUT="+filepath.Join(dir, "output"), "GITHUB_PATH="+filepath.Join(dir, "path"))
			for key, value := range install.Env {
				if value = known.Replace(value); strings.Contains(value, "${{") {
					t.Fatalf("%s is %s", key, value)
				}
				cmd.Env = append(cmd.Env, key+"="+value)
			}
			out, _ := cmd.CombinedOutput()
			output, _ := os.ReadFile(filepath.Join(dir, "output"))
			if code := cmd.ProcessState.ExitCode(); code != tt.code || string(output) != tt.output {
				t.Errorf("exit code %d and %q, want %d and %q: %s", code, output, tt.code, tt.output, out)
			}
			if path, _ := os.ReadFile(filepath.Join(dir, "path")); (string(path) == filepath.Join(dir, "argosctl")+"\n") != (tt.code == 0) {
				t.Errorf("the path is %q", path)
			}
			if _, err := os.Stat(filepath.Join(dir, "argosctl", "argosctl")); (err == nil) != (tt.output == "code=0\n") {
				t.Errorf("the program: %v", err)
			}
		})
	}
	for _, step := range action.Runs.Steps[1:] {
		if step.ID != "done" && step.If != "steps.install.outputs.code == '3'" {
			t.Errorf("a step is run if %q", step.If)
		}
	}
}

// releaseOfToday is the archive of release 1.2.3 for this machine, its name and the
// release's checksums. It skips the test where the install script cannot run.
func releaseOfToday(t *testing.T) (archive, name, sums string) {
	t.Helper()
	for _, program := range []string{"bash", "curl", "tar"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip(program + " is not installed: the script needs it")
		}
	}
	if runtime.GOARCH != "amd64" && runtime.GOARCH != "arm64" {
		t.Skip("there are no releases for " + runtime.GOARCH)
	}
	archive = releaseArchive(t)
	name = fmt.Sprintf("argosctl_1.2.3_%s_%s.tar.gz", runtime.GOOS, runtime.GOARCH)
	return archive, name, fmt.Sprintf("%x  %s\n", sha256.Sum256([]byte(archive)), name)
}

// releaseServer serves the files of release 1.2.3 until the test ends, and returns the
// environment in which the install script asks it.
func releaseServer(t *testing.T, files map[string]string) []string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, ok := files[strings.TrimPrefix(r.URL.Path, "/v1.2.3/")]
		if !ok {
			w.WriteHeader(http.StatusNotFound)
		}
		_, _ = w.Write([]byte(text))
	}))
	t.Cleanup(server.Close)
	return []string{"ARGOSCTL_RELEASES=" + server.URL, "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1"}
}

// releaseArchive is an archive as releases have them, with a stand-in for the
// program.
func releaseArchive(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	packed := gzip.NewWriter(&b)
	files := tar.NewWriter(packed)
	for name, text := range map[string]string{"argosctl": "#!/bin/sh\necho argosctl 1.2.3\n", "README.md": "# argosctl\n"} {
		if err := files.WriteHeader(&tar.Header{Name: name, Mode: 0o755, Size: int64(len(text))}); err != nil {
			t.Fatal(err)
		}
		if _, err := files.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := files.Close(); err != nil {
		t.Fatal(err)
	}
	if err := packed.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
