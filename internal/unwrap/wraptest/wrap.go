// Package wraptest puts webhooks into what people save them in, and says where each
// byte of them then stands. It is for tests alone.
package wraptest

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/limit"
)

// Wrapped is a text around a payload, and where each byte of the payload stands in
// it: From[i] up to To[i].
type Wrapped struct {
	Text     []byte
	From, To []int
	Pointer  string // of the payload, from the value that the text holds
	levels   int    // texts within each other
	opaque   bool   // nothing in it can be read as it stands
}

// Wrapper puts payloads into what people save them in.
type Wrapper struct{ *rand.Rand }

func plainly(payload []byte) Wrapped {
	w := Wrapped{Text: payload, From: make([]int, len(payload)), To: make([]int, len(payload))}
	for i := range payload {
		w.From[i], w.To[i] = i, i+1
	}
	return w
}

// Around puts text before and behind w.
func (w Wrapped) Around(before, behind string) Wrapped {
	w.Text = slices.Concat([]byte(before), w.Text, []byte(behind))
	w.shift(func(i int) int { return i + len(before) }, func(i int) int { return i + len(before) })
	return w
}

func (w *Wrapped) shift(from, to func(int) int) {
	for i := range w.From {
		w.From[i], w.To[i] = from(w.From[i]), to(w.To[i])
	}
}

// coded puts what code makes of each character of w in its place.
func (w Wrapped) coded(code func(c []byte) string) Wrapped {
	at := make([]int, len(w.Text)+1) // by byte of the old text
	var text []byte
	for i := 0; i < len(w.Text); {
		_, size := utf8.DecodeRune(w.Text[i:])
		for k := range size {
			at[i+k] = len(text)
		}
		text = append(text, code(w.Text[i:i+size])...)
		i += size
	}
	at[len(w.Text)] = len(text)
	w.Text = text
	w.shift(func(i int) int { return at[i] }, func(i int) int { return at[i] })
	w.levels++
	return w
}

// hidden is w as Base64.
func (w Wrapped) hidden(enc *base64.Encoding) Wrapped {
	return w.blackened(`"`, enc.EncodeToString(w.Text), `"`)
}

// blackened is w as a text of which all stands for each byte of w.
func (w Wrapped) blackened(before, all, behind string) Wrapped {
	w.Text = []byte(before + all + behind)
	w.shift(func(int) int { return 0 }, func(int) int { return len(w.Text) })
	w.levels, w.opaque = w.levels+1, true
	return w
}

// numbers is w as an array of its bytes, as of a Buffer of Node.js.
func (w Wrapped) numbers() Wrapped {
	var all []string
	for _, b := range w.Text {
		all = append(all, strconv.Itoa(int(b)))
	}
	return w.blackened("[", strings.Join(all, ","), "]")
}

// url is w in a data URL.
func (w Wrapped) url() Wrapped {
	w = w.blackened("", base64.StdEncoding.EncodeToString(w.Text), "")
	w.levels++
	return w.Around(`"data:application/json;base64,`, `"`)
}

// lines puts before in front of every line of w, with another number in each.
func (w Wrapped) lines(before string) Wrapped {
	line := 0
	next := func() string {
		line++
		return strings.Replace(before, "9", strconv.Itoa(98+line), 1)
	}
	return w.coded(func(c []byte) string {
		if c[0] == '\n' {
			return "\n" + next()
		}
		return string(c)
	}).Around(strings.Replace(before, "9", "98", 1), "")
}

// digits writes a character as hexadecimal digits.
func (r Wrapper) digits(c []byte) (out string) {
	for _, b := range c {
		out += fmt.Sprintf(r.Pick("%02x", "%02X"), b)
	}
	return out
}

// entity writes a character into XML.
func (r Wrapper) entity(c []byte) string {
	char, size := utf8.DecodeRune(c)
	switch {
	case char == utf8.RuneError && size == 1, char == '\n', char == '\r':
		return string(c)
	case char == '"':
		return r.Pick("&quot;", "&#34;", "&#x22;")
	case char == '<', char == '&', char > '~' && r.IntN(2) == 0:
		return fmt.Sprintf(r.Pick("&#%d;", "&#x%X;"), char)
	}
	return string(c)
}

// escape writes a character into a string of JSON.
func (r Wrapper) escape(c []byte) string {
	char, size := utf8.DecodeRune(c)
	switch {
	case char == utf8.RuneError && size == 1:
		return string(c)
	case char == '"' && r.IntN(20) > 0, char == '\\':
		return `\` + string(c)
	case char == '\n':
		return `\n`
	case char == '\t' && r.IntN(2) > 0:
		return `\t`
	case char == '/' && r.IntN(2) > 0:
		return `\/`
	case char < ' ' || char == '"' || r.IntN(50) == 0:
		if char > 0xffff {
			return fmt.Sprintf(`\u%04x\u%04X`, 0xd800+(char-0x10000)>>10, 0xdc00+(char-0x10000)&0x3ff)
		}
		return fmt.Sprintf(`\u%04x`, char)
	}
	return string(c)
}

// percent writes a character into a form.
func (r Wrapper) percent(c []byte) string {
	switch {
	case c[0] == ' ' && r.IntN(2) > 0:
		return "+"
	case c[0]|0x20 >= 'a' && c[0]|0x20 <= 'z' || c[0]-'0' < 10 || c[0] == '_' && r.IntN(2) > 0:
		return string(c)
	}
	out := ""
	for _, b := range c {
		out += fmt.Sprintf([]string{"%%%02X", "%%%02x"}[r.IntN(2)], b)
	}
	return out
}

// Pick is one of several texts.
func (r Wrapper) Pick(all ...string) string { return all[r.IntN(len(all))] }

func (r Wrapper) space() string {
	return r.Pick("", "", "", " ", "\n  ", "\t", "\r\n")
}

// noise is a value without a webhook in it.
func (r Wrapper) noise() string {
	return r.Pick(`"POST"`, `null`, `-1.5e3`, `[1,{"x":"{y}"},[]]`, `{"a":{"b":"webhook_trigger \"x\" {"}}`, `"2026-01-02T03:04:05Z"`, `"c2VjcmV0"`, `"a=b&c=%7Bd"`, `"é 한글 😀"`, `{}`, `true`)
}

// json wraps w, which is a JSON value, in another: in an object, where it is the
// last one, since the elements of an outer array are payloads each.
func (r Wrapper) json(w Wrapped, last bool) Wrapped {
	if !last && r.IntN(4) == 0 {
		n := r.IntN(3)
		before := strings.Repeat(r.noise()+r.space()+","+r.space(), n)
		w = w.Around("["+r.space()+before, r.space()+","+r.noise()+"]")
		w.Pointer = fmt.Sprintf("/%d%s", n, w.Pointer)
		return w
	}
	name := r.Pick("body", "payload", "Message", "a/b~c", "한글", "data", "rawBody", "x y")
	quoted := string(jsonscan.AppendQuoted(nil, name))
	w = w.Around(`{`+r.space()+`"level"`+r.space()+`:`+r.noise()+`,`+r.space()+quoted+r.space()+`:`+r.space(), r.space()+`,"zz":`+r.noise()+r.space()+`}`)
	w.Pointer = string(jsonscan.AppendPointer(nil, name)) + w.Pointer
	return w
}

// text makes of w, a JSON value, one that holds it in a string.
func (r Wrapper) text(w Wrapped) Wrapped {
	switch n := r.IntN(16); {
	case n == 12:
		return w.numbers()
	case n == 13 && w.levels < limit.Levels-1:
		return w.url()
	case n == 14 && w.levels < limit.Levels-1:
		w = w.coded(r.digits).Around(r.Pick("", `\x`, "0x"), "")
		w.opaque = true
	case n == 15 && w.levels < limit.Levels-1 && w.Text[0] == '{' && !w.opaque:
		w = w.coded(r.entity).Around("<pre>", "</pre>")
	case n == 0:
		return w.hidden(base64.StdEncoding)
	case n == 1:
		return w.hidden(base64.RawURLEncoding)
	case n == 2 && w.levels < limit.Levels-1:
		name := r.Pick("payload", "p")
		w = w.coded(r.percent).Around(r.Pick("", "a=1&")+name+"=", r.Pick("", "&b=%7B"))
		w.Pointer, w.opaque = "/"+name+w.Pointer, true
	case n < 5 && w.Text[0] == '{':
		w = w.Around(r.Pick("2026-01-02 INFO ", "[main] {x=1} got: ", "POST / HTTP/1.1\r\nHost: example.com\r\n\r\n"), r.Pick("", " (ok)", "\n"))
	}
	return w.coded(r.escape).Around(`"`, `"`)
}

// Wrap puts a payload into depth values, and into texts within each other.
func (r Wrapper) Wrap(payload []byte, depth int) Wrapped {
	w := plainly(payload)
	for i := range depth {
		if w.levels < limit.Levels && r.IntN(2) == 0 {
			w = r.text(w)
		}
		w = r.json(w, i == depth-1)
	}
	return w
}

// Line writes a payload as it stands in a log: behind a prefix, in a container, as a
// form, escaped once too often, in an array, in a log of nginx.
func (r Wrapper) Line(payload []byte) Wrapped {
	prefix := r.Pick("", "", "2026-01-02T03:04:05Z INFO got ", "key-1\t", "[main] {x=1} [2 of 3] ", "Jan  2 03:04:05 web-1 app[17]: ", `level=info msg="a {b}" body=`)
	switch r.IntN(13) {
	case 5:
		return plainly(inLine(payload)).lines(r.Pick("web-9  | ", "> ", "2026-01-02T03:04:05.9Z ", "+", "[9] INFO: "))
	case 6:
		return plainly(inLine(payload)).coded(r.entity).Around(prefix+"<pre>", "</pre>")
	case 7:
		return plainly(payload).coded(r.digits).Around(r.Pick(`bytea \x`, "key 0x", "X'"), r.Pick("", "'", " in 3ms"))
	case 8:
		w := plainly(payload).coded(r.percent).Around(`192.0.2.1 - "GET /hook?a=1&payload=`, r.Pick("&b=2", "")+` HTTP/1.1" 200`)
		w.Pointer = "/payload"
		return w
	case 0:
		return plainly(payload).Around(prefix, "")
	case 4:
		return plainly(payload).coded(hexEscape).Around(`192.0.2.1 - "POST /hook HTTP/1.1" 200 "`, `" "-"`)
	case 1:
		return plainly(payload).coded(simpleEscape).Around(prefix, "")
	case 2:
		w := plainly(payload).coded(r.percent).Around("payload=", r.Pick("", "&a=1"))
		w.Pointer = "/payload"
		return w
	case 3:
		n := 1 + r.IntN(2)
		w := plainly(oneLine(payload)).Around("["+strings.Repeat(r.noise()+",", n), "]")
		w.Pointer = fmt.Sprintf("/%d", n)
		return w.Around(prefix, "")
	default:
		return r.Wrap(payload, 1+r.IntN(5)).Around(prefix, r.Pick("", "", " in 3ms"))
	}
}

// hexEscape writes a character as nginx does into its log.
func hexEscape(c []byte) string {
	if c[0] == '"' || c[0] == '\\' || c[0] < ' ' || c[0] > '~' {
		return fmt.Sprintf(strings.Repeat(`\x%02X`, len(c)), bytesOf(c)...)
	}
	return string(c)
}

func bytesOf(c []byte) (all []any) {
	for _, b := range c {
		all = append(all, b)
	}
	return all
}

// inLine is payload as it may stand in XML: in one line, or over several if it
// begins so.
func inLine(payload []byte) []byte {
	if bytes.HasPrefix(payload, []byte("{\n")) {
		return payload
	}
	return oneLine(payload)
}

// oneLine is payload with blanks in place of its line breaks.
func oneLine(payload []byte) []byte {
	line := slices.Clone(payload)
	for i, c := range line {
		if c == '\r' || c == '\n' {
			line[i] = ' '
		}
	}
	return line
}

// Row writes a payload as the cell of a table, whose column is called body.
func (r Wrapper) Row(payload []byte) Wrapped {
	w := plainly(payload)
	if r.IntN(2) == 0 {
		w = r.Wrap(payload, 1)
	}
	w = w.coded(func(c []byte) string { return strings.ReplaceAll(string(c), `"`, `""`) }).Around(`7,"a, ""b""`+"\n"+`",`+`"`, `",x`)
	w.Pointer = "/body" + w.Pointer
	return w
}

// simpleEscape writes a character as it stands in a string of JSON that somebody
// copied without its quotes.
func simpleEscape(c []byte) string {
	switch c[0] {
	case '"', '\\':
		return `\` + string(c)
	case '\n':
		return `\n`
	case '\r':
		return `\r`
	case '\t':
		return `\t`
	}
	return string(c)
}
