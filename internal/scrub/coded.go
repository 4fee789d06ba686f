package scrub

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"slices"

	"github.com/klauspost/compress/gzip"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/seal"
)

// shortestPacked is the least that is taken for Base64 of a text.
const shortestPacked = 24

// isEscaped reports whether a text begins with a quote that is escaped, behind
// further brackets.
func isEscaped(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r\n[{")
	rest := bytes.TrimLeft(text, "\\")
	return len(rest) < len(text) && len(rest) > 0 && rest[0] == '"'
}

// isDoubled reports whether text begins with a quote that is doubled: ""name""
// but not "": 1.
func isDoubled(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r\n[{")
	if !bytes.HasPrefix(text, []byte(`""`)) {
		return false
	}
	next := jsonscan.SkipSpace(text, 2)
	return next < len(text) && text[next] != ':'
}

// isHexed reports whether a text begins with a quote as nginx logs it.
func isHexed(text []byte) bool {
	for {
		text = bytes.TrimLeft(text, " [{")
		white := bytes.HasPrefix(text, []byte(`\x0A`)) || bytes.HasPrefix(text, []byte(`\x0D`)) || bytes.HasPrefix(text, []byte(`\x09`))
		if !white {
			return bytes.HasPrefix(text, []byte(`\x22`))
		}
		text = text[len(`\x0A`):]
	}
}

// appendHexed appends text as nginx logs it.
func appendHexed(dst, text []byte) []byte {
	const digits = "0123456789ABCDEF"
	for _, c := range text {
		if c < ' ' || c > '~' || c == '"' || c == '\\' {
			dst = append(dst, '\\', 'x', digits[c>>4], digits[c&15])
		} else {
			dst = append(dst, c)
		}
	}
	return dst
}

// isEntity reports whether text begins with a quote as XML and HTML write it.
func isEntity(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r\n[{")
	return bytes.HasPrefix(text, []byte("&")) && bytes.HasPrefix(layer.AppendEntities(nil, text[:min(len(text), len("&#x0022;"))]), []byte{'"'})
}

// appendEntities appends text as XML and HTML write it.
func appendEntities(dst, text []byte) []byte {
	for _, c := range text {
		switch c {
		case '"':
			dst = append(dst, "&quot;"...)
		case '&':
			dst = append(dst, "&amp;"...)
		case '<':
			dst = append(dst, "&lt;"...)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// coded reads JSON whose quotes are escaped, doubled, in hexadecimal or entities, which
// begins at start of level k, to the end of its line or element.
func (s *Scrubber) coded(k, start, end int, g personal.Group) int {
	l := &s.levels[k]
	coding := layer.Escaped
	stop := start + lineEnd(l.text[start:end])
	switch rest := l.text[start+1 : end]; {
	case isDoubled(rest):
		coding = layer.Cell
		stop = start + cellEnd(l.text[start:end])
	case isHexed(rest):
		coding = layer.Hex
		if n := bytes.IndexByte(l.text[start:stop], '"'); n >= 0 {
			stop = start + n
		}
	case isEntity(rest):
		coding = layer.Entities
		stop = end
		if n := bytes.IndexByte(l.text[start:end], '<'); n >= 0 {
			stop = start + n
		}
	}
	if k == maxLevels {
		s.loose(k, start, stop, g.Hint)
		return stop
	}
	s.decode(k, start, stop, coding)
	s.inner(k, start, coding, isASCIIOnly(l.text[start:stop]), g)
	return stop
}

// cellEnd is where the quoted cell ends that a text is from.
func cellEnd(text []byte) int {
	for i := 0; i < len(text); i++ {
		if text[i] == '"' {
			if i+1 == len(text) || text[i+1] != '"' {
				return i
			}
			i++
		}
	}
	return len(text)
}

// escapes finds what is percent-encoded in text[from:to] of level k: the value of
// a form's field, or a word.
func (s *Scrubber) escapes(k, from, to int) {
	l := &s.levels[k]
	text := l.text[from:to]
	for at := 0; ; {
		n := bytes.IndexByte(text[at:], '%')
		if n < 0 {
			return
		}
		n += at
		end := n + formEnd(text[n:])
		if n+2 < len(text) && isHex(text[n+1]) && isHex(text[n+2]) {
			start := at + bytes.LastIndexAny(text[at:n], formEnds+"=") + 1
			l.fresh = append(l.fresh, piece{start: from + start, end: from + end, coding: layer.Form})
			at = end
		} else {
			at = n + 1
		}
	}
}

// formEnds are the bytes that end the value of a form's field in any text.
const formEnds = " \t\r\n&\"'<>\\"

func formEnd(text []byte) int {
	if n := bytes.IndexAny(text, formEnds); n >= 0 {
		return n
	}
	return len(text)
}

func isHex(c byte) bool { return c-'0' < 10 || c|0x20 >= 'a' && c|0x20 <= 'f' }

// packs finds Base64 of what can be read in text[from:to] of level k.
func (s *Scrubber) packs(k, from, to int) {
	l := &s.levels[k]
	text := l.text[from:to]
	for at := 0; len(text)-at >= shortestPacked; {
		if !layer.InBase64(text[at]) {
			at++
			continue
		}
		end, isID := at, true // of digits, a to f and hyphens alone, as no text in Base64 is
		for end < len(text) && layer.InBase64(text[end]) {
			isID = isID && isOfID[text[end]]
			end++
		}
		for end < len(text) && text[end] == '=' {
			end++
		}
		if digits := hexStart(text[at:end]); isDigits(text[at+digits : end]) {
			l.fresh = append(l.fresh, piece{start: from + at + digits, end: from + end, coding: layer.Digits})
		} else if !isID && end-at >= shortestPacked && seal.Readable(text[at:end]) {
			l.fresh = append(l.fresh, piece{start: from + at, end: from + end, coding: layer.Opaque})
		}
		at = end
	}
}

// hexStart is where hexadecimal digits begin behind \x, 0x and the like.
func hexStart(text []byte) int {
	if n := bytes.IndexAny(text[:min(len(text), 2)], "xX"); n >= 0 {
		return n + 1
	}
	return 0
}

// isDigits reports whether a text is JSON of which every byte is two hexadecimal digits.
func isDigits(text []byte) bool {
	begins := len(text) >= 2*shortestPacked && len(text)%2 == 0 && (bytes.EqualFold(text[:2], []byte("7b")) || bytes.EqualFold(text[:2], []byte("5b")))
	return begins && !slices.ContainsFunc(text, func(c byte) bool { return !isHex(c) })
}

// appendDigits appends each byte of text as two hexadecimal digits, capital ones where
// those of like are.
func appendDigits(dst, text, like []byte) []byte {
	format := "%02x"
	if n := bytes.IndexAny(like, "abcdefABCDEF"); n >= 0 && like[n] < 'a' {
		format = "%02X"
	}
	for _, c := range text {
		dst = fmt.Appendf(dst, format, c)
	}
	return dst
}

// isOfID tells the bytes of hashes and UUIDs. It is never written to.
var isOfID = func() (t [256]bool) {
	for _, c := range []byte("0123456789abcdef-") {
		t[c] = true
	}
	return t
}()

// packing is the memory for taking Base64 and gzip apart.
type packing struct {
	reader *gzip.Reader
	writer *gzip.Writer
	out    bytes.Buffer
}

// unpack reads what stands as Base64 at start up to end of level k, and packs it
// again the same way.
func (s *Scrubber) unpack(k, start, end int) {
	l, next := &s.levels[k], &s.levels[k+1]
	packed := l.text[start:end]
	coding := codingOf(packed)
	raw, err := coding.DecodeString(string(packed))
	if err != nil {
		return
	}
	zipped := bytes.HasPrefix(raw, []byte("\x1f\x8b\x08"))
	if zipped {
		if raw = s.packed.inflate(raw); raw == nil {
			return
		}
	}
	next.reset(raw)
	next.offset = start
	s.scan(k+1, 0, len(raw), personal.Group{})
	s.echo(k+1, s.people, 0, len(raw))
	if len(next.edits) == 0 {
		return
	}
	plain := next.apply(nil)
	if zipped {
		plain = s.packed.deflate(plain)
	}
	at := len(l.news)
	l.news = coding.AppendEncode(l.news, plain)
	l.add(start, end, at)
}

// codingOf tells the alphabet and the padding of Base64.
func codingOf(packed []byte) *base64.Encoding {
	coding := base64.StdEncoding
	if bytes.ContainsAny(packed, "-_") {
		coding = base64.URLEncoding
	}
	if packed[len(packed)-1] != '=' && len(packed)%4 != 0 {
		coding = coding.WithPadding(base64.NoPadding)
	}
	return coding
}

// inflate is what gzip holds, nil where that cannot be read or is too much.
func (p *packing) inflate(data []byte) []byte {
	var err error
	if p.reader == nil {
		p.reader, err = gzip.NewReader(bytes.NewReader(data))
	} else {
		err = p.reader.Reset(bytes.NewReader(data))
	}
	if err != nil {
		return nil
	}
	var out bytes.Buffer
	if n, err := io.Copy(&out, io.LimitReader(p.reader, limit.Unpacked+1)); err != nil || n > limit.Unpacked {
		return nil
	}
	return out.Bytes()
}

// deflate packs a text with gzip.
func (p *packing) deflate(text []byte) []byte {
	p.out.Reset()
	if p.writer == nil {
		p.writer = gzip.NewWriter(&p.out)
	} else {
		p.writer.Reset(&p.out)
	}
	_, _ = p.writer.Write(text) // a buffer takes everything
	_ = p.writer.Close()
	return p.out.Bytes()
}
