package seal

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"slices"
)

// bytesOf returns a reader of the bytes that r holds in enc.
func bytesOf(r io.Reader, enc Encoding) io.Reader {
	if enc == Binary {
		return r
	}
	return &textReader{src: r, enc: enc, text: make([]byte, 0, chunk), raw: make([]byte, chunk)}
}

// textReader decodes a long Base64 or hex text. text holds characters without
// white space that are not yet decoded; bytes of a Binary stream pass
// through it as they are.
type textReader struct {
	src   io.Reader
	enc   Encoding // Detect until the first characters are there
	text  []byte
	raw   []byte // room for decoded bytes
	ready []byte // the part of raw not yet read
	seen  int64  // characters decoded before text
	done  bool   // a = was met: nothing may follow
	err   error
}

// Read implements io.Reader.
func (t *textReader) Read(p []byte) (int, error) {
	for len(t.ready) == 0 && t.err == nil {
		t.fill()
	}
	n := copy(p, t.ready)
	t.ready = t.ready[n:]
	if n > 0 {
		return n, nil
	}
	return 0, t.err
}

// fill reads until there is a buffer full of characters, and decodes all of
// it that makes whole bytes.
func (t *textReader) fill() {
	var err error
	for len(t.text) < cap(t.text) && err == nil {
		var n int
		at := len(t.text)
		n, err = io.ReadFull(t.src, t.text[at:cap(t.text)])
		fresh := t.text[at : at+n]
		if t.enc == Detect && n > 0 {
			t.enc = detect(fresh)
		}
		if t.enc != Binary {
			fresh = dropWhite(fresh)
		}
		t.text = t.text[:at+len(fresh)]
	}
	atEnd := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
	if err != nil && !atEnd {
		t.err = err
		return
	}
	if atEnd {
		t.err = io.EOF
	}
	t.dropPadding()
	t.decode()
}

// dropPadding removes the = characters of Base64. Where more
// text follows, one is put back for decode to refuse.
func (t *textReader) dropPadding() {
	if t.enc != Base64 && t.enc != Base64URL {
		return
	}
	body := bytes.TrimRight(t.text, "=")
	if len(body) > 0 && t.done {
		t.text = append(t.text[:0], '=') // joined texts: decode refuses the =
		return
	}
	t.done = t.done || len(body) < len(t.text)
	t.text = body
}

// decode decodes text, which is a multiple of 4 characters but at the end.
func (t *textReader) decode() {
	if t.enc == Binary {
		t.ready = t.raw[:copy(t.raw, t.text)]
		t.text = t.text[:0]
		return
	}
	var n int
	var err error
	switch t.enc {
	case Hex:
		n, err = hex.Decode(t.raw, t.text)
	case Base64URL:
		n, err = base64.RawURLEncoding.Decode(t.raw, t.text)
	default:
		n, err = base64.RawStdEncoding.Decode(t.raw, t.text)
	}
	if err != nil {
		t.err = t.explain()
		return
	}
	t.ready = t.raw[:n]
	t.seen += int64(len(t.text))
	t.text = t.text[:0]
}

// explain finds the character that did not decode; where there is none, the
// text has a length that cannot be.
func (t *textReader) explain() error {
	good := map[Encoding]class{Hex: isHex, Base64URL: isAlnum | isURL}[t.enc]
	if good == 0 {
		good = isAlnum | isStd
	}
	table := classes.Get()
	i := slices.IndexFunc(t.text, func(c byte) bool { return table[c]&good == 0 })
	if i < 0 {
		return Key{}.diagnose(stopped(StepLength, "", t.enc, "%d characters of %s are not whole bytes", t.seen+int64(len(t.text)), t.enc))
	}
	s := stopped(StepAlphabet, string(t.text), t.enc, "character %d (not counting white space) is not one of %s", t.seen+int64(i)+1, t.enc)
	s.at = i
	return Key{}.diagnose(s)
}

// detect guesses the encoding of a stream from its first characters.
func detect(start []byte) Encoding {
	seen, _ := survey(start)
	switch {
	case seen&isOther != 0:
		return Binary
	case seen&^(isHex|isAlnum|isSpace|isBreak) == 0 && allHexButWhite(start):
		return Hex
	case seen&isURL != 0 && seen&isStd == 0:
		return Base64URL
	default:
		return Base64
	}
}

func allHexButWhite(text []byte) bool {
	table := classes.Get()
	for _, c := range text {
		if table[c]&(isHex|isSpace|isBreak) == 0 {
			return false
		}
	}
	return true
}

// dropWhite removes white space in place.
func dropWhite(text []byte) []byte {
	first := bytes.IndexAny(text, " \t\r\n")
	if first < 0 {
		return text
	}
	out, table := text[:first], classes.Get()
	for rest := text[first:]; len(rest) > 0; {
		if table[rest[0]]&(isSpace|isBreak) != 0 {
			rest = rest[1:]
			continue
		}
		line := rest
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			line = rest[:i]
		}
		if i := bytes.IndexAny(line, " \t\r"); i >= 0 {
			line = line[:i]
		}
		out = append(out, line...)
		rest = rest[len(line):]
	}
	return out
}
