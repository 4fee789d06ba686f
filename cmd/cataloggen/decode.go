package main

import (
	"encoding/base64"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"go.yaml.in/yaml/v3"

	"github.com/argosctl/argosctl/internal/catalog"
)

// decode fills out from n, strictly: every key must be a field, once, and every
// value of the field's own kind. Errors begin with the line.
func decode(n *yaml.Node, out reflect.Value) error {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	switch out.Kind() {
	case reflect.Struct:
		return decodeStruct(n, out)
	case reflect.Slice:
		if out.Type().Elem() == reflect.TypeFor[catalog.Assign]() {
			return decodeAssigns(n, out)
		}
		return decodeSlice(n, out)
	case reflect.Bool:
		if n.Tag != "!!bool" {
			return misfit(n, "true or false")
		}
		out.SetBool(n.Value == "true")
		return nil
	case reflect.Int:
		i, err := strconv.Atoi(n.Value)
		if err != nil || n.Tag != "!!int" {
			return misfit(n, "a whole number")
		}
		out.SetInt(int64(i))
		return nil
	case reflect.Int64:
		d, err := time.ParseDuration(n.Value)
		if err != nil || out.Type() != reflect.TypeFor[time.Duration]() {
			return misfit(n, "a duration such as 90s")
		}
		out.SetInt(int64(d))
		return nil
	case reflect.String:
		if n.Tag == "!!binary" { // text that is not UTF-8
			raw, err := base64.StdEncoding.DecodeString(n.Value)
			if err != nil {
				return misfit(n, "base64")
			}
			out.SetString(string(raw))
			return nil
		}
		if n.Kind != yaml.ScalarNode || n.Tag != "!!str" {
			return misfit(n, "a string")
		}
		out.SetString(n.Value)
		return nil
	default:
		return fmt.Errorf("%d: no data for fields of type %s", n.Line, out.Type())
	}
}

func decodeStruct(n *yaml.Node, out reflect.Value) error {
	if n.Kind != yaml.MappingNode {
		return misfit(n, "a mapping")
	}
	var seen []string
	content := pairs(n)
	for i := 0; i < len(content); i += 2 {
		key, value := content[i], content[i+1]
		if slices.Contains(seen, key.Value) {
			return fmt.Errorf("%d: key %q is there twice", key.Line, key.Value)
		}
		seen = append(seen, key.Value)
		field, ok := out.Type().FieldByNameFunc(func(name string) bool { return snake(name) == key.Value })
		if !ok || field.Anonymous || field.Tag.Get("data") == "-" {
			return fmt.Errorf("%d: %s has no key %q", key.Line, out.Type(), key.Value)
		}
		if err := decode(value, out.FieldByIndex(field.Index)); err != nil {
			return err
		}
	}
	return nil
}

func decodeSlice(n *yaml.Node, out reflect.Value) error {
	if n.Kind != yaml.SequenceNode {
		return misfit(n, "a list")
	}
	out.Set(reflect.MakeSlice(out.Type(), len(n.Content), len(n.Content)))
	for i, item := range n.Content {
		if err := decode(item, out.Index(i)); err != nil {
			return err
		}
	}
	return nil
}

// decodeAssigns reads assignments, written {path: value}, in their order.
func decodeAssigns(n *yaml.Node, out reflect.Value) error {
	if n.Kind != yaml.MappingNode {
		return misfit(n, "a mapping of paths to values")
	}
	for i := 0; i < len(n.Content); i += 2 {
		var a catalog.Assign
		v := reflect.ValueOf(&a).Elem()
		if err := decode(n.Content[i], v.Field(0)); err != nil {
			return err
		}
		if err := decode(n.Content[i+1], v.Field(1)); err != nil {
			return err
		}
		out.Set(reflect.Append(out, v))
	}
	return nil
}

func misfit(n *yaml.Node, want string) error {
	return fmt.Errorf("%d: %q is not %s", n.Line, n.Value, want)
}

// snake is a Go field name in lower snake case: UserMessage is user_message,
// ID is id.
func snake(name string) string {
	var b strings.Builder
	lower := false
	for _, r := range name {
		if unicode.IsUpper(r) && lower {
			b.WriteByte('_')
		}
		lower = unicode.IsLower(r)
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
