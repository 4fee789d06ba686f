package kit

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/cli/clitest"
	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/workdir"
)

func TestKeyIsMaskedOnStderr(t *testing.T) {
	t.Parallel()
	f, errs := maskedFactory(t, map[string]string{keys.EnvVar: clitest.Key + "\n"})
	f.Flags.Verbose = true
	var callers sync.WaitGroup
	for range 4 {
		callers.Go(func() {
			key, err := f.Key(t.Context())
			if err != nil || key.Reveal() != clitest.Key {
				t.Errorf("got %q, %v", key.Reveal(), err)
			}
		})
	}
	callers.Wait()
	f.Report(errors.New("the request with "+clitest.Key+" failed"), say.Textf("digest 96c15fc559fcffb21bdd96673444e5290854d0c4878354dcd02bcf0615453e62"))
	f.Log().Debug("sent", "header", "x-api-key: "+clitest.Key)
	got := errs()
	for _, want := range []string{"the request with [secret] failed\n", "digest [secret]\n", `header="x-api-key: [secret]"`, "source=ARGOS_API_KEY"} {
		if !strings.Contains(got, want) {
			t.Errorf("stderr lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, clitest.Key) || strings.Count(got, "found the API key") != 1 {
		t.Errorf("stderr:\n%s", got)
	}
}

func TestKeyMissing(t *testing.T) {
	t.Parallel()
	f, _ := maskedFactory(t, nil)
	_, err := f.Key(t.Context())
	var failed *Failure
	if !errors.Is(err, keys.ErrNone) || !errors.As(err, &failed) || failed.Category != NoKey || failed.Error() != "no API key for profile default" {
		t.Errorf("got %v", err)
	}
	if want := "set ARGOS_API_KEY, name a file with --key-file, or store it with 'argosctl auth login'"; failed.Hint.String() != want {
		t.Errorf("hint %q, want %q", failed.Hint, want)
	}
}

func TestKeyWarnsOfAnOpenFile(t *testing.T) {
	t.Parallel()
	f, errs := maskedFactory(t, nil)
	dir, _ := f.Dir.Abs()
	f.KeyFlags.File = filepath.Join(dir, "open.key")
	if err := os.WriteFile(f.KeyFlags.File, []byte(clitest.Key), 0o644); err != nil {
		t.Fatal(err)
	}
	if key, err := f.Key(t.Context()); err != nil || key.Reveal() != clitest.Key {
		t.Fatalf("got %v", err)
	}
	if want := "warning: --key-file " + f.KeyFlags.File + ": others can read the key file (mode 0644): chmod 600 keeps it yours\n"; errs() != want {
		t.Errorf("got %q, want %q", errs(), want)
	}
}

func TestKeyWithABrokenConfiguration(t *testing.T) {
	t.Parallel()
	f, _ := maskedFactory(t, map[string]string{"ARGOSCTL_LANG": "xx"})
	var failed *Failure
	if _, err := f.Key(t.Context()); !errors.As(err, &failed) || failed.Category != Usage {
		t.Errorf("got %v", err)
	}
}

// maskedFactory is a factory with a masked stderr in an empty directory, with variables.
func maskedFactory(t *testing.T, env map[string]string) (f *Factory, errs func() string) {
	t.Helper()
	streams, _, buf := term.Buffers("")
	dir := t.TempDir()
	f = &Factory{
		IO: streams, Getenv: func(name string) string { return env[name] }, Now: time.Now,
		Dir:  workdir.Dir(dir),
		Home: func() (string, error) { return filepath.Join(dir, "home"), nil },
		Ring: clitest.Ring(filepath.Join(dir, "ring")),
	}
	f.masker = secret.NewMasker(streams.Err)
	streams.Err = f.masker
	return f, func() string {
		if err := f.masker.Flush(); err != nil {
			t.Error(err)
		}
		return buf.String()
	}
}
