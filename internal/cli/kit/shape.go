package kit

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

// Shaper puts results into the form of an answer on one of several goroutines, so
// that PutShaped has only to write them. Where the form needs all results in order, as
// for a filter, it leaves them as they are.
type Shaper struct {
	format  string // JSON or CSV, else empty
	columns []string
	doc     jsonscan.Document
}

// Shaper returns a shaper for a goroutine. Single has to be set before.
func (r *Results) Shaper() *Shaper {
	s := &Shaper{columns: r.columns}
	if r.filter == nil && !r.Single && (r.Format == JSON || r.Format == CSV) {
		s.format = r.Format
	}
	return s
}

// Append appends results that are JSON lines, in their form.
func (s *Shaper) Append(dst, lines []byte) []byte {
	if s.format == "" {
		return append(dst, lines...)
	}
	start := len(dst)
	for line := range bytes.Lines(lines) {
		line = bytes.TrimSuffix(line, []byte{'\n'})
		if s.format == CSV {
			s.doc.Parse(line)
			dst = appendRow(dst, &s.doc, s.columns)
			continue
		}
		if len(dst) > start {
			dst = append(dst, betweenElements...)
		}
		dst = jsonscan.AppendIndent(dst, line, "  ", "  ")
	}
	return dst
}

// What stands before the first element of an answer in JSON, and between two.
const (
	beforeElements  = "[\n  "
	betweenElements = ",\n  "
)

// PutShaped adds n results that a shaper of r appended.
func (r *Results) PutShaped(text []byte, n int) error {
	switch {
	case n == 0:
		return nil
	case r.Format == CSV:
		return r.PutCSV(text, n)
	case r.filter != nil || r.Single || r.Format != JSON:
		return r.PutLines(text)
	}
	before := betweenElements
	if r.Count == 0 {
		before = beforeElements
	}
	r.Count += n
	if _, err := r.out.Write([]byte(before)); err != nil {
		return err
	}
	_, err := r.out.Write(text)
	return err
}
