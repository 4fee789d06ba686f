// Package schema writes the catalogue's events as JSON Schema (draft 2020-12),
// for editors, contract tests and validators of any language.
//
// A schema refuses what is wrong with a field or the trigger: what is missing,
// of the wrong type, outside a closed list, in a wrong format, or a documented
// name in the wrong case. It tolerates what the service is known to send, too:
// unknown members, values outside open lists, the other types and the event
// names that the documentation uses, and null for what a Projection can hide. What takes more than the shape to judge
// (codes, a status that contradicts the event, duplicate names, people's data)
// is not in it. A $comment beside each description says who wrote it, and after
// which document. The package reads only the catalogue.
package schema

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

const (
	draft = "https://json-schema.org/draft/2020-12/schema"
	home  = "https://github.com/argosctl/argosctl/blob/main/docs/schema/"
)

// Event returns the schema of one event as indented JSON with a line break at
// its end; ok is false where the catalogue has no event of that name.
func Event(name string) (text []byte, ok bool) {
	e, alias, ok := catalog.EventByName(name)
	if !ok || alias {
		return nil, false
	}
	n := eventNode(e)
	n.Schema, n.ID = draft, home+FileName(e.Name)
	n.Defs = formatDefs(n)
	return render(n), true
}

// All returns one schema for any event: the trigger decides which event's
// schema a payload has to hold to.
func All() []byte {
	n := &node{
		Schema: draft, ID: home + FileName(""),
		Title:       "ARGOS ID Check webhook",
		Description: "Any webhook event of ARGOS Identity ID Check.", Comment: ours,
		Type:       types(catalog.Object),
		Required:   []string{catalog.TriggerName},
		Properties: members{{catalog.TriggerName, &node{Type: types(catalog.String)}}},
		Defs:       formatDefs(nil),
	}
	var triggers []string
	for i := range catalog.Events() {
		e := &catalog.Events()[i]
		names := append([]string{e.Name}, e.Aliases...)
		triggers = append(triggers, names...)
		n.AllOf = append(n.AllOf, &node{
			If:   &node{Properties: members{{catalog.TriggerName, &node{Enum: names}}}, Required: []string{catalog.TriggerName}},
			Then: &node{Ref: "#/$defs/" + e.Name},
		})
		n.Defs = append(n.Defs, member{e.Name, eventNode(e)})
	}
	n.Properties[0].Node.Enum = triggers
	return render(n)
}

// FileName is the name of the published file of an event's schema, or of the
// one for any event where event is empty.
func FileName(event string) string {
	if event == "" {
		return "event.json"
	}
	return "event-" + event + ".json"
}

// eventNode is the schema of e's payload.
func eventNode(e *catalog.Event) *node {
	n := objectNode(e, &e.Payload)
	n.Title = "ARGOS ID Check webhook: " + e.Name
	n.Description, n.Comment = e.Fires.En, author(e.Fact)
	return n
}

// objectNode is the schema of an object of e.
func objectNode(e *catalog.Event, object *catalog.Field) *node {
	n := &node{Type: types(catalog.Object)}
	var others []string
	for i := range object.Members {
		f := &object.Members[i]
		if f.Presence == catalog.Required {
			n.Required = append(n.Required, f.Name)
		}
		n.Properties = append(n.Properties, member{f.Name, fieldNode(e, f)})
		others = append(others, f.OtherNames...)
	}
	if len(n.Properties) > 0 {
		n.PropertyNames = spelling(n.Properties, others)
	}
	for i := range object.Members {
		for _, name := range object.Members[i].OtherNames {
			n.Properties = append(n.Properties, member{name, fieldNode(e, &object.Members[i])})
		}
	}
	return n
}

// fieldNode is the schema of f's value.
func fieldNode(e *catalog.Event, f *catalog.Field) *node {
	n := &node{}
	if f.Types[0] == catalog.Object {
		n = objectNode(e, f)
	}
	n.Type = types(accepted(f)...)
	if f.Meaning.En != "" {
		n.Description, n.Comment = f.Meaning.En, author(f.Fact)
	}
	if f.Accepts(catalog.Integer) { // a count
		n.Minimum, n.Maximum = limit[int64](0), limit[int64](math.MaxInt64)
	}
	switch {
	case f.Role == catalog.RoleTrigger:
		n.Enum = append([]string{e.Name}, e.Aliases...)
	case f.Open || f.Ref != "":
		n.Examples = f.Enum
	case f.Role == catalog.RoleStatus && len(f.Enum) > 0:
		// That it fits the event is a matter of two fields, not of this one.
		for _, v := range catalog.Values(catalog.StatusEnum) {
			n.Enum = append(n.Enum, v.Value)
		}
	default:
		n.Enum = f.Enum
	}
	if f.Items != nil {
		n.Items = fieldNode(e, f.Items)
	}
	switch ref := formatRef(f.Format); {
	case ref != "" && len(f.Also) > 0:
		n.AnyOf = []*node{{Ref: ref}, {Enum: f.Also}}
	case ref != "":
		n.Ref = ref
	}
	if f.Projected && len(n.Enum) > 0 {
		n.AnyOf, n.Enum = []*node{{Enum: n.Enum}, {Type: null}}, nil
	}
	return n
}

// ours marks a description that is argosctl's own.
const ours = "Described by argosctl."

// author says that argosctl described an entry of the catalogue, and after which
// document.
func author(fact catalog.Fact) string {
	s := catalog.SourceByID(fact.Source)
	if s == nil || fact.Confidence == catalog.Ours {
		return ours
	}
	return fmt.Sprintf("Described by argosctl, after %q (%s).", s.Title, fact.Confidence)
}

// accepted are the types of f's value: what a Projection can hide may be null.
func accepted(f *catalog.Field) []catalog.Type {
	if !f.Projected {
		return f.Types
	}
	return append(slices.Clone(f.Types), null)
}

// null is the type of what a Projection hides and does not leave out.
const null catalog.Type = "null"

// longestName is up to which length a name is taken for another spelling.
const longestName = 64

// spelling refuses a documented name in another spelling: one that differs in
// case or separators alone, unless it is one of the others. A regular expression of JSON Schema cannot ignore
// case, so each letter allows both.
func spelling(known members, others []string) *node {
	names := make([]string, len(known))
	var b strings.Builder
	for i, m := range known {
		names[i] = m.Name
		if i > 0 {
			b.WriteByte('|')
		}
		for _, c := range []byte(m.Name) {
			switch lower, upper := c|0x20, c&^0x20; {
			case c == '_':
				continue
			case 'a' <= lower && lower <= 'z':
				b.Write([]byte{'[', upper, lower, ']'})
			default:
				b.WriteByte(c)
			}
			b.WriteString(separators)
		}
	}
	other := &node{Pattern: "^" + separators + "(?:" + b.String() + ")$", MaxLength: limit(longestName)}
	return &node{AnyOf: []*node{{Enum: append(names, others...)}, {Not: other}}}
}

const separators = "[-_. ]*"

func limit[T int | int64](n T) *T { return &n }

// types is one type name, or a list of them.
func types(list ...catalog.Type) any {
	if len(list) == 1 {
		return list[0]
	}
	return list
}

func render(n *node) []byte {
	raw, err := jsonscan.Marshal(n)
	if err != nil {
		panic("schema: " + err.Error()) // a node always marshals
	}
	return append(jsonscan.AppendIndent(nil, raw, "", "  "), '\n')
}
