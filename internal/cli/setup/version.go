package setup

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
)

type versionOptions struct{ f *kit.Factory }

// NewVersionCmd is `version`.
func NewVersionCmd(f *kit.Factory) *cobra.Command {
	opts := &versionOptions{f: f}
	return &cobra.Command{
		Use:         "version",
		Annotations: kit.Instantly(),
		Short:       "Show the version of argosctl",
		Example: `  argosctl version
  argosctl version -o json`,
		Args: kit.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runVersion(cmd.Context(), opts)
		},
	}
}

func runVersion(_ context.Context, opts *versionOptions) error {
	format, err := opts.f.Format()
	if err != nil {
		return err
	}
	info := kit.ReadVersion()
	if format == kit.Table {
		opts.f.IO.Printf("argosctl %s\n", info.Version)
		return nil
	}
	return kit.PutOne(opts.f, format, info)
}
