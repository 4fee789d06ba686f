package jsonscan

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/catalog"
)

// list is the state within one object or array.
type list struct {
	object bool
	closer byte
	full   bool // the last thing read was an element
	comma  int  // unless full: offset of the comma after the last element, -1 without
}

func (l *list) closing() string { return "'" + string(rune(l.closer)) + "'" }

func (l *list) expected() catalog.Text {
	switch {
	case l.full:
		return or("','", l.closing())
	case l.object:
		return catalog.PhraseMemberName.Text()
	}
	return catalog.PhraseValue.Text()
}

// container reads the object or array whose bracket is next, into the node.
func (r *reader) container(node int) {
	l := list{object: r.Data[r.i] == '{', closer: r.Data[r.i] + 2, comma: -1}
	r.i++
	r.prev = r.i
	r.closers = append(r.closers, l.closer)
	for r.listStep(&l, node) {
		r.here = node
	}
	r.closers = r.closers[:len(r.closers)-1]
}

// listStep reads one element, comma or bracket; false after the end.
func (r *reader) listStep(l *list, node int) bool {
	if r.stopped() {
		return false
	}
	r.space()
	if r.i >= len(r.Data) {
		r.endOfInput(l.expected(), l.full)
		return false
	}
	switch c := r.Data[r.i]; {
	case c == ',' || c == ';' && l.full:
		r.comma(l)
	case c == '}' || c == ']':
		return r.bracket(l, c)
	case placeholder(r.Data, r.i) > 0:
		r.placeholder(l)
	case c == ':':
		r.garbage(l.expected())
		l.full = true
	default:
		if l.full {
			r.missingComma(l)
		}
		l.full = true
		if l.object {
			r.member(node)
		} else {
			r.value(Node{})
		}
	}
	return true
}

func (r *reader) comma(l *list) {
	switch {
	case !l.full:
		r.syntax(r.i, 1, replace(r.i, 1, ""), catalog.MsgJSONSyntaxExtraComma, Words{Want: l.expected()})
	case r.Data[r.i] == ';':
		r.syntax(r.i, 1, replace(r.i, 1, ","), catalog.MsgJSONSyntaxSemicolon, Words{Want: l.expected()})
		l.full, l.comma = false, r.i
	default:
		l.full, l.comma = false, r.i
	}
	r.i++
}

// trailingComma reports a comma that no element followed.
func (r *reader) trailingComma(l *list) {
	if l.full || l.comma < 0 {
		return
	}
	if edits := r.dropComma(l); edits != nil {
		r.syntax(l.comma, 1, &Repair{edits}, catalog.MsgJSONSyntaxTrailingComma, Words{Want: literal(l.closing())})
	}
}

// dropComma returns the edit that removes the last comma. A semicolon has a
// fault and an edit already, which then removes it instead of replacing it.
func (r *reader) dropComma(l *list) []Edit {
	if r.Data[l.comma] == ',' {
		return []Edit{{l.comma, 1, ""}}
	}
	for i := range r.Faults {
		if f := &r.Faults[i]; f.Offset == l.comma && f.Repair != nil {
			f.Say, f.Repair = catalog.MsgJSONSyntaxTrailingSemicolon, replace(l.comma, 1, "")
		}
	}
	return nil
}

func (r *reader) missingComma(l *list) {
	r.sees()
	what := catalog.PhraseElements
	if l.object {
		what = catalog.PhraseMembers
	}
	r.syntax(r.i, r.tokenLength(), replace(r.prev, 0, ","), catalog.MsgJSONSyntaxMissingComma,
		Words{What: what.Text(), Found: r.found(), Want: l.expected()})
}

// bracket takes a closing bracket of either sort; false when the container
// ends with it, or before it.
func (r *reader) bracket(l *list, c byte) bool {
	if c != l.closer {
		return r.wrongBracket(l, c)
	}
	r.trailingComma(l)
	r.i++
	r.prev = r.i
	return false
}

func (r *reader) wrongBracket(l *list, c byte) bool {
	words := Words{Found: literal("'" + string(rune(c)) + "'"), Want: l.expected(), Right: l.closing()}
	next := SkipSpace(r.Data, r.i+1)
	// Where it closes an outer container, ours is missing; but not where it
	// would close the whole value and there is more to come.
	if outer := bytes.LastIndexByte(r.closers, c); outer > 0 || outer == 0 && next == len(r.Data) {
		r.trailingComma(l)
		r.syntax(r.i, 1, replace(r.prev, 0, string(rune(l.closer))), catalog.MsgJSONSyntaxMissingBracket, words)
		return false
	}
	if r.superfluous(next, l.closer) {
		r.syntax(r.i, 1, replace(r.i, 1, ""), catalog.MsgJSONSyntaxExtraBracket, words)
		r.i++
		return true
	}
	r.syntax(r.i, 1, replace(r.i, 1, string(rune(l.closer))), catalog.MsgJSONSyntaxWrongBracket, words)
	r.trailingComma(l)
	r.i++
	r.prev = r.i
	return false
}

// superfluous reports whether a wrong bracket before next is one too many: the
// right one follows, and if nothing but brackets follows, enough of them.
func (r *reader) superfluous(next int, closer byte) bool {
	if next == len(r.Data) || r.Data[next] != closer {
		return false
	}
	n := 0
	for next < len(r.Data) && n < len(r.closers) && r.Data[next]|0x20 == '}' {
		n++
		next = SkipSpace(r.Data, next+1)
	}
	return next < len(r.Data) || n == len(r.closers)
}

// placeholder returns the length of an ellipsis at i, 0 when there is none.
func placeholder(data []byte, i int) int {
	for _, dots := range []string{"...", "…"} {
		if len(data)-i >= len(dots) && string(data[i:i+len(dots)]) == dots {
			return len(dots)
		}
	}
	return 0
}

// placeholder takes the dots that stand for more in documentation samples, and
// removes one of the commas around them.
func (r *reader) placeholder(l *list) {
	start, length := r.i, placeholder(r.Data, r.i)
	edits := []Edit{{start, length, ""}}
	r.i += length
	next := SkipSpace(r.Data, r.i)
	if next < len(r.Data) {
		switch c := r.Data[next]; {
		case c == ',' && !l.full:
			edits = append(edits, Edit{next, 1, ""})
			r.i = next + 1
		case (c == '}' || c == ']') && !l.full && l.comma >= 0:
			edits = append(edits, r.dropComma(l)...)
			l.full = true
		}
	}
	r.syntax(start, length, &Repair{edits}, catalog.MsgJSONSyntaxEllipsis, Words{})
}
