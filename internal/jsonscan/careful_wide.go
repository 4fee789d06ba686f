package jsonscan

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
)

// The signs of JSON, and how Asian keyboards write them: as wide as a Han character,
// in three bytes.
const (
	signs     = "{}[]:,"
	wideSigns = "｛｝［］：，"
	wideSize  = 3
)

// narrowSign is the sign of JSON that a wide one at data[i] stands for, 0 for anything
// else.
func narrowSign(data []byte, i int) byte {
	if len(data)-i < wideSize || data[i] != 0xef {
		return 0
	}
	if at := strings.Index(wideSigns, string(data[i:i+wideSize])); at >= 0 && at%wideSize == 0 {
		return signs[at/wideSize]
	}
	return 0
}

// sees notes whether a wide sign stands at the reader's place, where it is in the way.
func (r *reader) sees() { r.wide = r.wide || narrowSign(r.Data, r.i) != 0 }

// narrowed is a text with the signs of JSON for the wide ones outside of strings, each
// with blanks behind it so that every byte keeps its place; and the edits that do so.
func narrowed(data []byte) (text []byte, edits []Edit) {
	text = slices.Clone(data)
	for i := 0; i < len(data); {
		if sign := narrowSign(data, i); sign != 0 {
			copy(text[i:], []byte{sign, ' ', ' '})
			edits = append(edits, Edit{i, wideSize, string(rune(sign))})
			i += wideSize
			continue
		}
		switch c, size := utf8.DecodeRune(data[i:]); {
		case c == '"':
			i, _ = lineStringEnd(data, i)
		case quoteOf(c) != 0:
			i = oddStringEnd(data, i+size, c)
		default:
			i += size
		}
	}
	return text, edits
}

// oddStringEnd is behind a string that began with the quote open before i; i where
// nothing closes it on its line.
func oddStringEnd(data []byte, i int, open rune) int {
	line := data[:i+lineLength(data[i:])]
	for at := i; at < len(line); {
		c, size := utf8.DecodeRune(line[at:])
		if at += size; quoteOf(c) == quoteOf(open) && structureAt(data, at) {
			return at
		}
	}
	return i
}

// readNarrowed reads the text once more as if its wide signs were those of JSON. One
// fault is about all of them.
func (d *Document) readNarrowed() {
	data := d.Data
	text, edits := narrowed(data)
	if len(edits) == 0 {
		return
	}
	d.reset()
	d.Data = text
	r := &reader{Document: d}
	first := edits[0].Offset
	r.report(Fault{Code: Syntax, Offset: first, Length: wideSize, Say: catalog.MsgJSONSyntaxWide,
		Words: Words{Found: describe(data[first:])}, Repair: &Repair{Edits: edits}})
	r.read()
	d.Data = data
}

// structureAt reports whether what stands at i can follow a string.
func structureAt(data []byte, i int) bool {
	i = SkipSpace(data, i)
	return i == len(data) || strings.IndexByte(",:}]", data[i]) >= 0 || bytes.IndexByte([]byte(",:}]"), narrowSign(data, i)) >= 0
}
