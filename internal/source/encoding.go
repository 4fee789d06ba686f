package source

import (
	"bytes"
	"io"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Encoding is how the characters of an input are written. What a consumer is
// given is UTF-8, but for bytes that are none in an input without another
// encoding.
type Encoding uint8

// The encodings. NoEncoding stands for none in particular: UTF-8, or what a byte
// order mark says.
const (
	NoEncoding Encoding = iota
	UTF8
	UTF16LE
	UTF16BE
	EUCKR
	Windows1252
)

// encodingNames are the names in flags, by Encoding.
var encodingNames = [...]string{"", "utf-8", "utf-16le", "utf-16be", "euc-kr", "windows-1252"}

func (e Encoding) String() string { return encodingNames[e] }

// Encodings are the names of the encodings, in the order of a help text.
func Encodings() []string { return encodingNames[1:] }

// sniffed is how many bytes tell the encoding: two characters of UTF-16.
const sniffed = 4

// encodingOf is the encoding that a text is read in which begins with head: a
// byte order mark says it, or zero bytes beside the first characters, else the
// user.
func encodingOf(head []byte, asked Encoding) Encoding {
	zeros := func(at ...int) bool {
		for i := range head[:min(len(head), sniffed)] {
			if (head[i] == 0) != slices.Contains(at, i) {
				return false
			}
		}
		return len(head) >= sniffed
	}
	switch {
	case bytes.HasPrefix(head, bom), asked == UTF8:
		return NoEncoding
	case bytes.HasPrefix(head, []byte("\xff\xfe")), zeros(1, 3):
		return UTF16LE
	case bytes.HasPrefix(head, []byte("\xfe\xff")), zeros(0, 2):
		return UTF16BE
	}
	return asked
}

// isWide says that an input in e is converted before it is taken apart. In the
// other encodings what is JSON's own is as in ASCII.
func (e Encoding) isWide() bool { return e == UTF16LE || e == UTF16BE }

// IsNarrow says that a text in e is converted line by line, where it is not UTF-8.
func (e Encoding) IsNarrow() bool { return e == EUCKR || e == Windows1252 }

// Reader reads UTF-8 from r, which is written in e from its start on. A byte
// order mark does not come through.
func (e Encoding) Reader(r io.Reader) io.Reader {
	switch e {
	case UTF16LE:
		r = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(r)
	case UTF16BE:
		r = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Reader(r)
	default:
	}
	return r
}

// Marked reads what a byte order mark says to be UTF-16 or UTF-8, without the mark
// and as UTF-8. Anything else comes through as it is.
func Marked(r io.Reader) io.Reader {
	return transform.NewReader(r, unicode.BOMOverride(transform.Nop))
}

// decoder decodes e, which is not wide, or is nil.
func (e Encoding) decoder() *encoding.Decoder {
	switch e {
	case EUCKR:
		return korean.EUCKR.NewDecoder()
	case Windows1252:
		return charmap.Windows1252.NewDecoder()
	default:
		return nil
	}
}

// decode is text as UTF-8, and whether it had been something else. A text that
// is UTF-8 stays as it is: a log may hold both.
func (e Encoding) decode(text []byte) (decoded []byte, changed bool) {
	if e == NoEncoding || utf8.Valid(text) && (e != EUCKR || !isHangul(text)) {
		return text, false
	}
	decoded, err := e.decoder().Bytes(text)
	return decoded, err == nil
}
