package setup

import (
	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
)

// NewVersionCmd is `version`.
func NewVersionCmd(f *kit.Factory) *cobra.Command {
	return &cobra.Command{
		Use: "version", GroupID: kit.GroupSetup,
		Annotations: kit.About{Instant: true, Schema: "version"}.Annotations(),
		Short:       "Show the version of argosctl",
		Example: `  argosctl version
  argosctl version -o json`,
		Args: kit.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return RunVersion(f)
		},
	}
}

// RunVersion is what `version` and `--version` do.
func RunVersion(f *kit.Factory) error {
	format, err := f.Format()
	if err != nil {
		return err
	}
	info := kit.ReadVersion()
	if format == kit.Table {
		f.IO.Printf("argosctl %s\n", info.Version)
		return nil
	}
	return kit.PutOne(f, format, info)
}
