package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/api"
	"github.com/argosctl/argosctl/internal/cli/delivery"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/reference"
	"github.com/argosctl/argosctl/internal/cli/returnurl"
	"github.com/argosctl/argosctl/internal/cli/setup"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/cli/webhook"
	"github.com/argosctl/argosctl/internal/term"
)

// Root returns the whole command tree, for the reference pages. Nothing of it
// has run, and nothing is read from the process.
func Root() *cobra.Command {
	streams, _, _ := term.Buffers("")
	return newRootCmd(&kit.Factory{IO: streams}, "")
}

// newRootCmd builds the tree of commands. Where the first word of the command
// line names a command that needs no other, only that one is built: to make
// them all costs as much as many a command takes.
func newRootCmd(f *kit.Factory, first string) *cobra.Command {
	root := &cobra.Command{
		Use:   "argosctl",
		Short: "Decode, check and rehearse ARGOS ID Check integrations",
		Long: `argosctl is the developer tool for integrators of ARGOS Identity ID Check.

It decodes and checks saved webhooks, opens encrypted return URLs, explains
every code, and replays deliveries to your own handler. It works offline: only
commands whose job it is talk to the network.`,
		Example: `  argosctl decode testdata/webhooks
  argosctl retrycode explain glare_detected
  argosctl event sample approved | argosctl decode`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if err := kit.FlagsHaveValues(cmd); err != nil {
				return err
			}
			return f.Prepare(cmd)
		},
	}
	root.Flags().Bool("version", false, "print the version of argosctl")
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if asked, _ := cmd.Flags().GetBool("version"); asked && len(args) == 0 {
			return setup.RunVersion(f)
		}
		return kit.NeedSubcommand(cmd, args)
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetIn(f.IO.In)
	root.SetOut(f.IO.Out)
	root.SetErr(f.IO.Err)
	root.SetHelpFunc(showHelp(f))
	f.Flags.Bind(root, f.ProfileNames)
	root.AddGroup(
		&cobra.Group{ID: kit.GroupWebhooks, Title: "Webhooks"},
		&cobra.Group{ID: kit.GroupDeliveries, Title: "Deliveries"},
		&cobra.Group{ID: kit.GroupReference, Title: "Reference"},
		&cobra.Group{ID: kit.GroupService, Title: "API"},
		&cobra.Group{ID: kit.GroupSetup, Title: "Setup"},
	)
	commands := topCommands(f)
	if build, ok := commands[first]; ok {
		root.AddCommand(build())
		return root
	}
	if first == "--version" { // asked for by scripts, often: nothing else is needed
		return root
	}
	root.AddCommand(reference.NewCommandsCmd(f), reference.NewSchemaCmd(f), setup.NewCompletionCmd())
	for _, build := range commands {
		root.AddCommand(build()) // cobra sorts them by name
	}
	root.AddCommand(newTopicCmds()...)
	root.SetHelpCommand(newHelpCmd(root))
	if strings.HasPrefix(first, cobra.ShellCompRequestCmd) {
		kit.FinishCompletion(root)
	}
	return root
}

// topCommands are the constructors of the commands below the root. Those that
// speak of all commands are not among them.
func topCommands(f *kit.Factory) map[string]func() *cobra.Command {
	commands := map[string]func() *cobra.Command{
		"auth":       func() *cobra.Command { return setup.NewAuthCmd(f) },
		"config":     func() *cobra.Command { return setup.NewConfigCmd(f) },
		"decode":     func() *cobra.Command { return webhook.NewDecodeCmd(f) },
		"doctor":     func() *cobra.Command { return setup.NewDoctorCmd(f) },
		"event":      func() *cobra.Command { return reference.NewEventCmd(f) },
		"explain":    func() *cobra.Command { return reference.NewExplainCmd(f) },
		"listen":     func() *cobra.Command { return delivery.NewListenCmd(f) },
		"mcp":        func() *cobra.Command { return setup.NewMCPCmd(f, runUntil) },
		"mock":       func() *cobra.Command { return api.NewMockCmd(f) },
		"open":       func() *cobra.Command { return webhook.NewOpenCmd(f) },
		"replay":     func() *cobra.Command { return delivery.NewReplayCmd(f) },
		"returnurl":  func() *cobra.Command { return returnurl.NewCmd(f) },
		"scrub":      func() *cobra.Command { return webhook.NewScrubCmd(f) },
		"seal":       func() *cobra.Command { return webhook.NewSealCmd(f) },
		"submission": func() *cobra.Command { return api.NewSubmissionCmd(f) },
		"timeline":   func() *cobra.Command { return webhook.NewTimelineCmd(f) },
		"token":      func() *cobra.Command { return api.NewTokenCmd(f) },
		"validate":   func() *cobra.Command { return webhook.NewValidateCmd(f) },
		"version":    func() *cobra.Command { return setup.NewVersionCmd(f) },
		"view":       func() *cobra.Command { return webhook.NewViewCmd(f) },
	}
	for _, fam := range view.Families() {
		commands[fam.Command] = func() *cobra.Command { return reference.NewCodeCmd(f, fam) }
	}
	return commands
}

// newHelpCmd is `argosctl help [command]`.
func newHelpCmd(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND|TOPIC]",
		Short: "Show the help of a command",
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			var words []string
			if cmd, rest, err := root.Find(args); err == nil && len(rest) == 0 {
				for _, sub := range cmd.Commands() {
					if sub.IsAvailableCommand() || sub.IsAdditionalHelpTopicCommand() {
						words = append(words, cobra.CompletionWithDesc(sub.Name(), sub.Short))
					}
				}
			}
			return words, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || cmd == nil || len(rest) > 0 {
				return kit.NeedSubcommand(root, []string{strings.Join(args, " ")})
			}
			if err := cmd.Help(); err != nil {
				return fmt.Errorf("show help: %w", err)
			}
			return nil
		},
	}
}
