package seal

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
)

// variant is one reading of a damaged text, with what had to be assumed.
type variant struct {
	text  string
	notes []catalog.NoticeID
}

func (v *variant) replace(text string, note catalog.NoticeID) {
	v.text = text
	v.notes = append(slices.Clip(v.notes), note)
}

// parameter is how a ciphertext begins that was copied with its name.
const parameter = "encrypted="

// readings lists what a text may be: as it is where it is bytes, else what it
// was before it was copied.
func readings(text string, opts Options) []variant {
	if opts.Encoding == Binary {
		return []variant{{text: text}}
	}
	return repair(text)
}

// repair undoes what copying and web frameworks do to a ciphertext. It
// returns at least one reading, the most plausible first; only blanks leave
// room for more than one.
func repair(text string) []variant {
	v := variant{text: strings.TrimRight(text, "\r\n")}
	if seen, _ := survey(v.text); seen&(isOther|isSpace|isBreak) == 0 && !strings.HasPrefix(v.text, parameter) {
		return []variant{v}
	}
	for _, mend := range []func(*variant){dropInvisible, undoPercent, dropParameter, unwrap, undoEscapes, dropBreaks} {
		mend(&v)
	}
	return readBlanks(v)
}

func dropInvisible(v *variant) {
	if !strings.ContainsFunc(v.text, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return
	}
	clean := strings.NewReplacer("\ufeff", "", "\u00a0", "", "\u00ad", "", "\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "").Replace(v.text)
	if clean != v.text {
		v.replace(clean, catalog.NoticeSealInvisibleCharacters)
	}
}

// undoPercent decodes up to twice, and leaves a text with a broken escape as
// it is, so that the alphabet check can point at the %.
func undoPercent(v *variant) {
	for _, note := range []catalog.NoticeID{catalog.NoticeSealPercentEncoded, catalog.NoticeSealPercentEncodedTwice} {
		if !strings.Contains(v.text, "%") {
			return
		}
		decoded, err := url.PathUnescape(v.text)
		if err != nil {
			return
		}
		v.text = decoded
		if note == catalog.NoticeSealPercentEncodedTwice { // it says what the first note said
			v.notes = v.notes[:len(v.notes)-1]
		}
		v.notes = append(v.notes, note)
	}
}

// dropParameter removes "?encrypted=" and what follows the value in a query.
func dropParameter(v *variant) {
	text := strings.TrimLeft(v.text, " \t?&")
	value, ok := strings.CutPrefix(text, parameter)
	if !ok {
		return
	}
	value, _, _ = strings.Cut(value, "&")
	v.replace(value, catalog.NoticeSealParameterName)
}

// unwrap removes quotation marks, and the {"data":" and "} of an envelope.
func unwrap(v *variant) {
	text := strings.TrimSpace(v.text)
	if inner, ok := unquote(text); ok {
		v.replace(inner, catalog.NoticeSealQuotes)
		return
	}
	inner := dropHead(text)
	if i := strings.IndexByte(inner, '"'); i >= 0 && isTail(inner[i+1:]) {
		inner = inner[:i]
	}
	inner = strings.TrimRight(inner, "}],;")
	if inner != text {
		v.replace(inner, catalog.NoticeSealJSONWrapper)
	}
}

func unquote(text string) (string, bool) {
	for _, pair := range [][2]string{{`"`, `"`}, {"'", "'"}, {"`", "`"}, {"“", "”"}, {`\"`, `\"`}} {
		if inner, ok := strings.CutPrefix(text, pair[0]); ok {
			if inner, ok = strings.CutSuffix(inner, pair[1]); ok && !strings.Contains(inner, pair[1]) {
				return inner, true
			}
		}
	}
	return text, false
}

// dropHead removes {"data":" from the front, or a piece of its end.
func dropHead(text string) string {
	rest := strings.TrimLeft(text, "{ \t\r\n")
	if name, ok := strings.CutPrefix(strings.TrimLeft(rest, `"`), catalog.EnvelopeData); ok {
		if value, ok := strings.CutPrefix(strings.TrimLeft(name, "\" \t\r\n"), ":"); ok {
			rest = strings.TrimLeft(value, " \t\r\n:")
			return strings.TrimPrefix(rest, `"`)
		}
	}
	return strings.TrimPrefix(text, `"`)
}

// isTail reports whether rest can follow the closing quote in an envelope.
func isTail(rest string) bool {
	rest = strings.TrimLeft(rest, " \t\r\n")
	return rest == "" || strings.ContainsRune("},];", rune(rest[0]))
}

func undoEscapes(v *variant) {
	if !strings.Contains(v.text, `\`) {
		return
	}
	clean := strings.NewReplacer(`\/`, "/", `\u002b`, "+", `\u002B`, "+", `\u002f`, "/", `\u002F`, "/",
		`\u003d`, "=", `\u003D`, "=", `\r`, "", `\n`, "").Replace(v.text)
	if clean != v.text {
		v.replace(clean, catalog.NoticeSealJSONEscapes)
	}
}

func dropBreaks(v *variant) {
	v.text = strings.Trim(v.text, "\r\n\t")
	if !strings.ContainsAny(v.text, "\r\n\t") {
		return
	}
	clean := strings.NewReplacer("\r", "", "\n", "", "\t", "").Replace(v.text)
	v.replace(clean, catalog.NoticeSealLineBreaks)
}

// readBlanks lists what blanks can mean: white space around, a + each, or
// white space everywhere. The first reading that opens is the right one.
func readBlanks(v variant) []variant {
	if !strings.Contains(v.text, " ") {
		return []variant{v}
	}
	none := v
	none.replace(strings.ReplaceAll(v.text, " ", ""), catalog.NoticeSealWhiteSpace)
	if _, allHex := survey(none.text); allHex {
		return []variant{none}
	}
	around, plus := v, v
	if trimmed := strings.Trim(v.text, " "); trimmed != v.text {
		around.replace(trimmed, catalog.NoticeSealSurroundingSpace)
		if !strings.Contains(trimmed, " ") {
			plus.replace(strings.ReplaceAll(v.text, " ", "+"), catalog.NoticeSealSpaceForPlus)
			return []variant{around, plus}
		}
	}
	around.replace(strings.ReplaceAll(around.text, " ", "+"), catalog.NoticeSealSpaceForPlus)
	plus.replace(strings.ReplaceAll(v.text, " ", "+"), catalog.NoticeSealSpaceForPlus)
	return []variant{around, plus, none}
}
