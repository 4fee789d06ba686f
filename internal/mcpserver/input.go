package mcpserver

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/argosctl/argosctl/internal/say"
)

// Input is what a tool reads: one of the two.
type Input struct {
	Payload string `json:"payload,omitempty" jsonschema:"the webhook, or the text that it stands in"`
	Path    string `json:"path,omitempty" jsonschema:"a file or directory below the server's root"`
}

// open returns the arguments and the standard input that make a command read in.
func (s *server) open(in Input) (args []string, stdin io.Reader, err error) {
	switch {
	case in.Payload != "" && in.Path != "":
		return nil, nil, say.Errorf("payload and path are both given: give one of them")
	case in.Payload != "":
		return []string{"--stdin-name=payload", "--", "-"}, strings.NewReader(in.Payload), nil
	case in.Path != "":
		path, err := s.inside(in.Path)
		return []string{"--", path}, nil, err
	}
	return nil, nil, say.Errorf("give a payload or a path")
}

// errOutside is the answer about every path that leads out of the root, whatever
// is there.
var errOutside = say.New("path: it leads out of the server's root: give the payload itself, or start the server with another --root")

// inside is the real path of a file below the root, relative to it. Links are followed as long as they
// stay inside.
func (s *server) inside(path string) (string, error) {
	dir, err := s.Root.Abs()
	if err != nil {
		return "", say.Errorf("the root: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return "", say.Errorf("the root: %w", err)
	}
	defer func() { _ = root.Close() }()
	if filepath.IsAbs(path) {
		if path, err = filepath.Rel(dir, path); err != nil {
			return "", errOutside
		}
	}
	if !filepath.IsLocal(path) {
		return "", errOutside
	}
	if _, err := root.Stat(path); err != nil {
		if errors.Is(err, os.ErrNotExist) {
			return "", say.Errorf("path: there is no such file below the server's root")
		}
		return "", errOutside
	}
	base, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return "", say.Errorf("the root: %w", err)
	}
	real, err := filepath.EvalSymlinks(filepath.Join(base, path))
	if err != nil {
		return "", errOutside
	}
	rel, err := filepath.Rel(base, real)
	if err != nil || !filepath.IsLocal(rel) {
		return "", errOutside
	}
	if rel == "-" { // standard input, otherwise
		rel = "./-"
	}
	return rel, nil
}
