package sample

import (
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
)

// compile makes the shapes of events. It panics on a field whose sample id has
// no generator: the tests hold the catalogue and the table together.
func compile(events []catalog.Event) []*shape {
	known := values()
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
				creates: e.Stage == catalog.StageCreate, retries: c.carries(catalog.RoleAttempts),
				reviewed: c.carries(catalog.RolePendingAt), wait: wait(e.After),
			}
			code, _ := c.literal(c.event.FieldOf(catalog.RoleRetryCode))
			s.exhausts = endsAttempts(code)
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
		c.text.WriteString(`"` + c.nameOf(f) + `":`)
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
	case covers(c.variant.Nulls, f.Path):
		c.text.WriteString("null")
	case slices.Contains(c.variant.Objects, f.Path):
		c.member(f.Items)
	case f.Types[0] == catalog.Object:
		c.text.WriteByte('{')
		c.members(f)
		c.text.WriteByte('}')
	case f.Types[0] == catalog.Array:
		c.array(f)
	default:
		c.steps = append(c.steps, step{before: c.text.String(), value: c.generator(f), element: c.element})
		c.text.Reset()
	}
}

// nameOf is what the variant calls f.
func (c *compiler) nameOf(f *catalog.Field) string {
	for _, a := range c.variant.Names {
		if a.Path == f.Path {
			return a.Value
		}
	}
	return f.Name
}

// generator is what invents the value of f.
func (c *compiler) generator(f *catalog.Field) value {
	if f.Sample == "" {
		return fitting(f)
	}
	generate, ok := c.values[f.Sample]
	if !ok {
		panic("sample: no generator for the sample id " + f.Sample + " of " + c.event.Name + " " + f.Path)
	}
	return generate
}

// array writes the elements of f.
func (c *compiler) array(f *catalog.Field) {
	c.text.WriteByte('[')
	if f.Items == nil {
		c.text.WriteByte(']')
		return
	}
	for c.element = range elements {
		if c.element > 0 {
			c.text.WriteByte(',')
		}
		c.member(f.Items)
	}
	c.element = 0
	c.text.WriteByte(']')
}

// endsAttempts reports whether a retry code says that nobody may try again.
func endsAttempts(code string) bool {
	entry, exact := catalog.RetryCodes().Find(code)
	return exact && entry.EndsAttempts
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

// carries reports whether the variant has a field of that role.
func (c *compiler) carries(role catalog.Role) bool {
	f := c.event.FieldOf(role)
	return f != nil && c.included(f)
}

// covers reports whether one of paths is path or stands above it.
func covers(paths []string, path string) bool {
	return slices.ContainsFunc(paths, func(p string) bool {
		return p == path || strings.HasPrefix(path, p+".") || strings.HasPrefix(path, p+"[")
	})
}
