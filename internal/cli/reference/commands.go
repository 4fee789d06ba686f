package reference

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/term"
)

// commandInfo is one command in `commands -o json`, for tools and agents that
// want the whole surface at once.
type commandInfo struct {
	Command   string         `json:"command"`
	Usage     string         `json:"usage"`
	Short     string         `json:"short"`
	Example   string         `json:"example,omitempty"`
	Flags     []flagInfo     `json:"flags"`
	ExitCodes []kit.ExitCode `json:"exit_codes"`
}

type flagInfo struct {
	Name      string `json:"name"`
	Shorthand string `json:"shorthand,omitempty"`
	Type      string `json:"type"`
	Default   string `json:"default"`
	Usage     string `json:"usage"`
	Global    bool   `json:"global"`
}

// NewCommandsCmd is `commands`.
func NewCommandsCmd(f *kit.Factory) *cobra.Command {
	return &cobra.Command{
		Use:         "commands",
		Annotations: kit.Instantly(),
		Short:       "List every command with its flags, defaults and exit codes",
		Example: `  argosctl commands
  argosctl commands --jq '.[].command'`,
		Args: kit.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			format, err := f.Format()
			if err != nil {
				return err
			}
			infos := describeCommands(cmd.Root())
			if format == kit.Table {
				return commandTable(f, infos)
			}
			return kit.PutAll(f, format, infos...)
		},
	}
}

// describeCommands walks the tree in the order of the help; commands that only
// hold others are left out.
func describeCommands(cmd *cobra.Command) []commandInfo {
	var infos []commandInfo
	for _, sub := range cmd.Commands() {
		if sub.Hidden || sub.Name() == "help" {
			continue
		}
		if sub.HasSubCommands() {
			infos = append(infos, describeCommands(sub)...)
			continue
		}
		infos = append(infos, commandInfo{
			Command: sub.CommandPath(), Usage: sub.UseLine(), Short: sub.Short,
			Example: strings.TrimSpace(sub.Example), Flags: describeFlags(sub), ExitCodes: kit.ExitCodes(),
		})
	}
	return infos
}

func describeFlags(cmd *cobra.Command) []flagInfo {
	flags := []flagInfo{}
	add := func(global bool) func(*pflag.Flag) {
		return func(flag *pflag.Flag) {
			if flag.Hidden {
				return
			}
			_, usage := pflag.UnquoteUsage(flag)
			flags = append(flags, flagInfo{flag.Name, flag.Shorthand, flag.Value.Type(), flag.DefValue, usage, global})
		}
	}
	cmd.LocalNonPersistentFlags().VisitAll(add(false))
	cmd.InheritedFlags().VisitAll(add(true))
	return flags
}

func commandTable(f *kit.Factory, infos []commandInfo) error {
	t := &term.Table{Head: []string{"Command", "What it does"}}
	for _, info := range infos {
		t.Row(term.S(f.IO.Style().Name, info.Command), term.C(info.Short))
	}
	return f.IO.Table(t, 0)
}
