package kit

import (
	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/term"
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

// Bind adds the flags to the root command.
func (flags *globalFlags) Bind(root *cobra.Command) {
	p := root.PersistentFlags()
	p.StringVarP(&flags.Output, "output", "o", "", "output `format`: table, json, yaml or ndjson (csv on lists)")
	p.StringVar(&flags.JQ, "jq", "", "filter the JSON result with a jq `expression` (implies -o json)")
	p.StringVar(&flags.Color, "color", "", "colour: auto, always or never (default auto)")
	p.StringVar(&flags.Lang, "lang", "", "`language` of descriptions and guidance: en or ko (default en)")
	p.StringVar(&flags.Config, "config", "", "read configuration from this `file` alone")
	p.StringVar(&flags.profile, "profile", "", "use this `profile` of the configuration")
	p.BoolVarP(&flags.Quiet, "quiet", "q", false, "print results and errors only")
	p.BoolVarP(&flags.Verbose, "verbose", "v", false, "log what is done to stderr")
	fixed := func(values ...string) cobra.CompletionFunc {
		return cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)
	}
	_ = root.RegisterFlagCompletionFunc("output", fixed(Table, JSON, YAML, NDJSON, CSV))
	_ = root.RegisterFlagCompletionFunc("lang", fixed("en", "ko"))
	modes := make([]string, 0, len(term.ColorModes()))
	for _, m := range term.ColorModes() {
		modes = append(modes, string(m))
	}
	_ = root.RegisterFlagCompletionFunc("color", fixed(modes...))
}
