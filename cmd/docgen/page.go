package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/say"
)

// page is what is said of one command, in Markdown as in the man page.
type page struct {
	name    string // "argosctl event show"
	parent  string
	short   string
	long    string // empty where there is no more to say than short
	usage   string
	example string
	flags   []option // its own
	global  []option // those of the root command, on the root's page only
	subs    []entry
	codes   []kit.ExitCode // those it may end with
}

// entry is a line in a list of commands.
type entry struct{ name, short string }

type option struct {
	spelled  string // as it is typed: "-o, --output FORMAT"
	fallback string // the default, empty where it says nothing
	usage    string
}

// describe walks the tree: a command, then what is below it.
func describe(cmd *cobra.Command) []page {
	cmd.InitDefaultHelpFlag()
	p := page{
		name: cmd.CommandPath(), short: cmd.Short, long: cmd.Long,
		usage: cmd.UseLine(), example: cmd.Example, codes: kit.ExitCodesOf(cmd),
		flags: options(cmd.LocalNonPersistentFlags()),
	}
	if cmd.HasParent() {
		p.parent = cmd.Parent().CommandPath()
	} else {
		p.global, p.codes = options(cmd.PersistentFlags()), kit.ExitCodes()
	}
	var below []page
	for _, sub := range cmd.Commands() {
		if sub.Hidden || sub.Name() == "help" || sub.IsAdditionalHelpTopicCommand() {
			continue
		}
		p.subs = append(p.subs, entry{sub.CommandPath(), sub.Short})
		below = append(below, describe(sub)...)
	}
	return append([]page{p}, below...)
}

func options(set *pflag.FlagSet) []option {
	var out []option
	set.VisitAll(func(flag *pflag.Flag) {
		if flag.Hidden || flag.Name == "help" {
			return
		}
		spelled, usage := kit.Spelled(flag)
		out = append(out, option{spelled, kit.DefaultOf(say.English, flag), usage})
	})
	return out
}

// unindent removes the two spaces that examples are indented by in the help.
func unindent(example string) string {
	var b strings.Builder
	for line := range strings.Lines(example) {
		b.WriteString(strings.TrimPrefix(line, "  "))
	}
	return strings.TrimRight(b.String(), "\n")
}
