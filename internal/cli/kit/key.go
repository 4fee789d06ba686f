package kit

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

// KeyFlags say where the API key is. No flag takes the key itself.
type KeyFlags struct {
	File string
	Env  string
}

// AddKeyFlags adds the key flags to a command that needs a key.
func AddKeyFlags(cmd *cobra.Command, flags *KeyFlags) {
	cmd.Flags().StringVar(&flags.File, "key-file", "", "read the API key from this `file` (- is standard input)")
	cmd.Flags().StringVar(&flags.Env, "key-env", "", "take the API key from the environment variable `NAME`")
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
	req, err := f.KeyRequest()
	if err != nil {
		return secret.Text{}, err
	}
	key, err := f.KeyWorld().Find(ctx, req)
	if err != nil {
		return secret.Text{}, KeyFailure(err)
	}
	f.Mask(key.Text)
	if !key.Warning.Empty() {
		f.Warn("%s: %s", term.Clean(key.Source), key.Warning)
	}
	f.Log().Debug("found the API key", "source", key.Source)
	return key.Text, nil
}

// Mask keeps key off stderr from here on.
func (f *Factory) Mask(key secret.Text) {
	if f.masker != nil {
		f.masker.Add(key)
	}
}

// KeyFailure gives an error of the search for a key its category and hint.
func KeyFailure(err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, keys.ErrNone):
		return Fail(NoKey, err).WithHint("set %s, name a file with --key-file, or store it with 'argosctl auth login'", keys.EnvVar)
	case errors.Is(err, keys.ErrMisplaced):
		return Fail(NoKey, err).WithHint("no flag takes the key itself: save it to a file, or name a variable that holds it; the shell's history may hold the key now")
	}
	return Fail(NoKey, err)
}

// KeyRequest says where the flags and the configuration want the key from.
func (f *Factory) KeyRequest() (keys.Request, error) {
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
	return keys.Request{File: f.KeyFlags.File, Env: f.KeyFlags.Env, Profile: profile}, nil
}

// KeyWorld is what the search for a key may touch.
func (f *Factory) KeyWorld() keys.World {
	w := keys.World{Work: f.Dir, Getenv: f.Getenv, Stdin: f.IO.In, Run: keys.Shell, Ring: f.Ring}
	if home, err := f.Home(); err == nil && home != "" {
		w.Dir = filepath.Join(home, "argosctl", "keys")
	}
	return w
}
