package report

import (
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/say"
)

// ranked keeps the texts of findings for a consumer that takes no more than
// limit: the gravest ones, and of those alike the first.
type ranked struct {
	limit   int
	kept    int
	found   Counts
	shelves [len(Counts{})]shelf
}

// shelf is a stack of texts.
type shelf struct {
	text []byte
	ends []int
}

func (s *shelf) len() int { return len(s.ends) }

func (s *shelf) at(i int) []byte {
	start := 0
	if i > 0 {
		start = s.ends[i-1]
	}
	return s.text[start:s.ends[i]]
}

func (s *shelf) pop() {
	last := len(s.ends) - 1
	s.text = s.text[:len(s.text)-len(s.at(last))]
	s.ends = s.ends[:last]
}

// wants counts a finding and reports whether there is room for its text.
func (r *ranked) wants(level diag.Severity) bool {
	r.found[level]++
	return r.kept < r.limit || r.lightest() < level
}

// lightest is the least severity of which there is a text.
func (r *ranked) lightest() diag.Severity {
	for level := range r.shelves {
		if r.shelves[level].len() > 0 {
			return diag.Severity(level)
		}
	}
	return diag.Error
}

// add keeps the text of a finding that was wanted.
func (r *ranked) add(level diag.Severity, text []byte) {
	if r.kept == r.limit {
		r.shelves[r.lightest()].pop()
		r.kept--
	}
	s := &r.shelves[level]
	s.text = append(s.text, text...)
	s.ends = append(s.ends, len(s.text))
	r.kept++
}

// each yields the texts, those of the gravest findings first.
func (r *ranked) each(yield func(text []byte) bool) {
	for level := len(r.shelves) - 1; level >= 0; level-- {
		s := &r.shelves[level]
		for i := range s.ends {
			if !yield(s.at(i)) {
				return
			}
		}
	}
}

// left counts the findings whose texts were not kept.
func (r *ranked) left() Counts {
	counts := r.found
	for level := range counts {
		counts[level] -= r.shelves[level].len()
	}
	return counts
}

// Message says what was left out: "left out 73 of 83 warnings, 4 of 4 infos".
func (c Cut) Message() say.Message {
	var parts say.List
	for level := diag.Error; level > diag.Off; level-- {
		if c.Left[level] == 0 {
			continue
		}
		parts = append(parts, say.Textf("%s of %s", say.Number(c.Left[level]), counted(level, c.Found[level])))
	}
	return say.Textf("left out %s", parts)
}

// counted is "3 warnings".
func counted(level diag.Severity, n int) say.Counted {
	switch level {
	case diag.Error:
		return say.Count(n, "%s error", "%s errors")
	case diag.Warning:
		return say.Count(n, "%s warning", "%s warnings")
	default:
		return say.Count(n, "%s info", "%s infos")
	}
}

// Total is the number of all of them.
func (c Counts) Total() int {
	total := 0
	for _, n := range c {
		total += n
	}
	return total
}

// tell tells of what a report leaves out.
func (o *Options) tell(cut Cut) {
	if o.Cut != nil && cut.Left.Total() > 0 {
		o.Cut(cut)
	}
}
