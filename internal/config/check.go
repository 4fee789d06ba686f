package config

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/workdir"
)

// checker walks a configuration file along the schema.
type checker struct {
	dir     workdir.Dir // that file is relative to
	file    string
	origins map[string]string // dotted name: file:line
	may     func(Scope) bool  // whether the file may hold a setting of that scope; nil: any
	ignored []Ignored         // the settings that it may not
}

// Ignored is a setting in a project's file that only a trusted file may hold.
type Ignored struct {
	Key  string `json:"key"` // dotted name: profiles.staging.base-url
	Line int    `json:"line"`
}

// refuses notes a setting that the file may not hold.
func (c *checker) refuses(key Key, path string, line int) bool {
	if c.may == nil || c.may(key.Scope) {
		return false
	}
	c.ignored = append(c.ignored, Ignored{path, line})
	return true
}

func (c *checker) fault(at *yaml.Node, format string, args ...any) *Error {
	return &Error{File: c.file, Line: at.Line, Column: at.Column, Message: say.Textf(format, args...)}
}

// faultAt is a fault that names the setting at path.
func (c *checker) faultAt(node *yaml.Node, path, format string, args ...any) *Error {
	if path == "" {
		return c.fault(node, format, args...)
	}
	return c.fault(node, "%s: %s", path, say.Textf(format, args...))
}

// mapping checks the members of node against the names under pattern. path is
// the dotted name of node, pattern the same with wildcards.
func (c *checker) mapping(node *yaml.Node, pattern, path string) (map[string]any, *Error) {
	if isNull(node) {
		return nil, nil // a heading whose members are commented out
	}
	if node.Kind != yaml.MappingNode {
		return nil, c.faultAt(node, path, "expected names with values, got %s", kindOf(node))
	}
	values, seen := map[string]any{}, map[string]bool{}
	for i := 0; i < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		below, err := c.name(key, pattern)
		if err != nil {
			return nil, err
		}
		name := strings.ToLower(key.Value)
		if seen[name] {
			return nil, c.fault(key, "%s is given twice", shown(join(path, key.Value)))
		}
		taken, err := c.value(value, below, join(path, name))
		if err != nil {
			return nil, err
		}
		seen[name] = true
		if below, isMap := taken.(map[string]any); taken != nil && (!isMap || len(below) > 0) {
			values[name] = taken // what is ignored leaves no trace
		}
	}
	return values, nil
}

// name checks the name of a member and returns its pattern.
func (c *checker) name(key *yaml.Node, pattern string) (string, *Error) {
	if key.Kind != yaml.ScalarNode || key.ShortTag() != "!!str" {
		return "", c.fault(key, "expected the name of a setting, got %s", kindOf(key))
	}
	if holdsKey(key.Value) {
		f := c.fault(key, "%s: an API key has no place in a configuration file", shown(key.Value))
		f.Hint = say.Textf(keyHint)
		return "", f
	}
	below, ok := child(pattern, key.Value)
	if !ok {
		known := children(pattern)
		f := c.fault(key, "unknown setting %s", shown(key.Value))
		f.Hint = didYouMean(key.Value, known, say.Textf("known here: %s", strings.Join(known, ", ")))
		return "", f
	}
	switch {
	case below == "profiles.*" && !validName(key.Value):
		return "", c.fault(key, "bad profile name %s: expected letters, digits, - and _", shown(key.Value))
	case below == "validate.rules.*" && !validRule(key.Value):
		return "", c.fault(key, "bad rule id %s: expected group/name", shown(key.Value))
	}
	return below, nil
}

// value checks one value and returns it as viper takes it.
func (c *checker) value(node *yaml.Node, pattern, path string) (any, *Error) {
	if key, ok := lookup(pattern); ok {
		return c.scalar(node, key, path)
	}
	if key, ok := lookup(pattern + "[]"); ok {
		return c.texts(node, key, path)
	}
	if len(children(pattern+"[]")) > 0 {
		return c.list(node, pattern+"[]", path)
	}
	return c.mapping(node, pattern, path)
}

func (c *checker) scalar(node *yaml.Node, key Key, path string) (any, *Error) {
	tag := node.ShortTag()
	if node.Kind != yaml.ScalarNode || tag != "!!str" && (key.Type != Date || tag != "!!timestamp") {
		return nil, c.faultAt(node, path, "expected %s, got %s", key.expected(), kindOf(node))
	}
	if problem := key.check(node.Value); !problem.Empty() {
		f := c.faultAt(node, path, "%s", problem)
		if key.Type == Choice {
			f.Hint = didYouMean(node.Value, key.Values, say.Message{})
		}
		return nil, f
	}
	if c.refuses(key, path, node.Line) {
		return nil, nil
	}
	c.origins[path] = fmt.Sprintf("%s:%d", c.file, node.Line)
	return node.Value, nil
}

// texts checks a list of plain values.
func (c *checker) texts(node *yaml.Node, key Key, path string) (any, *Error) {
	out, err := c.items(node, path, func(item *yaml.Node, at string) (any, *Error) { return c.scalar(item, key, at) })
	if len(out) == 0 {
		return nil, err
	}
	return out, err
}

// list checks a list of ignores. Each gets the place where it stands.
func (c *checker) list(node *yaml.Node, pattern, path string) (any, *Error) {
	out, err := c.items(node, path, func(item *yaml.Node, at string) (any, *Error) {
		values, err := c.mapping(item, pattern, at)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(Selectors(), func(name string) bool { return values[name] != nil }) {
			return nil, c.faultAt(item, path, "expected a path, a rule or a pointer: this would ignore everything")
		}
		values["file"], values["line"] = c.file, item.Line
		return values, nil
	})
	if out == nil {
		return nil, err
	}
	return out, err
}

// items checks the items of a list, and leaves out those of which nothing is
// taken; nil for null.
func (c *checker) items(node *yaml.Node, path string, check func(item *yaml.Node, at string) (any, *Error)) ([]any, *Error) {
	if isNull(node) {
		return nil, nil
	}
	if node.Kind != yaml.SequenceNode {
		return nil, c.faultAt(node, path, "expected a list, got %s", kindOf(node))
	}
	out := []any{}
	for i, item := range node.Content {
		value, err := check(item, fmt.Sprintf("%s[%d]", path, i))
		if err != nil {
			return nil, err
		}
		if value != nil {
			out = append(out, value)
		}
	}
	return out, nil
}

// shown is a name as an error shows it: quoted, unless it reads like a key in
// the place of a name.
func shown(name string) say.Message {
	digits := strings.ContainsAny(name, "0123456789")
	odd := strings.ContainsFunc(name, func(r rune) bool { return !isWord(r) && !strings.ContainsRune("-./ ", r) })
	if len(name) > 32 || odd || digits && len(name) >= 16 {
		return say.Textf("of %d characters", utf8.RuneCountInString(name))
	}
	return say.Textf("%q", name)
}

// keyHint says where keys go.
const keyHint = "keep it in the keyring (argosctl auth login), in ARGOS_API_KEY, or name its place in a profile: key-file, key-env or key-command"

// holdsKey tells names that ask for a key's value.
func holdsKey(name string) bool {
	folded := catalog.Fold(name)
	return strings.Contains(folded, "apikey") ||
		slices.Contains([]string{"key", "keyvalue", "keyhex", "secret", "secretkey", "token", "password"}, folded)
}

func isNull(node *yaml.Node) bool {
	return node.Kind == yaml.ScalarNode && node.ShortTag() == "!!null"
}

// kindOf names what stands at node, in a reader's words.
func kindOf(node *yaml.Node) say.Word {
	switch node.Kind {
	case yaml.MappingNode:
		return "names with values"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	default:
	}
	switch node.ShortTag() {
	case "!!str":
		return "a text"
	case "!!int", "!!float":
		return "a number"
	case "!!bool":
		return "true or false"
	case "!!null":
		return "nothing"
	case "!!timestamp":
		return "a date"
	}
	return "something else"
}
