package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/zalando/go-keyring"

	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/term"
)

const testKey = "EXAMPLEonlyNotARealKey0123456789abcdefgh"

// dirRing is a keyring for scripts: a directory with a file for each profile.
type dirRing string

// scriptRing is the script's keyring; RING=none takes it away.
func scriptRing(ts *testscript.TestScript) keys.Ring {
	if ts.Getenv("RING") == "none" {
		return nil
	}
	return dirRing(ts.MkAbs("ring"))
}

func (d dirRing) Get(profile string) (string, error) {
	raw, err := os.ReadFile(filepath.Join(string(d), profile))
	return string(raw), missing(err)
}

func (d dirRing) Set(profile, key string) error {
	if err := os.MkdirAll(string(d), 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(string(d), profile), []byte(key), 0o600)
}

func (d dirRing) Delete(profile string) error {
	return missing(os.Remove(filepath.Join(string(d), profile)))
}

func missing(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return keyring.ErrNotFound
	}
	return err
}

// keyFactory is a factory in an empty directory, with variables.
func keyFactory(t *testing.T, env map[string]string) (f *Factory, errs func() string) {
	t.Helper()
	streams, _, buf := term.Buffers("")
	dir := t.TempDir()
	f = &Factory{
		IO: streams, Getenv: func(name string) string { return env[name] }, Now: time.Now,
		Dir:  func() (string, error) { return dir, nil },
		Home: func() (string, error) { return filepath.Join(dir, "home"), nil },
		Ring: dirRing(filepath.Join(dir, "ring")),
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

func TestKeyIsMaskedOnStderr(t *testing.T) {
	t.Parallel()
	f, errs := keyFactory(t, map[string]string{keys.EnvVar: testKey + "\n"})
	f.flags.verbose = true
	var callers sync.WaitGroup
	for range 4 {
		callers.Go(func() {
			key, err := f.Key(t.Context())
			if err != nil || key.Reveal() != testKey {
				t.Errorf("got %q, %v", key.Reveal(), err)
			}
		})
	}
	callers.Wait()
	f.report("the request with "+testKey+" failed", "digest 96c15fc559fcffb21bdd96673444e5290854d0c4878354dcd02bcf0615453e62")
	f.Log().Debug("sent", "header", "x-api-key: "+testKey)
	got := errs()
	for _, want := range []string{"the request with [secret] failed\n", "digest [secret]\n", `header="x-api-key: [secret]"`, "source=ARGOS_API_KEY"} {
		if !strings.Contains(got, want) {
			t.Errorf("stderr lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, testKey) || strings.Count(got, "found the API key") != 1 {
		t.Errorf("stderr:\n%s", got)
	}
}

func TestKeyMissing(t *testing.T) {
	t.Parallel()
	f, _ := keyFactory(t, nil)
	_, err := f.Key(t.Context())
	var failed *failure
	if !errors.Is(err, keys.ErrNone) || !errors.As(err, &failed) || failed.category != catKey || failed.Error() != "no API key for profile default" {
		t.Errorf("got %v", err)
	}
	if want := "set ARGOS_API_KEY, name a file with --key-file, or store it with 'argosctl auth login'"; failed.hint != want {
		t.Errorf("hint %q, want %q", failed.hint, want)
	}
}

func TestKeyWarnsOfAnOpenFile(t *testing.T) {
	t.Parallel()
	f, errs := keyFactory(t, nil)
	dir, _ := f.Dir()
	f.keyFlags.file = filepath.Join(dir, "open.key")
	if err := os.WriteFile(f.keyFlags.file, []byte(testKey), 0o644); err != nil {
		t.Fatal(err)
	}
	if key, err := f.Key(t.Context()); err != nil || key.Reveal() != testKey {
		t.Fatalf("got %v", err)
	}
	if want := "warning: --key-file " + f.keyFlags.file + ": others can read the key file (mode 0644): chmod 600 keeps it yours\n"; errs() != want {
		t.Errorf("got %q, want %q", errs(), want)
	}
}

func TestKeyWithABrokenConfiguration(t *testing.T) {
	t.Parallel()
	f, _ := keyFactory(t, map[string]string{"ARGOSCTL_LANG": "xx"})
	var failed *failure
	if _, err := f.Key(t.Context()); !errors.As(err, &failed) || failed.category != catUsage {
		t.Errorf("got %v", err)
	}
}

// The terminal's answer is what a person types.
func TestLoginAsks(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ typed, want string }{
		{testKey + "\n", ""},
		{"\n", "the answer: it is empty: expected an API key"},
	} {
		f, errs := keyFactory(t, nil)
		f.IO.In, f.IO.InTTY = strings.NewReader(tt.typed), true
		err := runLogin(t.Context(), &loginOptions{f: f})
		if tt.want != "" {
			if err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := errs(); got != "API key for profile default: stored the API key for profile default in the keyring\n" {
			t.Errorf("stderr %q", got)
		}
		if got, err := f.Ring.Get("default"); got != testKey || err != nil {
			t.Errorf("the keyring holds %q, %v", got, err)
		}
	}
}
