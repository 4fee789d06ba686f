package seal

import (
	"encoding/base64"
	"encoding/hex"
	"strings"

	"github.com/argosctl/argosctl/internal/say"
)

// Encoding is how a ciphertext's bytes are written. The vendor's pages do not
// say which one the service uses, so it is detected unless forced.
type Encoding string

// The encodings. Detect is the zero value: find out.
const (
	Detect    Encoding = ""
	Base64    Encoding = "base64"    // A-Z a-z 0-9 + / with = at the end
	Base64URL Encoding = "base64url" // A-Z a-z 0-9 - _, the = optional
	Hex       Encoding = "hex"       // read in both cases, written in lower case
	Binary    Encoding = "binary"    // the bytes themselves: files, not texts; never detected in a text
)

// Encodings lists the names that ParseEncoding takes, besides "auto".
func Encodings() []Encoding { return []Encoding{Base64, Base64URL, Hex, Binary} }

// Unexpected reports whether text is surely written in another encoding than
// the standard Base64 that is assumed of the service. e is the encoding in
// which it was opened. Base64 that has lost its = is no Base64url.
func (e Encoding) Unexpected(text string) bool {
	return e == Hex || e == Base64URL && strings.ContainsAny(text, "-_")
}

// EncodingOf returns the encoding that a ciphertext is surely written in where
// that is not the standard Base64 that is assumed of the service, else Detect.
func EncodingOf(text []byte) Encoding {
	switch seen, allHex := survey(text); {
	case allHex && len(text)%(2*blockSize) == 0:
		return Hex
	case seen&isURL != 0 && seen&(isStd|isOther) == 0:
		return Base64URL
	}
	return Detect
}

// ParseEncoding reads the name of an encoding; "" and "auto" are Detect.
func ParseEncoding(name string) (Encoding, error) {
	if name == "" || name == "auto" {
		return Detect, nil
	}
	for _, e := range Encodings() {
		if strings.EqualFold(name, string(e)) {
			return e, nil
		}
	}
	return Detect, say.Errorf("unknown encoding %q: expected auto, base64, base64url, hex or binary", name)
}

// appendEncode appends raw in the encoding; Detect writes Base64.
func (e Encoding) appendEncode(dst, raw []byte) []byte {
	switch e {
	case Hex:
		return hex.AppendEncode(dst, raw)
	case Base64URL:
		return base64.RawURLEncoding.AppendEncode(dst, raw)
	case Binary:
		return append(dst, raw...)
	default:
		return base64.StdEncoding.AppendEncode(dst, raw)
	}
}
