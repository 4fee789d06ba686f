package jsonscan

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// member reads a name, a colon and a value of the object.
func (r *reader) member(object int) {
	n := Node{KeyStart: r.i}
	switch end := wordEnd(r.Data, r.i); {
	case quoteAt(r.Data, r.i) != 0:
		n.KeyEscaped = r.str(true)
	case end > r.i:
		word := string(r.Data[r.i:end])
		r.syntax(r.i, end-r.i, replace("put the name into double quotes", r.i, end-r.i, string(AppendQuoted(nil, word))),
			"member name is not in double quotes")
		r.i, n.KeyEscaped = end, true
	default:
		r.garbage("a member name")
		return
	}
	n.KeyEnd = r.i
	r.prev = r.i
	r.duplicate(object, n)
	r.space()
	if r.colon() {
		r.space()
		r.value(n)
		return
	}
	n.Start, n.End, n.Next = r.i, r.i, len(r.Nodes)+1
	r.Nodes = append(r.Nodes, n)
}

func (r *reader) duplicate(object int, n Node) {
	first := r.enterName(object, &n)
	if first < 0 {
		return
	}
	text := string(appendDecoded(nil, r.Data[n.KeyStart:n.KeyEnd], n.KeyEscaped))
	defer func(outer int) { r.here = outer }(r.here)
	r.here = len(r.Nodes) // the member is about to become the next node
	r.report(Fault{Code: DuplicateKey, Offset: n.KeyStart, Length: n.KeyEnd - n.KeyStart, Related: first,
		Message: fmt.Sprintf("duplicate member name %q", text),
		Help:    []string{"readers differ in which one they take; keep one"}})
}

// colon takes what separates a name from its value; false when there can be no
// value.
func (r *reader) colon() bool {
	if r.i >= len(r.Data) {
		r.endOfInput("':'", false)
		return false
	}
	length := 1
	var repair *Repair
	var help []string
	switch c := r.Data[r.i]; c {
	case ':':
		r.i++
		return true
	case '=':
		if bytes.HasPrefix(r.Data[r.i:], []byte("=>")) {
			length = 2
		}
		repair = replace("put a colon", r.i, length, ":")
	case ',', ';', '}', ']':
		help = []string{"the member has no value"}
	default:
		r.syntax(r.i, r.tokenLength(), replace("add the missing colon", r.prev, 0, ":"),
			"missing colon: found "+r.found()+" where ':' was expected")
		return true
	}
	r.syntax(r.i, length, repair, "found "+r.found()+" where ':' was expected", help...)
	if repair != nil {
		r.i += length
	}
	return repair != nil
}

// value reads any value into n, which holds its name.
func (r *reader) value(n Node) {
	outer := r.here
	node := len(r.Nodes)
	n.Start = r.i
	r.Nodes = append(r.Nodes, n)
	r.here = node
	kind, irregular := r.valueAt(node)
	p := &r.Nodes[node]
	p.Kind, p.Escaped, p.End, p.Next = kind, irregular, r.i, len(r.Nodes)
	if kind == Invalid {
		p.End = p.Start
	} else {
		r.prev = r.i
	}
	r.here = outer
}

func (r *reader) valueAt(node int) (kind Kind, irregular bool) {
	if r.i >= len(r.Data) {
		r.endOfInput("a value", false)
		return Invalid, false
	}
	switch c := r.Data[r.i]; {
	case c == '{' || c == '[':
		kind = Array
		if c == '{' {
			kind = Object
		}
		r.Nodes[node].Kind = kind
		if len(r.closers) >= MaxDepth {
			r.tooDeep()
		} else {
			r.container(node)
		}
		return kind, false
	case quoteAt(r.Data, r.i) != 0:
		return String, r.str(false)
	case (c == ',' || c == '}' || c == ']') && len(r.closers) > 0:
		r.syntax(r.i, 1, nil, "missing value: found "+r.found()+" where a value was expected")
		return Invalid, false
	case placeholder(r.Data, r.i) > 0:
		length := placeholder(r.Data, r.i)
		r.syntax(r.i, length, nil, "\"...\" is a placeholder of documentation, not a value")
		r.i += length
		return Invalid, false
	}
	if end := wordEnd(r.Data, r.i); end > r.i {
		return r.word(end)
	}
	r.garbage("a value")
	return Invalid, false
}

func (r *reader) tooDeep() {
	r.report(Fault{Code: Depth, Offset: r.i, Length: 1,
		Message: fmt.Sprintf("nested deeper than %d levels", MaxDepth)})
	if r.skip(false); r.i >= len(r.Data) {
		r.ended = true // which bracket is missing cannot be told any more
	}
}

// garbage reports something that cannot begin anything, and skips to the next
// comma or closing bracket.
func (r *reader) garbage(expected string) {
	var help []string
	if r.Data[r.i] == '<' && len(r.closers) == 0 {
		help = []string{"this looks like HTML or XML"}
	}
	r.syntax(r.i, r.tokenLength(), nil, "found "+r.found()+" where "+expected+" was expected", help...)
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
	if literal, kind := knownWord(string(text)); kind != Invalid {
		r.syntax(start, len(text), replace("put "+literal, start, len(text), literal),
			"found "+string(text)+" where a JSON value was expected",
			"JSON knows true, false and null, in lower case, and no NaN or Infinity")
		return kind, false
	}
	if number, message := fixNumber(string(text)); message != "" {
		var repair *Repair
		var help []string
		if number != "" {
			repair = replace("write "+number, start, len(text), number)
		} else {
			help = []string{"an identifier or a phone number belongs in double quotes"}
		}
		r.syntax(start, len(text), repair, message, help...)
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
	message := "text is not in double quotes"
	numeric := strings.IndexByte("+-.0123456789", r.Data[start]) >= 0
	if numeric {
		message = "malformed number, or text that is not in double quotes"
	}
	signs := bytes.Count(r.Data[start:end], []byte("-")) + bytes.Count(r.Data[start:end], []byte("."))
	if quotable := !numeric || signs > 1 && r.Data[start]-'0' < 10; !quotable {
		r.syntax(start, end-start, nil, message)
		return
	}
	if next == len(r.Data) || strings.IndexByte(",}]\r\n", r.Data[next]) >= 0 {
		quoted := string(AppendQuoted(nil, string(r.Data[start:end])))
		r.syntax(start, end-start, replace("put it into double quotes", start, end-start, quoted), message)
		return
	}
	for next < len(r.Data) && strings.IndexByte(",}]\r\n\"", r.Data[next]) < 0 {
		next++
	}
	next = start + len(bytes.TrimRight(r.Data[start:next], " \t"))
	r.syntax(start, next-start, nil, message)
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

// fixNumber returns the message for a number that is written wrongly, "" for
// a text that is no number; and the right spelling where it is sure. A plus
// sign or leading zeros are dropped from short numbers only: a long one may be
// an identifier or a phone number.
func fixNumber(text string) (number, message string) {
	number, plus := strings.CutPrefix(text, "+")
	number, minus := strings.CutPrefix(number, "-")
	if plus {
		message = "number with a plus sign"
	}
	if strings.HasPrefix(number, ".") {
		number, message = "0"+number, "number without a digit before the point"
	}
	whole, rest, point := strings.Cut(number, ".")
	if point && (rest == "" || rest[0]|0x20 == 'e') {
		number, message = whole+".0"+rest, "number without a digit after the point"
	}
	digits, _ := scanDigits([]byte(number), 0)
	kept := strings.TrimLeft(number[:max(digits-1, 0)], "0") + number[max(digits-1, 0):]
	if kept != number {
		message = "number with leading zeros"
	}
	if end, ok := ScanNumber([]byte(kept), 0); !ok || end != len(kept) || message == "" || plus && minus {
		return "", ""
	}
	if (plus || kept != number) && digits > 3 {
		return "", message
	}
	if minus {
		kept = "-" + kept
	}
	return kept, message
}
