package returnurl

import (
	"net/url"
	"strings"
	"unicode"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/lazy"
)

// unwrap removes what copying puts around or into a URL.
func (r *Reader) unwrap(text string) string {
	text = strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
	if plain, encoded := undoPercent(text); encoded {
		text = plain
		r.warn(catalog.NoticeReturnurlPercentEncoded)
	}
	text, quoted := trimQuotes(text)
	if quoted {
		r.warn(catalog.NoticeReturnurlQuotes)
	}
	if strings.ContainsAny(text, "\r\n\t") {
		text = dropBreaks(text)
		r.warn(catalog.NoticeReturnurlLineBreaks)
	}
	for _, e := range escapes() {
		if plain := e.undo(text); plain != text {
			text = plain
			r.warn(e.notice)
		}
	}
	return text
}

// escape is how a URL is written inside another language.
type escape struct {
	notice catalog.NoticeID
	undo   func(text string) string
}

func escapes() []escape {
	return []escape{
		{catalog.NoticeReturnurlJSONEscapes, undo.Get().json.Replace},
		{catalog.NoticeReturnurlHTMLEscapes, undoHTML},
		{catalog.NoticeReturnurlShellEscapes, undo.Get().shell.Replace},
	}
}

// undoing holds what takes texts out of their notations.
type undoing struct {
	json, shell *strings.Replacer
	html        *strings.Replacer // what a URL is made of
	htmlQuotes  *strings.Replacer // what stands around one
	wideQuotes  *strings.Replacer // typographic quotation marks: browsers do not leave them in a URL
}

var undo = lazy.Value[undoing]{Make: func() undoing {
	return undoing{
		json:  strings.NewReplacer(`\u0026`, "&", `\u003d`, "=", `\u003D`, "=", `\u003f`, "?", `\u003F`, "?", `\/`, "/"),
		shell: strings.NewReplacer(`\&`, "&", `\?`, "?", `\=`, "=", `\#`, "#", "^&", "&"),
		html: strings.NewReplacer("&amp;", "&", "&AMP;", "&", "&#38;", "&", "&#038;", "&", "&#x26;", "&", "&#X26;", "&",
			"&#61;", "=", "&#x3d;", "=", "&#x3D;", "=", "&#63;", "?", "&#x3f;", "?", "&#x3F;", "?", "&#47;", "/", "&#x2f;", "/", "&#x2F;", "/"),
		htmlQuotes: strings.NewReplacer("&quot;", `"`, "&#34;", `"`, "&#x22;", `"`, "&#39;", "'", "&#x27;", "'", "&apos;", "'", "&lt;", "<", "&gt;", ">"),
		wideQuotes: strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "‘", `"`, "’", `"`, "«", `"`, "»", `"`, "‹", `"`, "›", `"`,
			"「", `"`, "」", `"`, "『", `"`, "』", `"`, "《", `"`, "》", `"`, "【", `"`, "】", `"`),
	}
}}

// mostEscaping is how often a text is taken out of HTML or of percent-encoding.
const mostEscaping = 3

// undoHTML takes a URL out of HTML, also where it was escaped again.
func undoHTML(text string) string {
	for range mostEscaping {
		plain := undo.Get().html.Replace(text)
		if plain == text {
			break
		}
		text = plain
	}
	return text
}

// undoPercent takes a URL or query out of another one, in which it was a value:
// all of it is percent-encoded.
func undoPercent(text string) (plain string, encoded bool) {
	if strings.ContainsAny(text, "?=& ") {
		return text, false
	}
	for plain = text; !encoded && strings.Contains(plain, "%"); {
		next, err := url.PathUnescape(plain)
		if err != nil || next == plain {
			return text, false
		}
		plain = next
		encoded = isQuery(plain) || strings.Contains(plain, "://")
	}
	if !encoded {
		return text, false
	}
	return plain, true
}

// openers are what a text begins with in which a URL stands.
const openers = `{[(\*`

// trimQuotes removes quotation marks and angle brackets, none of which a URL
// can begin or end with, and the comma or bracket of the JSON around it.
func trimQuotes(text string) (inner string, quoted bool) {
	inner = plainQuotes(text)
	if tail := strings.TrimRight(inner, ",;.)]} "); tail != "" && strings.IndexByte("\"'>`", tail[len(tail)-1]) >= 0 {
		inner = tail
	}
	if strings.HasPrefix(inner, "<") && strings.HasSuffix(inner, ">") { // a link of Slack, <URL|label>
		inner, _, _ = strings.Cut(inner, "|")
	}
	inner = strings.Trim(inner, "\"<>`")
	if len(inner) > 1 && inner[0] == '\'' && inner[len(inner)-1] == '\'' {
		inner = inner[1 : len(inner)-1]
	}
	return strings.TrimSpace(inner), inner != text
}

// plainQuotes gives quotation marks of HTML and of typography their plain form.
func plainQuotes(text string) string {
	if strings.Contains(text, ";") {
		text = undo.Get().htmlQuotes.Replace(text)
	}
	if strings.IndexFunc(text, func(r rune) bool { return r > unicode.MaxASCII }) >= 0 {
		text = undo.Get().wideQuotes.Replace(text)
	}
	return text
}

// dropBreaks joins lines; the blanks of an indented line go too.
func dropBreaks(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for line := range strings.Lines(text) {
		b.WriteString(strings.ReplaceAll(strings.TrimLeft(strings.TrimRight(line, "\r\n"), " \t"), "\t", ""))
	}
	return strings.ReplaceAll(b.String(), "\r", "")
}
