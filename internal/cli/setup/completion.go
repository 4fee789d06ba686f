package setup

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
)

// NewCompletionCmd prints completion scripts. They ask the binary itself, so
// events, codes and flag values complete without a new script.
func NewCompletionCmd() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return kit.Plain(&cobra.Command{
		Use: "completion bash|zsh|fish|powershell", GroupID: kit.GroupSetup,
		Annotations: kit.About{Instant: true}.Annotations(),
		Short:       "Print a shell completion script",
		Example: `  source <(argosctl completion bash)
  argosctl completion zsh > "${fpath[1]}/_argosctl"
  argosctl completion fish > ~/.config/fish/completions/argosctl.fish`,
		Args:              kit.OneArg("shell"),
		ValidArgsFunction: cobra.FixedCompletions(shells, cobra.ShellCompDirectiveNoFileComp),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(shells, args[0]) {
				return kit.Usagef("unknown shell %q: expected bash, zsh, fish or powershell", args[0])
			}
			if err := WriteCompletion(cmd.Root(), args[0], cmd.OutOrStdout()); err != nil {
				return fmt.Errorf("write the completion script: %w", err)
			}
			return nil
		},
	}, "a script")
}

// WriteCompletion writes the completion script of a shell.
func WriteCompletion(root *cobra.Command, shell string, out io.Writer) error {
	switch shell {
	case "bash":
		if err := root.GenBashCompletionV2(out, true); err != nil {
			return err
		}
		_, err := io.WriteString(out, plainBash+plainCommas)
		return err
	case "zsh":
		return root.GenZshCompletion(out)
	case "fish":
		var script strings.Builder
		if err := root.GenFishCompletion(&script, true); err != nil {
			return err
		}
		_, err := io.WriteString(out, strings.ReplaceAll(script.String(), fishSplit, fishSplitWords))
		return err
	default:
		return root.GenPowerShellCompletionWithDesc(out)
	}
}

// fish takes a completion such as --rule=field/case=off for a flag of its own command
// "string", unless that is told otherwise.
const (
	fishSplit      = `string split --max 1 \t $`
	fishSplitWords = `string split --max 1 -- \t $`
)

// plainBash finds the words of the command line where the bash-completion package is
// not installed: bash alone splits them at = and :.
const plainBash = `
if ! declare -F _get_comp_words_by_ref >/dev/null 2>&1; then
    __argosctl_init_completion()
    {
        local i word gap rest=$COMP_LINE
        COMPREPLY=() words=() cword=-1
        for ((i = 0; i <= COMP_CWORD; i++)); do
            word=${COMP_WORDS[i]}
            gap=${rest%%[![:space:]]*}
            rest=${rest#"$gap"}
            rest=${rest#"$word"}
            if ((i > 0)) && [[ -z $gap ]]; then
                words[cword]+=$word
            else
                words[++cword]=$word
            fi
        done
        cur=${words[cword]} prev=${words[cword-1]}
    }
fi
`

// plainCommas takes the backslashes away that bash puts before commas: a list would
// not go on behind them.
const plainCommas = `
__argosctl_plain_commas()
{
    __start_argosctl "$@"
    COMPREPLY=("${COMPREPLY[@]//\\,/,}")
}

if [[ $(type -t compopt) = "builtin" ]]; then
    complete -o default -F __argosctl_plain_commas argosctl
else
    complete -o default -o nospace -F __argosctl_plain_commas argosctl
fi
`
