package layer

import "bytes"

// White is the white space of JSON.
const White = " \t\r\n"

// IsEscapedQuote reports whether text begins with a quote that is escaped, behind
// the characters of skip and white space that may be escaped as well.
func IsEscapedQuote(text []byte, skip string) bool {
	for {
		text = bytes.TrimLeft(text, skip)
		rest := bytes.TrimLeft(text, "\\")
		switch {
		case len(rest) == len(text), len(rest) == 0:
			return false
		case rest[0] == '"', bytes.HasPrefix(rest, []byte("u0022")), bytes.HasPrefix(rest, []byte("u0026")): // that of an entity
			return true
		case rest[0] != 'n' && rest[0] != 'r' && rest[0] != 't':
			return false
		}
		text = rest[1:]
	}
}

// IsHexQuote reports whether text begins with a quote as nginx logs it, behind the
// characters of skip and white space that may be written so as well.
func IsHexQuote(text []byte, skip string) bool {
	for {
		text = bytes.TrimLeft(text, skip)
		switch {
		case bytes.HasPrefix(text, []byte(`\x22`)):
			return true
		case !bytes.HasPrefix(text, []byte(`\x0A`)) && !bytes.HasPrefix(text, []byte(`\x0D`)) && !bytes.HasPrefix(text, []byte(`\x09`)):
			return false
		}
		text = text[len(`\x0A`):]
	}
}
