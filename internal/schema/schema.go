// Package schema writes JSON Schemas (draft 2020-12), for editors, contract tests
// and validators of any language: of the catalogue's events, of argosctl's own
// output, and of its configuration. Each stands alone. Its $id is a URN, since
// nothing has to be fetched to use it.
//
// The schema of an event refuses what is wrong with a field or the trigger: what is missing,
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
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

const draft = "https://json-schema.org/draft/2020-12/schema"

// Event returns the schema of one event as indented JSON with a line break at
// its end; ok is false where the catalogue has no event of that name.
func Event(name string) (text []byte, ok bool) {
	e, alias, ok := catalog.EventByName(name)
	if !ok || alias {
		return nil, false
	}
	n := eventNode(e)
	n.Schema, n.ID = draft, id(Name(e.Name))
	n.Defs = formatDefs(n)
	return render(n), true
}

// All returns one schema for any event. A payload holds to exactly one of its
// parts, that of the event which the trigger names, so that generators of code
// make a union of it.
func All() []byte {
	n := &node{
		Schema: draft, ID: id(Name("")),
		Title:       "ARGOS ID Check webhook",
		Description: "Any webhook event of ARGOS Identity ID Check; webhook_trigger tells which.", Comment: ours,
	}
	var defs members
	for i := range catalog.Events() {
		e := &catalog.Events()[i]
		n.OneOf = append(n.OneOf, &node{Ref: "#/$defs/" + e.Name})
		event := eventNode(e)
		event.Not = another(e)
		defs = append(defs, member{e.Name, event})
	}
	n.Defs = append(defs, formatDefs(nil)...)
	return render(n)
}

// another says that the trigger is one of another event. It tells nothing that
// the member does not, but earlier: ajv looks at it before it goes through the
// members, and is five times as fast on the union.
func another(e *catalog.Event) *node {
	return &node{
		Comment:    "told early, for speed",
		Properties: members{{catalog.TriggerName, &node{Not: &node{Enum: append([]string{e.Name}, e.Aliases...)}}}},
	}
}

// id is the identity of the schema of that name.
func id(name string) string { return "urn:argosctl:schema:" + name }

// Name is what an event's schema is called, or the one for any event where event
// is empty. Each is published as the file of its name.
func Name(event string) string {
	if event == "" {
		return "event"
	}
	return "event-" + event
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
	n := &node{Type: catalog.Object}
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

// fieldNode is the schema of f's value: of its one type, or any of several.
func fieldNode(e *catalog.Event, f *catalog.Field) *node {
	var forms []*node
	for _, t := range f.Types {
		forms = append(forms, formNode(e, f, t))
	}
	if len(f.Also) > 0 {
		forms = append(forms, &node{Type: catalog.String, Enum: f.Also})
	}
	n := forms[0]
	switch {
	case len(forms) == 1 && !f.Projected:
	case len(forms) == 1 && n.Ref == "" && n.Enum == nil: // the other keywords do not concern null
		n.Type = []catalog.Type{f.Types[0], null}
	case f.Projected:
		n = &node{AnyOf: append(forms, &node{Type: null})}
	default:
		n = &node{AnyOf: forms}
	}
	if f.Meaning.En != "" {
		n.Description, n.Comment = f.Meaning.En, author(f.Fact)
	}
	return n
}

// formNode is the schema of f's value where it is of type t.
func formNode(e *catalog.Event, f *catalog.Field, t catalog.Type) *node {
	n := &node{Type: t}
	switch t {
	case catalog.Object:
		return objectNode(e, f)
	case catalog.Array:
		if f.Items != nil {
			n.Items = fieldNode(e, f.Items)
		}
	case catalog.Integer: // a count
		n.Minimum, n.Maximum = limit[int64](0), limit[int64](math.MaxInt64)
	case catalog.String:
		textNode(n, e, f)
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

// textNode says which texts f takes.
func textNode(n *node, e *catalog.Event, f *catalog.Field) {
	ref := formatRef(f.Format)
	switch {
	case f.Role == catalog.RoleTrigger:
		n.Enum = append([]string{e.Name}, e.Aliases...)
	case ref != "":
		*n = node{Ref: ref}
	case f.Ref != "":
		n.Examples = codes(f)
	case f.Open:
		n.Examples = f.Enum
	default:
		n.Enum = f.Enum
	}
}

// codes are the known codes of the table that f's values come from.
func codes(f *catalog.Field) []string {
	names := f.Enum
	for _, table := range []catalog.Table{catalog.RetryCodes(), catalog.RejectCodes()} {
		if table.ID != f.Ref {
			continue
		}
		for i := range table.Codes {
			names = append(names, table.Codes[i].Code)
		}
	}
	return names
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

func render(n *node) []byte {
	raw, err := jsonscan.Marshal(n)
	if err != nil {
		panic("schema: " + err.Error()) // a node always marshals
	}
	return append(jsonscan.AppendIndent(nil, raw, "", "  "), '\n')
}
