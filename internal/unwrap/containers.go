package unwrap

import (
	"iter"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// containers names what the payload at hand was found in, from the inside out,
// in the Finder's language. inner is what the payload itself is written in.
func (f *Finder) containers(inner catalog.PhraseID) string {
	all := catalog.Containers()
	var names []string
	general := ""
	add := func(name string) {
		if name != "" && (len(names) == 0 || names[len(names)-1] != name) {
			names = append(names, name)
		}
	}
	for i := range f.frames {
		step := &f.frames[i]
		add(step.what.In(f.Lang))
		switch c := f.containerAt(i, all); {
		case c == nil:
		case c.General:
			general = c.Name.In(f.Lang)
		default:
			add(c.Name.In(f.Lang))
		}
	}
	if add(inner.In(f.Lang)); len(names) == 0 {
		return general
	}
	slices.Reverse(names)
	return strings.Join(names, catalog.PhraseContainerIn.In(f.Lang))
}

// containerAt is what the object at step i of the way is, nil for nothing known.
func (f *Finder) containerAt(i int, all []catalog.Container) *catalog.Container {
	step := &f.frames[i]
	if step.node >= 0 && f.levels[step.level].doc.Nodes[step.node].Kind != jsonscan.Object {
		return nil
	}
	for n := range all {
		if f.goes(all[n].Way, i) && step.has(f, n, all[n].Has) {
			return &all[n]
		}
	}
	return nil
}

// goes reports whether the way goes from step i on as a container's does.
func (f *Finder) goes(way string, i int) bool {
	for way != "" {
		var part string
		part, way, _ = strings.Cut(way, "/")
		if i == len(f.frames) || part != "*" && !f.frames[i].goesTo(f, part) {
			return false
		}
		i++
	}
	return true
}

// goesTo reports whether a step leads to the member with that name.
func (s *frame) goesTo(f *Finder, name string) bool {
	if s.node < 0 {
		return s.field == name
	}
	return f.levels[s.level].doc.NameIs(s.child, name)
}

// has reports whether the object that a step starts from has the members that
// the nth container does. Each container is looked for once in an object,
// however many webhooks stand in it.
func (s *frame) has(f *Finder, n int, members []string) bool {
	if len(members) == 0 || s.node < 0 {
		return len(members) == 0
	}
	bit := uint64(1) << n
	if s.judged&bit == 0 {
		s.judged |= bit
		doc := &f.levels[s.level].doc
		if !slices.ContainsFunc(members, func(member string) bool { return !hasMember(doc, s.node, member) }) {
			s.fits |= bit
		}
	}
	return s.fits&bit != 0
}

func hasMember(doc *jsonscan.Document, object int, member string) bool {
	path, text, valued := strings.Cut(member, "=")
	return !valued && found(doc, object, path) || valued && strings.HasPrefix(doc.TextAt(object, path), text)
}

func found(doc *jsonscan.Document, object int, path string) bool {
	_, ok := doc.At(object, path)
	return ok
}

// Captured yields the texts around the payload that was yielded last which may
// say when it was received or logged: those of the innermost object first, and of
// one object the best first.
func (f *Finder) Captured() iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := len(f.frames) - 1; i >= 0; i-- {
			step := &f.frames[i]
			if step.node < 0 {
				continue
			}
			doc := &f.levels[step.level].doc
			for _, path := range catalog.CaptureTimes() {
				if node, ok := doc.At(step.node, path); ok && doc.Nodes[node].Kind < jsonscan.Array && !yield(doc.Text(node)) {
					return
				}
			}
		}
	}
}
