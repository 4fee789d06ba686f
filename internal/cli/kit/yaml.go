package kit

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/argosctl/argosctl/internal/plain"
)

// WriteYAML prints a JSON value as block-style YAML. The members keep their
// order and the numbers their literals; a string reads as that string in YAML
// 1.2 and in 1.1, where a bare no is a boolean and a bare 12:30 a number.
func WriteYAML(w io.Writer, raw []byte) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	node, err := yamlValue(dec)
	if err != nil {
		return fmt.Errorf("turn JSON into YAML: %w", err)
	}
	out := &keptError{w: w}
	enc := yaml.NewEncoder(out)
	enc.SetIndent(2)
	if err = enc.Encode(node); err == nil {
		err = enc.Close()
	}
	return cmp.Or(out.err, err)
}

// keptError keeps the error of a write: the encoder makes a text of it.
type keptError struct {
	w   io.Writer
	err error
}

// Write implements io.Writer.
func (k *keptError) Write(p []byte) (int, error) {
	n, err := k.w.Write(p)
	k.err = cmp.Or(k.err, err)
	return n, err
}

// yamlValue reads the next JSON value.
func yamlValue(dec *json.Decoder) (*yaml.Node, error) {
	token, err := dec.Token()
	if err != nil {
		return nil, err
	}
	switch v := token.(type) {
	case json.Delim:
		return yamlContainer(dec, v)
	case string:
		return yamlString(v), nil
	case nil:
		return &yaml.Node{Kind: yaml.ScalarNode, Value: "null"}, nil
	default: // a number or a boolean, whose text is the same in YAML
		return &yaml.Node{Kind: yaml.ScalarNode, Value: fmt.Sprint(v)}, nil
	}
}

// yamlContainer reads an array or object whose opening bracket is read. Of a
// member that occurs twice the last value stays: YAML refuses such a mapping.
func yamlContainer(dec *json.Decoder, open json.Delim) (*yaml.Node, error) {
	node := &yaml.Node{Kind: yaml.SequenceNode}
	if open == '{' {
		node.Kind = yaml.MappingNode
	}
	seen := map[string]int{}
	for dec.More() {
		child, err := yamlValue(dec)
		if err != nil {
			return nil, err
		}
		if node.Kind == yaml.SequenceNode {
			node.Content = append(node.Content, child)
			continue
		}
		value, err := yamlValue(dec)
		if err != nil {
			return nil, err
		}
		if at, again := seen[child.Value]; again {
			node.Content[at] = value
			continue
		}
		node.Content = append(node.Content, child, value)
		seen[child.Value] = len(node.Content) - 1
	}
	if len(node.Content) == 0 {
		node.Style = yaml.FlowStyle
	}
	_, err := dec.Token() // the closing bracket
	return node, err
}

// yamlString quotes what the encoder would leave bare or fold into a block,
// and what would drive a terminal.
func yamlString(s string) *yaml.Node {
	node := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	if plain.Contains(s) || string(plain.Disarm([]byte(s), '_')) != s || yaml11(s) {
		node.Style = yaml.DoubleQuotedStyle
	}
	return node
}

// yaml11 reports whether some YAML takes the bare text for something else than
// a string: one of YAML 1.1's booleans, its numbers in base 60, or a number too
// large for the encoder to know it as one.
func yaml11(s string) bool {
	words := []string{"y", "n", "yes", "no", "on", "off", "="}
	digits := strings.TrimLeft(s, "+-.0123456789_:")
	return slices.Contains(words, strings.ToLower(s)) ||
		len(digits) < len(s) && strings.Trim(digits, "eE+-.0123456789") == "" && strings.Count(s, ".") < 2
}
