package seal

import (
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"
)

// decoded is the ciphertext's bytes as one encoding reads them.
type decoded struct {
	raw   []byte
	enc   Encoding
	notes []Note
}

// candidates lists the encodings that a text may be in, the most plausible
// first. A Base64 text that is all hex digits is next to impossible, and the
// other way round cannot be.
func candidates(text string, seen class, allHex bool) []Encoding {
	switch {
	case allHex:
		return []Encoding{Hex, Base64}
	case seen&isStd != 0:
		return []Encoding{Base64}
	case seen&isURL != 0, seen&isPad == 0 && len(text)%4 != 0:
		return []Encoding{Base64URL}
	default:
		return []Encoding{Base64}
	}
}

// encodingsOf lists the encodings to try: the forced one, or the candidates.
func encodingsOf(text string, opts Options) []Encoding {
	if opts.Encoding != Detect {
		return []Encoding{opts.Encoding}
	}
	seen, allHex := survey(text)
	return candidates(text, seen, allHex)
}

// decode reads text as enc. forced says that the caller asked for enc, so
// that characters of another encoding are not tolerated.
func decode(text string, enc Encoding, forced bool) (decoded, *OpenError) {
	switch enc {
	case Binary:
		return decoded{raw: []byte(text), enc: enc}, nil
	case Hex:
		return decodeHex(text)
	default:
		return decodeBase64(text, enc, forced)
	}
}

func decodeHex(text string) (decoded, *OpenError) {
	if i := strings.IndexFunc(text, func(r rune) bool { return r > 0x7f || classes[byte(r)]&isHex == 0 }); i >= 0 {
		return decoded{}, alphabetFailure(text, i, "hex")
	}
	raw, err := hex.DecodeString(text)
	if err != nil {
		return decoded{}, failure(StepLength, hintCopy, "%d hex digits are not whole bytes: expected a multiple of %d", len(text), 2*blockSize)
	}
	return decoded{raw: raw, enc: Hex}, nil
}

func decodeBase64(text string, enc Encoding, forced bool) (decoded, *OpenError) {
	body := strings.TrimRight(text, "=")
	foreign := isOther | isPad | isSpace | isBreak
	if forced {
		foreign |= map[Encoding]class{Base64: isURL, Base64URL: isStd}[enc]
	}
	seen, _ := survey(body)
	if seen&foreign != 0 {
		i := slices.IndexFunc([]byte(body), func(c byte) bool { return classes[c]&foreign != 0 })
		return decoded{}, alphabetFailure(text, i, string(enc))
	}
	d := decoded{enc: enc}
	if seen&isStd != 0 && seen&isURL != 0 {
		body = strings.NewReplacer("-", "+", "_", "/").Replace(body)
		d.notes = append(d.notes, noteMixed)
		d.enc, enc = Base64, Base64
	}
	if len(body)%4 == 1 {
		return decoded{}, failure(StepLength, hintCopy, "%d characters of %s are not whole bytes", len(body), enc)
	}
	pads, want := len(text)-len(body), -len(body)&3
	switch {
	case pads > want:
		d.notes = append(d.notes, noteMorePadding)
	case pads < want && (pads > 0 || enc == Base64):
		d.notes = append(d.notes, noteNoPadding)
	}
	alphabet := base64.RawStdEncoding
	if enc == Base64URL {
		alphabet = base64.RawURLEncoding
	}
	raw, err := alphabet.DecodeString(body)
	if err != nil { // the alphabet and the length were checked above
		return decoded{}, failure(StepAlphabet, hintCopy, "the text is not %s", enc)
	}
	d.raw = raw
	return d, nil
}

// alphabetFailure names the place of a character that the encoding does not
// have, and what the text seems to be instead.
func alphabetFailure(text string, i int, encoding string) *OpenError {
	return failure(StepAlphabet, hintAlphabet(text, i), "character %d is not one of %s", i+1, encoding)
}

func hintAlphabet(text string, i int) string {
	switch head := strings.TrimLeft(text, " "); {
	case strings.HasPrefix(head, "{") || strings.HasPrefix(head, "["):
		return "this looks like JSON, so it may not be encrypted at all; of an envelope, give the value of data alone"
	case strings.Contains(text, "://"):
		return "this looks like a URL: give the value of its encrypted parameter alone"
	case strings.Contains(text, "&"), strings.Count(text, "=") > 2:
		return "this looks like a query string: give the value of its encrypted parameter alone, if it has one"
	case strings.Contains(text, "%"):
		return "there is a broken percent escape, or the value was percent-encoded more than twice"
	case text[i] == '=':
		return "there is a = before the end: two values may have been joined"
	case strings.Count(text, ".") == 2 || strings.Count(text, ":") == 2:
		return "three joined parts are not AES-ECB: this may be AES-GCM, or a token of another service"
	case classes[text[i]]&isOther == 0:
		return "these are characters of another encoding: let it be detected"
	default:
		return "expected Base64, Base64url or hex: copy the value alone, without the text around it"
	}
}
