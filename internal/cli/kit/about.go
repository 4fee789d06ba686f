package kit

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/argosctl/argosctl/internal/say"
)

// The annotations of a command.
const (
	noteInstant = "instant"
	noteSchema  = "schema"
	noteCSV     = "csv"
	noteEnds    = "ends"
	noteValues  = "values" // of a flag
	noteWords   = "words"  // of a flag: its default is described
	notePlain   = "plain"
	noteTakes   = "takes"
)

// About says of a command what neither its usage nor its flags do.
type About struct {
	Instant bool       // it only looks something up: Ctrl-C just ends it
	Schema  string     // of its JSON, as `argosctl schema` calls it; empty: it has none of its own
	CSV     bool       // -o csv works
	Takes   []string   // the values of its argument, where only these are taken
	Ends    []Category // how it may end, besides those that every command may
}

// Annotations are a for cobra.
func (a About) Annotations() map[string]string {
	notes := map[string]string{}
	if a.Instant {
		notes[noteInstant] = "yes"
	}
	if a.CSV {
		notes[noteCSV] = "yes"
	}
	if a.Schema != "" {
		notes[noteSchema] = a.Schema
	}
	if len(a.Takes) > 0 {
		notes[noteTakes] = strings.Join(a.Takes, " ")
	}
	var codes []string
	for _, c := range a.Ends {
		codes = append(codes, strconv.Itoa(c.exitCode()))
	}
	if len(codes) > 0 {
		notes[noteEnds] = strings.Join(codes, " ")
	}
	return notes
}

// SchemaOf names the schema of a command's JSON; empty where there is none.
func SchemaOf(cmd *cobra.Command) string { return cmd.Annotations[noteSchema] }

// Plain says that what cmd prints has one form, and what that is: -o and --jq, which
// all commands have, are not offered by it, and are refused.
func Plain(cmd *cobra.Command, prints say.Word) *cobra.Command {
	if cmd.Annotations == nil {
		cmd.Annotations = map[string]string{}
	}
	cmd.Annotations[notePlain] = string(prints)
	for _, flag := range []*pflag.Flag{{Name: "output", Shorthand: "o"}, {Name: "jq"}} {
		flag.Value, flag.Hidden = oneForm{cmd, flag, prints}, true
		cmd.Flags().AddFlag(flag)
	}
	return cmd
}

// Messages are all that a command prints that has no result.
const Messages say.Word = "nothing but messages"

// oneForm is the value of a flag that a command does not take.
type oneForm struct {
	cmd    *cobra.Command
	flag   *pflag.Flag
	prints say.Word
}

// Set implements pflag.Value.
func (v oneForm) Set(string) error {
	return Usagef("%s prints %s: it takes no --%s", v.cmd.CommandPath(), v.prints, v.flag.Name).WithHint("leave it out")
}

func (v oneForm) String() string { return "" }

// Type implements pflag.Value.
func (v oneForm) Type() string { return "string" }

// FormatsOf are the values of -o that a command takes.
func FormatsOf(cmd *cobra.Command) []string {
	if cmd != nil && cmd.Annotations[notePlain] != "" {
		return []string{}
	}
	formats := []string{Table, JSON, YAML, NDJSON}
	if cmd != nil && cmd.Annotations[noteCSV] != "" {
		formats = append(formats, CSV)
	}
	return formats
}

// ExitCodesOf are the exit codes that a command may end with: those of every
// command, those of its own, and that of Ctrl-C where it ends in order.
func ExitCodesOf(cmd *cobra.Command) []ExitCode {
	own := strings.Fields(cmd.Annotations[noteEnds])
	var codes []ExitCode
	for _, row := range ExitCodes() {
		switch row.category {
		case None, Usage, Input, Defect: // an output that cannot be written is an Input, too
		case Interrupted:
			if cmd.Annotations[noteInstant] != "" {
				continue
			}
		default:
			if !slices.Contains(own, strconv.Itoa(row.Code)) {
				continue
			}
		}
		codes = append(codes, row)
	}
	return codes
}

// Argument is what a command takes besides flags, as its usage line names it.
type Argument struct {
	Name     string   `json:"name"`
	Required bool     `json:"required"`
	Many     bool     `json:"many"`             // it may be repeated
	Values   []string `json:"values,omitempty"` // where only these are taken
}

// ArgumentsOf reads the arguments from the usage line: NAME, [NAME], NAME..., A|B.
// Names are in capitals; alternatives in small letters are to be typed as they are.
func ArgumentsOf(cmd *cobra.Command) []Argument {
	arguments := []Argument{}
	for _, word := range strings.Fields(cmd.Use)[1:] {
		a := Argument{Required: true}
		word, a.Many = strings.CutSuffix(word, "...")
		if inner, optional := strings.CutPrefix(word, "["); optional {
			word, a.Required = strings.TrimSuffix(inner, "]"), false
			if less, many := strings.CutSuffix(word, "..."); many {
				word, a.Many = less, true
			}
		}
		a.Name = word
		var values []string
		names := 0
		for alternative := range strings.SplitSeq(word, "|") {
			switch {
			case strings.HasPrefix(alternative, "--"): // a flag stands in its place
				a.Required, a.Name = false, strings.TrimSuffix(a.Name, "|"+alternative)
			case alternative == strings.ToLower(alternative):
				values = append(values, alternative)
			default:
				names++
			}
		}
		if takes := strings.Fields(cmd.Annotations[noteTakes]); names == 0 || len(takes) > 0 {
			a.Values = slices.Concat(takes, values)
		}
		arguments = append(arguments, a)
	}
	return arguments
}

// Values says for `commands` which values a flag takes, each or several of them.
func Values(cmd *cobra.Command, name string, values ...string) {
	flag := cmd.Flag(name)
	if flag.Annotations == nil {
		flag.Annotations = map[string][]string{}
	}
	flag.Annotations[noteValues] = values
}

// Choices says which one value a flag takes, for completion and for `commands`.
func Choices(cmd *cobra.Command, name string, values ...string) {
	Values(cmd, name, values...)
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}

// ValuesOf are the values that a flag of cmd takes; nil where it takes any.
func ValuesOf(cmd *cobra.Command, flag *pflag.Flag) []string {
	if flag.Name == "output" {
		return FormatsOf(cmd)
	}
	return flag.Annotations[noteValues]
}

// Default describes the default of a flag whose variable is empty until then, in
// words: a value that can be given is the flag's DefValue itself, in every language.
func Default(cmd *cobra.Command, name string, words say.Word) {
	flag := cmd.Flag(name)
	if flag.Annotations == nil {
		flag.Annotations = map[string][]string{}
	}
	flag.DefValue, flag.Annotations[noteWords] = string(words), []string{}
}

// DefaultIn is the default of a flag in lang.
func DefaultIn(lang string, flag *pflag.Flag) string {
	if _, words := flag.Annotations[noteWords]; words {
		return say.In(lang, flag.DefValue)
	}
	return flag.DefValue
}

// PerProcessor is the default of how much is done at a time.
const PerProcessor say.Word = "one per processor"
