package setup

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/config"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// NewConfigCmd holds the commands about configuration files.
func NewConfigCmd(f *kit.Factory) *cobra.Command {
	cmd := &cobra.Command{
		Use: "config", GroupID: kit.GroupSetup,
		Short: "Show and change the configuration",
		Long: `Show and change the configuration.

A setting comes from the first of: a flag, an ARGOSCTL_* variable, the project's
.argosctl.yaml (searched upward from the working directory to the root of the
repository), your own configuration file, a default. A file never holds an API
key.

A project's file sets only validate, lang, output and color. For the rest
(profiles, addresses, where a key comes from) use your own file, or tell
argosctl that you trust the project: argosctl config trust.`,
		Args: cobra.ArbitraryArgs,
		RunE: kit.NeedSubcommand,
	}
	cmd.AddCommand(newConfigShowCmd(f), newConfigPathCmd(f), newConfigInitCmd(f), newConfigGetCmd(f), newConfigSetCmd(f), newConfigUnsetCmd(f),
		newConfigTrustCmd(f))
	return cmd
}

type configShowOptions struct{ f *kit.Factory }

func newConfigShowCmd(f *kit.Factory) *cobra.Command {
	opts := &configShowOptions{f: f}
	return &cobra.Command{
		Use:         "show",
		Annotations: kit.About{Schema: "setting", CSV: true}.Annotations(),
		Short:       "Show every setting and where it comes from",
		Example: `  argosctl config show
  argosctl config show --jq '.[] | select(.key == "lang").origin'`,
		Args: kit.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runConfigShow(cmd.Context(), opts)
		},
	}
}

// effective are the settings as this run has them: what flags and the locale say
// stands above the configuration.
func effective(f *kit.Factory) (entries []config.Entry, lang, format string, err error) {
	settings, err := f.Settings()
	if err != nil {
		return nil, "", "", err
	}
	if lang, format, err = f.View(); err != nil {
		return nil, "", "", err
	}
	entries = settings.Entries()
	given := map[string][2]string{"lang": {f.Flags.Lang, lang}, "output": {f.Flags.Output, format}, "color": {f.Flags.Color, f.Flags.Color}}
	for i, e := range entries {
		switch flag := given[e.Key]; {
		case flag[0] != "":
			entries[i].Value, entries[i].Origin = flag[1], "flag --"+e.Key
		case e.Key == "lang" && e.Value == "":
			entries[i].Value, entries[i].Origin = f.Locale()
		}
	}
	return entries, lang, format, nil
}

func runConfigShow(_ context.Context, opts *configShowOptions) error {
	f := opts.f
	entries, lang, format, err := effective(f)
	if err != nil {
		return err
	}
	if format == kit.Table {
		return settingTable(f, entries, lang)
	}
	return kit.PutList(f, format, []string{"key", "value", "origin"}, entries...)
}

func settingTable(f *kit.Factory, entries []config.Entry, lang string) error {
	list := f.IO.List(term.Layout{Columns: []term.Column{
		{Key: "key", Head: kit.Head(lang, "Setting"), Kind: term.Field},
		{Key: "value", Head: kit.Head(lang, "Value"), Kind: term.Value, Least: 40},
		{Key: "origin", Head: kit.Head(lang, "From"), Kind: term.Path, Label: kit.Before(lang, "From")},
	}})
	for _, e := range entries {
		if err := list.Row(term.S(f.IO.Style().Name, e.Key), f.IO.Cell(nil, e.Value), term.S(f.IO.Style().Faint, originOf(e.Origin).In(lang))); err != nil {
			return err
		}
	}
	return list.Close()
}

// originOf is where a setting has its value from, as people read it.
type originOf string

// In returns the text in lang.
func (o originOf) In(lang string) string {
	if name, ok := strings.CutPrefix(string(o), "environment "); ok {
		return say.Textf("environment %s", name).In(lang)
	}
	if name, ok := strings.CutPrefix(string(o), "flag "); ok {
		return say.Textf("flag %s", name).In(lang)
	}
	if o == "default" {
		return kit.Before(lang, "Default")
	}
	return string(o) // the place in a file
}

type configPathOptions struct{ f *kit.Factory }

// configFile is a line of `config path`.
type configFile struct {
	config.File
	Trusted bool   `json:"trusted"` // whether it may set everything
	Problem string `json:"problem,omitempty"`
	refused bool
}

// state says whether the file counts, and how that is coloured.
func (c configFile) state(style term.Styles) (say.Word, func(string) string) {
	switch {
	case c.refused:
		return say.Word("not read"), style.Warn
	case c.Problem != "":
		return say.Word("broken"), style.Bad
	case c.Exists:
		return say.Word("in use"), style.Good
	}
	return say.Word("none"), style.Faint
}

// role is whose the file is.
func (c configFile) role() say.Word {
	switch c.Role {
	case config.RoleProject:
		return say.Word("project")
	case config.RoleUser:
		return say.Word("user")
	}
	return say.Word(c.Role)
}

func newConfigPathCmd(f *kit.Factory) *cobra.Command {
	opts := &configPathOptions{f: f}
	return &cobra.Command{
		Use:         "path",
		Annotations: kit.About{Schema: "config-file", CSV: true}.Annotations(),
		Short:       "Show which configuration files are looked at",
		Example: `  argosctl config path
  argosctl config path --jq '.[] | select(.exists).path'`,
		Args: kit.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runConfigPath(cmd.Context(), opts)
		},
	}
}

// runConfigPath works with a broken configuration too: it says which file is
// broken.
func runConfigPath(_ context.Context, opts *configPathOptions) error {
	f := opts.f
	place, err := f.ConfigPlace()
	if err != nil {
		return err
	}
	output := kit.Table
	var broken *config.Error
	var project config.Project
	if settings, err := f.Load(); err == nil {
		output, project = settings.Output, settings.Project
	} else if !errors.As(err, &broken) {
		return err
	}
	format, err := f.FormatOr(output)
	if err != nil {
		return err
	}
	lang, err := f.LangFor(format == kit.Table)
	if err != nil {
		lang = f.Speech() // the configuration is broken
	}
	var files []configFile
	for _, file := range place.Files() {
		line := configFile{File: file, Trusted: file.Role != config.RoleProject}
		if file.Role == config.RoleProject && file.Exists {
			line.Trusted, line.refused, line.Problem = project.Trusted, !project.Refused.Empty(), project.Refused.In(lang)
		}
		if broken != nil && broken.File == file.Path {
			line.Problem = broken.In(lang)
		}
		files = append(files, line)
	}
	if format != kit.Table {
		return kit.PutList(f, format, []string{"role", "path", "exists", "trusted", "problem"}, files...)
	}
	if err := fileTable(f, files, lang); err != nil {
		return err
	}
	f.TellProject()
	return nil
}

// fileTable prints configuration files, and below each what is wrong with it.
func fileTable(f *kit.Factory, files []configFile, lang string) error {
	list := f.IO.List(term.Layout{Columns: []term.Column{
		{Key: "role", Head: kit.Head(lang, "File"), Kind: term.Word},
		{Key: "state", Head: kit.Head(lang, "State"), Kind: term.Word},
		{Key: "path", Head: kit.Head(lang, "Path"), Kind: term.Value, Least: limit.Cell}, // to be copied: whole, if need be below its file
	}})
	for _, file := range files {
		state, mark := file.state(f.IO.Style())
		if err := list.Row(term.C(file.role().In(lang)), term.S(mark, state.In(lang)), term.C(file.Path)); err != nil {
			return err
		}
		if file.Problem != "" && !file.refused {
			if err := list.Aside(func() { f.Warn("%s", file.Problem) }); err != nil {
				return err
			}
		}
	}
	return list.Close()
}

// configTarget is the file that a command changes.
type configTarget struct {
	f     *kit.Factory
	user  bool
	force bool
}

func (c *configTarget) addFlags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&c.user, "user", false, "use your own configuration file instead of the project's")
}

// path picks the file: --config, your own, or else project's answer.
func (c *configTarget) path(project func(config.Place) string) (string, error) {
	place, err := c.f.ConfigPlace()
	switch {
	case err != nil:
		return "", err
	case c.user && place.File != "":
		return "", kit.Usagef("--user and --config name different files")
	case place.File != "":
		return place.File, nil
	case !c.user && place.Dir == "":
		return "", kit.Inputf("the working directory was removed: there is no project").WithHint("--user changes your own configuration file")
	case !c.user:
		return project(place), nil
	case place.UserFile() == "":
		return "", kit.Inputf("there is no configuration directory of the user's: expected XDG_CONFIG_HOME or HOME to be set")
	}
	return place.UserFile(), nil
}

// changed reports the end of a change to the file at path.
func (c *configTarget) changed(what say.Word, path string, err error) error {
	var e *config.Error
	switch {
	case err == nil:
		c.f.Note("%s %s", what, term.Clean(path))
		return nil
	case errors.As(err, &e) && e.Err != nil:
		return kit.ConfigFailure(kit.Input, err)
	}
	return kit.ConfigFailure(kit.Usage, err)
}

func newConfigInitCmd(f *kit.Factory) *cobra.Command {
	opts := &configTarget{f: f}
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write a commented .argosctl.yaml to start from",
		Example: `  argosctl config init
  argosctl config init --user`,
		Args: kit.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runConfigInit(cmd.Context(), opts)
		},
	}
	opts.addFlags(cmd)
	cmd.Flags().BoolVar(&opts.force, "force", false, "overwrite the file if there is one")
	return kit.Plain(cmd, kit.Messages)
}

func runConfigInit(_ context.Context, opts *configTarget) error {
	path, err := opts.path(func(p config.Place) string { return filepath.Join(p.Dir, config.ProjectFile) })
	if err != nil {
		return err
	}
	role := config.RoleProject
	if opts.user || opts.f.Flags.Config != "" {
		role = config.RoleUser
	}
	return opts.changed("wrote", path, config.Init(opts.f.Dir.Path(path), role, opts.f.Speech(), opts.force))
}

type configSetOptions struct {
	configTarget
	key, value string
}

func newConfigSetCmd(f *kit.Factory) *cobra.Command {
	opts := &configSetOptions{configTarget: configTarget{f: f}}
	cmd := &cobra.Command{
		Use:   "set KEY VALUE",
		Short: "Change one setting in a configuration file, keeping its comments",
		Long: `Change one setting in a configuration file, keeping its comments.

Without --user it is the project's file, which takes validate.*, lang, output and
color; in a project that you trust (argosctl config trust) every setting.`,
		Example: `  argosctl config set validate.fail-on warning
  argosctl config set --user profiles.staging.key-env MY_STAGING_KEY`,
		ValidArgsFunction: completeSetting,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return kit.Usagef("%s takes a key and a value, got %s", cmd.CommandPath(), kit.Arguments(args)).WithHint("%s", kit.UsageLine(cmd))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.key, opts.value = args[0], args[1]
			return runConfigSet(cmd.Context(), opts)
		},
	}
	opts.addFlags(cmd)
	return kit.Plain(cmd, kit.Messages)
}

func runConfigSet(_ context.Context, opts *configSetOptions) error {
	path, err := opts.path(func(p config.Place) string { return p.Files()[0].Path })
	if err != nil {
		return err
	}
	place, err := opts.f.ConfigPlace()
	if err != nil {
		return err
	}
	if !opts.user {
		if err := place.MaySet(path, opts.key); err != nil {
			return kit.ConfigFailure(kit.Usage, err)
		}
	}
	return opts.changed("changed", path, config.Set(opts.f.Dir.Path(path), opts.key, opts.value))
}

// ruleSettings is what the names of the settings of rules begin with.
const ruleSettings = "validate.rules."

// completeSetting completes the names of settings, then their values.
func completeSetting(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var names []cobra.Completion
	for _, key := range config.Keys() {
		switch {
		case len(args) == 0 && key.Name == ruleSettings+"*":
			for _, id := range lint.RuleIDs() {
				names = append(names, ruleSettings+id)
			}
		case len(args) == 0 && !strings.ContainsAny(key.Name, "*["):
			names = append(names, cobra.CompletionWithDesc(key.Name, key.Doc))
		case len(args) == 1 && cmd.Name() == "set" && (key.Name == args[0] || key.Name == ruleSettings+"*" && strings.HasPrefix(args[0], ruleSettings)):
			names = append(names, key.Values...)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
