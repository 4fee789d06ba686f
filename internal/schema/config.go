package schema

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
)

// ConfigName is what the schema of the configuration file is called.
const ConfigName = "config"

// Setting is a setting of the configuration, or the group that it is in.
type Setting struct {
	Name        string // dotted path; * stands for any name, [] for an element of a list
	Description string
	Default     string    // empty: none
	Values      []string  // nil: any text
	Pattern     string    // of a text; empty: any but the empty one
	Names       []Setting // of a *: the only names there are, nil: any
	Needs       []string  // of an element: members of which it has one at least
}

// Config returns the schema of a configuration file with settings, in their order.
func Config(settings []Setting) []byte {
	root := &node{
		Schema: draft, ID: id(ConfigName),
		Title:       "Configuration of argosctl",
		Description: "A project's .argosctl.yaml, or your own argosctl/config.yaml.",
	}
	group(root)
	for i := range settings {
		place(root, strings.Split(settings[i].Name, "."), &settings[i])
	}
	return render(root)
}

// group makes n a mapping without members so far. It may be left empty.
func group(n *node) {
	if n.Type == nil {
		n.Type, n.Others = []catalog.Type{catalog.Object, null}, false
	}
}

// place puts a setting below n, at path.
func place(n *node, path []string, s *Setting) {
	if len(path) == 0 {
		describe(n, s)
		return
	}
	group(n)
	switch name, element := strings.CutSuffix(path[0], "[]"); {
	case name == "*" && s.Names == nil:
		others, ok := n.Others.(*node)
		if !ok {
			others = &node{}
			n.Others = others
		}
		place(others, path[1:], s)
	case name == "*":
		for i := range s.Names {
			only := s.Names[i]
			only.Values = s.Values
			place(n, append([]string{only.Name}, path[1:]...), &only)
		}
	case element:
		list := n.child(name)
		if list.Items == nil {
			list.Type, list.Items = []catalog.Type{catalog.Array, null}, &node{}
		}
		place(list.Items, path[1:], s)
	default:
		place(n.child(name), path[1:], s)
	}
}

// child is the member of n with that name, which is made where there is none.
func (n *node) child(name string) *node {
	for _, m := range n.Properties {
		if m.Name == name {
			return m.Node
		}
	}
	n.Properties = append(n.Properties, member{name, &node{}})
	return n.Properties[len(n.Properties)-1].Node
}

// describe says what s may be.
func describe(n *node, s *Setting) {
	n.Description, n.Default = s.Description, s.Default
	switch {
	case s.Needs != nil:
		group(n)
		n.Type = catalog.Object
		for _, name := range s.Needs {
			n.AnyOf = append(n.AnyOf, &node{Required: []string{name}, Properties: members{{name, &node{}}}})
		}
	case s.Values != nil:
		n.Type, n.Enum = catalog.String, s.Values
	case s.Pattern != "":
		n.Type, n.Pattern = catalog.String, s.Pattern
	default:
		n.Type, n.MinLength = catalog.String, limit(1)
	}
}
