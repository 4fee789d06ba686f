package scrub

import (
	"bytes"
	"encoding/base64"
	"io"

	"github.com/klauspost/compress/gzip"

	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
)

// shortestPacked is the least that is taken for Base64 of a text.
const shortestPacked = 24

// shortestWord is the least that is taken for Base64 of nothing but an address or a number.
const shortestWord = 12

// packs finds Base64 of what can be read in text[from:to] of level k.
func (s *Scrubber) packs(k, from, to int) {
	l := &s.levels[k]
	text := l.text[from:to]
	for at := 0; len(text)-at >= shortestWord; {
		if !layer.InBase64(text[at]) {
			at++
			continue
		}
		end, isID := at, true // of digits, a to f and hyphens alone, as no text in Base64 is
		for end < len(text) && layer.InBase64(text[end]) {
			isID = isID && isOfID(text[end])
			end++
		}
		for end < len(text) && text[end] == '=' {
			end++
		}
		switch {
		case end-at < shortestWord:
		case isPackedPerson(text[at:end]):
			l.fresh = append(l.fresh, piece{start: from + at, end: from + end, coding: layer.Opaque})
		case end-at < shortestPacked:
		case !isID && seal.Readable(text[at:end]):
			end = overLines(text, at, end)
			l.fresh = append(l.fresh, piece{start: from + at, end: from + end, coding: layer.Opaque})
		default:
			l.digits(from+at, from+end)
		}
		at = end
	}
}

// isPackedPerson reports whether a word is Base64 of an address or a number, and of nothing
// else: too short for one to be sure that it is a text.
func isPackedPerson(word []byte) bool {
	const longest = 44 // from here on a text is known by itself
	var room [longest]byte
	if len(word) > longest || len(word)%4 == 1 {
		return false
	}
	n, err := codingOf(word).Decode(room[:], word)
	raw := room[:n]
	isText := bytes.IndexFunc(raw, func(r rune) bool { return r < ' ' || r >= 0x7f }) < 0
	return err == nil && isText && personal.Of(raw, 0) != personal.Nobody
}

// isReadableURL reports whether a text is a data URL of something that can be read
// and is no image.
func isReadableURL(text []byte) bool {
	head, body, _ := bytes.Cut(text[:min(len(text), 256)], []byte{','})
	return bytes.HasPrefix(head, []byte("data:")) && !bytes.HasPrefix(head, []byte("data:image/")) && seal.Readable(body)
}

// The widths at which programs wrap Base64: what is wider stands in lines of its own.
const (
	narrowest = 60
	widest    = 80
)

// overLines is where the Base64 at start up to end, which is to the end of its line,
// goes on to over further lines of its width, as in an e-mail.
func overLines(text []byte, start, end int) int {
	width := end - start
	if width < narrowest || width > widest || width%4 != 0 {
		return end
	}
	for line := text[start:end]; len(line) == width; {
		next := end
		if next < len(text) && text[next] == '\r' {
			next++
		}
		if next >= len(text) || text[next] != '\n' {
			break
		}
		line = text[next+1 : next+1+lineEnd(text[next+1:])]
		line = bytes.TrimSuffix(line, []byte{'\r'})
		if len(line) == 0 || len(line) > width || !source.GoesOn(text[end-4:end], line) || !isPacked(line) {
			break
		}
		end = next + 1 + len(line)
	}
	return end
}

// isPacked reports whether a text is nothing but Base64.
func isPacked(text []byte) bool {
	for _, c := range bytes.TrimRight(text, "=") {
		if !layer.InBase64(c) {
			return false
		}
	}
	return true
}

// digits finds the hexadecimal digits of a text, as databases print them, in the word
// text[from:to].
func (l *level) digits(from, to int) {
	text := l.text[:to]
	for at := from; at+shortestPacked <= to; at++ {
		if !isHex(text[at]) || at > from && isHex(text[at-1]) || !seal.OpensHex(text[at:]) && !seal.ReadableHex(text[at:]) {
			continue
		}
		end := at
		for end+1 < to && isHex(text[end]) && isHex(text[end+1]) {
			end += 2
		}
		l.fresh = append(l.fresh, piece{start: at, end: end, coding: layer.Digits})
		at = end
	}
}

// isOfID reports whether c may be in a hash or a UUID.
func isOfID(c byte) bool { return c-'0' < 10 || c-'a' < 6 || c == '-' }

// packing is the memory for taking Base64 and gzip apart.
type packing struct {
	reader *gzip.Reader
	writer *gzip.Writer
	out    bytes.Buffer
}

// unpack reads what stands as Base64 at start up to end of level k, and packs it
// again the same way.
func (s *Scrubber) unpack(k, start, end int) {
	l := &s.levels[k]
	packed := l.text[start:end]
	coding := codingOf(packed)
	if len(packed)%4 == 1 { // cut off within a byte
		packed = packed[:len(packed)-1]
	}
	raw, err := coding.DecodeString(string(packed)) // which skips line breaks
	if err != nil {
		return
	}
	if plain := s.hidden(k, start, raw); plain != nil {
		at := len(l.news)
		l.news = appendOver(l.news, coding.AppendEncode(nil, plain), packed)
		l.add(start, end, at)
	}
}

// hidden reads the bytes of a text, or of gzip, that came out of what stands at start
// of level k. It returns them with what was replaced, nil where nothing was.
func (s *Scrubber) hidden(k, start int, raw []byte) []byte {
	next := &s.levels[k+1]
	zipped := isGzip(raw)
	if zipped {
		if raw = s.packed.inflate(raw); len(raw) == 0 {
			return nil
		}
	}
	next.reset(raw)
	next.offset = start
	s.scan(k+1, 0, len(raw), personal.Group{})
	s.echo(k+1, s.people, 0, len(raw))
	if len(next.edits) == 0 {
		return nil
	}
	plain := next.apply(nil)
	if zipped {
		plain = s.packed.deflate(plain)
	}
	return plain
}

func isGzip(data []byte) bool { return bytes.HasPrefix(data, []byte("\x1f\x8b\x08")) }

// appendOver appends a text over as many lines as another one, of about the same
// length each.
func appendOver(dst, text, lines []byte) []byte {
	rest := bytes.Count(lines, []byte{'\n'})
	width := (len(text)/(rest+1) + 4) &^ 3
	for ; rest > 0; rest-- {
		n := min(width, len(text))
		dst, text = append(dst, text[:n]...), text[n:]
		if at := bytes.IndexByte(lines, '\n'); lines[at-1] == '\r' {
			dst, lines = append(dst, '\r', '\n'), lines[at+1:]
		} else {
			dst, lines = append(dst, '\n'), lines[at+1:]
		}
	}
	return append(dst, text...)
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

// inflate is what gzip holds, as far as it can be read and is not too much: readers of
// webhooks take that, too. It is nil where nothing can be read.
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
	_, _ = io.Copy(&out, io.LimitReader(p.reader, limit.Unpacked))
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
