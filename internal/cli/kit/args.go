package kit

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/say"
)

// Homepage is where the project lives.
const Homepage = "https://github.com/argosctl/argosctl"

// The groups of the root command's help.
const (
	GroupWebhooks   = "webhooks"
	GroupDeliveries = "deliveries"
	GroupReference  = "reference"
	GroupService    = "service"
	GroupSetup      = "setup"
)

// NeedSubcommand is the run function of commands that only hold others.
func NeedSubcommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	f := Usagef("unknown command %q for %q", args[0], cmd.CommandPath())
	if !cmd.HasParent() { // which goes without saying in Korean
		f = Usagef(`unknown command %q for "argosctl"`, args[0])
	}
	names := subcommandNames(cmd)
	if ours := commandHabits()[args[0]]; ours != "" && !cmd.HasParent() {
		return f.WithHint(didYouMean, "argosctl "+ours)
	}
	if ours := sameWord(args[0], names); ours != "" && cmd.HasParent() {
		return f.WithHint(didYouMean, cmd.CommandPath()+" "+ours)
	}
	if near := catalog.Nearest(args[0], names, 3); len(near) > 0 {
		return f.WithHint(didYouMean, strings.Join(near, ", "))
	}
	return f.WithHint("run '%s --help' for the list of commands", cmd.CommandPath())
}

// holdsOthers reports whether cmd only holds other commands.
func holdsOthers(cmd *cobra.Command) bool {
	return cmd.HasAvailableSubCommands() && !strings.Contains(cmd.Use, " ")
}

// sameWord is the first of names that means what was typed, empty where none does.
func sameWord(typed string, names []string) string {
	for _, row := range sameWords() {
		words := strings.Fields(row)
		if !slices.Contains(words, typed) {
			continue
		}
		for _, word := range words {
			if slices.Contains(names, word) {
				return word
			}
		}
	}
	return ""
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

// UsageLine is how a command is called, in one line.
func UsageLine(cmd *cobra.Command) say.Message {
	line, more := strings.CutSuffix(cmd.UseLine(), " [flags]")
	if more {
		return say.Textf("%s [flags]", line)
	}
	return say.Textf("%s", line)
}

// Arguments says how many there are.
func Arguments(args []string) say.Counted { return say.Count(len(args), "%s argument", "%s arguments") }

// OneArg asks for one argument, which what names.
func OneArg(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 {
			return Usagef("%s takes exactly one %s, got %s", cmd.CommandPath(), say.Word(what), Arguments(args)).WithHint("%s", UsageLine(cmd))
		}
		return nil
	}
}

// SomeArgs asks for one argument or more, which what names.
func SomeArgs(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return Usagef("%s needs at least one %s", cmd.CommandPath(), say.Word(what)).WithHint("%s", UsageLine(cmd))
		}
		return nil
	}
}

// Shortly makes a command that holds others do what the most frequent of them does,
// when it is given an argument. known tells its arguments from mistyped commands.
func Shortly(known func(text string) bool, run func(*cobra.Command, []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 || !known(args[0]) && meantCommand(cmd, args[0]) {
			return NeedSubcommand(cmd, args)
		}
		return run(cmd, args)
	}
}

// meantCommand reports whether word looks like the name of a command below cmd.
func meantCommand(cmd *cobra.Command, word string) bool {
	names := subcommandNames(cmd)
	return sameWord(word, names) != "" || len(catalog.Nearest(word, names, 1)) > 0
}

// Misnamed is the error for the help of a command below cmd that there is not: its
// name is the first argument of cmd.
func Misnamed(cmd *cobra.Command) error {
	args := cmd.Flags().Args()
	if len(args) > 0 && (holdsOthers(cmd) || cmd.HasAvailableSubCommands() && meantCommand(cmd, args[0])) {
		return NeedSubcommand(cmd, args)
	}
	return nil
}

// Checked is what cmd does once it has checked its arguments, for another command
// that does the same.
func Checked(cmd *cobra.Command) func(*cobra.Command, []string) error {
	return func(caller *cobra.Command, args []string) error {
		if err := cmd.Args(caller, args); err != nil {
			return err
		}
		return cmd.RunE(caller, args)
	}
}
