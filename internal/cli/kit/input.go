package kit

import (
	"bufio"
	"context"
	"errors"
	"iter"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
)

// InputName is how messages name the input at path.
func InputName(path string) string {
	if path == source.Stdin {
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

// CheckIDs refuses arguments that want standard input for ids when the key comes from
// there.
func (f *Factory) CheckIDs(args []string) error {
	if f.KeyFlags.File == source.Stdin && slices.Contains(args, source.Stdin) {
		return Usagef("the key and the ids cannot both come from standard input")
	}
	return nil
}

// Words yields arguments, and in place of "-" the lines of standard input as they
// come, without blank ones and the blanks around them. An error ends it.
func (f *Factory) Words(ctx context.Context, args []string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, arg := range args {
			if arg != source.Stdin {
				if !yield(arg, nil) {
					return
				}
				continue
			}
			lines := bufio.NewScanner(Interruptible(ctx, f.IO.In))
			for lines.Scan() {
				if word := strings.TrimSpace(lines.Text()); word != "" && !yield(word, nil) {
					return
				}
			}
			if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
				yield("", Inputf("standard input: a line has more than %d bytes", bufio.MaxScanTokenSize))
				return
			} else if err != nil {
				yield("", ReadFailure(source.Stdin, err))
				return
			}
		}
	}
}
