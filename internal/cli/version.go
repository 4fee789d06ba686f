package cli

import (
	"context"

	"github.com/spf13/cobra"
)

type versionOptions struct{ f *Factory }

func newVersionCmd(f *Factory) *cobra.Command {
	opts := &versionOptions{f: f}
	return &cobra.Command{
		Use:         "version",
		Annotations: instantly(),
		Short:       "Show the version of argosctl",
		Example: `  argosctl version
  argosctl version -o json`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runVersion(cmd.Context(), opts)
		},
	}
}

func runVersion(_ context.Context, opts *versionOptions) error {
	format, err := opts.f.format()
	if err != nil {
		return err
	}
	info := readVersion()
	if format == formatTable {
		opts.f.IO.Printf("argosctl %s\n", info.Version)
		return nil
	}
	return putOne(opts.f, format, info)
}
