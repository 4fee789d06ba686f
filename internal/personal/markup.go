package personal

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
)

// longestGroup bounds how far the end of an element is looked for.
const longestGroup = 64 << 10

// markup yields the texts of the elements in the one whose start tag ends with text[at],
// and whose name says g. It returns where to go on, at where there are none.
func (n *Names) markup(text []byte, at int, g Group, yield func(Pair) bool) (end int, ok bool) {
	text = text[:min(len(text), at+longestGroup)]
	open := []Group{g}
	for end = at; len(open) > 0; {
		next := bytes.IndexByte(text[end+1:], '<')
		if next < 0 {
			return end, true
		}
		tag := end + 1 + next
		if !yieldTrimmed(text, end+1, tag, open[len(open)-1].Kind, yield) {
			return tag, false
		}
		if bytes.HasPrefix(text[tag:], []byte(cdata)) {
			from := tag + len(cdata)
			size := bytes.Index(text[from:], []byte("]]>"))
			if size < 0 {
				return tag, true
			}
			if !yieldTrimmed(text, from, from+size, open[len(open)-1].Kind, yield) {
				return tag, false
			}
			end = from + size + 2
			continue
		}
		size := bytes.IndexByte(text[tag+1:], '>')
		if size < 0 {
			return tag, true
		}
		end = tag + 1 + size
		switch name := elementAt(text[:end]); {
		case text[tag+1] == '/':
			open = open[:len(open)-1]
		case name != nil:
			open = append(open, open[len(open)-1].Below(name, n.Of(name)))
		default:
			if _, ok := n.attributes(text, tag, open[len(open)-1], yield); !ok {
				return end, false
			}
		}
	}
	return end, true
}

// yieldTrimmed yields text[from:to] without the blanks around it, if there is anything.
func yieldTrimmed(text []byte, from, to int, kind catalog.PersonalKind, yield func(Pair) bool) bool {
	value := bytes.TrimLeft(text[from:to], " \t\r\n")
	from = to - len(value)
	to = from + len(bytes.TrimRight(value, " \t\r\n"))
	return kind == "" || from >= to || yield(Pair{Name{Kind: kind}, '>', from, to})
}

// attributes yields the values of the attributes of the element without content that begins
// at text[at], if its name is personal in the group g: <name first="Jo"/>. It returns where
// the tag ends, at where there is no such element.
func (n *Names) attributes(text []byte, at int, g Group, yield func(Pair) bool) (end int, ok bool) {
	if !isOfName(text[at+1]) {
		return at, true
	}
	end = at + wordEnd(text[at:min(len(text), at+longestContent)], ">")
	tag, isEmpty := bytes.CutSuffix(text[at:end], []byte{'/'})
	if !isEmpty {
		return at, true
	}
	name := elementAt(tag)
	if g = g.Below(name, n.Of(name)); name == nil || g.Kind == "" || g.Kind == catalog.PersonalImage {
		return at, true
	}
	for rest := text[at:end]; ; {
		attribute, value, _ := bytes.Cut(rest, []byte(`="`))
		size := bytes.IndexByte(value, '"')
		if size < 0 {
			return end, true
		}
		start := end - len(value)
		if isOfValue(attribute) && size > 0 && !yield(Pair{Name{Kind: g.Kind}, '=', start, start + size}) {
			return end, false
		}
		rest = value[size+1:]
	}
}

// isOfValue reports whether the attribute whose name a text ends with may hold a value, and
// nothing that says what the element is.
func isOfValue(text []byte) bool {
	name := string(text[bytes.LastIndexAny(text, " \t\r\n")+1:])
	return !strings.Contains(name, ":") && !slices.Contains([]string{"type", "lang", "id", "class", "style", "xmlns", "name", "key"}, name)
}

// called is the pair whose name is the value of an attribute or a parameter "name", which
// stands at text[start:end]: name="first_name" value="Jo", <field name="first_name">Jo<, and
// a part of a form. isName says that the value is such a name, whether or not a value follows.
func (n *Names) called(text []byte, start, end int) (pair Pair, isName bool) {
	name := text[start:end]
	known := n.Of(name)
	if known.Kind == "" && !known.Public || !isIdentifier(name) || !isCompound(name) && (name[0] < 'a' || name[0] > 'z') {
		return pair, false
	}
	rest := text[end:min(len(text), end+longestContent)]
	pair = Pair{Name: known, Sign: '='}
	if size := bytes.IndexAny(rest, "<>"); size >= 0 && rest[size] == '>' {
		if at := bytes.Index(rest[:size], []byte(` value="`)); at >= 0 {
			pair.Start = end + at + len(` value="`)
			pair.End = pair.Start + max(0, bytes.IndexByte(text[pair.Start:end+size], '"'))
		} else {
			pair.Start, pair.End = contentOf(text, end+size+1)
		}
	} else if line := lineEnd(rest); bytes.HasPrefix(bytes.TrimLeft(rest[min(len(rest), line+1):], "\r"), []byte("\n")) {
		pair.Start = end + line + 1 + lineEnd(rest[line+1:]) + 1
		pair.End = pair.Start + lineEnd(text[pair.Start:])
		pair.End = pair.Start + len(bytes.TrimRight(text[pair.Start:pair.End], "\r"))
	}
	return pair, isCompound(name) || pair.Start < pair.End
}

// isTag reports whether a text begins with the start tag of an element, or a comment.
func isTag(text []byte) bool {
	return len(text) > 1 && text[0] == '<' && isOfName(text[1]) || bytes.HasPrefix(text, []byte("<!--"))
}

// isClosed reports whether the end tag of the element with a name stands near in a text.
func isClosed(text, name []byte) bool {
	text = text[:min(len(text), longestContent)]
	return bytes.Contains(text, fmt.Appendf(nil, "/%s>", name)) || bytes.Contains(text, fmt.Appendf(nil, ":%s>", name))
}

// elementAt is the name of the element of XML whose start tag text ends with, nil
// without one.
func elementAt(text []byte) []byte {
	text = text[max(0, len(text)-longestName):]
	open := bytes.LastIndexByte(text, '<')
	if open < 0 || open+1 == len(text) || text[len(text)-1] == '/' || !isOfName(text[open+1]) {
		return nil
	}
	name := text[open+1:]
	name = name[:wordEnd(name, " \t\r\n")]
	return name[bytes.IndexByte(name, ':')+1:]
}
