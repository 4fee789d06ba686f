package schema

import (
	"bytes"
	"encoding/json"
)

// node is one JSON Schema; the members print in this order.
type node struct {
	Schema        string   `json:"$schema,omitempty"`
	ID            string   `json:"$id,omitempty"`
	Ref           string   `json:"$ref,omitempty"`
	Title         string   `json:"title,omitempty"`
	Description   string   `json:"description,omitempty"`
	Type          any      `json:"type,omitempty"`
	Enum          []string `json:"enum,omitempty"`
	Examples      []string `json:"examples,omitempty"`
	Format        string   `json:"format,omitempty"`
	Pattern       string   `json:"pattern,omitempty"`
	MaxLength     *int     `json:"maxLength,omitempty"`
	Minimum       *int64   `json:"minimum,omitempty"`
	Maximum       *int64   `json:"maximum,omitempty"`
	Required      []string `json:"required,omitempty"`
	Properties    members  `json:"properties,omitempty"`
	PropertyNames *node    `json:"propertyNames,omitempty"`
	Items         *node    `json:"items,omitempty"`
	AnyOf         []*node  `json:"anyOf,omitempty"`
	AllOf         []*node  `json:"allOf,omitempty"`
	Not           *node    `json:"not,omitempty"`
	If            *node    `json:"if,omitempty"`
	Then          *node    `json:"then,omitempty"`
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
	var b bytes.Buffer
	b.WriteByte('{')
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for i, each := range m {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := enc.Encode(each.Name); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := enc.Encode(each.Node); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
