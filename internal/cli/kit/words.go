package kit

import (
	"regexp"
	"strings"

	"github.com/argosctl/argosctl/internal/lazy"
	"github.com/argosctl/argosctl/internal/plain"
)

// Dash stands for an empty cell.
func Dash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

// ShellWord writes a word for a POSIX shell.
func ShellWord(text string) string {
	if text != "" && !strings.ContainsFunc(text, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-_./:@%+,=", r)
	}) && text[0] != '=' {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// credentials are a name and a secret before the host of an address.
var credentials = lazy.Value[*regexp.Regexp]{Make: func() *regexp.Regexp {
	return regexp.MustCompile(`[^\s/"'@:=]*:[^\s/"'@\[]+@`)
}}

// Shown is a text as errors and hints have it: without control characters, and
// without the credentials of an address that somebody gave.
func Shown(text string) string {
	text = plain.Text(text)
	if !strings.Contains(text, "@") {
		return text
	}
	return credentials.Get().ReplaceAllString(text, "***@")
}
