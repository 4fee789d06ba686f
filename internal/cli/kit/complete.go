package kit

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/argosctl/argosctl/internal/catalog"
)

// CompleteEvents completes one event name, or one of the given other words.
func CompleteEvents(others ...string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		var words []string
		if len(args) == 0 {
			words = append(words, others...)
			for _, e := range catalog.Events() {
				words = append(words, cobra.CompletionWithDesc(e.Name, e.Fires.En))
			}
		}
		return words, cobra.ShellCompDirectiveNoFileComp
	}
}

// CompleteEventList completes a flag that takes events with commas between them.
func CompleteEventList(cmd *cobra.Command, _ []string, text string) ([]string, cobra.ShellCompDirective) {
	return CompleteList(catalog.EventNames()...)(cmd, nil, text)
}

// CompleteList completes the last of the values with commas between them; those that
// stand there already are not offered again.
func CompleteList(values ...string) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, text string) ([]string, cobra.ShellCompDirective) {
		before := text[:strings.LastIndexByte(text, ',')+1]
		taken := strings.Split(before, ",")
		var words []string
		for _, value := range values {
			if !slices.Contains(taken, value) {
				words = append(words, before+value)
			}
		}
		return words, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}
}

// CompleteVariants completes the variants of the event on the command line.
func CompleteVariants(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	var words []string
	if len(args) > 0 {
		if e, _, ok := catalog.EventByName(args[0]); ok {
			for _, v := range e.Variants {
				words = append(words, cobra.CompletionWithDesc(v.Name, v.Doc.En))
			}
		}
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}

// CompleteSets completes PATH=VALUE: the fields of the event on the command line, of
// every event where it names none, and the values that a field is known to take.
func CompleteSets(_ *cobra.Command, args []string, text string) ([]string, cobra.ShellCompDirective) {
	path, _, valued := strings.Cut(text, "=")
	var words []string
	for field := range settable(args) {
		name := strings.ReplaceAll(field.Path, "[]", "[0]")
		switch {
		case !valued:
			words = append(words, cobra.CompletionWithDesc(name+"=", field.Meaning.En))
		case path == name:
			for _, value := range valuesOf(field) {
				words = append(words, path+"="+value)
			}
		}
	}
	slices.Sort(words)
	directive := cobra.ShellCompDirectiveNoFileComp
	if !valued {
		directive |= cobra.ShellCompDirectiveNoSpace
	}
	return slices.Compact(words), directive
}

// settable yields the fields that a text may be set in.
func settable(args []string) func(yield func(*catalog.Field) bool) {
	return func(yield func(*catalog.Field) bool) {
		events := catalog.Events()
		for i := range events {
			e := &events[i]
			if len(args) > 0 {
				if named, _, ok := catalog.EventByName(args[0]); ok && named.Name != e.Name {
					continue
				}
			}
			for field := range e.Fields() {
				if t := field.Types[0]; t == catalog.Object || t == catalog.Array || field.Role == catalog.RoleTrigger {
					continue
				}
				if !yield(field) {
					return
				}
			}
		}
	}
}

// valuesOf are the values that a field is known to take.
func valuesOf(field *catalog.Field) []string {
	values := slices.Clone(field.Enum)
	for _, table := range []catalog.Table{catalog.RetryCodes(), catalog.RejectCodes()} {
		if field.Ref == table.ID {
			for _, c := range table.Codes {
				values = append(values, c.Code)
			}
		}
	}
	return values
}

// FinishCompletion keeps the shell from offering file names where no file is meant:
// for arguments and flags of the commands below cmd that have no completion yet.
func FinishCompletion(cmd *cobra.Command) {
	for _, sub := range cmd.Commands() {
		if sub.ValidArgsFunction == nil && len(sub.ValidArgs) == 0 && !namesFile(sub.Use) {
			sub.ValidArgsFunction = cobra.NoFileCompletions
		}
		sub.NonInheritedFlags().VisitAll(func(flag *pflag.Flag) {
			value, _ := pflag.UnquoteUsage(flag)
			if _, ok := sub.GetFlagCompletionFunc(flag.Name); !ok && flag.NoOptDefVal == "" && !namesFile(value) {
				_ = sub.RegisterFlagCompletionFunc(flag.Name, cobra.NoFileCompletions)
			}
		})
		FinishCompletion(sub)
	}
}

// namesFile reports whether the name of an argument or of a flag's value says that it
// is a file.
func namesFile(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "file") || strings.Contains(name, "path") || strings.Contains(name, "dir")
}
