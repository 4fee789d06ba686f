package cli

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/argosctl/argosctl/internal/testkit"
)

// programs are the Go programs that tests run, each built once. None is begun
// before a test asks for it.
var programs struct {
	sync.Mutex
	dir string
}

// TestMain gives the programs a directory.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "argosctl-programs-*")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	programs.dir = dir
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// program builds a command of the repository, as these tests are built: with the
// race detector or without. It has a directory of its own.
func program(pkg string) (path string, err error) {
	programs.Lock()
	defer programs.Unlock()
	name := filepath.Base(pkg)
	path = filepath.Join(programs.dir, name, name)
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	args := []string{"build", "-o", path}
	if testkit.Race {
		args = append(args, "-race")
	}
	build := exec.Command("go", append(args, "./"+pkg)...)
	build.Dir = inRepo(".")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build ./%s: %w\n%s", pkg, err, out)
	}
	return path, nil
}

// selfDir is a directory that holds argosctl and nothing else.
func selfDir(t testing.TB) string {
	t.Helper()
	path, err := program("cmd/argosctl")
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Dir(path)
}
