package cli

import (
	"fmt"
	"slices"

	"github.com/argosctl/argosctl/internal/source"
)

// readsStdin reports whether standard input is among the inputs.
func readsStdin(inputs []source.Input) bool {
	return slices.ContainsFunc(inputs, func(in source.Input) bool { return in.Path == source.Stdin })
}

func inputName(path string) string {
	if path == "-" {
		return "standard input"
	}
	return path
}

// readFailure sorts an error of reading, but not that of an interruption.
func readFailure(path string, err error) error {
	if failed := categorize(err); failed.category != catDefect {
		return err
	}
	return inputf("%w", fmt.Errorf("%s: %w", inputName(path), err))
}
