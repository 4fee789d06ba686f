package timeline

import (
	"cmp"
	"context"
	"encoding/binary"
	"slices"
)

// linkRecord is a link of the life at an index of a part.
type linkRecord struct {
	part, index int
	text        []byte
}

// linking is what a part of the users comes to.
type linking struct {
	links  []linkRecord
	people int // users of lives that are kept
}

// link finds the lives of the same users.
func (c *Collector) link(ctx context.Context) error {
	err := eachPart(ctx, c.opts.Jobs, c.linkUsers, func(part int, l linking) error {
		for i := range l.links {
			c.links.append(l.links[i].part, l.links[i].text, nil)
		}
		c.people += l.people
		c.progress(parts + part + 1)
		return c.failed()
	})
	if err != nil {
		return err
	}
	return eachPart(ctx, c.opts.Jobs, c.sortLinks, func(part int, records []string) error {
		for _, r := range records {
			c.linked.append(part, []byte(r), nil)
		}
		c.progress(2*parts + part + 1)
		return c.failed()
	})
}

func (c *Collector) linkUsers(part int) (out linking, err error) {
	var members []member
	err = c.eachGroup(&c.users, part, userOf, func(records []string) {
		members = members[:0]
		for _, text := range records {
			record := scanner{text}
			members = append(members, record.member(c.codec))
		}
		slices.SortFunc(members, func(a, b member) int { return a.key.compare(b.key) })
		out.add(members, c.opts.Of > 0)
	})
	return out, err
}

// add links the lives of one user, which stand in the order in which they began.
// Where the lives are divided, the first that is kept says that it is, also
// where it is alone.
func (out *linking) add(members []member, divided bool) {
	first := slices.IndexFunc(members, func(m member) bool { return m.index > 0 })
	if first < 0 {
		return
	}
	out.people++
	counts := counting(members).submission
	for i := range members {
		m := &members[i]
		if m.index == 0 || len(members) == 1 && !divided {
			continue
		}
		others := others(members, i)
		text := binary.AppendUvarint(nil, uint64(m.index))
		if text = append(text, 0); i == first {
			text[len(text)-1] = 1
		}
		text = appendText(binary.AppendUvarint(text, uint64(len(members)-1)), counts)
		text = binary.AppendUvarint(text, uint64(len(others)))
		for _, id := range others {
			text = appendText(text, id)
		}
		out.links = append(out.links, linkRecord{m.part, m.index, text})
	}
}

// others are the first submissions but for member i.
func others(members []member, i int) (ids []string) {
	for j := range members[:min(len(members), MaxLinked+1)] {
		if j != i && len(ids) < MaxLinked {
			ids = append(ids, members[j].submission)
		}
	}
	return ids
}

// sortLinks are the links of a part in the order of its lives.
func (c *Collector) sortLinks(part int) ([]string, error) {
	text, err := c.links.whole(part)
	if err != nil {
		return nil, err
	}
	records := make([]string, c.links.part[part].count)
	r := scanner{text}
	for i := range records {
		records[i] = r.text()
	}
	index := func(record string) uint64 {
		r := scanner{record}
		return r.uvarint()
	}
	slices.SortStableFunc(records, func(a, b string) int { return cmp.Compare(index(a), index(b)) })
	return records, nil
}

// takeLink adds a link to the life, and reports whether it is the first one of the
// user that is kept.
func (l *Life) takeLink(r *scanner) (first bool) {
	first = r.byte() == 1
	l.LinkedCount += int(r.uvarint())
	counts := r.text()
	for range r.uvarint() {
		if id := r.text(); len(l.Linked) < MaxLinked && !slices.Contains(l.Linked, id) {
			l.Linked = append(l.Linked, id)
		}
	}
	if l.LinkedCount > 0 && (l.Counts == "" || l.Counts == l.Submission) {
		l.Counts = counts
	}
	return first
}
