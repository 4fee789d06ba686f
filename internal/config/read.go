package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/workdir"
)

// maxFile is the size, in bytes, of the largest configuration file.
const maxFile = limit.Config

// Error says what is wrong with the configuration, and where.
type Error struct {
	File    string // empty where it is no file's fault
	Line    int    // from 1; 0 for the file as a whole
	Column  int
	Message say.Message
	Hint    say.Message
	Err     error // the cause, if there is one
}

// Error starts with file:line:column.
func (e *Error) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *Error) In(lang string) string {
	text := e.Message.In(lang)
	switch {
	case e.File == "":
		return text
	case e.Line == 0:
		return e.File + ": " + text
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, text)
}

func (e *Error) Unwrap() error { return e.Err }

// readFile reads and checks the file of c, which notes the origin of each of
// its settings.
func readFile(c *checker) (map[string]any, error) {
	data, err := load(c.dir, c.file)
	if err != nil {
		return nil, err
	}
	return c.settings(data)
}

// settings checks the text of a file.
func (c *checker) settings(data []byte) (map[string]any, error) {
	doc, err := parse(c.file, data)
	if err != nil || doc == nil {
		return nil, err
	}
	values, problem := c.mapping(doc.Content[0], "", "")
	if problem != nil {
		return nil, problem
	}
	return values, nil
}

// load reads a configuration file whole.
func load(dir workdir.Dir, path string) ([]byte, error) {
	info, err := dir.Stat(path)
	if path == os.DevNull { // --config /dev/null: no configuration at all
		return nil, nil
	}
	if err == nil && !info.Mode().IsRegular() {
		return nil, &Error{File: path, Message: say.Textf("is not a regular file")}
	}
	if err == nil && info.Size() > maxFile {
		return nil, &Error{File: path, Message: say.Textf("is larger than 1 MiB")}
	}
	data, err := os.ReadFile(dir.Path(path))
	if err != nil {
		return nil, failed(path, "cannot be read", err)
	}
	return data, nil
}

// failed is an *Error about the file at path with its cause, which names its
// own path already or another one that says nothing to the user.
func failed(path, what string, err error) *Error {
	message := say.Plain(what)
	var cause *os.PathError
	if errors.As(err, &cause) {
		message = say.Textf("%s: %v", message, cause.Err)
	}
	return &Error{File: path, Message: message, Err: err}
}

// parse returns the YAML document; nil where it holds nothing.
func parse(path string, data []byte) (*yaml.Node, error) {
	if !utf8.Valid(data) {
		return nil, &Error{File: path, Message: say.Textf("is not UTF-8 text")}
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc, second yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, syntaxError(path, err)
	}
	if err := dec.Decode(&second); !errors.Is(err, io.EOF) {
		if err != nil {
			return nil, syntaxError(path, err)
		}
		return nil, &Error{File: path, Line: second.Line, Column: second.Column, Message: say.Textf("a second document: expected one")}
	}
	if isNull(doc.Content[0]) {
		return nil, nil
	}
	return &doc, nil
}

// syntaxReasons are the ends of the parser's messages that may be shown. What
// else it says may quote the file.
func syntaxReasons() []string {
	return []string{
		"mapping values are not allowed in this context",
		"mapping keys are not allowed in this context",
		"block sequence entries are not allowed in this context",
		"control characters are not allowed",
		"could not find expected ':'",
		"did not find expected ',' or ']'",
		"did not find expected ',' or '}'",
		"did not find expected '-' indicator",
		"did not find expected alphabetic or numeric character",
		"did not find expected comment or line break",
		"did not find expected key",
		"did not find expected node content",
		"found a tab character that violates indentation",
		"found a tab character where an indentation space is expected",
		"found character that cannot start any token",
		"found undefined tag handle",
		"found unexpected document indicator",
		"found unexpected end of stream",
		"found unknown escape character",
	}
}

// syntaxError turns the parser's error into one with a line, which the parser
// gives only as text, and a known reason.
func syntaxError(path string, err error) *Error {
	e := &Error{File: path, Message: say.Textf("broken YAML")}
	text := err.Error()
	if m := regexp.MustCompile(`^yaml: line (\d+): `).FindStringSubmatch(text); m != nil {
		e.Line, _ = strconv.Atoi(m[1])
		e.Column = 1
	}
	if strings.Contains(text, "unknown anchor") {
		e.Message = say.Textf("broken YAML: an alias without its anchor")
	}
	for _, reason := range syntaxReasons() {
		if strings.HasSuffix(text, reason) {
			e.Message = say.Textf("broken YAML: %s", reason)
			break
		}
	}
	return e
}
