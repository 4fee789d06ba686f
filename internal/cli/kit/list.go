package kit

import (
	"strings"

	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// CloseList prints what is left of a list on stdout, and below it on stderr how many
// there are, where count is not empty, and which columns found no room.
func (f *Factory) CloseList(list *term.List, count say.Message) error {
	if err := list.Close(); err != nil {
		return err
	}
	if err := f.Flush(); err != nil {
		return err
	}
	if !count.Empty() {
		f.Note("")
		f.Note("%s", count)
	}
	f.notShown(list)
	return nil
}

// notShown names the columns of a list that found no room on the terminal.
func (f *Factory) notShown(list *term.List) {
	if dropped := list.Dropped(); len(dropped) > 0 && f.IO.OutTTY {
		f.Note("not shown: %s (-o csv has every column)", strings.Join(dropped, ", "))
	}
}
