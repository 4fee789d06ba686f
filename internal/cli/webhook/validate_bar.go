package webhook

import (
	"time"

	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

// bar shows on a terminal how much of the inputs is read, from the second
// second on. A nil bar shows nothing.
type bar struct {
	v     *validation
	begun time.Time
	line  *term.Progress // nil during the first second
}

func (v *validation) newBar() *bar {
	if !v.f.IO.ErrTTY || v.f.Flags.Quiet {
		return nil
	}
	return &bar{v: v, begun: v.f.Now()}
}

// move draws the bar.
func (b *bar) move() {
	const patience, mega = time.Second, 1 << 20
	switch {
	case b == nil:
	case b.line == nil && b.v.f.Now().Sub(b.begun) < patience:
	case b.line == nil:
		total, ok := source.TotalSize(b.v.inputs)
		if !ok {
			total = 0
		}
		b.line = b.v.f.IO.Progress("MB", total/mega, b.now)
	default:
		b.line.Set(b.v.read.Progress.Bytes() / mega)
	}
}

// now is the clock of the line, which began with the run.
func (b *bar) now() time.Time {
	if b.line == nil {
		return b.begun
	}
	return b.v.f.Now()
}

// hide takes the bar off the screen, where something else is going to be
// printed.
func (b *bar) hide() {
	if b != nil && b.line != nil {
		b.line.Hide()
	}
}
