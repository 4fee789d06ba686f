package mockapi

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// record is one submission.
type record struct {
	id, userID, email string
	status            string
	created           string // literal
	day               string // YYYYMMDD, empty where created is in no known form
	raw               []byte
}

// store keeps the submissions, the newest first.
type store struct {
	mu    sync.RWMutex
	byID  map[string]int
	order []*record
}

func newStore(items [][]byte) *store {
	s := &store{byID: make(map[string]int, len(items)), order: make([]*record, 0, len(items))}
	var doc jsonscan.Document
	for _, raw := range items {
		if rec, ok := newRecord(&doc, raw); ok {
			s.order = append(s.order, rec)
		}
	}
	slices.SortStableFunc(s.order, func(a, b *record) int {
		return cmp.Or(strings.Compare(b.created, a.created), strings.Compare(a.id, b.id))
	})
	s.order = slices.CompactFunc(s.order, func(a, b *record) bool { return a.id == b.id })
	for i, rec := range s.order {
		s.byID[rec.id] = i
	}
	return s
}

// newRecord reads what the queries look at; ok is false for what is no
// submission.
func newRecord(doc *jsonscan.Document, raw []byte) (*record, bool) {
	if !doc.Parse(raw) || doc.Nodes[0].Kind != jsonscan.Object {
		return nil, false
	}
	rec := &record{
		id: value(doc, catalog.RoleSubmissionID), userID: value(doc, catalog.RoleUserID),
		email: value(doc, catalog.RoleEmail), status: value(doc, catalog.RoleStatus),
		created: value(doc, catalog.RoleCreatedAt), raw: raw,
	}
	if at, _, ok := event.ParseTime(rec.created); ok {
		rec.day = strings.ReplaceAll(at[:len("2006-01-02")], "-", "")
	}
	return rec, rec.id != ""
}

// idMember is the member of an item that holds its id.
func idMember() string { return catalog.ItemPaths(catalog.RoleSubmissionID)[0] }

// value is the text at the documented path of a role; the spellings that the
// service may use beside it are not looked for here.
func value(doc *jsonscan.Document, role catalog.Role) string {
	return doc.TextAt(0, catalog.ItemPaths(role)[0])
}

// find returns a copy of a record.
func (s *store) find(id string) (record, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	i, ok := s.byID[id]
	if !ok {
		return record{}, false
	}
	return *s.order[i], true
}

// replace puts a changed record in the place of the one with its id, if that
// still has the status it was judged by.
func (s *store) replace(rec record, was string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.byID[rec.id]
	if s.order[i].status != was {
		return false
	}
	s.order[i] = &rec
	return true
}

// filter is a list query.
type filter struct {
	userID, email string
	start, end    string // YYYYMMDD
	after         string // id of the last record of the page before
	count         int
}

func (f *filter) match(rec *record) bool {
	return (f.userID == "" || rec.userID == f.userID) &&
		(f.email == "" || strings.EqualFold(rec.email, f.email)) &&
		(f.start == "" || rec.day >= f.start) &&
		(f.end == "" || rec.day != "" && rec.day <= f.end)
}

// page returns the records of one page and whether another follows.
func (s *store) page(f filter) (page []*record, more bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	at := 0
	if f.after != "" {
		last, ok := s.byID[f.after]
		if !ok {
			return nil, false
		}
		at = last + 1
	}
	for _, rec := range s.order[at:] {
		if !f.match(rec) {
			continue
		}
		if len(page) == f.count {
			return page, true
		}
		page = append(page, rec)
	}
	return page, false
}
