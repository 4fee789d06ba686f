package jsonscan

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
)

// member reads a name, a colon and a value of the object.
func (r *reader) member(object int) {
	n := Node{KeyStart: int32(r.i)}
	switch end := wordEnd(r.Data, r.i); {
	case quoteAt(r.Data, r.i) != 0:
		n.KeyEscaped = r.str(true)
	case end > r.i:
		word := string(r.Data[r.i:end])
		r.syntax(r.i, end-r.i, replace(r.i, end-r.i, string(AppendQuoted(nil, word))), catalog.MsgJSONSyntaxUnquotedName, Words{})
		r.i, n.KeyEscaped = end, true
	default:
		r.garbage(catalog.PhraseMemberName.Text())
		return
	}
	n.KeyEnd = int32(r.i)
	r.prev = r.i
	if r.Vocabulary != nil {
		n.Name = r.numberOf(&n)
	}
	r.duplicate(object, n)
	r.space()
	if r.colon() {
		r.space()
		r.value(n)
		return
	}
	n.Start, n.End, n.Next = int32(r.i), int32(r.i), int32(len(r.Nodes)+1)
	r.add(n)
}

func (r *reader) duplicate(object int, n Node) {
	first := r.enterName(object, len(r.Nodes), &n)
	if first < 0 {
		return
	}
	text := string(appendDecoded(nil, r.Data[n.KeyStart:n.KeyEnd], n.KeyEscaped))
	defer func(outer int) { r.here = outer }(r.here)
	r.here = len(r.Nodes) // the member is about to become the next node
	r.report(Fault{Code: DuplicateKey, Offset: int(n.KeyStart), Length: int(n.KeyEnd - n.KeyStart), Related: first,
		Say: catalog.MsgJSONDuplicateKey, Words: Words{Name: string(AppendQuoted(nil, text))}})
}

// colon takes what separates a name from its value; false when there can be no
// value.
func (r *reader) colon() bool {
	if r.i >= len(r.Data) {
		r.endOfInput(literal("':'"), false)
		return false
	}
	length := 1
	var repair *Repair
	say := catalog.MsgJSONSyntaxWrongColon
	switch c := r.Data[r.i]; c {
	case ':':
		r.i++
		return true
	case '=':
		if bytes.HasPrefix(r.Data[r.i:], []byte("=>")) {
			length = 2
		}
		repair = replace(r.i, length, ":")
	case ',', ';', '}', ']':
		say = catalog.MsgJSONSyntaxNoValue
	default:
		r.sees()
		r.syntax(r.i, r.tokenLength(), replace(r.prev, 0, ":"), catalog.MsgJSONSyntaxMissingColon, Words{Found: r.found()})
		return true
	}
	r.syntax(r.i, length, repair, say, Words{Found: r.found()})
	if repair != nil {
		r.i += length
	}
	return repair != nil
}

// value reads any value into n, which holds its name.
func (r *reader) value(n Node) {
	outer := r.here
	node := len(r.Nodes)
	if node == r.maxValues() {
		r.full = true
		r.report(Fault{Code: Depth, Offset: r.i, Length: r.tokenLength(), Say: catalog.MsgJSONDepthValues})
		return
	}
	n.Start = int32(r.i)
	r.add(n)
	r.here = node
	kind, irregular := r.valueAt(node)
	p := &r.Nodes[node]
	p.Kind, p.Escaped, p.End, p.Next = kind, irregular, int32(r.i), int32(len(r.Nodes))
	if kind == Invalid {
		p.End = p.Start
	} else {
		r.prev = r.i
	}
	r.here = outer
}

func (r *reader) valueAt(node int) (kind Kind, irregular bool) {
	if r.i >= len(r.Data) {
		r.endOfInput(catalog.PhraseValue.Text(), false)
		return Invalid, false
	}
	switch c := r.Data[r.i]; {
	case c == '{' || c == '[':
		kind = Array
		if c == '{' {
			kind = Object
		}
		r.Nodes[node].Kind = kind
		if len(r.closers) >= r.maxDepth() {
			r.tooDeep()
		} else {
			r.container(node)
		}
		return kind, false
	case quoteAt(r.Data, r.i) != 0:
		return String, r.str(false)
	case (c == ',' || c == '}' || c == ']') && len(r.closers) > 0:
		r.syntax(r.i, 1, nil, catalog.MsgJSONSyntaxMissingValue, Words{Found: r.found()})
		return Invalid, false
	case placeholder(r.Data, r.i) > 0:
		length := placeholder(r.Data, r.i)
		r.syntax(r.i, length, nil, catalog.MsgJSONSyntaxEllipsisValue, Words{})
		r.i += length
		return Invalid, false
	}
	if end := wordEnd(r.Data, r.i); end > r.i {
		return r.word(end)
	}
	r.garbage(catalog.PhraseValue.Text())
	return Invalid, false
}

func (r *reader) tooDeep() {
	r.report(Fault{Code: Depth, Offset: r.i, Length: 1, Say: catalog.MsgJSONDepth})
	if r.skip(false); r.i >= len(r.Data) {
		r.ended = true // which bracket is missing cannot be told any more
	}
}

// garbage reports something that cannot begin anything, and skips to the next
// comma or closing bracket.
func (r *reader) garbage(expected catalog.Text) {
	r.sees()
	say := catalog.MsgJSONSyntax
	if r.Data[r.i] == '<' && len(r.closers) == 0 {
		say = catalog.MsgJSONSyntaxMarkup
	}
	r.syntax(r.i, r.tokenLength(), nil, say, Words{Found: r.found(), Want: expected})
	if len(r.closers) == 0 {
		r.i = len(r.Data)
	} else {
		r.skip(true)
	}
	r.prev = r.i
}

// skip goes over balanced brackets and strings without looking at them: one
// bracketed value, or all up to a comma or the end of the container.
func (r *reader) skip(toComma bool) {
	for depth := 0; r.i < len(r.Data); {
		switch c := r.Data[r.i]; c {
		case '"':
			r.i = stringEnd(r.Data, r.i)
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return
			}
			if depth--; depth == 0 && !toComma {
				r.i++
				return
			}
		case ',':
			if depth == 0 {
				return
			}
		}
		r.i++
	}
}

// wordEnd returns the offset after the run of letters, digits and signs at i:
// a number, a literal, or a text or name that lacks its quotes.
func wordEnd(data []byte, i int) int {
	for i < len(data) {
		c, size := rune(data[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRune(data[i:])
		}
		letter := c != utf8.RuneError && (unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c))
		if !letter && !strings.ContainsRune("+-._$@", c) {
			break
		}
		i += size
	}
	return i
}

// word reads the number, literal or bare text that ends at end.
func (r *reader) word(end int) (kind Kind, irregular bool) {
	start, text := r.i, r.Data[r.i:end]
	r.i = end
	if stop, kind := ScanLiteral(text, 0); stop == len(text) && kind != Invalid {
		return kind, false
	}
	if stop, ok := ScanNumber(text, 0); ok && stop == len(text) {
		return Number, false
	}
	if right, kind := knownWord(string(text)); kind != Invalid {
		r.syntax(start, len(text), replace(start, len(text), right), catalog.MsgJSONSyntaxLiteral, Words{Found: literal(string(text)), Right: right})
		return kind, false
	}
	if number, wrong := fixNumber(string(text)); wrong != 0 {
		var repair *Repair
		say := catalog.MsgJSONSyntaxLongNumber
		if number != "" {
			repair, say = replace(start, len(text), number), catalog.MsgJSONSyntaxNumber
		}
		r.syntax(start, len(text), repair, say, Words{Found: wrong.Text(), Right: number})
		return Number, false
	}
	r.bareText(start, end)
	return String, true
}

// bareText reports a text without quotes. One word alone can be quoted; of
// several nobody knows where they were meant to end.
func (r *reader) bareText(start, end int) {
	next := end
	for next < len(r.Data) && (r.Data[next] == ' ' || r.Data[next] == '\t') {
		next++
	}
	if len(r.closers) == 0 { // quotes would make a string of it, which is no payload either
		r.syntax(start, end-start, nil, catalog.MsgJSONSyntaxNoObject, Words{})
		r.i = len(r.Data)
		return
	}
	say := catalog.MsgJSONSyntaxBareText
	numeric := strings.IndexByte("+-.0123456789", r.Data[start]) >= 0
	if numeric {
		say = catalog.MsgJSONSyntaxBareNumber
	}
	signs := bytes.Count(r.Data[start:end], []byte("-")) + bytes.Count(r.Data[start:end], []byte("."))
	if quotable := !numeric || signs > 1 && r.Data[start]-'0' < 10; !quotable {
		r.syntax(start, end-start, nil, say, Words{})
		return
	}
	if next == len(r.Data) || strings.IndexByte(",}]\r\n", r.Data[next]) >= 0 {
		quoted := string(AppendQuoted(nil, string(r.Data[start:end])))
		r.syntax(start, end-start, replace(start, end-start, quoted), say, Words{})
		return
	}
	for next < len(r.Data) && strings.IndexByte(",}]\r\n\"", r.Data[next]) < 0 {
		next++
	}
	next = start + len(bytes.TrimRight(r.Data[start:next], " \t"))
	r.syntax(start, next-start, nil, say, Words{})
	r.i = next
}

// knownWord returns what other languages' words for the literals are in JSON.
func knownWord(text string) (literal string, kind Kind) {
	switch strings.TrimLeft(strings.ToLower(text), "+-") {
	case "true":
		return "true", Bool
	case "false":
		return "false", Bool
	case "null", "none", "nil", "undefined", "nan", "infinity":
		return "null", Null
	}
	return "", Invalid
}

// fixNumber returns what is wrong with a number, 0 for a text that is no number; and the right spelling where it is sure. A plus
// sign or leading zeros are dropped from short numbers only: a long one may be
// an identifier or a phone number.
func fixNumber(text string) (number string, wrong catalog.PhraseID) {
	number, plus := strings.CutPrefix(text, "+")
	number, minus := strings.CutPrefix(number, "-")
	if plus {
		wrong = catalog.PhrasePlusSign
	}
	if strings.HasPrefix(number, ".") {
		number, wrong = "0"+number, catalog.PhraseBarePointStart
	}
	whole, rest, point := strings.Cut(number, ".")
	if point && (rest == "" || rest[0]|0x20 == 'e') {
		number, wrong = whole+".0"+rest, catalog.PhraseBarePointEnd
	}
	digits, _ := scanDigits([]byte(number), 0)
	kept := strings.TrimLeft(number[:max(digits-1, 0)], "0") + number[max(digits-1, 0):]
	if kept != number {
		wrong = catalog.PhraseLeadingZeros
	}
	if end, ok := ScanNumber([]byte(kept), 0); !ok || end != len(kept) || wrong == 0 || plus && minus {
		return "", 0
	}
	if (plus || kept != number) && digits > 3 {
		return "", wrong
	}
	if minus {
		kept = "-" + kept
	}
	return kept, wrong
}
