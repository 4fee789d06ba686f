package setup

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
)

// NewCompletionCmd prints completion scripts. They ask the binary itself, so
// events, codes and flag values complete without a new script.
func NewCompletionCmd() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:         "completion bash|zsh|fish|powershell",
		Annotations: kit.About{Instant: true}.Annotations(),
		Short:       "Print a shell completion script",
		Example: `  source <(argosctl completion bash)
  argosctl completion zsh > "${fpath[1]}/_argosctl"
  argosctl completion fish > ~/.config/fish/completions/argosctl.fish`,
		Args:              kit.OneArg("shell"),
		ValidArgsFunction: cobra.FixedCompletions(shells, cobra.ShellCompDirectiveNoFileComp),
		RunE: func(cmd *cobra.Command, args []string) error {
			root, out := cmd.Root(), cmd.OutOrStdout()
			var err error
			switch args[0] {
			case "bash":
				err = root.GenBashCompletionV2(out, true)
			case "zsh":
				err = root.GenZshCompletion(out)
			case "fish":
				err = root.GenFishCompletion(out, true)
			case "powershell":
				err = root.GenPowerShellCompletionWithDesc(out)
			default:
				return kit.Usagef("unknown shell %q: expected bash, zsh, fish or powershell", args[0])
			}
			if err != nil {
				return fmt.Errorf("write the completion script: %w", err)
			}
			return nil
		},
	}
}
