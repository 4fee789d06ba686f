package main

import (
	"go.yaml.in/yaml/v3"
)

// pairs lists the keys and values of a mapping in turn: its own, then those
// that `<<` brings and that it does not have itself.
func pairs(n *yaml.Node) []*yaml.Node {
	var own, merged []*yaml.Node
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case key.Tag != "!!merge":
			own = append(own, key, value)
		case value.Kind == yaml.AliasNode:
			merged = append(merged, pairs(value.Alias)...)
		default:
			merged = append(merged, pairs(value)...)
		}
	}
	for i := 0; i < len(merged); i += 2 {
		if !hasKey(own, merged[i].Value) {
			own = append(own, merged[i], merged[i+1])
		}
	}
	return own
}

func hasKey(pairs []*yaml.Node, key string) bool {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i].Value == key {
			return true
		}
	}
	return false
}
