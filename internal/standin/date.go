package standin

import (
	"bytes"
	"strconv"
)

// Dates of people move by 140 to 149 years, by as many days for all dates of a
// person. So they come to lie before 1900, where nobody's are who has an
// identity card today.
const (
	firstReal = 1900
	leastDays = 51135 // 140 years
	moreDays  = 3287  // 9 years
)

// day is a date as it stands in a text: where its parts are.
type day struct {
	size              int // of all of it, in bytes
	year, month, date int // offsets; year has four digits
	months, dates     int // digits of these
	y, m, d           int
}

// valid reports whether there is such a day.
func (d day) valid() bool {
	return d.m >= 1 && d.m <= 12 && d.d >= 1 && d.d <= daysOf(d.y, d.m)
}

func (d day) number() Day { return dayOf(d.y, d.m, d.d) }

// dateAt reads a date at text[i]: 1990-03-14 with any sign between, 19900314,
// 14/03/1990 or 03/14/1990.
func dateAt(text []byte, i int) (d day, ok bool) {
	text = text[i:]
	switch n := digitsAt(text); n {
	case 8:
		d = day{size: 8, month: 4, months: 2, date: 6, dates: 2}
	case 4:
		sep := separatorAt(text[4:])
		d = day{month: 4 + sep}
		d.months = digitsAt(text[d.month:])
		d.date = d.month + d.months + separatorAt(text[d.month+d.months:])
		d.dates = digitsAt(text[d.date:])
		d.size = d.date + d.dates
		if sep == 0 || d.date == d.month+d.months {
			return d, false
		}
	case 1, 2:
		first := separatorAt(text[n:])
		second := digitsAt(text[n+first:])
		gap := separatorAt(text[n+first+second:])
		d = day{date: 0, dates: n, month: n + first, months: second, year: n + first + second + gap}
		d.size = d.year + 4
		if first == 0 || gap == 0 || d.year > len(text) || digitsAt(text[d.year:]) != 4 {
			return d, false
		}
	default:
		return d, false
	}
	if d.months < 1 || d.months > 2 || d.dates < 1 || d.dates > 2 {
		return d, false
	}
	d.y, d.m, d.d = number(text[d.year:d.year+4]), number(text[d.month:d.month+d.months]), number(text[d.date:d.date+d.dates])
	if d.year > 0 && d.m > 12 || d.year > 0 && d.d <= 12 { // the American order
		d.month, d.date, d.months, d.dates, d.m, d.d = d.date, d.month, d.dates, d.months, d.d, d.m
	}
	for _, suffix := range [...]string{"일", "日"} {
		if bytes.HasPrefix(text[d.size:], []byte(suffix)) {
			d.size += len(suffix)
		}
	}
	return d, d.y > 0 && d.m <= 39 && d.d <= 39
}

// separatorAt is how many bytes at the start of text stand between the parts of a
// date.
func separatorAt(text []byte) int {
	for _, sep := range [...]string{"-", "/", ". ", ".", "년 ", "월 ", "년", "월", "年", "月"} {
		if bytes.HasPrefix(text, []byte(sep)) {
			return len(sep)
		}
	}
	return 0
}

// number is the value of digits.
func number(digits []byte) int {
	n, _ := strconv.Atoi(string(digits))
	return n
}

// clockAt is how many bytes at the start of text are the time of a day, with its
// zone: T02:20:41.123Z. It tells nothing of the person.
func clockAt(text []byte) int {
	if len(text) < 6 || text[0] != 'T' && text[0] != ' ' || digitsAt(text[1:]) != 2 || text[3] != ':' {
		return 0
	}
	n := 1
	for n < len(text) && (text[n]-'0' < 10 || text[n] == ':' || text[n] == '.') {
		n++
	}
	switch {
	case n < len(text) && text[n] == 'Z':
		n++
	case n+5 < len(text) && (text[n] == '+' || text[n] == '-') && digitsAt(text[n+1:]) >= 2:
		for n++; n < len(text) && (text[n]-'0' < 10 || text[n] == ':'); n++ {
		}
	}
	return n
}

// date appends the stand-in of a date.
func (m *Maker) date(dst, text []byte, d day, birth bool) []byte {
	if birth && d.y >= firstReal && m.birth == 0 && d.valid() {
		m.birth = d.number()
	}
	start := len(dst)
	dst = append(dst, text...)
	out := dst[start:]
	switch {
	case d.y < firstReal:
	case d.valid():
		y, month, date := m.moved(d.number(), birth).Date()
		putDigits(out[d.year:d.year+4], y)
		putDigits(out[d.month:d.month+d.months], month)
		putDigits(out[d.date:d.date+d.dates], date)
		if d.months == 1 && month > 9 || d.dates == 1 && date > 9 { // it has no room
			dst = appendParts(dst[:start], text, d, y, month, date)
		}
	default: // it stays a day that does not exist
		putDigits(out[d.year:d.year+4], d.y%firstReal%100+1700)
	}
	return dst
}

// appendParts writes a date whose month or day needs another digit.
func appendParts(dst, text []byte, d day, y, month, date int) []byte {
	for i := 0; i < d.size; {
		switch i {
		case d.year:
			dst, i = strconv.AppendInt(dst, int64(y), 10), i+4
		case d.month:
			dst, i = strconv.AppendInt(dst, int64(month), 10), i+d.months
		case d.date:
			dst, i = strconv.AppendInt(dst, int64(date), 10), i+d.dates
		default:
			dst, i = append(dst, text[i]), i+1
		}
	}
	return dst
}

// putDigits writes the last digits of n over those that stand there.
func putDigits(out []byte, n int) {
	for i := len(out) - 1; i >= 0; i-- {
		out[i] = byte('0' + n%10)
		n /= 10
	}
}

// moved is a date of the person at hand, moved. The days depend on the date of
// birth, and where that is not known on the date itself.
func (m *Maker) moved(date Day, birth bool) Day {
	of := date
	if !birth {
		if m.birth == 0 {
			m.lacked = true
		} else {
			of = m.birth
		}
	}
	y, month, d := of.Date()
	key := [...]byte{0, 0, 0, 0, '-', 0, 0, '-', 0, 0}
	putDigits(key[:4], y)
	putDigits(key[5:7], month)
	putDigits(key[8:], d)
	moved := date - leastDays - Day(m.draw(ofDate, key[:])%moreDays)
	for moved >= firstRealDay {
		moved -= daysOf400Years
	}
	return moved
}
