package seal

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"unicode/utf8"
)

// Readable reports whether text begins as Base64, in either alphabet, of
// something that can be read: of a text, or of gzip. So it is neither a
// ciphertext nor a hash, a key or an image. It looks at the first bytes only.
func Readable(text []byte) bool {
	readable, sure := readable(text)
	return readable && sure
}

// readable is Readable; it is not sure of a few bytes. Those of a ciphertext
// look like text up to the 24th once in 10,000 million times. A longer start may
// hold a few bytes of another encoding as well.
func readable(text []byte) (yes, sure bool) {
	const (
		enough     = 24
		enoughJSON = 12 // where it begins as JSON does
	)
	var room [48]byte
	head := room[:decodeHead(&room, text)]
	if bytes.HasPrefix(head, []byte("\x1f\x8b\x08")) {
		return true, true
	}
	head = bytes.TrimPrefix(head, []byte("\ufeff"))
	start, strange := legibility(head)
	least := enough
	if beginsJSON(head) {
		least = enoughJSON
	}
	if start >= least || len(head) >= least && strange <= (len(head)-least)/4 {
		return true, true
	}
	return start == len(head), false
}

// beginsJSON reports whether a text begins as an object or an array of JSON does,
// whose first value is in quotes.
func beginsJSON(text []byte) bool {
	if len(text) == 0 || text[0] != '{' && text[0] != '[' {
		return false
	}
	next := bytes.TrimLeft(text[1:], " \t\r\n{[")
	return len(next) == 0 || next[0] == '"'
}

// decodeHead decodes the first bytes of a text in either alphabet of Base64.
func decodeHead(dst *[48]byte, text []byte) (n int) {
	var head [64]byte
	text = text[:copy(head[:], text)&^3]
	for i, c := range text {
		switch c {
		case '-':
			head[i] = '+'
		case '_':
			head[i] = '/'
		}
	}
	n, _ = base64.StdEncoding.Decode(dst[:], head[:len(text)])
	return n
}

// OpensHex reports whether text begins with hexadecimal digits of a text that begins
// as an object or an array of JSON does. A ciphertext begins so less than once in
// 100 million times.
func OpensHex(text []byte) bool {
	const enough = 12
	if len(text) < 2*enough || text[0] != '7' && text[0] != '5' {
		return false
	}
	var head [enough]byte
	if _, err := hex.Decode(head[:], text[:2*enough]); err != nil {
		return false
	}
	may := "\" \t\r\n"
	if head[0] == '[' {
		may += "{[-0123456789tfn"
	}
	legible, _ := legibility(head[:])
	return (head[0] == '{' || head[0] == '[') && strings.IndexByte(may, head[1]) >= 0 && legible == enough
}

// ReadableHex reports whether text begins with hexadecimal digits of something that
// can be read. A hash does once in 10,000 million times.
func ReadableHex(text []byte) bool {
	const enough = 24
	var head [enough]byte
	if len(text) < 2*enough {
		return false
	}
	if _, err := hex.Decode(head[:], text[:2*enough]); err != nil {
		return false
	}
	legible, _ := legibility(head[:])
	return legible >= enough-utf8.UTFMax+1
}

// isHexOfJSON reports whether text is digits that OpensHex, as databases print them.
func isHexOfJSON(text []byte) bool {
	for _, prefix := range []string{`\x`, "0x", "0X"} {
		text = bytes.TrimPrefix(text, []byte(prefix))
	}
	return OpensHex(text)
}
