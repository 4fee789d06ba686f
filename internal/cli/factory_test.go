package cli

import (
	"io"
	"path/filepath"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/cli/clitest"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/workdir"
)

// keyFactory is a factory in an empty directory, with variables.
func keyFactory(t *testing.T, env map[string]string) (f *kit.Factory, errs func() string) {
	t.Helper()
	streams, _, buf := term.Buffers("")
	dir := t.TempDir()
	f = &kit.Factory{
		IO: streams, Getenv: func(name string) string { return env[name] }, Now: time.Now,
		Dir:  workdir.Dir(dir),
		Home: func() (string, error) { return filepath.Join(dir, "home"), nil },
		Ring: clitest.Ring(filepath.Join(dir, "ring")),
	}
	return f, buf.String
}

// runCipher runs a command line with the test key in the environment.
func runCipher(t *testing.T, stdin io.Reader, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	f, _ := keyFactory(t, map[string]string{"ARGOS_API_KEY": clitest.Key})
	streams, out, errs := term.Buffers("")
	streams.In = stdin
	f.IO = streams
	code = Main(args, f)
	return code, out.String(), errs.String()
}

// inRepo is the absolute path of a file of the repository.
func inRepo(path string) string {
	return workdir.Dir("").AbsPath(filepath.Join("../..", path))
}
