package cli

import (
	"context"
	"errors"
	"path/filepath"
	"sync"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/term"
)

// keyFlags say where the API key is. No flag takes the key itself.
type keyFlags struct {
	file string
	env  string
}

// addKeyFlags adds the key flags to a command that needs a key.
func addKeyFlags(cmd *cobra.Command, flags *keyFlags) {
	cmd.Flags().StringVar(&flags.file, "key-file", "", "read the API key from this `file` (- is standard input)")
	cmd.Flags().StringVar(&flags.env, "key-env", "", "take the API key from the environment variable `name`")
}

// keyOnce is the key of a run, searched for once.
type keyOnce struct {
	once sync.Once
	text secret.Text
	err  error
}

// Key returns the API key. The search happens at the first call, which may
// read files, run the profile's key-command and ask the keyring; from then on
// the key is masked on stderr. The error wraps keys.ErrNone where there is no
// key at all. Key may be called from several goroutines.
func (f *Factory) Key(ctx context.Context) (secret.Text, error) {
	f.key.once.Do(func() { f.key.text, f.key.err = f.findKey(ctx) })
	return f.key.text, f.key.err
}

func (f *Factory) findKey(ctx context.Context) (secret.Text, error) {
	req, err := f.keyRequest()
	if err != nil {
		return secret.Text{}, err
	}
	key, err := f.keyWorld().Find(ctx, req)
	if err != nil {
		return secret.Text{}, keyFailure(err)
	}
	f.mask(key.Text)
	if key.Warning != "" {
		f.warn("%s: %s", term.Clean(key.Source), key.Warning)
	}
	f.Log().Debug("found the API key", "source", key.Source)
	return key.Text, nil
}

// mask keeps key off stderr from here on.
func (f *Factory) mask(key secret.Text) {
	if f.masker != nil {
		f.masker.Add(key)
	}
}

// keyFailure gives an error of the search for a key its category and hint.
func keyFailure(err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, keys.ErrNone):
		return fail(catKey, err).withHint("set %s, name a file with --key-file, or store it with 'argosctl auth login'", keys.EnvVar)
	case errors.Is(err, keys.ErrMisplaced):
		return fail(catKey, err).withHint("no flag takes the key itself: save it to a file, or name a variable that holds it; the shell's history may hold the key now")
	}
	return fail(catKey, err)
}

// keyRequest says where the flags and the configuration want the key from.
func (f *Factory) keyRequest() (keys.Request, error) {
	settings, err := f.Settings()
	if err != nil {
		return keys.Request{}, err
	}
	chosen := settings.Chosen()
	profile := keys.Profile{
		Name: settings.Profile, Env: chosen.KeyEnv, Command: chosen.KeyCommand,
	}
	if chosen.KeyFile != "" {
		profile.File = settings.Resolve("profiles."+settings.Profile+".key-file", chosen.KeyFile, f.Getenv)
	}
	return keys.Request{File: f.keyFlags.file, Env: f.keyFlags.env, Profile: profile}, nil
}

// keyWorld is what the search for a key may touch.
func (f *Factory) keyWorld() keys.World {
	w := keys.World{Getenv: f.Getenv, Stdin: f.IO.In, Run: keys.Shell, Ring: f.Ring}
	if home, err := f.Home(); err == nil && home != "" {
		w.Dir = filepath.Join(home, "argosctl", "keys")
	}
	return w
}
