package config

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/argosctl/argosctl/internal/atomicfile"
)

// Set changes one setting in the file at path, atomically, keeping its
// comments and mode; a file that does not exist is made. key is a dotted name.
// Every error is an *Error.
func Set(path, key, value string) error {
	if err := checkSetting(key, value); err != nil {
		return err
	}
	data, err := load(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return failed(path, "cannot make its directory", err)
		}
	case err != nil:
		return err
	}
	edited, err := edit(path, data, strings.Split(key, "."), value)
	if err != nil {
		return err
	}
	return write(path, edited)
}

// Init writes the commented starting file to path. An existing file stays
// unless force.
func Init(path string, force bool) error {
	if exists(path) && !force {
		return &Error{File: path, Message: "exists already", Hint: "--force overwrites it; argosctl config set changes one setting"}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return failed(path, "cannot make its directory", err)
	}
	return write(path, []byte(starter))
}

func write(path string, data []byte) error {
	if err := atomicfile.Write(path, data, 0); err != nil {
		return failed(path, "cannot be written", err)
	}
	return nil
}

// checkSetting checks a dotted name and a value for it.
func checkSetting(name, value string) error {
	pattern, c := "", &checker{}
	for part := range strings.SplitSeq(name, ".") {
		below, err := c.name(&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: part}, pattern)
		if err != nil {
			return &Error{Message: err.Message, Hint: err.Hint}
		}
		pattern = below
	}
	key, ok := lookup(pattern)
	switch {
	case ok:
	case len(children(pattern+"[]")) > 0:
		return &Error{Message: name + " is a list", Hint: "edit the file; argosctl config path says where it is"}
	default:
		return &Error{Message: name + " holds settings and takes no value", Hint: "known here: " + strings.Join(children(pattern), ", ")}
	}
	if problem := key.check(value); problem != "" {
		return &Error{Message: name + ": " + problem}
	}
	return nil
}

// edit puts value at the path of names in the file's data.
func edit(path string, data []byte, names []string, value string) ([]byte, error) {
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
	place := doc.Content[0]
	for _, name := range names {
		place = member(place, name)
	}
	place.Kind, place.Tag, place.Value = yaml.ScalarNode, "!!str", value
	place.Style &= yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle
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
	for i := 0; i < len(node.Content); i += 2 {
		if strings.EqualFold(node.Content[i].Value, name) {
			return node.Content[i+1]
		}
	}
	key := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: name}
	value := &yaml.Node{}
	node.Content = append(node.Content, key, value)
	return value
}
