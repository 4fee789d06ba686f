package scrub

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
)

// People write a name otherwise than its member has it: the surname alone, reversed,
// in capitals, joined as in an id. So the words of names that a webhook tells are
// looked for one by one, where a person may be meant: in texts that are no code, no
// time and no name of a member.

// free is a text in which a person may be meant: text[start:end] of a level.
type free struct {
	start, end int
	quoted     bool // a string, in which a backslash begins an escape
	user       bool // what the integrator calls the submitter
}

// shortestName is how many bytes a text has in which a word of a name may stand.
const shortestName = 3

// mostTold is how many words of names a text inside another one is searched for: those
// told last.
const mostTold = 64

// hit is a word of a text that is one of a name, or two of them without a sign
// between.
type hit struct {
	start, split, end int // split is where the second one begins, 0 where there is none
	word              *told
	tied              bool // a letter stands before it, or that or a digit behind it: mkowalska88
	sure              bool
}

// retellAll finds the people of a text in all of it, where it is short.
func (s *Scrubber) retellAll() {
	l := &s.levels[0]
	for _, r := range s.later {
		from, _ := slices.BinarySearchFunc(l.free, r.from, func(f free, at int) int { return cmp.Compare(f.start, at) })
		to, _ := slices.BinarySearchFunc(l.free, r.to, func(f free, at int) int { return cmp.Compare(f.start, at) })
		s.retell(0, l.free[from:to], s.told[r.told:r.lastTold], s.births[r.births:r.lastBirth])
	}
	const budget = echoBudget / 4
	size := 0
	for _, f := range l.free {
		size += f.end - f.start
	}
	if size*(len(s.told)+len(s.births)) < budget {
		s.retell(0, l.free, s.told, s.births)
	}
}

// retellInside finds people in a text inside another one, of level k.
func (s *Scrubber) retellInside(k int) {
	told, births := 0, 0
	if frames := s.levels[0].frames; len(frames) > 0 {
		told, births = frames[0].told, frames[0].births
	}
	s.retell(k, s.levels[k].free, s.told[max(told, len(s.told)-mostTold):], s.births[max(births, len(s.births)-mostTold):])
}

// retell replaces the words of names, and days of birth, where they stand in texts of
// level k.
func (s *Scrubber) retell(k int, texts []free, words []told, births []birth) {
	l := &s.levels[k]
	if s.Limited || len(texts) == 0 || len(words)+len(births) == 0 {
		return
	}
	var first uint64 // letters that words begin with
	for i := range words {
		first |= 1 << min(words[i].text[0]-'a', 63)
	}
	before := len(l.edits)
	for _, f := range texts {
		if len(words) > 0 {
			s.reword(k, f, words, first)
		}
		for i := range births {
			s.born(k, f, &births[i])
		}
	}
	if len(l.edits) > before {
		slices.SortFunc(l.edits, func(a, b edit) int { return cmp.Compare(a.start, b.start) })
	}
}

// reword replaces the words of names in a text.
func (s *Scrubber) reword(k int, f free, words []told, first uint64) {
	l := &s.levels[k]
	text := l.text[:f.end]
	s.hits = s.hits[:0]
	others, blank := false, false
	for i := f.start; i < f.end; {
		c := text[i]
		switch {
		case c < utf8.RuneSelf && (c|0x20 < 'a' || c|0x20 > 'z'):
			switch {
			case c == '\\' && f.quoted:
				if i++; i < f.end && text[i] == 'u' {
					i += 4
				}
			case c == ' ':
				blank = true
			case c == ':' && bytes.HasPrefix(text[i:], []byte("://")):
				i += addressEnd(text[i:]) - 1
			}
			i++
			continue
		case c < utf8.RuneSelf && first&(1<<(c|0x20-'a')) == 0 && !f.user && blank:
			for i < f.end && text[i]|0x20 >= 'a' && text[i]|0x20 <= 'z' {
				i++
			}
			continue
		}
		n := wordAt(text[i:])
		if n == 0 {
			_, n = utf8.DecodeRune(text[i:])
		} else if h, ok := s.find(text[i:i+n], words); ok && !isDigit(text, i-1) {
			h.tied = h.tied || isDigit(text, i+n)
			h.start, h.end = h.start+i, h.end+i
			if h.split > 0 {
				h.split += i
			}
			s.hits = append(s.hits, h)
		} else if n > 1 {
			others = true
		}
		i += n
	}
	if len(s.hits) == 0 {
		return
	}
	s.weigh(text, f.user, f.quoted && !blank && !others)
	for _, h := range s.hits {
		if !h.sure {
			continue
		}
		if h.split > 0 {
			s.rename(k, h.start, h.split)
			h.start = h.split
		}
		s.rename(k, h.start, h.end)
	}
}

func isDigit(text []byte, i int) bool { return i >= 0 && i < len(text) && text[i]-'0' < 10 }

// addressEnd is where the host of an address on the web ends, of which text begins with
// the colon.
func addressEnd(text []byte) int {
	if n := bytes.IndexAny(text[3:], "/?# \t\"'\\<>"); n >= 0 {
		return 3 + n
	}
	return len(text)
}

// rename replaces a word of a name, text[start:end] of level k.
func (s *Scrubber) rename(k, start, end int) {
	word := s.levels[k].text[start:end]
	if s.made = s.maker.Append(s.made[:0], catalog.PersonalName, word); !bytes.Equal(s.made, word) {
		s.put(k, start, end, string(s.made), catalog.PersonalName)
	}
}

// find finds a word of a text among those of names.
func (s *Scrubber) find(word []byte, words []told) (h hit, ok bool) {
	const longName = 5 // letters, of which no other word is made by chance
	s.folded = appendFolded(s.folded[:0], word)
	same := len(s.folded) == len(word) || utf8.RuneCount(s.folded) == utf8.RuneCount(word)
	for i := range words {
		w := &words[i]
		rest, begins := bytes.CutPrefix(s.folded, w.text)
		switch {
		case begins && (len(rest) == 0 || !w.cased && w.whole && isParticle(rest)):
			end := len(word)
			if len(rest) > 0 {
				end -= len(rest)
			}
			return hit{end: end, word: w}, true
		case begins && same:
			for j := range words {
				if v := &words[j]; j != i && bytes.HasPrefix(rest, v.text) && w.runes+v.runes >= 3 && (!v.cased && isParticle(rest[len(v.text):]) || len(rest) == len(v.text)) {
					split, end := ahead(word, w.runes), ahead(word, w.runes+v.runes)
					return hit{split: split, end: end, word: w, sure: w.runes+v.runes > 5 || !w.cased}, true
				}
			}
			if w.runes >= longName && len(rest) == 1 {
				return hit{end: ahead(word, w.runes), word: w, tied: true}, true
			}
		case w.cased && same && w.runes >= longName && len(s.folded) == len(w.text)+1 && bytes.HasSuffix(s.folded, w.text):
			return hit{start: 1, end: len(word), word: w, tied: true}, true
		}
	}
	return h, false
}

// ahead is how many bytes of text are n characters.
func ahead(text []byte, n int) (size int) {
	for range n {
		_, one := utf8.DecodeRune(text[size:])
		size += one
	}
	return size
}

// isParticle reports whether a text is what follows a Korean name without a blank, or
// nothing.
func isParticle(text []byte) bool {
	switch string(text) {
	case "", "이", "가", "은", "는", "을", "를", "의", "와", "과", "도", "에게", "께", "께서", "한테", "님", "님이", "님은", "님의", "님께", "님을", "씨", "씨가", "씨는", "씨의", "씨를", "씨에게", "이가", "이는", "이의", "으로", "로", "입니다":
		return true
	}
	return false
}

// weigh tells which hits of a text are names: words of one next to each other, those
// with a capital, and in ids any. isID says that nothing but names stands in a text
// without blanks.
func (s *Scrubber) weigh(text []byte, user, isID bool) {
	for i := range s.hits {
		h := &s.hits[i]
		r, _ := utf8.DecodeRune(text[h.start:])
		capital := unicode.IsUpper(r)
		strong := h.word.runes >= 3 && !isCommon(h.word.text)
		switch {
		case h.tied:
			h.sure = (user || isID) && strong
		case isID:
			h.sure = h.sure || h.word.runes >= 3 && h.word.cased
		case user:
			h.sure = h.sure || strong
		case h.word.cased:
			h.sure = h.sure || strong && capital
		default:
			h.sure = h.sure || h.word.runes >= 3 || h.word.whole && h.word.runes == 2
		}
		if i == 0 || h.tied {
			continue
		}
		if b := &s.hits[i-1]; !b.tied && b.word != h.word && joins(text[b.end:h.start]) && !isDigit(text, b.end) && (b.word.runes+h.word.runes >= 6 || capital || !h.word.cased) {
			b.sure, h.sure = true, true
		}
	}
}

// joins reports whether a text may stand between two words of a name.
func joins(text []byte) bool {
	return len(text) > 0 && len(text) <= 3 && len(bytes.Trim(text, " ,.;_-+/'")) == 0
}

// isCommon reports whether a word in small letters means something else as often as a
// person, or is a particle of many names.
func isCommon(word []byte) bool {
	return len(word) <= 6 && strings.Contains(" van von der den del dela della dos das des bin bint ibn abu las los san santa the and for "+
		"will may can mark bill grant hope joy april june august summer winter long page case cash day art chase price rich best good new "+
		"more mobile king queen lord guy man son not yes low max min sun mon ", " "+string(word)+" ")
}
