package unwrap

import (
	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// glance looks at a value that is mostly webhooks in something else, one like
// the other: it reads the tokens once and remembers nothing of them. It gives up
// at everything that is rare.
type glance struct {
	data  []byte
	clean func(webhook []byte) bool
	text  []byte // of a string
	n     int    // webhooks
	open  int    // depth
	from  [jsonscan.MaxDepth + 1]int
	array [jsonscan.MaxDepth + 1]bool
	hook  int // depth of the webhook that is being passed, 0 for none
}

// Glance counts the webhooks inside a value, which is none itself, as long as
// clean knows each of them for one. ok is false where that cannot be told so
// easily: then Each finds out. Where ok is true, Each would find the same
// webhooks and nothing else.
func (f *Finder) Glance(value []byte, clean func(webhook []byte) bool) (n int, ok bool) {
	if f.At != nil || f.Want != nil {
		return 0, false
	}
	g := &f.glance
	g.data, g.clean, g.n, g.open, g.hook = value, clean, 0, 0, 0
	i := jsonscan.SkipSpace(value, 0)
	if i == len(value) || value[i] != '{' && value[i] != '[' {
		return 0, false
	}
	if i = g.value(i); i >= 0 {
		i = g.rest(i)
	}
	return g.n, i == len(value) && g.n > 0
}

// rest reads what follows a value, to the end of all. Like all methods it
// returns where it ends, or -1 where it gives up.
func (g *glance) rest(i int) int {
	for {
		if i = jsonscan.SkipSpace(g.data, i); g.open == 0 || i >= len(g.data) {
			break
		}
		switch c := g.data[i]; {
		case c == ',' && g.array[g.open]:
			i = g.value(jsonscan.SkipSpace(g.data, i+1))
		case c == ',':
			i = g.member(jsonscan.SkipSpace(g.data, i+1))
		case c == ']' && g.array[g.open] || c == '}' && !g.array[g.open]:
			i = g.end(i + 1)
		default:
			return -1
		}
		if i < 0 {
			return -1
		}
	}
	if g.open > 0 {
		return -1
	}
	return i
}

// value reads a value that is no container, or the start of one.
func (g *glance) value(i int) int {
	if i >= len(g.data) {
		return -1
	}
	switch c := g.data[i]; {
	case c == '{', c == '[':
		if g.open++; g.open > jsonscan.MaxDepth {
			return -1
		}
		g.from[g.open], g.array[g.open] = i, c == '['
		i = jsonscan.SkipSpace(g.data, i+1)
		switch {
		case i < len(g.data) && g.data[i] == c+2:
			return g.end(i + 1)
		case c == '[' && isBytes(g.data[i:]):
			return -1
		case c == '[':
			return g.value(i)
		}
		return g.member(i)
	case c == '"':
		return g.string(i)
	case c == '-' || c-'0' < 10:
		if end, ok := jsonscan.ScanNumber(g.data, i); ok {
			return end
		}
	default:
		if end, kind := jsonscan.ScanLiteral(g.data, i); kind != jsonscan.Invalid {
			return end
		}
	}
	return -1
}

// end ends the container at hand, behind its bracket.
func (g *glance) end(i int) int {
	if g.hook == g.open {
		if g.hook = 0; !g.clean(g.data[g.from[g.open]:i]) {
			return -1
		}
		g.n++
	}
	g.open--
	return i
}

// member reads a member's name and the value, or its start.
func (g *glance) member(i int) int {
	if i >= len(g.data) || g.data[i] != '"' {
		return -1
	}
	end := jsonscan.PlainEnd(g.data, i+1)
	if end >= len(g.data) || g.data[end] != '"' {
		return -1
	}
	name := g.data[i+1 : end]
	if g.hook == 0 {
		switch {
		case string(name) == catalog.TriggerName && g.open > 1:
			g.hook = g.open
		case string(name) == catalog.EnvelopeData, len(name) <= len(catalog.TriggerName)+4 && catalog.SameName(string(name), catalog.TriggerName):
			return -1
		}
	}
	if i = jsonscan.SkipSpace(g.data, end+1); i >= len(g.data) || g.data[i] != ':' {
		return -1
	}
	return g.value(jsonscan.SkipSpace(g.data, i+1))
}

// string reads a string, and the webhook that it is.
func (g *glance) string(i int) int {
	end := jsonscan.PlainEnd(g.data, i+1)
	if end < len(g.data) && g.data[end] == '"' {
		body := g.data[i+1 : end]
		if g.hook == 0 && len(body) >= shortest && looksLike(body) != nothing {
			return -1
		}
		return end + 1
	}
	if g.hook > 0 {
		if end, _, ok := jsonscan.ScanString(g.data, i); ok {
			return end
		}
		return -1
	}
	g.text, end = jsonscan.AppendString(g.text[:0], g.data, i+1)
	switch {
	case end < 0:
		return -1
	case len(g.text) == 0, g.text[0] != '{':
		if len(g.text) >= shortest && looksLike(g.text) != nothing {
			return -1
		}
	case !g.clean(g.text):
		return -1
	default:
		g.n++
	}
	return end
}
