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
)

// TestInstallScript installs a release that a server on this machine holds.
func TestInstallScript(t *testing.T) {
	t.Parallel()
	for _, program := range []string{"bash", "curl", "tar"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip(program + " is not installed: the script needs it")
		}
	}
	if runtime.GOARCH != "amd64" && runtime.GOARCH != "arm64" {
		t.Skip("there are no releases for " + runtime.GOARCH)
	}
	archive := releaseArchive(t)
	name := fmt.Sprintf("argosctl_1.2.3_%s_%s.tar.gz", runtime.GOOS, runtime.GOARCH)
	good := fmt.Sprintf("%x  %s\n", sha256.Sum256(archive), name)
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
			files := http.NewServeMux()
			files.HandleFunc("/v1.2.3/checksums.txt", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(tt.checksums)) })
			files.HandleFunc("/v1.2.3/"+name, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(archive) })
			server := httptest.NewServer(files)
			defer server.Close()
			dir := filepath.Join(t.TempDir(), "bin")
			cmd := command(t, "", "bash", inRepo(".github/install.sh"), tt.version, dir)
			cmd.Env = append(cmd.Env, "ARGOSCTL_RELEASES="+server.URL, "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1")
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

// releaseArchive is an archive as releases have them, with a stand-in for the
// program.
func releaseArchive(t *testing.T) []byte {
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
	return b.Bytes()
}
