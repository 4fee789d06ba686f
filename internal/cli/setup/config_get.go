package setup

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/config"
	"github.com/argosctl/argosctl/internal/term"
)

func newConfigGetCmd(f *kit.Factory) *cobra.Command {
	return &cobra.Command{
		Use:         "get KEY",
		Annotations: kit.About{Schema: "setting", Ends: []kit.Category{kit.Negative}}.Annotations(),
		Short:       "Print the value of one setting",
		Long: `Print the value of one setting as it holds here, wherever it comes from. Exit code
1 when the setting has no value.`,
		Example: `  argosctl config get validate.fail-on
  argosctl config get lang -o json`,
		Args:              kit.OneArg("setting"),
		ValidArgsFunction: completeSetting,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runConfigGet(cmd.Context(), f, args[0])
		},
	}
}

func runConfigGet(_ context.Context, f *kit.Factory, key string) error {
	if err := config.Known(key); err != nil {
		return kit.ConfigFailure(kit.Usage, err)
	}
	entries, _, format, err := effective(f)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(entries, func(e config.Entry) bool { return config.SameKey(e.Key, key) })
	switch {
	case i < 0 || entries[i].Value == "":
		return kit.Failf(kit.Negative, "%s has no value", term.Clean(key)).WithHint("argosctl config show lists the settings that have one")
	case format == kit.Table:
		f.IO.Println(term.Clean(entries[i].Value))
		return nil
	}
	return kit.PutOne(f, format, entries[i])
}

type configUnsetOptions struct {
	configTarget
	key string
}

func newConfigUnsetCmd(f *kit.Factory) *cobra.Command {
	opts := &configUnsetOptions{configTarget: configTarget{f: f}}
	cmd := &cobra.Command{
		Use:   "unset KEY",
		Short: "Take one setting out of a configuration file, keeping its comments",
		Long: `Take one setting out of a configuration file, or all settings below a name, such
as profiles.staging. The rest of the file stays as it is.

Without --user it is the project's file.`,
		Example: `  argosctl config unset validate.fail-on
  argosctl config unset --user profiles.staging`,
		Args:              kit.OneArg("setting"),
		ValidArgsFunction: completeSetting,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.key = args[0]
			return runConfigUnset(cmd.Context(), opts)
		},
	}
	opts.addFlags(cmd)
	return kit.Plain(cmd, kit.Messages)
}

func runConfigUnset(_ context.Context, opts *configUnsetOptions) error {
	path, err := opts.path(func(p config.Place) string { return p.Files()[0].Path })
	if err != nil {
		return err
	}
	removed, err := config.Unset(opts.f.Dir.Path(path), opts.key)
	if err == nil && !removed {
		return opts.notSet(path)
	}
	return opts.changed("changed", path, err)
}

// notSet says that there was nothing to take out of the file, and where the setting
// has its value from.
func (opts *configUnsetOptions) notSet(path string) error {
	f := opts.f
	f.Note("%s is not set in %s", term.Clean(opts.key), term.Clean(path))
	entries, _, _, err := effective(f)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(entries, func(e config.Entry) bool { return config.SameKey(e.Key, opts.key) })
	if i >= 0 && entries[i].Value != "" {
		f.Remark("its value here is %q (%s)", term.Clean(entries[i].Value), originOf(entries[i].Origin))
	}
	return nil
}
