//go:build interop

package testkit

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// installTime is how long a package may take to install.
const installTime = 3 * time.Minute

// NPM returns a directory in which packages of npm ("name@version") are installed,
// once for each user. The test is skipped where they cannot be.
func NPM(t testing.TB, packages ...string) (dir string) {
	t.Helper()
	npm := Program(t, "npm")
	return installed(t, "npm", packages, func(ctx context.Context, dir string) *exec.Cmd {
		args := append([]string{"install", "--prefix", dir, "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=peer"}, packages...)
		return exec.CommandContext(ctx, npm, args...)
	})
}

// GoTool returns the path of a program of a Go module ("module/cmd/name@version"),
// built once for each user. The test is skipped where it cannot be.
func GoTool(t testing.TB, pkg string) (path string) {
	t.Helper()
	dir := installed(t, "go", []string{pkg}, func(ctx context.Context, dir string) *exec.Cmd {
		cmd := exec.CommandContext(ctx, "go", "install", pkg)
		cmd.Env = append(os.Environ(), "GOBIN="+dir, "GOFLAGS=")
		return cmd
	})
	name, _, _ := strings.Cut(filepath.Base(pkg), "@")
	return filepath.Join(dir, name)
}

// Program returns the path of a program of the system; the test is skipped where it
// is not installed.
func Program(t testing.TB, name string) (path string) {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed", name)
	}
	return path
}

// installed has a command fill a directory of the user's cache, unless it was
// filled before.
func installed(t testing.TB, kind string, what []string, install func(ctx context.Context, dir string) *exec.Cmd) (dir string) {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Skipf("no cache directory: %v", err)
	}
	sum := sha256.Sum256([]byte(strings.Join(what, "\n")))
	dir = filepath.Join(cache, "argosctl-tests", fmt.Sprintf("%s-%x", kind, sum[:6]))
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	unlock := turn(t, dir+".lock")
	defer unlock()
	if _, err := os.Stat(dir); err == nil {
		return dir
	}
	fresh, err := os.MkdirTemp(filepath.Dir(dir), "new-*")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(fresh) }()
	ctx, cancel := context.WithTimeout(t.Context(), installTime)
	defer cancel()
	if out, err := install(ctx, fresh).CombinedOutput(); err != nil {
		t.Skipf("%s cannot be installed here: %v\n%s", strings.Join(what, ", "), err, out)
	}
	if err := os.Rename(fresh, dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// turn waits until no other test, of whatever process, installs the same. The lock
// of one that was killed holds as long as an installation may take.
func turn(t testing.TB, lock string) (unlock func()) {
	t.Helper()
	for os.Mkdir(lock, 0o755) != nil {
		if info, err := os.Stat(lock); err == nil && time.Since(info.ModTime()) > installTime {
			_ = os.Remove(lock)
			continue
		}
		select {
		case <-t.Context().Done():
			t.Skip("interrupted")
		case <-time.After(100 * time.Millisecond):
		}
	}
	return func() { _ = os.Remove(lock) }
}
