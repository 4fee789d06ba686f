package source

import (
	"strings"

	"github.com/argosctl/argosctl/internal/lazy"
)

// encodingAliases are other names of the encodings, with small letters and digits
// alone: those of the web's standard, of Python, Java and MySQL that people type.
var encodingAliases = lazy.Value[map[string]Encoding]{Make: func() map[string]Encoding {
	return map[string]Encoding{
		"utf8": UTF8, "utf8mb4": UTF8, "unicode11utf8": UTF8,
		"utf16": UTF16LE, "utf16le": UTF16LE, "ucs2": UTF16LE, "unicode": UTF16LE,
		"utf16be": UTF16BE, "unicodefffe": UTF16BE,
		"euckr": EUCKR, "cp949": EUCKR, "ms949": EUCKR, "949": EUCKR, "uhc": EUCKR, "windows949": EUCKR, "xwindows949": EUCKR,
		"ksc5601": EUCKR, "ksc56011987": EUCKR, "ksx1001": EUCKR, "korean": EUCKR,
		"windows1252": Windows1252, "cp1252": Windows1252, "1252": Windows1252, "latin1": Windows1252, "iso88591": Windows1252, "ansi": Windows1252,
	}
}}

// ParseEncoding reads the name of an encoding, or an alias of it, in any case and
// with any separators: "euc-kr", "CP949", "ks_c_5601-1987".
func ParseEncoding(name string) (e Encoding, ok bool) {
	key := strings.Map(func(r rune) rune {
		if strings.ContainsRune("-_. ", r) {
			return -1
		}
		return r
	}, strings.ToLower(name))
	e, ok = encodingAliases.Get()[key]
	return e, ok
}
