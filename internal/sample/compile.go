package sample

import (
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
)

// compile makes the shapes of events. It panics on a field whose sample id has
// no generator: the tests hold the catalogue and the table together.
func compile(events []catalog.Event) []*shape {
	known, waits := values(), waits()
	var shapes []*shape
	for i := range events {
		e := &events[i]
		for j := range e.Variants {
			c := &compiler{event: e, variant: &e.Variants[j], values: known}
			c.text.WriteByte('{')
			c.members(&e.Payload)
			c.text.WriteByte('}')
			s := &shape{
				event: e, variant: c.variant, steps: c.steps, end: c.text.String(),
				creates: e.Name == created, retries: c.carries("attempts"), reviewed: c.carries("pending-at"),
				wait: waits[e.Name],
			}
			s.retryCode, _ = c.literal(c.fieldOf("retry-code"))
			shapes = append(shapes, s)
		}
	}
	return shapes
}

// compiler writes one variant as steps.
type compiler struct {
	event   *catalog.Event
	variant *catalog.Variant
	values  map[string]value
	text    strings.Builder // literal text since the last value
	steps   []step
	element int
}

// members writes the members of an object.
func (c *compiler) members(object *catalog.Field) {
	first := true
	for i := range object.Members {
		f := &object.Members[i]
		if !c.included(f) {
			continue
		}
		if !first {
			c.text.WriteByte(',')
		}
		first = false
		c.text.WriteString(`"` + f.Name + `":`)
		c.member(f)
	}
}

// member writes the value of f.
func (c *compiler) member(f *catalog.Field) {
	if text, ok := c.literal(f); ok {
		c.text.WriteString(quoted(text))
		return
	}
	switch {
	case f.Sample != "":
		generate, ok := c.values[f.Sample]
		if !ok {
			panic("sample: no generator for the sample id " + f.Sample + " of " + c.event.Name + " " + f.Path)
		}
		c.steps = append(c.steps, step{before: c.text.String(), value: generate, element: c.element})
		c.text.Reset()
	case f.Types[0] == catalog.Array:
		c.array(f)
	default:
		c.text.WriteByte('{')
		c.members(f)
		c.text.WriteByte('}')
	}
}

// array writes the elements of f.
func (c *compiler) array(f *catalog.Field) {
	c.text.WriteByte('[')
	for c.element = range elements {
		if c.element > 0 {
			c.text.WriteByte(',')
		}
		c.member(f.Items)
	}
	c.element = 0
	c.text.WriteByte(']')
}

// literal returns the text that f always has in this variant: what the variant
// sets, or the only documented value.
func (c *compiler) literal(f *catalog.Field) (string, bool) {
	if f == nil {
		return "", false
	}
	for _, a := range c.variant.Set {
		if a.Path == f.Path {
			return a.Value, true
		}
	}
	if len(f.Enum) == 1 {
		return f.Enum[0], true
	}
	return "", false
}

// included reports whether the variant carries f.
func (c *compiler) included(f *catalog.Field) bool {
	if covers(c.variant.With, f.Path) {
		return true
	}
	return !f.Legacy && !covers(c.variant.Without, f.Path)
}

// carries reports whether the variant has a field with that sample id.
func (c *compiler) carries(id string) bool {
	f := c.fieldOf(id)
	return f != nil && c.included(f)
}

func (c *compiler) fieldOf(id string) *catalog.Field {
	for f := range c.event.Fields() {
		if f.Sample == id {
			return f
		}
	}
	return nil
}

// covers reports whether one of paths is path or stands above it.
func covers(paths []string, path string) bool {
	return slices.ContainsFunc(paths, func(p string) bool {
		return p == path || strings.HasPrefix(path, p+".") || strings.HasPrefix(path, p+"[")
	})
}
