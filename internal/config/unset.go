package config

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/argosctl/argosctl/internal/say"
)

// Unset takes a setting, or all settings below a name, from the file at path, which
// is changed atomically. Every other line of it stays as it is, comments too. It
// reports whether there was anything to take. Every error is an *Error.
func Unset(path, key string) (removed bool, err error) {
	if _, err := patternOf(key); err != nil {
		return false, err
	}
	if !exists(path) {
		return false, nil
	}
	data, err := load("", path)
	if err != nil {
		return false, err
	}
	doc, err := parse(path, data)
	if err != nil || doc == nil {
		return false, err
	}
	place, value := holding(doc.Content[0], strings.Split(key, "."))
	switch {
	case place == nil:
		return false, nil
	case value.flow:
		return false, &Error{File: path, Message: say.Textf("%s stands in braces with other settings", key), Hint: say.Textf("edit the file")}
	}
	rest := []byte(cutLines(string(data), place.Line, place.Column))
	if _, err := parse(path, rest); err != nil {
		return false, &Error{File: path, Message: say.Textf("%s cannot be taken out line by line", key), Hint: say.Textf("edit the file")}
	}
	return true, write(path, rest)
}

// Known refuses a name that is no setting, with the nearest ones.
func Known(name string) error {
	_, err := settingOf(name)
	return err
}

// SameKey reports whether two dotted names are of one setting: their case does not
// count.
func SameKey(a, b string) bool { return strings.EqualFold(a, b) }

// held is how a setting stands in its file.
type held struct{ flow bool }

// holding finds the key of a path of names, or the key above it where nothing else
// stands below that one; nil where there is none.
func holding(node *yaml.Node, names []string) (key *yaml.Node, how held) {
	for _, name := range names {
		if node.Kind != yaml.MappingNode {
			return nil, how
		}
		at := -1
		for i := 0; i+1 < len(node.Content); i += 2 {
			if strings.EqualFold(node.Content[i].Value, name) {
				at = i
			}
		}
		if at < 0 {
			return nil, how
		}
		if key == nil || len(node.Content) > 2 {
			key, how.flow = node.Content[at], node.Style&yaml.FlowStyle != 0
		}
		node = node.Content[at+1]
	}
	return key, how
}

// cutLines takes the entry that begins at a line and column, both from 1, out of a
// block of YAML: its line, and the lines below that are set in further.
func cutLines(text string, line, column int) string {
	var b strings.Builder
	n, inside := 0, false
	for l := range strings.Lines(text) {
		n++
		bare := strings.TrimLeft(l, " ")
		indent := len(l) - len(bare)
		switch {
		case n == line:
			inside = true
			continue
		case inside && (indent >= column || indent == column-1 && strings.HasPrefix(bare, "- ")) && strings.TrimSpace(bare) != "" && bare[0] != '#':
			continue
		case strings.TrimSpace(bare) != "" && bare[0] != '#':
			inside = false
		}
		b.WriteString(l)
	}
	return b.String()
}
