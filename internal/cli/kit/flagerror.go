package kit

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/say"
)

// FlagError turns an error of pflag into one for people. An unknown flag gets the
// one that was meant.
func FlagError(cmd *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
		refused *Failure
	)
	switch {
	case errors.As(err, &refused):
		return refused
	case errors.As(err, &unknown) && holdsOthers(cmd) && cmd.Flags().NArg() > 0: // the flag is one of the command that was meant
		return NeedSubcommand(cmd, cmd.Flags().Args())
	case errors.As(err, &unknown):
		return unknownFlag(cmd, unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames())
	case errors.As(err, &missing):
		return Usagef("--%s needs a value", missing.GetFlag().Name).Then(useFlag(missing.GetFlag()))
	case errors.As(err, &invalid):
		flag := invalid.GetFlag()
		var cause say.Speaker
		if errors.As(invalid.Unwrap(), &cause) { // a value of argosctl's own says what is wrong
			return Usagef("--%s is %q: %v", flag.Name, invalid.GetValue(), cause).Then(useFlag(flag))
		}
		return Usagef("--%s is %q: expected %s", flag.Name, invalid.GetValue(), valueKind(flag)).Then(useFlag(flag))
	case errors.As(err, &syntax):
		return Usagef("%q is not a flag", syntax.GetSpecifiedFlag()).WithHint(seeHelp, cmd.CommandPath())
	}
	return Fail(Usage, err).WithHint(seeHelp, cmd.CommandPath())
}

const (
	seeHelp    = "run '%s --help' for its flags"
	didYouMean = "did you mean %s?"
)

// unknownFlag is the error for a flag that cmd does not have; group is the cluster of
// letters that a short one stands in.
func unknownFlag(cmd *cobra.Command, name, group string) *Failure {
	var names []string
	keep := func(flag *pflag.Flag) {
		if !flag.Hidden {
			names = append(names, flag.Name)
		}
	}
	cmd.Flags().VisitAll(keep)
	cmd.InheritedFlags().VisitAll(keep)
	slices.Sort(names)
	spelled := "--" + name
	if group != "" {
		spelled = "-" + name
	}
	f := Usagef("unknown flag %s", spelled)
	if len(group) > 1 {
		if long := longFor(cmd, names, group); long != nil {
			return long
		}
		f = Usagef("unknown flag %s in -%s", spelled, group)
	}
	if hint := habitOf(cmd, name); !hint.Empty() {
		return f.Then(hint)
	}
	if near := catalog.Nearest(name, slices.Compact(names), 1); len(near) > 0 && group == "" {
		return f.WithHint(didYouMean, "--"+near[0])
	}
	return f.WithHint(seeHelp, cmd.CommandPath())
}

// longFor is the error for a long name behind a single dash, nil where group is none.
// Letters before group were flags: of -version v is taken, and ersion is left.
func longFor(cmd *cobra.Command, names []string, group string) *Failure {
	for _, long := range names {
		if strings.HasSuffix(long, group) && len(long) <= len(group)+1 {
			return Usagef("unknown flag %s", "-"+long).WithHint(didYouMean, "--"+long)
		}
	}
	if hint := habitOf(cmd, group); !hint.Empty() {
		return Usagef("unknown flag %s", "-"+group).Then(hint)
	}
	return nil
}

// valueKind says what a flag's value has to be.
func valueKind(flag *pflag.Flag) say.Word {
	switch flag.Value.Type() {
	case "int", "uint64":
		return "a whole number"
	case "float64":
		return "a number"
	case "bool":
		return "true or false"
	case "duration":
		return "a duration, such as 500ms, 10s or 5m"
	}
	return "another value"
}
