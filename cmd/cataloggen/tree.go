package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
)

// eventFile is the shape of events.yaml. SharedFields only carries the anchors
// of fields that many events have; the events refer to them by alias.
type eventFile struct {
	SharedFields []catalog.Field
	Projection   []string // paths of fields that a Projection can hide, whatever the event
	Lives        []catalog.Life
	Events       []eventEntry
}

// eventEntry is an event with its fields as a list, as people read and write it.
type eventEntry struct {
	catalog.Event
	OccurredAt []string // paths of the times that say when it happened, the best first
	Presence   presence
	Fields     []catalog.Field
}

// presence lists the paths of an event's fields by how surely they are there.
// What is not listed is optional.
type presence struct{ Required, Expected, Usual []string }

// trees returns the events with their fields as trees; enums has the values of
// the enumerations that fields refer to.
func (f eventFile) trees(enums enumFile) ([]catalog.Event, error) {
	events := make([]catalog.Event, len(f.Events))
	for i := range f.Events {
		e := &f.Events[i]
		if err := e.complete(f.Projection, enums); err != nil {
			return nil, fmt.Errorf("event %s: %w", e.Name, err)
		}
		root, err := e.tree("", catalog.Field{Types: []catalog.Type{catalog.Object}})
		if err != nil {
			return nil, fmt.Errorf("event %s: %w", e.Name, err)
		}
		events[i] = e.Event
		events[i].Payload = root
	}
	return events, nil
}

// complete sets in each field what the event and the file say of it.
func (e *eventEntry) complete(projection []string, enums enumFile) error {
	for i := range e.Fields {
		f := &e.Fields[i]
		f.Projected = slices.Contains(projection, f.Path)
		if f.Fact == (catalog.Fact{}) {
			f.Fact = e.Fact
		}
		if f.Role == catalog.RoleTrigger {
			f.Enum, f.Tolerated = []string{e.Name}, e.Aliases
		}
		if err := enums.fill(&f.Enum, f.Enumeration); err != nil {
			return fmt.Errorf("%s: %w", f.Path, err)
		}
	}
	return e.rank()
}

// rank sets the presences of fields and the times that they say.
func (e *eventEntry) rank() error {
	for _, list := range []struct {
		level catalog.Presence
		paths []string
	}{{catalog.Required, e.Presence.Required}, {catalog.Expected, e.Presence.Expected}, {catalog.Usual, e.Presence.Usual}} {
		for _, path := range list.paths {
			f, err := e.field(path)
			if err != nil {
				return err
			}
			if f.Presence != catalog.Optional {
				return fmt.Errorf("%s is both %s and %s", path, f.Presence, list.level)
			}
			f.Presence = list.level
		}
	}
	for rank, path := range e.OccurredAt {
		f, err := e.field(path)
		if err != nil {
			return err
		}
		if f.Role != "" {
			return fmt.Errorf("%s has the role %s, it cannot say when the event occurred", path, f.Role)
		}
		f.Role, f.Rank = catalog.RoleOccurredAt, rank+1
	}
	return nil
}

func (e *eventEntry) field(path string) (*catalog.Field, error) {
	for i := range e.Fields {
		if e.Fields[i].Path == path {
			return &e.Fields[i], nil
		}
	}
	return nil, fmt.Errorf("%s is none of its fields", path)
}

// tree returns f, whose path is path, with all that stands below it.
func (e *eventEntry) tree(path string, f catalog.Field) (catalog.Field, error) {
	f.Path = path
	seen := map[string]bool{}
	for _, below := range e.Fields {
		parent, name := split(below.Path)
		if parent != path || name == "" {
			continue
		}
		if seen[name] {
			return f, fmt.Errorf("%s is there twice", below.Path)
		}
		seen[name] = true
		below.Name = name
		member, err := e.tree(below.Path, below)
		if err != nil {
			return f, err
		}
		f.Members = append(f.Members, member)
	}
	if !f.Accepts(catalog.Array) {
		return f, nil
	}
	items, err := e.items(path + "[]")
	f.Items = items
	return f, err
}

// items returns what the elements of an array are: the field that is listed at
// their path, or an object where only members of them are; nil where neither is.
func (e *eventEntry) items(path string) (*catalog.Field, error) {
	listed, err := e.field(path)
	if err == nil {
		f, err := e.tree(path, *listed)
		return &f, err
	}
	f, err := e.tree(path, catalog.Field{Types: []catalog.Type{catalog.Object}})
	if err != nil || len(f.Members) == 0 {
		return nil, err
	}
	return &f, nil
}

// split parts a path into its parent's and its own name: "records[].recordId"
// stands below "records[]". The path of an array's elements has no name.
func split(path string) (parent, name string) {
	if strings.HasSuffix(path, "[]") {
		return path, ""
	}
	if i := strings.LastIndexByte(path, '.'); i >= 0 {
		return path[:i], path[i+1:]
	}
	return "", path
}
