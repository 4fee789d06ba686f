package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
)

// instant annotates commands that only look something up.
const instant = "instant"

// instantly are the annotations of commands that only look something up.
func instantly() map[string]string { return map[string]string{instant: "yes"} }

// homepage is where the project lives.
const homepage = "https://github.com/argosctl/argosctl"

// The groups of the root command's help.
const (
	groupWebhooks  = "webhooks"
	groupReference = "reference"
	groupService   = "service"
)

// needSubcommand is the run function of commands that only hold others.
func needSubcommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	f := usagef("unknown command %q for %q", args[0], cmd.CommandPath())
	if near := catalog.Nearest(args[0], subcommandNames(cmd), 3); len(near) > 0 {
		return f.withHint("did you mean %s?", strings.Join(near, ", "))
	}
	return f.withHint("run '%s --help' for the list of commands", cmd.CommandPath())
}

func subcommandNames(cmd *cobra.Command) []string {
	var names []string
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, sub.Name())
		}
	}
	return names
}

// noArgs refuses arguments.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no argument, got %q", cmd.CommandPath(), args[0]).withHint("%s", cmd.UseLine())
	}
	return nil
}

// oneArg asks for one argument, which what names.
func oneArg(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usagef("%s takes exactly one %s, got %d arguments", cmd.CommandPath(), what, len(args)).withHint("%s", cmd.UseLine())
		}
		return nil
	}
}

// someArgs asks for one argument or more, which what names.
func someArgs(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usagef("%s needs at least one %s", cmd.CommandPath(), what).withHint("%s", cmd.UseLine())
		}
		return nil
	}
}
