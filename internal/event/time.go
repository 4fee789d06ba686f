package event

import (
	"bytes"
	"time"
)

// TimeForm says how a text writes a time.
type TimeForm uint8

// The forms.
const (
	NotTime  TimeForm = iota
	OddTime           // read, but not RFC 3339: with a blank, without a zone, or YYYY-MM-DD-HH-MM-SS-ZZZ
	GoodTime          // RFC 3339
)

// JudgeTime tells the form of a time. The day has to exist, and in UTC the
// year has to have four digits. Leap seconds are refused, as most readers
// refuse them.
func JudgeTime(text []byte) TimeForm {
	_, form := scanTime(text)
	return form
}

// ParseTime reads a time of the service and returns it as RFC 3339 in UTC. odd
// tells that it was in another form; ok is false when it is in none.
func ParseTime(text string) (utc string, odd, ok bool) {
	out, form := appendUTC(nil, []byte(text))
	return string(out), form == OddTime, form != NotTime
}

// Moment is a time as precise as it was written.
type Moment struct {
	time.Time     // in UTC
	Digits    int // of the fraction of its seconds
}

// ReadMoment reads a time of the service; ok is false where text is none.
func ReadMoment(text []byte) (m Moment, ok bool) {
	c, form := scanTime(text)
	if form == NotTime {
		return Moment{}, false
	}
	return Moment{c.utc(text), min(9, len(c.fraction))}, true
}

// Append appends the moment as RFC 3339.
func (m Moment) Append(dst []byte) []byte {
	dst = m.Truncate(time.Second).AppendFormat(dst, time.RFC3339) // for which there is a quick way
	if m.Digits == 0 {
		return dst
	}
	dst[len(dst)-1] = '.'
	for n, unit := m.Nanosecond(), 100_000_000; unit > 0 && m.Digits > 0; unit /= 10 {
		dst = append(dst, byte('0'+n/unit%10))
		m.Digits--
	}
	return append(dst, 'Z')
}

// clock is what a time says beside its date and hour, which stand at fixed
// places of the text.
type clock struct {
	fraction []byte // digits
	zone     int    // minutes east of UTC
}

func scanTime(text []byte) (c clock, form TimeForm) {
	if len(text) < 19 || !IsDate(text[:10]) {
		return c, NotTime
	}
	colon := byte(':')
	switch text[10] {
	case 'T', 't':
		form = GoodTime
	case ' ':
		form = OddTime
	case '-':
		form, colon = OddTime, '-'
	default:
		return c, NotTime
	}
	h, m, s := twoDigits(text[11:13]), twoDigits(text[14:16]), twoDigits(text[17:19])
	if h > 23 || m > 59 || s > 59 || text[13] != colon || text[16] != colon {
		return c, NotTime
	}
	var ok bool
	if rest := text[19:]; colon == '-' {
		ok = c.placeholderZone(rest)
	} else {
		if ok = c.scanFraction(&rest); len(rest) == 0 {
			form = OddTime
		} else if len(rest) > 1 || rest[0]|0x20 != 'z' {
			ok = ok && c.scanOffset(rest, true)
		}
	}
	if !ok || c.zone != 0 && c.beyond(text) {
		return c, NotTime
	}
	return c, form
}

func (c *clock) scanFraction(rest *[]byte) bool {
	text := *rest
	if len(text) == 0 || text[0] != '.' {
		return true
	}
	n := 1
	for n < len(text) && text[n]-'0' < 10 {
		n++
	}
	c.fraction, *rest = text[1:n], text[n:]
	return n > 1
}

// scanOffset reads +09:00, and without colon +0900.
func (c *clock) scanOffset(text []byte, colon bool) bool {
	if !colon && len(text) == 5 {
		text = []byte{text[0], text[1], text[2], ':', text[3], text[4]}
	}
	if len(text) != 6 || text[0] != '+' && text[0] != '-' || text[3] != ':' {
		return false
	}
	h, m := twoDigits(text[1:3]), twoDigits(text[4:6])
	if c.zone = int(h*60 + m); text[0] == '-' {
		c.zone = -c.zone
	}
	return h < 24 && m < 60
}

// placeholderZone reads what stands for ZZZ in the form of the vendor's pages:
// milliseconds, an offset, or a zone that the service is known to think in.
func (c *clock) placeholderZone(text []byte) bool {
	if len(text) == 0 {
		return true
	}
	if text[0] != '-' {
		return false
	}
	switch zone := text[1:]; string(zone) {
	case "UTC", "GMT", "Z":
		return true
	case "KST":
		c.zone = 9 * 60
		return true
	default:
		if len(zone) == 3 && zone[0]-'0' < 10 && zone[1]-'0' < 10 && zone[2]-'0' < 10 {
			c.fraction = zone
			return true
		}
		return c.scanOffset(zone, false)
	}
}

// beyond reports whether the time, taken to UTC, leaves the years of four digits.
func (c *clock) beyond(text []byte) bool {
	if century := string(text[:2]); century != "00" && century != "99" {
		return false
	}
	year := c.utc(text).Year()
	return year < 0 || year > 9999
}

func (c *clock) utc(text []byte) time.Time {
	two := func(i int) int { return int(twoDigits(text[i : i+2])) }
	nanos := 0
	for i := range 9 {
		if nanos *= 10; i < len(c.fraction) {
			nanos += int(c.fraction[i] - '0')
		}
	}
	return time.Date(two(0)*100+two(2), time.Month(two(5)), two(8), two(11), two(14)-c.zone, two(17), nanos, time.UTC)
}

// appendUTC appends a time as RFC 3339 in UTC: as it stands, where it is that.
func appendUTC(dst, text []byte) ([]byte, TimeForm) {
	c, form := scanTime(text)
	switch {
	case form == NotTime:
		return dst, form
	case form == GoodTime && text[10] == 'T' && bytes.HasSuffix(text, []byte("Z")):
		return append(dst, text...), form
	}
	return c.utc(text).AppendFormat(dst, time.RFC3339Nano), form
}
