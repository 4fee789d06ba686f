package timeline

import (
	"cmp"
	"context"
	"encoding/binary"
	"slices"

	"github.com/argosctl/argosctl/internal/catalog"
)

// Located is a finding and the event that it is about.
type Located struct {
	Finding
	Entry Entry
}

// appendLocated appends a finding, its event first.
func (l *Life) appendLocated(dst []byte, f *Finding) []byte {
	dst = append(appendText(dst, l.Events[f.Event].raw), byte(f.Message))
	dst = binary.AppendUvarint(dst, uint64(len(f.args)))
	for _, a := range f.args {
		dst = appendText(appendText(dst, a.Name), a.Value)
	}
	return dst
}

func (c *Collector) readLocated(record string) (out Located) {
	r := scanner{record}
	c.codec.read(&out.Entry, r.text(), c.files.paths)
	out.Message = catalog.MessageID(r.byte())
	for range r.uvarint() {
		out.args = append(out.args, catalog.Arg{Name: r.text(), Value: r.text()})
	}
	return out
}

// Findings hands the findings about all lives to do, in the order of the events in
// the input, and of one event in that of the rules. Options.Findings has to be set.
func (c *Collector) Findings(ctx context.Context, do func(*Located) error) error {
	for part := range parts {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		text, err := c.found.whole(part)
		if err != nil {
			return err
		}
		all := make([]Located, c.found.part[part].count)
		r := scanner{text}
		for i := range all {
			all[i] = c.readLocated(r.text())
		}
		slices.SortStableFunc(all, func(a, b Located) int {
			return cmp.Or(cmp.Compare(a.Entry.seq, b.Entry.seq), cmp.Compare(a.Message, b.Message))
		})
		for i := range all {
			if err := do(&all[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// stretch is the part of the findings that an event falls into: parts follow each other
// as the input does.
func (c *Collector) stretch(seq int) int { return int(int64(seq) * parts / int64(max(1, c.seq))) }
