package kit

import (
	"slices"

	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
)

// ReadsStdin reports whether standard input is among the inputs.
func ReadsStdin(inputs []source.Input) bool {
	return slices.ContainsFunc(inputs, func(in source.Input) bool { return in.Path == source.Stdin })
}

// InputName is how messages name the input at path.
func InputName(path string) string {
	if path == "-" {
		return "standard input"
	}
	return path
}

// ReadFailure sorts an error of reading, but not that of an interruption.
func ReadFailure(path string, err error) error {
	if failed := Categorize(err); failed.Category != Defect {
		return err
	}
	return Inputf("%s: %w", say.Word(InputName(path)), err)
}
