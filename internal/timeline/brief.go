package timeline

import (
	"context"
	"encoding/binary"
	"time"
)

// appendBrief appends what a life comes to, without its events and findings: a
// table shows no more.
func (l *Life) appendBrief(dst []byte, c *codec) []byte {
	dst = appendText(appendKey(dst, l.key()), l.Submission)
	for _, list := range [...][]string{l.Users, l.RetryCodes, l.RejectCodes} {
		dst = binary.AppendUvarint(dst, uint64(len(list)))
		for _, text := range list {
			dst = appendText(dst, text)
		}
	}
	dst = append(dst, place(c.outcomes, l.Outcome), place(c.acts, l.Act))
	dst = appendMaybe(appendText(dst, l.Line()), l.Decided)
	took := int64(-1)
	if l.HasTook {
		took = int64(l.Took)
	}
	return binary.AppendVarint(binary.AppendUvarint(dst, uint64(l.Retries)), took)
}

// readBrief reads a life behind its key, which says when it began.
func (c *Collector) readBrief(r *scanner, began Stamp) *Life {
	l := &Life{Started: began, Submission: r.text(), created: -1, actBy: -1}
	for _, list := range [...]*[]string{&l.Users, &l.RetryCodes, &l.RejectCodes} {
		if n := r.uvarint(); n > 0 {
			*list = make([]string, n)
		}
		for i := range *list {
			(*list)[i] = r.text()
		}
	}
	l.Outcome, l.Act = c.codec.outcomes[r.byte()], c.codec.acts[r.byte()]
	l.line, l.Decided = r.text(), r.maybe()
	l.Retries = int(r.uvarint())
	took := r.varint()
	l.Took, l.HasTook = max(0, time.Duration(took)), took >= 0
	return l
}

// Unfold concludes once more, with all of each life, what was concluded in brief.
func (c *Collector) Unfold(ctx context.Context) error {
	if !c.opts.Brief {
		return nil
	}
	for _, s := range c.stores()[1:] {
		if err := s.close(); err != nil {
			return err
		}
		*s = store{dir: s.dir}
	}
	c.kept, c.people, c.nameless, c.totals, c.opts.Brief = 0, 0, Totals{}, Totals{}, false
	return c.Conclude(ctx)
}
