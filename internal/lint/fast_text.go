package lint

import (
	"bytes"
	"encoding/binary"
	"math/bits"

	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/personal"
)

// text reads the string after the quote before i.
func (f *fast) text(m *event.Member, i int) int {
	data, start := f.data, i
	var at uint64
	for {
		x, ok := wordAt(data, i)
		// As in jsonscan.PlainEnd the lowest hit is exact; hits for '@' count
		// only below it.
		stop := (((x ^ 0x2222222222222222) - ones) | ((x ^ 0x5c5c5c5c5c5c5c5c) - ones) | (x - 0x2020202020202020) | x) & highs
		sign := ((x ^ 0x4040404040404040) - ones) & highs
		if stop == 0 {
			at |= sign
			i += 8
			continue
		}
		at |= sign & (stop&-stop - 1)
		i += bits.TrailingZeros64(stop) >> 3
		if !ok || i >= len(data) || data[i] != '"' {
			return f.oddText(m, start)
		}
		if m.Check == event.AnyText && at == 0 && i > start && f.starts[data[start]] == plainStart {
			return i + 1
		}
		return f.judge(m, data[start:i], at != 0, i+1)
	}
}

// wordAt returns the eight bytes at data[i], zeros after the end. It is not ok
// where the data are too short for that.
func wordAt(data []byte, i int) (x uint64, ok bool) {
	if len(data)-i >= 8 {
		return binary.LittleEndian.Uint64(data[i:]), true
	}
	if len(data) < 8 {
		return 0, false
	}
	return binary.LittleEndian.Uint64(data[len(data)-8:]) >> (8 * (8 - max(0, len(data)-i))), true
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// oddText reads a string that is not plain ASCII, or at the end of the data.
func (f *fast) oddText(m *event.Member, start int) (end int) {
	if f.decoded, end = jsonscan.AppendString(f.decoded[:0], f.data, start); end < 0 {
		return -1
	}
	return f.judge(m, f.decoded, bytes.IndexByte(f.decoded, '@') >= 0, end)
}

// judge returns end where no rule can find anything in the text of m. at says
// that there may be an '@' in it.
func (f *fast) judge(m *event.Member, text []byte, at bool, end int) int {
	if len(text) == 0 {
		if m.Field.MayEmpty {
			return end
		}
		return -1
	}
	var ok bool
	switch m.Check {
	case event.RejectComment:
		ok, f.comment = f.harmless(text, m.Hint, at), text
	case event.RejectCode:
		ok, f.code = m.Values.Has(text), text
	case event.AnyText, event.OpenList:
		ok = f.harmless(text, m.Hint, at)
		if m.Check == event.OpenList {
			ok = ok && m.Values.Has(text)
		}
	case event.DateTime:
		ok = event.JudgeTime(text) == event.GoodTime
	case event.Date:
		ok = event.IsDate(text)
	case event.Country:
		ok = f.tree.IsCountry(text)
	case event.IPAddress:
		ip, isIP := personal.ParseIP(text)
		ok = isIP && !personal.IsPublic(ip)
	case event.Email:
		at := bytes.IndexByte(text, '@')
		ok = personal.IsEmail(text) && personal.IsReservedHost(text[at+1:])
	default: // a list
		ok = m.Values.Has(text)
	}
	if !ok {
		return -1
	}
	return end
}

// nobody reports whether a text is neither a placeholder nor about a person,
// whatever its name says. at says that there may be an '@' in it.
func (f *fast) nobody(text []byte, at bool) bool {
	return !at && f.starts[text[0]] == plainStart && text[len(text)-1] != ' '
}

// harmless reports whether a text is neither a placeholder nor about a person.
// What it begins with tells which of the two it can be at all.
func (f *fast) harmless(text []byte, hint personal.Hint, at bool) bool {
	if f.nobody(text, at) {
		return true
	}
	kind := f.starts[text[0]]
	if at || text[len(text)-1] == ' ' {
		kind = anyStart
	}
	switch kind {
	case templateStart:
		return !event.IsPlaceholder(text)
	case numberStart:
		for _, c := range text {
			if !f.numeric[c] {
				return true
			}
		}
		return len(text) < 7 || personal.Number(text, hint) == personal.Nobody
	default:
		return !event.IsPlaceholder(text) && personal.Of(text, hint) == personal.Nobody
	}
}
