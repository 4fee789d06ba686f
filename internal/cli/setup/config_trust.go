package setup

import (
	"context"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/config"
	"github.com/argosctl/argosctl/internal/term"
)

type configTrustOptions struct {
	f      *kit.Factory
	dir    string
	remove bool
}

func newConfigTrustCmd(f *kit.Factory) *cobra.Command {
	opts := &configTrustOptions{f: f}
	cmd := &cobra.Command{
		Use:   "trust [DIR]",
		Short: "Let a project's .argosctl.yaml set everything",
		Long: `Let a project's .argosctl.yaml set everything.

A project's file sets only validate, lang, output and color: whoever wrote the
repository must not choose where your API key comes from, where it goes, or
which command runs. This command adds DIR to "trusted" in your own configuration
file. From then on the .argosctl.yaml in DIR may set profiles, base-url and the
like, also after it has changed. Directories below DIR are not trusted with it.

Without DIR, it is the directory of the project file that argosctl finds from
here.`,
		Example: `  argosctl config trust
  argosctl config trust --remove`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return kit.Usagef("%s takes at most one directory, got %s", cmd.CommandPath(), kit.Arguments(args)).WithHint("%s", kit.UsageLine(cmd))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				opts.dir = args[0]
			}
			return runConfigTrust(cmd.Context(), opts)
		},
	}
	cmd.Flags().BoolVar(&opts.remove, "remove", false, "stop trusting it")
	return kit.Plain(cmd, kit.Messages)
}

func runConfigTrust(_ context.Context, opts *configTrustOptions) error {
	f := opts.f
	if f.Flags.Config != "" {
		return kit.Usagef("config trust changes your own configuration file and does not go with --config")
	}
	target := &configTarget{f: f, user: true}
	path, err := target.path(nil)
	if err != nil {
		return err
	}
	place, err := f.ConfigPlace()
	if err != nil {
		return err
	}
	dir, problem := place.Real(opts.dir)
	if opts.remove {
		return opts.untrust(target, path, dir)
	}
	if problem != nil {
		return kit.ConfigFailure(kit.Input, problem)
	}
	gains := ignoredIn(place, dir)
	added, err := config.Trust(path, dir)
	switch {
	case err != nil:
		return target.changed("", path, err)
	case !added:
		f.Note("%s is trusted already", term.Clean(dir))
		return nil
	}
	f.Note("trusted %s in %s", term.Clean(dir), term.Clean(path))
	switch {
	case gains == nil:
		f.Note("there is no %s in it yet", config.ProjectFile)
	case len(gains.Ignored) > 0:
		f.Note("its %s now sets %s", config.ProjectFile, gains.Names())
	}
	return nil
}

// untrust takes dir from the list; it need not exist any longer.
func (opts *configTrustOptions) untrust(target *configTarget, path, dir string) error {
	removed, err := config.Untrust(path, dir)
	switch {
	case err != nil:
		return target.changed("", path, err)
	case removed:
		opts.f.Note("%s is trusted no longer", term.Clean(dir))
	default:
		opts.f.Note("%s was not trusted", term.Clean(dir))
	}
	return nil
}

// ignoredIn is what is made of the project's file in dir before it is trusted;
// nil where there is none.
func ignoredIn(place config.Place, dir string) *config.Project {
	place.Dir = dir
	if file := place.Files()[0]; !file.Exists || filepath.Dir(file.Path) != dir {
		return nil
	}
	settings, err := config.Load(place)
	if err != nil {
		return &config.Project{} // the next command says what is wrong with it
	}
	return &settings.Project
}
