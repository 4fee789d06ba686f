package timeline

import (
	"cmp"
	"context"
	"encoding/binary"
	"hash/maphash"
	"slices"

	"github.com/argosctl/argosctl/internal/catalog"
)

// Conclude makes lives of the records, and links them. Then no more may be taken.
func (c *Collector) Conclude(ctx context.Context) error {
	c.progress(0)
	err := eachPart(ctx, c.opts.Jobs, c.conclude, func(part int, p concluded) error {
		for i := 0; i < len(p.runs) && !c.opts.Totals; i++ {
			c.runs.append(part, p.runs[i], nil)
		}
		for _, u := range p.users {
			c.users.append(int(maphash.String(c.seed, u.user)%parts), u.record, nil)
		}
		for _, f := range p.found {
			c.found.append(c.stretch(f.seq), f.record, nil)
		}
		c.kept += p.kept
		c.totals.Join(&p.totals)
		c.nameless.Join(&p.nameless)
		c.progress(part + 1)
		return c.failed()
	})
	if err != nil {
		return err
	}
	return c.link(ctx)
}

// Steps of the work, each of which looks at all parts.
const steps = 3

func (c *Collector) progress(done int) {
	if c.opts.Progress != nil {
		c.opts.Progress(done, steps*parts)
	}
}

// Kept is how many lives the filter keeps, of all parts.
func (c *Collector) Kept() int { return c.kept }

// Users is how many users these have.
func (c *Collector) Users() int { return c.people }

// Totals are those of the lives that the filter keeps. Options.Totals has to be set:
// then Each and Map hand out nothing.
func (c *Collector) Totals() *Totals { return &c.totals }

// Nameless is the totals of the events that name no submission.
func (c *Collector) Nameless() *Totals { return &c.nameless }

// concluded is what a part comes to: its lives in the order in which they began,
// and what links need of them.
type concluded struct {
	runs     [][]byte
	users    []userRecord
	found    []foundRecord
	nameless Totals
	totals   Totals // of the lives that are kept, where nothing else is asked for
	kept     int
}

type foundRecord struct {
	seq    int
	record []byte
}

type userRecord struct {
	user   string
	record []byte
}

// begun is what is kept of a life until it is known where it stands among those of
// its part.
type begun struct {
	key
	submission, outcome string
	users               []string
	decided             Stamp
	from, to            int // its run, in the memory of all; the same for one that the filter leaves out
}

func (c *Collector) conclude(part int) (out concluded, err error) {
	var entries []Entry
	count := c.events.part[part].count
	lives, memory := make([]begun, 0, count/2), make([]byte, 0, count*96)
	err = c.eachGroup(&c.events, part, submissionOf, func(group []string) {
		entries = slices.Grow(entries[:0], len(group))[:len(group)]
		for i := range group {
			c.codec.read(&entries[i], group[i], c.files.paths)
		}
		if entries[0].Submission == "" {
			for i := range entries {
				out.nameless.count(&entries[i])
			}
			return
		}
		order(entries)
		markDuplicates(entries)
		l := live(entries, c.opts.AsOf)
		from := len(memory)
		if c.opts.Filter.keeps(&l) {
			out.kept++
			memory = c.keep(&l, &out, memory)
		}
		for i := 0; c.opts.Findings && i < len(l.Findings); i++ {
			f := &l.Findings[i]
			out.found = append(out.found, foundRecord{l.Events[f.Event].seq, l.appendLocated(nil, f)})
		}
		lives = append(lives, begun{l.key(), l.Submission, l.Outcome, l.Users, l.Decided, from, len(memory)})
	})
	if err != nil {
		return out, err
	}
	members := make([]byte, 0, len(lives)*64)
	for _, i := range inOrder(lives) {
		l, index := &lives[i], 0
		if l.to > l.from {
			out.runs = append(out.runs, memory[l.from:l.to])
			index = len(out.runs)
		}
		for _, user := range l.users {
			start := len(members)
			members = l.appendMember(members, c.codec, user, part, index)
			out.users = append(out.users, userRecord{user, members[start:]})
		}
	}
	return out, nil
}

// inOrder are the places of lives in the order in which they began.
func inOrder(lives []begun) []int32 {
	type place struct {
		key
		at int32
	}
	places := make([]place, len(lives)) // they are a fraction of the lives, and sort quicker
	for i := range lives {
		places[i] = place{lives[i].key, int32(i)}
	}
	slices.SortFunc(places, func(a, b place) int { return a.compare(b.key) })
	order := make([]int32, len(places))
	for i := range places {
		order[i] = places[i].at
	}
	return order
}

// keep appends the run of a life that the filter keeps; of a run that only counts, a
// byte.
func (c *Collector) keep(l *Life, out *concluded, memory []byte) []byte {
	switch {
	case c.opts.Totals:
		out.totals.Add(l)
		return append(memory, 0)
	case c.opts.Brief:
		return l.appendBrief(memory, c.codec)
	}
	return l.appendRun(memory)
}

// key is what lives are ordered by: when they began, and then, and where that is
// not known, by their places in the input.
type key struct {
	began Stamp
	seq   int
}

func (a key) compare(b key) int {
	switch {
	case a.began.Before(b.began):
		return -1
	case b.began.Before(a.began):
		return 1
	}
	return cmp.Compare(a.seq, b.seq)
}

func (l *Life) key() key {
	k := key{l.Started, l.Events[0].seq}
	for i := range l.Events {
		k.seq = min(k.seq, l.Events[i].seq)
	}
	return k
}

func appendKey(dst []byte, k key) []byte {
	return binary.AppendUvarint(appendMaybe(dst, k.began), uint64(k.seq))
}

func (r *scanner) key() key { return key{r.maybe(), int(r.uvarint())} }

// appendMaybe appends a stamp that may be none.
func appendMaybe(dst []byte, s Stamp) []byte {
	if !s.known {
		return append(dst, 0)
	}
	return appendStamp(append(dst, 1), s)
}

func (r *scanner) maybe() Stamp { return r.stamp(r.byte() == 1) }

// appendRun appends a life: its key, and its records in their order.
func (l *Life) appendRun(dst []byte) []byte {
	dst = binary.AppendUvarint(appendKey(dst, l.key()), uint64(len(l.Events)))
	for i := range l.Events {
		e, copied := &l.Events[i], 0
		if e.Duplicate {
			copied = e.original + 1
		}
		dst = appendText(binary.AppendUvarint(dst, uint64(copied)), e.raw)
	}
	return dst
}

// readRun reads a life behind its key. It is in the memory, until the next one is.
func (c *Collector) readRun(r *scanner, memory *[]Entry) *Life {
	n := int(r.uvarint())
	entries := slices.Grow((*memory)[:0], n)[:n]
	*memory = entries
	for i := range entries {
		copied := int(r.uvarint())
		c.codec.read(&entries[i], r.text(), c.files.paths)
		entries[i].Duplicate, entries[i].original = copied > 0, max(0, copied-1)
	}
	l := live(entries, c.opts.AsOf)
	return &l
}

// member is what links need of a life of a user.
type member struct {
	user        string
	part, index int // of the life in the runs, from 1; 0 for one that the filter leaves out
	key         key
	submission  string
	outcome     string
	decided     Stamp
}

// appendMember appends a life as a member of a user's.
func (l *begun) appendMember(dst []byte, c *codec, user string, part, index int) []byte {
	dst = binary.AppendUvarint(appendText(dst, user), uint64(part))
	dst = appendKey(binary.AppendUvarint(dst, uint64(index)), l.key)
	dst = append(appendText(dst, l.submission), place(c.outcomes, l.outcome))
	return appendMaybe(dst, l.decided)
}

// userOf is the user of a member.
func userOf(record string) string {
	r := scanner{record}
	return r.text()
}

func (r *scanner) member(c *codec) member {
	return member{
		user: r.text(), part: int(r.uvarint()), index: int(r.uvarint()), key: r.key(),
		submission: r.text(), outcome: c.outcomes[r.byte()], decided: r.maybe(),
	}
}

// counting is which of a user's submissions counts: of those that were approved the
// latest, else the latest that was not deleted.
func counting(members []member) *member {
	best := &members[0]
	rank := func(m *member) int {
		switch m.outcome {
		case catalog.StatusApproved:
			return 2
		case catalog.LifeDeleted:
			return 0
		}
		return 1
	}
	for i := range members {
		m := &members[i]
		switch a, b := rank(m), rank(best); {
		case a > b, a == b && a < 2, a == b && !m.decided.Before(best.decided):
			best = m
		}
	}
	return best
}
