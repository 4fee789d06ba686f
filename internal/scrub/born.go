package scrub

import (
	"bytes"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
)

// birth is a day of birth that a webhook tells, and what it was moved to, as RFC 3339
// writes days.
type birth struct {
	day, moved [len(time.DateOnly)]byte
	written    []string // in small letters, by dayForms; nil until asked for
}

// dayForms are how a day is written, the longest first of those that begin alike.
var dayForms = [...]string{
	"2006-01-02", "2006/01/02", "2006.01.02", "2006. 01. 02", "2006. 1. 2", "2006. 1.2", "2006-1-2", "2006/1/2", "2006.1.2", "2006 01 02", "20060102",
	"02.01.2006", "02/01/2006", "02-01-2006", "02 01 2006", "01/02/2006", "01-02-2006", "01.02.2006", "02012006", "01022006",
	"2.1.2006", "2/1/2006", "2-1-2006", "1/2/2006", "1-2-2006", "02. 01. 2006", "2. 1. 2006", "02.01.06", "02/01/06", "01/02/06",
	"2 January 2006", "02 January 2006", "2 January, 2006", "2. January 2006", "2 Jan 2006", "02 Jan 2006", "02-Jan-2006", "2-Jan-2006", "2Jan2006", "02Jan2006", "02 Jan 06",
	"January 2, 2006", "January 02, 2006", "January 2 2006", "Jan 2, 2006", "Jan 02, 2006", "Jan 2 2006", "Jan. 2, 2006",
	"2nd January 2006", "2nd of January 2006", "January 2nd, 2006", "January 2nd 2006",
	"2006년 1월 2일", "2006년 01월 02일", "2006년1월2일", "2006년01월02일", "2006年1月2日", "2006年01月02日",
}

// idForms are how numbers of a person begin that have the day of birth in them.
var idForms = [...]string{"20060102", "060102", "020106", "02012006"}

// bear remembers a day of birth, as it is written and as it was moved.
func (s *Scrubber) bear(text, moved []byte) {
	var b birth
	if len(text) != len(b.day) || len(moved) != len(b.moved) || text[4] != '-' || text[7] != '-' {
		return
	}
	copy(b.day[:], text)
	copy(b.moved[:], moved)
	if n := len(s.births); n == 0 || s.births[n-1].day != b.day {
		s.births = append(s.births, b)
	}
}

// days are the day of birth and what it was moved to; ok is false where there is no
// such day.
func (b *birth) days() (day, moved time.Time, ok bool) {
	day, err := time.Parse(time.DateOnly, string(b.day[:]))
	if err == nil {
		moved, err = time.Parse(time.DateOnly, string(b.moved[:]))
	}
	return day, moved, err == nil
}

// format writes a day, with the ending of its ordinal where the form has one.
func format(day time.Time, form string) string {
	if !strings.Contains(form, "2nd") {
		return day.Format(form)
	}
	ending := "th"
	switch d := day.Day(); {
	case d%10 == 1 && d != 11:
		ending = "st"
	case d%10 == 2 && d != 12:
		ending = "nd"
	case d%10 == 3 && d != 13:
		ending = "rd"
	}
	return day.Format(strings.Replace(form, "nd", ending, 1))
}

// born replaces a day of birth where it stands in a text of level k, and numbers that
// begin with it.
func (s *Scrubber) born(k int, f free, b *birth) {
	l := &s.levels[k]
	text := l.text[f.start:f.end]
	if len(text) < len("02.01.06") || !bytes.Contains(text, b.day[2:4]) { // no form is without these digits
		return
	}
	day, moved, ok := b.days()
	if !ok {
		return
	}
	if b.written == nil {
		for _, form := range dayForms {
			b.written = append(b.written, strings.ToLower(format(day, form)))
		}
	}
	small := bytes.ToLower(text)
	if len(small) != len(text) { // of another size in small letters
		small = text
	}
	for i, written := range b.written {
		for at := 0; ; {
			n := bytes.Index(small[at:], []byte(written))
			if n < 0 {
				break
			}
			start, end := at+n, at+n+len(written)
			if at = end; !isApart(small, start, end) {
				continue
			}
			put := format(moved, dayForms[i])
			if bytes.Equal(text[start:end], bytes.ToUpper(text[start:end])) {
				put = strings.ToUpper(put)
			}
			s.put(k, f.start+start, f.start+end, put, catalog.PersonalBirth)
		}
	}
	s.numbered(k, f, day)
}

// isApart reports whether a day in text[start:end] is no part of a longer number or
// word.
func isApart(text []byte, start, end int) bool {
	letter := func(i int) bool { return i >= 0 && i < len(text) && text[i]-'a' < 26 }
	joined := func(sign, beyond int) bool { // 1.30.04.1988 is a version
		return sign >= 0 && sign < len(text) && (text[sign] == '.' || text[sign] == '-' || text[sign] == '/') && isDigit(text, beyond)
	}
	return !isDigit(text, start-1) && !isDigit(text, end) && !joined(start-1, start-2) && !joined(end, end+1) && !(letter(start-1) && letter(start))
}

// numbered replaces the numbers of ten digits or more that begin with a day of birth.
func (s *Scrubber) numbered(k int, f free, day time.Time) {
	l := &s.levels[k]
	text := l.text[f.start:f.end]
	for i := 0; i < len(text); i++ {
		if text[i]-'0' >= 10 {
			continue
		}
		end, digits := i, 0
		for end < len(text) && (text[end]-'0' < 10 || (text[end] == '-' || text[end] == '+' || text[end] == ' ') && digits >= 6 && end+1 < len(text) && text[end+1]-'0' < 10) {
			if text[end]-'0' < 10 {
				digits++
			}
			end++
		}
		for _, form := range idForms {
			if begin := day.Format(form); digits >= 10 && digits <= 14 && digits > len(begin)+2 && bytes.HasPrefix(text[i:], []byte(begin)) {
				s.made = s.maker.Append(s.made[:0], catalog.PersonalIdentity, text[i:end])
				s.put(k, f.start+i, f.start+end, string(s.made), catalog.PersonalIdentity)
				break
			}
		}
		i = end
	}
}

// put replaces text[start:end] of level k by a text without signs to be escaped, unless
// that was replaced.
func (s *Scrubber) put(k, start, end int, text string, kind catalog.PersonalKind) {
	l := &s.levels[k]
	if overlaps(l.edits, start, end) {
		return
	}
	at := len(l.news)
	l.news = append(l.news, text...)
	l.add(start, end, at)
	s.heard(k, start, kind)
}
