package config

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/argosctl/argosctl/internal/atomicfile"
	"github.com/argosctl/argosctl/internal/say"
)

// Set changes one setting in the file at path, atomically, keeping its
// comments and mode; a file that does not exist is made. key is a dotted name.
// Every error is an *Error.
func Set(path, key, value string) error {
	if err := checkSetting(key, value); err != nil {
		return err
	}
	return change(path, func(root *yaml.Node) bool {
		place := root
		for name := range strings.SplitSeq(key, ".") {
			place = member(place, name)
		}
		place.Kind, place.Tag, place.Value = yaml.ScalarNode, "!!str", value
		place.Style &= yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle
		return true
	})
}

// Trust adds dir, a path as Place.Real makes it, to the trusted directories in
// the user's file at path, which is changed as by Set. It reports whether dir
// was not among them before.
func Trust(path, dir string) (added bool, err error) {
	err = change(path, func(root *yaml.Node) bool {
		list := member(root, "trusted")
		added = !slices.ContainsFunc(list.Content, func(n *yaml.Node) bool { return samePath(n.Value, dir) })
		if list.Kind != yaml.SequenceNode {
			list.Kind, list.Tag, list.Value = yaml.SequenceNode, "!!seq", ""
		}
		if added {
			list.Content = append(list.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: dir})
		}
		return added
	})
	return added && err == nil, err
}

// Untrust takes dir from the trusted directories in the user's file at path,
// and reports whether it was among them.
func Untrust(path, dir string) (removed bool, err error) {
	if !exists(path) {
		return false, nil
	}
	err = change(path, func(root *yaml.Node) bool {
		list := find(root, "trusted")
		if list == nil {
			return false
		}
		before := len(list.Content)
		list.Content = slices.DeleteFunc(list.Content, func(n *yaml.Node) bool { return samePath(n.Value, dir) })
		removed = len(list.Content) < before
		return removed
	})
	return removed && err == nil, err
}

// Init writes the starting file for role to path, with comments in lang. An
// existing file stays unless force.
func Init(path, role, lang string, force bool) error {
	if exists(path) && !force {
		return &Error{File: path, Message: say.Textf("exists already"), Hint: say.Textf("--force overwrites it; argosctl config set changes one setting")}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return failed(path, "cannot make its directory", err)
	}
	return write(path, []byte(starter(role, lang)))
}

// change lets edit loose on the settings of the file at path, and writes them
// back where it reports a change.
func change(path string, edit func(root *yaml.Node) bool) error {
	data, err := load("", path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return failed(path, "cannot make its directory", err)
		}
	case err != nil:
		return err
	}
	edited, err := edited(path, data, edit)
	if err != nil || edited == nil {
		return err
	}
	return write(path, edited)
}

func write(path string, data []byte) error {
	if err := atomicfile.Write(path, data, 0); err != nil {
		return failed(path, "cannot be written", err)
	}
	return nil
}

// patternOf returns the pattern of a dotted name, which may be that of a group.
func patternOf(name string) (string, error) {
	pattern, c := "", &checker{}
	for part := range strings.SplitSeq(name, ".") {
		below, err := c.name(&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: part}, pattern)
		if err != nil {
			return "", &Error{Message: err.Message, Hint: err.Hint}
		}
		pattern = below
	}
	return pattern, nil
}

// settingOf returns the setting of a dotted name.
func settingOf(name string) (Key, error) {
	pattern, err := patternOf(name)
	if err != nil {
		return Key{}, err
	}
	key, ok := lookup(pattern)
	_, plain := lookup(pattern + "[]")
	switch {
	case ok:
		return key, nil
	case plain, len(children(pattern+"[]")) > 0:
		return Key{}, &Error{Message: say.Textf("%s is a list", name), Hint: say.Textf("edit the file; argosctl config path says where it is")}
	}
	known := strings.Join(children(pattern), ", ")
	return Key{}, &Error{Message: say.Textf("%s holds settings and takes no value", name), Hint: say.Textf("known here: %s", strings.ReplaceAll(known, "*", "NAME"))}
}

// checkSetting checks a dotted name and a value for it.
func checkSetting(name, value string) error {
	key, err := settingOf(name)
	if err != nil {
		return err
	}
	if problem := key.checkTyped(value); !problem.Empty() {
		return &Error{Message: say.Textf("%s: %s", name, problem)}
	}
	return nil
}

// edited is the data of a file after edit; nil where nothing changed.
func edited(path string, data []byte, edit func(root *yaml.Node) bool) ([]byte, error) {
	doc, err := parse(path, data)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if doc == nil { // nothing but comments: they stay above
		if out.Write(bytes.TrimSuffix(data, []byte("\n"))); out.Len() > 0 {
			out.WriteByte('\n')
		}
		doc = &yaml.Node{Kind: yaml.DocumentNode, Content: []*yaml.Node{{Kind: yaml.MappingNode}}}
	}
	check := checker{file: path, origins: map[string]string{}}
	if _, err := check.mapping(doc.Content[0], "", ""); err != nil {
		return nil, err
	}
	if !edit(doc.Content[0]) {
		return nil, nil
	}
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := errors.Join(enc.Encode(doc), enc.Close()); err != nil {
		return nil, failed(path, "cannot be edited", err)
	}
	return restoreBlanks(data, out.Bytes()), nil
}

// restoreBlanks puts the blank lines of before, which the YAML encoder drops,
// back above the same lines of after.
func restoreBlanks(before, after []byte) []byte {
	old := strings.Split(string(before), "\n")
	var out []byte
	for line := range strings.Lines(string(after)) {
		i := 0
		for i < len(old) && strings.TrimSpace(old[i]) == "" {
			i++
		}
		if i < len(old) && lineName(old[i]) == lineName(line) {
			if i > 0 && len(out) > 0 && !bytes.HasSuffix(out, []byte("\n\n")) {
				out = append(out, '\n')
			}
			old = old[i+1:]
		}
		out = append(out, line...)
	}
	return out
}

// lineName is what stays of a line when its value or indentation changes.
func lineName(line string) string {
	line = strings.TrimSpace(line)
	if name, _, ok := strings.Cut(line, ": "); ok && line[0] != '#' {
		return name
	}
	return strings.TrimSuffix(line, ":")
}

// member returns the value of name in the mapping at node, which it makes
// where there is none. The case of names does not count.
func member(node *yaml.Node, name string) *yaml.Node {
	if node.Kind != yaml.MappingNode {
		node.Kind, node.Tag, node.Value = yaml.MappingNode, "!!map", ""
	}
	if value := find(node, name); value != nil {
		return value
	}
	key := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: name}
	value := &yaml.Node{}
	node.Content = append(node.Content, key, value)
	return value
}

// find returns the value of name in the mapping at node; nil where there is
// none.
func find(node *yaml.Node, name string) *yaml.Node {
	for i := 0; i+1 < len(node.Content); i += 2 {
		if strings.EqualFold(node.Content[i].Value, name) {
			return node.Content[i+1]
		}
	}
	return nil
}
