package shelf

import (
	"maps"
	"math"
	"sync"
	"time"

	"github.com/argosctl/argosctl/internal/diag"
)

// perBlock is how many rows are let go together.
const perBlock = 1024

// packed is a Row in a form without pointers, which costs the collector nothing.
type packed struct {
	at              int64 // milliseconds since 1970; math.MinInt64 where that is not known
	place           Place
	took            uint32 // microseconds
	text            uint32 // where its texts begin
	sizes           [4]uint8
	glyph, outcome  uint8
	kind            Kind
	handler         Handler
	worst           diag.Severity
	answer, finding uint16
	rules           uint16
}

// block is a run of rows and their texts.
type block struct {
	rows  []packed
	texts []byte
}

// Shelf holds rows, the newest of them where there are too many.
type Shelf struct {
	mu     sync.RWMutex
	most   int // rows to hold; 0 for all
	first  int // ID of the first row held
	next   int // ID of the next row
	blocks []*block
	words  []string
	number map[string]uint8
	rules  []string // sets of rules: rows have the same ones
	ruled  map[string]uint16
	counts Counts
}

// New returns a shelf that holds about most rows; 0 holds all.
func New(most int) *Shelf {
	return &Shelf{
		most: most, words: []string{""}, number: map[string]uint8{"": 0}, rules: []string{""}, ruled: map[string]uint16{"": 0},
		counts: Counts{Outcomes: map[string]int{}},
	}
}

// Add adds a row and returns its ID.
func (s *Shelf) Add(r *Row) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.room()
	b.rows = append(b.rows, packed{})
	s.pack(b, &b.rows[len(b.rows)-1], r)
	s.count(r, 1)
	id := s.next
	s.next++
	return id
}

// Update replaces what is known of a row that is held.
func (s *Shelf) Update(id int, change func(*Row)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b, i := s.find(id)
	if b == nil {
		return
	}
	r := s.unpack(b, i, id)
	s.count(&r, -1)
	change(&r)
	s.count(&r, 1)
	s.pack(b, &b.rows[i], &r)
}

// room is a block with room for a row.
func (s *Shelf) room() *block {
	if n := len(s.blocks); n > 0 && len(s.blocks[n-1].rows) < perBlock {
		return s.blocks[n-1]
	}
	if s.most > 0 && (len(s.blocks)-1)*perBlock >= s.most {
		s.first += len(s.blocks[0].rows)
		s.blocks[0] = nil
		s.blocks = s.blocks[1:]
	}
	b := &block{rows: make([]packed, 0, perBlock)}
	if n := len(s.blocks); n > 0 {
		b.texts = make([]byte, 0, len(s.blocks[n-1].texts)+1024)
	}
	s.blocks = append(s.blocks, b)
	return b
}

func (s *Shelf) pack(b *block, p *packed, r *Row) {
	*p = packed{
		at: math.MinInt64, place: r.Place, took: uint32(min(r.Took.Microseconds(), math.MaxUint32)), text: uint32(len(b.texts)),
		glyph: s.word(r.Glyph), outcome: s.word(r.Outcome), kind: r.Kind, handler: r.Handler, worst: r.Worst,
		answer: uint16(r.Answer), finding: uint16(min(r.Findings, math.MaxUint16)), rules: s.set(r.Rules),
	}
	if !r.At.IsZero() {
		p.at = r.At.UnixMilli()
	}
	for i, text := range [4]string{r.Event, r.Code, r.Submission, r.User} {
		text = text[:min(len(text), math.MaxUint8)]
		p.sizes[i] = uint8(len(text))
		b.texts = append(b.texts, text...)
	}
}

func (s *Shelf) word(text string) uint8 {
	n, ok := s.number[text]
	if !ok && len(s.words) < math.MaxUint8 {
		n = uint8(len(s.words))
		s.words, s.number[text] = append(s.words, text), n
	}
	return n
}

// mostSets is how many sets of rules are told apart.
const mostSets = 1 << 14

func (s *Shelf) set(rules string) uint16 {
	n, ok := s.ruled[rules]
	if !ok && len(s.rules) < mostSets {
		n = uint16(len(s.rules)) //nolint:gosec // at most mostSets
		s.rules, s.ruled[rules] = append(s.rules, rules), n
	}
	return n
}

func (s *Shelf) count(r *Row, by int) {
	c := &s.counts
	c.All += by
	one := func(n *int, is bool) {
		if is {
			*n += by
		}
	}
	one(&c.Found, r.Findings > 0)
	one(&c.Failed, r.Handler == Failed)
	one(&c.Sealed, r.Kind == Sealed)
	one(&c.Unreadable, r.Kind == Unreadable)
	one(&c.Refused, r.Kind == Refused)
	if r.Outcome != "" {
		c.Outcomes[r.Outcome] += by
	}
}

// find is where a row is held, nil where it is not.
func (s *Shelf) find(id int) (*block, int) {
	at := id - s.first
	if at < 0 || id >= s.next {
		return nil, 0
	}
	return s.blocks[at/perBlock], at % perBlock
}

// texts are those of a row.
func (p *packed) texts(b *block) (all [4][]byte) {
	at := int(p.text)
	for i, n := range p.sizes {
		all[i] = b.texts[at : at+int(n)]
		at += int(n)
	}
	return all
}

func (s *Shelf) unpack(b *block, i, id int) Row {
	p := &b.rows[i]
	t := p.texts(b)
	r := Row{
		ID: id, Kind: p.kind, Event: string(t[0]), Code: string(t[1]), Submission: string(t[2]), User: string(t[3]),
		Glyph: s.words[p.glyph], Outcome: s.words[p.outcome], Findings: int(p.finding), Rules: s.rules[p.rules], Worst: p.worst,
		Answer: int(p.answer), Handler: p.handler, Took: time.Duration(p.took) * time.Microsecond, Place: p.place,
	}
	if p.at != math.MinInt64 {
		r.At = time.UnixMilli(p.at).UTC()
	}
	return r
}

// Row returns a row; ok is false where it is not held.
func (s *Shelf) Row(id int) (r Row, ok bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	b, i := s.find(id)
	if b == nil {
		return r, false
	}
	return s.unpack(b, i, id), true
}

// Counts are what came so far.
func (s *Shelf) Counts() Counts {
	s.mu.RLock()
	defer s.mu.RUnlock()
	c := s.counts
	c.Outcomes = maps.Clone(c.Outcomes)
	return c
}

// Held is which rows are held: from first up to next.
func (s *Shelf) Held() (first, next int) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.first, s.next
}
