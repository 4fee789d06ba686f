package seal

import (
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
)

// The second step: the encodings that a text may be in, and its bytes by each.

// decoded is the ciphertext's bytes as one encoding reads them.
type decoded struct {
	raw   []byte
	enc   Encoding
	notes []catalog.NoticeID
}

// candidates lists the encodings to try: the forced one, or those that the
// characters allow, the most plausible first. A Base64 text that is all hex
// digits is next to impossible, and the other way round cannot be.
func candidates(text string, opts Options) []Encoding {
	if opts.Encoding != Detect {
		return []Encoding{opts.Encoding}
	}
	seen, allHex := survey(text)
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

// decode reads text as enc. If opts force an encoding, characters of another one are
// not tolerated.
func decode(text string, enc Encoding, opts Options) (decoded, *stop) {
	switch enc {
	case Binary:
		return decoded{raw: []byte(text), enc: enc}, nil
	case Hex:
		return decodeHex(text)
	default:
		return decodeBase64(text, enc, opts)
	}
}

func decodeHex(text string) (decoded, *stop) {
	table := classes.Get()
	if i := strings.IndexFunc(text, func(r rune) bool { return r > 0x7f || table[byte(r)]&isHex == 0 }); i >= 0 {
		return decoded{}, foreign(text, i, Hex)
	}
	raw, err := hex.DecodeString(text)
	if err != nil {
		return decoded{}, stopped(StepLength, text, Hex, "%d hex digits are not whole bytes: expected a multiple of %d", len(text), 2*blockSize)
	}
	return decoded{raw: raw, enc: Hex}, nil
}

func decodeBase64(text string, enc Encoding, opts Options) (decoded, *stop) {
	body := strings.TrimRight(text, "=")
	strange := isOther | isPad | isSpace | isBreak
	if opts.Encoding != Detect {
		strange |= map[Encoding]class{Base64: isURL, Base64URL: isStd}[enc]
	}
	seen, _ := survey(body)
	if seen&strange != 0 {
		table := classes.Get()
		i := slices.IndexFunc([]byte(body), func(c byte) bool { return table[c]&strange != 0 })
		return decoded{}, foreign(text, i, enc)
	}
	d := decoded{enc: enc}
	if seen&isStd != 0 && seen&isURL != 0 {
		body = strings.NewReplacer("-", "+", "_", "/").Replace(body)
		d.notes = append(d.notes, catalog.NoticeSealMixedAlphabets)
		d.enc, enc = Base64, Base64
	}
	if len(body)%4 == 1 {
		return decoded{}, stopped(StepLength, text, enc, "%d characters of %s are not whole bytes", len(body), enc)
	}
	pads, want := len(text)-len(body), -len(body)&3
	switch {
	case pads > want:
		d.notes = append(d.notes, catalog.NoticeSealExtraPadding)
	case pads < want && (pads > 0 || enc == Base64):
		d.notes = append(d.notes, catalog.NoticeSealMissingPadding)
	}
	alphabet := base64.RawStdEncoding
	if enc == Base64URL {
		alphabet = base64.RawURLEncoding
	}
	raw, err := alphabet.DecodeString(body)
	if err != nil { // the alphabet and the length were checked above
		return decoded{}, stopped(StepAlphabet, text, enc, "the text is not %s", enc)
	}
	d.raw = raw
	return d, nil
}
