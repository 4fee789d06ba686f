package kit

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/config"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/workdir"
)

// globalFlags are the flags of the root command.
type globalFlags struct {
	Output  string
	JQ      string
	Color   string
	Lang    string
	Config  string
	profile string
	Quiet   bool
	Verbose bool
}

// TakeLang takes the language from a command line that was not read to its end.
func (flags *globalFlags) TakeLang(args []string) {
	for i, arg := range args {
		value, given := strings.CutPrefix(arg, "--lang=")
		if arg == "--lang" && i+1 < len(args) {
			value, given = args[i+1], true
		}
		if arg == "--" {
			return
		}
		if given && (value == say.English || value == say.Korean) {
			flags.Lang = value
		}
	}
}

// Again is what to say to a command line so that it has the same language, profile and
// configuration, whatever its working directory.
func (flags *globalFlags) Again(dir workdir.Dir) (args []string) {
	if flags.Lang != "" {
		args = append(args, "--lang="+flags.Lang)
	}
	if flags.profile != "" {
		args = append(args, "--profile="+flags.profile)
	}
	if flags.Config != "" {
		args = append(args, "--config="+dir.AbsPath(flags.Config))
	}
	return args
}

// Bind adds the flags to the root command.
func (flags *globalFlags) Bind(root *cobra.Command, profiles func() []string) {
	p := root.PersistentFlags()
	p.StringVarP(&flags.Output, "output", "o", "", "output `format`: table, json, yaml or ndjson (csv on lists)")
	p.StringVar(&flags.JQ, "jq", "", "filter the JSON result with a jq `expression` (implies -o json); strings print raw")
	p.StringVar(&flags.Color, "color", "", "when to `colour`: auto, always or never")
	p.StringVar(&flags.Lang, "lang", "", "`language` of results, messages and help: en or ko")
	p.StringVar(&flags.Config, "config", "", "read configuration from this `file` alone")
	p.StringVar(&flags.profile, "profile", "", "use this `profile` of the configuration")
	p.BoolVarP(&flags.Quiet, "quiet", "q", false, "print results and errors only")
	p.BoolVarP(&flags.Verbose, "verbose", "v", false, "log what is done to stderr")
	modes := make([]string, 0, len(term.ColorModes()))
	for _, m := range term.ColorModes() {
		modes = append(modes, string(m))
	}
	Default(root, "output", Table)
	Default(root, "color", say.Word(term.ColorAuto))
	Default(root, "lang", "the locale's on a terminal, else en")
	Default(root, "profile", config.DefaultProfile)
	Choices(root, "lang", say.English, say.Korean)
	Choices(root, "color", modes...)
	_ = root.RegisterFlagCompletionFunc("profile", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return profiles(), cobra.ShellCompDirectiveNoFileComp
	})
	_ = root.RegisterFlagCompletionFunc("jq", cobra.NoFileCompletions)
	_ = root.RegisterFlagCompletionFunc("output", func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		return FormatsOf(cmd), cobra.ShellCompDirectiveNoFileComp
	})
}
