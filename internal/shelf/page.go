package shelf

// Page is a stretch of the rows that a filter keeps.
type Page struct {
	Rows    []Row
	Matched int // rows that the filter keeps
	Before  int // of these, how many come before Rows
	Newer   int // rows that came after the page was pinned, whatever the filter
	Prev    int // the ID with which the page before begins; -1 where there is none
	Next    int // the ID with which the next page begins; -1 where there is none
}

// Ask says which page is wanted.
type Ask struct {
	Filter Filter
	From   int  // ID of its first row; -1 for the first page
	Pin    int  // no row behind this ID is shown; -1 for none
	Size   int  // rows
	Newest bool // the newest row comes first
}

// Page returns a page.
func (s *Shelf) Page(ask Ask) Page {
	s.mu.RLock()
	defer s.mu.RUnlock()
	page := Page{Prev: -1, Next: -1}
	last := s.next - 1
	if ask.Pin >= 0 && ask.Pin < last {
		page.Newer, last = last-ask.Pin, ask.Pin
	}
	id, step := s.first, 1
	if ask.Newest {
		id, step = last, -1
	}
	begins := func(id int) bool {
		return ask.From < 0 || step > 0 && id >= ask.From || step < 0 && id <= ask.From
	}
	var before []int // the IDs of the rows before the page, as many as a page has
	for ; id >= s.first && id <= last; id += step {
		b, i := s.find(id)
		if !ask.Filter.Empty() && !ask.Filter.keeps(s, b, &b.rows[i]) {
			continue
		}
		page.Matched++
		switch {
		case !begins(id):
			page.Before++
			if before = append(before, id); len(before) >= 2*ask.Size {
				before = append(before[:0], before[ask.Size:]...)
			}
		case len(page.Rows) < ask.Size:
			page.Rows = append(page.Rows, s.unpack(b, i, id))
		case page.Next < 0:
			page.Next = id
		}
	}
	if n := len(before); n > 0 {
		page.Prev = before[max(0, n-ask.Size)]
	}
	return page
}

// Of returns the rows of one submission, in the order in which they came, the last
// most of them.
func (s *Shelf) Of(submission string, most int) (rows []Row) {
	if submission == "" {
		return nil
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	for id := s.first; id < s.next; id++ {
		b, i := s.find(id)
		p := &b.rows[i]
		if int(p.sizes[2]) != min(len(submission), 255) || string(p.texts(b)[2]) != submission {
			continue
		}
		if rows = append(rows, s.unpack(b, i, id)); len(rows) > 2*most {
			rows = append(rows[:0], rows[most:]...)
		}
	}
	return rows[max(0, len(rows)-most):]
}

// Neighbours are the rows around one of those that a filter keeps, in the order of
// ask; -1 where there is none. place counts from 1.
func (s *Shelf) Neighbours(ask Ask, id int) (prev, next, place int) {
	ask.From, ask.Size = id, 2
	page := s.Page(ask)
	prev, next = page.Prev, -1
	ask.Size = 1
	if len(page.Rows) > 1 {
		next = page.Rows[1].ID
	}
	if page.Before > 0 {
		prev = s.Page(ask).Prev
	}
	return prev, next, page.Before + 1
}
