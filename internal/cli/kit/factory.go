package kit

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/argosctl/argosctl/internal/config"
	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/loopback"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/workdir"
)

// Factory hands every command what it needs of the outside world. Costly
// things are functions, so that a command pays only for what it uses.
type Factory struct {
	IO     *term.IO
	Getenv func(string) string
	Now    func() time.Time
	Seed   func() uint64          // a fresh random seed
	Dir    workdir.Dir            // the working directory
	Home   func() (string, error) // the user's configuration directory
	Ring   keys.Ring              // nil: there is no keyring
	Guard  loopback.Guard         // how deliveries to a handler resolve and dial
	Agent  bool                   // an agent runs the command line: it gives no flags
	Exit   func(code int)         // ends the process at once; nil: it cannot be ended so

	Flags    globalFlags
	KeyFlags KeyFlags
	loaded   *config.Settings
	speech   string // the language of stderr, once it is known
	told     bool   // whether the warning about the project's file is out
	hinted   string // the hint of the error that was reported last
	masker   *secret.Masker
	key      keyOnce
	files    runFiles
	out, err *stream      // standard output and error, below IO's
	flushErr func() error // writes what is held back before err

	ctx         context.Context // ends with Ctrl-C; nil for instant commands, which just die
	interrupted func() bool     // nil for instant commands
}

// System returns the factory of the real process, which exit ends.
func System(exit func(code int)) *Factory {
	return &Factory{
		IO:     term.System(),
		Getenv: os.Getenv,
		Now:    time.Now,
		Seed:   rand.Uint64,
		Home:   userConfigDir,
		Ring:   keys.SystemRing{},
		Exit:   exit,
	}
}

// Child returns a factory for a command line that an agent runs within this one, in dir
// and with streams of its own. It finds the same configuration and key, except for
// what flags say: Again has those.
func (f *Factory) Child(dir workdir.Dir, in io.Reader, out, errs io.Writer) *Factory {
	streams := term.Piped(in, out, errs)
	streams.OutFile = true // no CI job reads it as its log
	return &Factory{
		IO: streams, Agent: true, Getenv: f.Getenv, Now: f.Now, Seed: f.Seed, Dir: dir, Home: f.Home, Ring: f.Ring, Guard: f.Guard,
	}
}

// userConfigDir is $XDG_CONFIG_HOME on every system, else what the system says.
func userConfigDir() (string, error) {
	if dir := os.Getenv("XDG_CONFIG_HOME"); filepath.IsAbs(dir) {
		return dir, nil
	}
	return os.UserConfigDir()
}

// Settings returns the configuration, which is loaded once. The first call
// warns of what it took no notice of.
func (f *Factory) Settings() (*config.Settings, error) {
	settings, err := f.Load()
	if err == nil {
		f.TellProject()
	}
	return settings, err
}

// TellProject warns once of what the project's file may not do.
func (f *Factory) TellProject() {
	if f.loaded != nil && !f.told {
		f.told = true
		if warning := f.loaded.Project.Warning(); !warning.Empty() {
			f.Warn("%s", warning)
		}
	}
}

// ToldProject says that the command tells itself what the project's file may not
// do.
func (f *Factory) ToldProject() { f.told = true }

// ProfileNames are those of the configuration, in order.
func (f *Factory) ProfileNames() []string {
	settings, err := f.Load()
	if err != nil {
		return nil
	}
	return slices.Sorted(maps.Keys(settings.Profiles))
}

// Load is Settings without its warning.
func (f *Factory) Load() (*config.Settings, error) {
	if f.loaded != nil {
		return f.loaded, nil
	}
	place, err := f.ConfigPlace()
	if err != nil {
		return nil, err
	}
	settings, err := config.Load(place)
	if err != nil {
		return nil, ConfigFailure(Usage, err)
	}
	f.loaded = settings
	return settings, nil
}

// ConfigFailure gives a configuration error its category and hint.
func ConfigFailure(c Category, err error) error {
	var e *config.Error
	if errors.As(err, &e) {
		return Fail(c, err).Then(e.Hint)
	}
	return Fail(c, err)
}

// ConfigPlace says where configuration is looked for.
func (f *Factory) ConfigPlace() (config.Place, error) {
	dir, err := f.Dir.Abs()
	if err != nil {
		dir = "" // it was removed: no project
	}
	home, err := f.Home()
	if err != nil {
		home = "" // no home directory: no user configuration
	}
	return config.Place{
		Dir: dir, Work: f.Dir, Home: home, Getenv: f.Getenv,
		File: f.Flags.Config, Profile: f.Flags.profile,
	}, nil
}

// Log writes structured lines to stderr under --verbose. Callers never hand it
// secrets or personal data.
func (f *Factory) Log() *slog.Logger {
	if !f.Flags.Verbose {
		return slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	return slog.New(slog.NewTextHandler(f.IO.Err, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// StyleHelp gives help its colours: it is shown before a command is prepared.
func (f *Factory) StyleHelp() { _ = f.setupColor() }

// setupColor applies the colour rules to both output streams. Commands that do
// not need a configuration work with a broken one: those that do report it.
func (f *Factory) setupColor() error {
	chosen := f.Flags.Color
	if chosen == "" {
		chosen = string(term.ColorAuto)
		if settings, err := f.Load(); err == nil {
			chosen = settings.Color
		}
	}
	mode, err := term.ParseColorMode(chosen)
	if err != nil {
		return Fail(Usage, err)
	}
	f.IO.SetColor(
		term.StylesFor(term.ColorWanted(mode, f.Getenv, f.IO.OutTTY)),
		term.StylesFor(term.ColorWanted(mode, f.Getenv, f.IO.ErrTTY)),
	)
	return nil
}

// Reading is how the inputs of a command are read; a warning says which links
// were not followed.
func (f *Factory) Reading() source.Options {
	return source.Options{Dir: f.Dir, Stdin: f.IO.In, StdinIsTerminal: f.IO.InTTY, Outside: func(dir string, links []string) {
		what := say.Textf("the link %s leads out of %s and was not followed", term.Clean(links[0]), term.Clean(dir))
		if len(links) > 1 {
			what = say.Textf("%d links lead out of %s and were not followed, such as %s", len(links), term.Clean(dir), term.Clean(links[0]))
		}
		f.Warn("%s: name a file itself to read it", what)
	}}
}
