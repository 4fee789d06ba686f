package webhook

import (
	"time"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

// bar shows on a terminal how much of the inputs is read, and then how much of
// what comes after it is done, from the second second on. A nil bar shows nothing.
type bar struct {
	f      *kit.Factory
	inputs []source.Input
	read   *source.Progress
	begun  time.Time
	line   *term.Progress // nil during the first second
	after  *term.Progress // of what comes after the reading
}

func newBar(f *kit.Factory, inputs []source.Input, read *source.Progress) *bar {
	if !f.IO.ErrTTY || f.Flags.Quiet {
		return nil
	}
	return &bar{f: f, inputs: inputs, read: read, begun: f.Now()}
}

// calm is how long a run shows no bar.
const calm = time.Second

// move draws the bar.
func (b *bar) move() {
	const mega = 1 << 20
	switch {
	case b == nil:
	case b.line == nil && b.f.Now().Sub(b.begun) < calm:
	case b.line == nil:
		total, ok := source.TotalSize(b.inputs)
		if !ok {
			total = 0
		}
		b.line = b.f.IO.Progress("MB", total/mega, b.now)
	default:
		b.line.Set(b.read.Bytes() / mega)
	}
}

// step draws the bar of what comes after the reading.
func (b *bar) step(done, all int) {
	if b == nil || b.f.Now().Sub(b.begun) < calm {
		return
	}
	if b.after == nil {
		b.hide()
		b.after = b.f.IO.Progress("steps", int64(all), b.f.Now)
	}
	b.after.Set(int64(done))
}

// now is the clock of the line, which began with the run.
func (b *bar) now() time.Time {
	if b.line == nil {
		return b.begun
	}
	return b.f.Now()
}

// hide takes the bar off the screen, where something else is going to be
// printed.
func (b *bar) hide() {
	if b == nil {
		return
	}
	for _, line := range []*term.Progress{b.line, b.after} {
		if line != nil {
			line.Hide()
		}
	}
}
