package reference

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// commandInfo is one command in `commands -o json`, for tools and agents that
// want the whole surface at once.
type commandInfo struct {
	Command      string         `json:"command"`
	Usage        string         `json:"usage"`
	Short        string         `json:"short"`
	Example      string         `json:"example,omitempty"`
	Arguments    []kit.Argument `json:"arguments"`
	Flags        []flagInfo     `json:"flags"`
	Formats      []string       `json:"formats"`                 // of -o; none where it prints no result
	ExitCodes    []kit.ExitCode `json:"exit_codes"`              // those that it may end with
	OutputSchema string         `json:"output_schema,omitempty"` // of its JSON, for `argosctl schema`
}

type flagInfo struct {
	Name      string   `json:"name"`
	Shorthand string   `json:"shorthand,omitempty"`
	Type      string   `json:"type"`
	Default   string   `json:"default"`
	Values    []string `json:"values,omitempty"` // where only these are taken
	Many      bool     `json:"many"`             // it may be repeated
	Usage     string   `json:"usage"`
	Global    bool     `json:"global"`
}

// NewCommandsCmd is `commands`.
func NewCommandsCmd(f *kit.Factory) *cobra.Command {
	return &cobra.Command{
		Use: "commands", GroupID: kit.GroupReference,
		Annotations: kit.About{Instant: true, Schema: "commands", CSV: true}.Annotations(),
		Short:       "List every command with its arguments, flags and exit codes",
		Example: `  argosctl commands
  argosctl commands --jq '.[].command'`,
		Args: kit.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			lang, format, err := f.View()
			if err != nil {
				return err
			}
			infos := describeCommands(cmd.Root(), lang)
			if format == kit.Table {
				return commandTable(f, infos, lang)
			}
			return kit.PutList(f, format, []string{"command", "usage", "short", "output_schema"}, infos...)
		},
	}
}

// describeCommands walks the tree in the order of the help; commands that only
// hold others are left out.
func describeCommands(cmd *cobra.Command, lang string) []commandInfo {
	var infos []commandInfo
	for _, sub := range cmd.Commands() {
		if sub.Hidden || !sub.IsAvailableCommand() || sub.Name() == "help" {
			continue
		}
		if arguments := kit.ArgumentsOf(sub); !sub.HasSubCommands() || len(arguments) > 0 {
			infos = append(infos, commandInfo{
				Command: sub.CommandPath(), Usage: sub.UseLine(), Short: say.In(lang, sub.Short),
				Example: unindent(sub.Example), Arguments: arguments, Flags: describeFlags(sub, lang),
				Formats: kit.FormatsOf(sub), ExitCodes: kit.ExitCodesOf(sub), OutputSchema: kit.SchemaOf(sub),
			})
		}
		infos = append(infos, describeCommands(sub, lang)...)
	}
	return infos
}

// unindent takes the indentation of help from an example.
func unindent(example string) string {
	return strings.TrimPrefix(strings.ReplaceAll(example, "\n  ", "\n"), "  ")
}

func describeFlags(cmd *cobra.Command, lang string) []flagInfo {
	flags := []flagInfo{}
	add := func(global bool) func(*pflag.Flag) {
		return func(flag *pflag.Flag) {
			if flag.Hidden || flag.Name == "help" {
				return
			}
			_, many := flag.Value.(pflag.SliceValue)
			value := kit.DefaultIn(lang, flag)
			if many { // pflag says [] for none
				value = ""
			}
			flags = append(flags, flagInfo{
				Name: flag.Name, Shorthand: flag.Shorthand, Type: flag.Value.Type(), Default: value,
				Values: kit.ValuesOf(cmd, flag), Many: many, Usage: kit.UsageText(flag.Usage).In(lang), Global: global,
			})
		}
	}
	cmd.LocalNonPersistentFlags().VisitAll(add(false))
	cmd.InheritedFlags().VisitAll(add(true))
	return flags
}

func commandTable(f *kit.Factory, infos []commandInfo, lang string) error {
	list := f.IO.List(term.Layout{Columns: []term.Column{
		{Key: "command", Head: kit.Head(lang, "Command"), Kind: term.Field},
		{Key: "short", Head: kit.Head(lang, "What it does"), Kind: term.Text},
	}})
	for _, info := range infos {
		if err := list.Row(term.S(f.IO.Style().Name, info.Command), term.C(info.Short)); err != nil {
			return err
		}
	}
	return f.CloseList(list, say.Textf("%s", say.Count(len(infos), "%s command", "%s commands")))
}
