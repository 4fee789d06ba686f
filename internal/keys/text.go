package keys

import (
	"encoding/binary"
	"errors"
	"strings"
	"unicode/utf16"

	"github.com/argosctl/argosctl/internal/say"
)

// Check takes away what an editor put around a key (byte order mark, UTF-16,
// line end) and refuses what cannot be one.
func Check(raw string) (string, error) {
	text := strings.TrimRight(decoded(raw), "\r\n")
	switch {
	case strings.TrimSpace(text) == "":
		return "", errors.New("it is empty: expected an API key")
	case len(text) > maxKey:
		return "", say.Errorf("it is longer than %d bytes: expected an API key", maxKey)
	case wideText(text):
		return "", errors.New("it is UTF-16 without a byte order mark: save it as UTF-8")
	case strings.ContainsAny(text, "\r\n"):
		return "", errors.New("it has more than one line: expected an API key alone")
	case strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f || r == 0xfffd }):
		return "", errors.New("it is not text: expected an API key")
	}
	return text, nil
}

// decoded is raw as UTF-8 without a byte order mark. The mark tells UTF-16,
// which Windows writes.
func decoded(raw string) string {
	var order binary.ByteOrder
	switch {
	case strings.HasPrefix(raw, "\xef\xbb\xbf"):
		return raw[3:]
	case strings.HasPrefix(raw, "\xff\xfe"):
		order = binary.LittleEndian
	case strings.HasPrefix(raw, "\xfe\xff"):
		order = binary.BigEndian
	default:
		return raw
	}
	if len(raw)%2 != 0 {
		return raw // Check finds that it is no text
	}
	units := make([]uint16, 0, len(raw)/2)
	for i := 2; i < len(raw); i += 2 {
		units = append(units, order.Uint16([]byte(raw[i:i+2])))
	}
	return string(utf16.Decode(units))
}

// wideText tells ASCII in UTF-16: every second byte is zero.
func wideText(text string) bool {
	if len(text) < 2 {
		return false
	}
	at := [2]bool{true, true} // whether all even bytes are zero, and all odd ones
	for i := range len(text) {
		at[i%2] = at[i%2] && text[i] == 0
	}
	return at[0] != at[1]
}
