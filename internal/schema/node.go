package schema

import "github.com/argosctl/argosctl/internal/jsonscan"

// node is one JSON Schema; the members print in this order.
type node struct {
	Schema        string   `json:"$schema,omitempty"`
	ID            string   `json:"$id,omitempty"`
	Ref           string   `json:"$ref,omitempty"`
	Title         string   `json:"title,omitempty"`
	Description   string   `json:"description,omitempty"`
	Comment       string   `json:"$comment,omitempty"` // who wrote the description and what it is founded on; or what a part is for
	Type          any      `json:"type,omitempty"`
	Enum          []string `json:"enum,omitempty"`
	Examples      []string `json:"examples,omitempty"`
	Format        string   `json:"format,omitempty"`
	Pattern       string   `json:"pattern,omitempty"`
	MinLength     *int     `json:"minLength,omitempty"`
	MaxLength     *int     `json:"maxLength,omitempty"`
	Minimum       *int64   `json:"minimum,omitempty"`
	Maximum       *int64   `json:"maximum,omitempty"`
	Required      []string `json:"required,omitempty"`
	Properties    members  `json:"properties,omitempty"`
	PropertyNames *node    `json:"propertyNames,omitempty"`
	Others        any      `json:"additionalProperties,omitempty"` // a *node, or false
	Default       string   `json:"default,omitempty"`
	Items         *node    `json:"items,omitempty"`
	AnyOf         []*node  `json:"anyOf,omitempty"`
	OneOf         []*node  `json:"oneOf,omitempty"`
	Not           *node    `json:"not,omitempty"`
	Defs          members  `json:"$defs,omitempty"`
}

// member is a named schema.
type member struct {
	Name string
	Node *node
}

// members is a JSON object that keeps its order.
type members []member

// MarshalJSON writes the members in their order.
func (m members) MarshalJSON() ([]byte, error) {
	dst := []byte{'{'}
	for i, each := range m {
		if i > 0 {
			dst = append(dst, ',')
		}
		raw, err := jsonscan.Marshal(each.Node)
		if err != nil {
			return nil, err
		}
		dst = append(append(jsonscan.AppendQuoted(dst, each.Name), ':'), raw...)
	}
	return append(dst, '}'), nil
}
