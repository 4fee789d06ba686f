package source

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Input is one file to read, or standard input.
type Input struct {
	Path  string // for origins; Stdin for standard input
	Err   *Error // a path that led to nothing; reported in its place
	Found bool   // in a directory or by a glob; false where the user named the file itself

	data    []byte // InMemory: the content
	endless bool   // a pipe or device: hand on what has come, do not wait for more
}

// InMemory is an input whose content is at hand. The path is for its origins,
// and tells NDJSON by its name.
func InMemory(path string, data []byte) Input {
	if data == nil {
		data = []byte{}
	}
	return Input{Path: path, data: data}
}

// IsFile reports whether the input is a regular file: one that can be read
// again, and replaced.
func (in Input) IsFile() bool { return in.Err == nil && in.Path != Stdin && !in.endless }

// Resolve turns the paths of a command line into inputs, in the order given:
//
//   - a directory is walked for *.json, *.ndjson and *.jsonl, each also with
//     .gz, in the order of their paths. Links to files are read, links to
//     directories are not followed, pipes and devices are passed over;
//   - a glob (also with ** and {a,b}) stands for the files that match it, in
//     the order of their paths. A file that bears the very name comes first;
//   - Stdin is standard input, as is no path at all unless it is a terminal;
//   - anything else is a file, whatever its name.
//
// A path that comes twice is read once. What cannot be found yields an Input
// with Err. The error is ErrNoInput or nil.
func Resolve(paths []string, opts Options) ([]Input, error) {
	if len(paths) == 0 {
		if opts.StdinIsTerminal || opts.Stdin == nil {
			return nil, ErrNoInput
		}
		paths = []string{Stdin}
	}
	var all []Input
	for _, path := range paths {
		all = append(all, resolve(path)...)
	}
	return once(all), nil
}

// SortByPath puts the inputs into the order of their paths.
func SortByPath(inputs []Input) {
	slices.SortStableFunc(inputs, func(a, b Input) int { return cmp.Compare(a.Path, b.Path) })
}

func resolve(path string) []Input {
	if path == Stdin {
		return []Input{{Path: Stdin, endless: true}}
	}
	info, err := os.Stat(path)
	switch {
	case err != nil && strings.ContainsAny(path, "*?[{"):
		return expand(path)
	case err != nil:
		return failed(fileError(path, err))
	case !info.IsDir():
		return []Input{{Path: path, endless: !info.Mode().IsRegular()}}
	}
	found := walk(nil, filepath.Clean(path))
	if len(found) == 0 {
		return failed(pathError(NoPayloads, path, "name a file to read it whatever its extension",
			"directory holds no *.json, *.ndjson or *.jsonl file, nor one with .gz"))
	}
	SortByPath(found)
	return found
}

// expand gives the files that match a glob.
func expand(pattern string) []Input {
	names, err := doublestar.FilepathGlob(pattern, doublestar.WithFilesOnly(), doublestar.WithNoFollow())
	if err != nil {
		return failed(pathError(BadPattern, pattern, "a [ or { needs its closing bracket", "malformed pattern"))
	}
	slices.Sort(names)
	var found []Input
	for _, name := range names {
		if leadsToFile(name) {
			found = append(found, Input{Path: name, Found: true})
		}
	}
	if len(found) == 0 {
		return failed(pathError(NoMatch, pattern, "* stays within one directory, ** goes into all below", "no file matches the pattern"))
	}
	return found
}

// walk appends the payload files below dir. It asks for no more than the
// directory itself tells, but for links.
func walk(found []Input, dir string) []Input {
	entries, err := os.ReadDir(dir)
	if err != nil {
		found = append(found, failed(fileError(dir, err))...)
	}
	prefix := strings.TrimSuffix(dir, string(filepath.Separator)) + string(filepath.Separator)
	if dir == "." {
		prefix = ""
	}
	for _, entry := range entries {
		path := prefix + entry.Name()
		switch {
		case entry.IsDir():
			found = walk(found, path)
		case !isPayloadFile(entry.Name()):
		case entry.Type().IsRegular(), entry.Type() == fs.ModeSymlink && leadsToFile(path):
			found = append(found, Input{Path: path, Found: true})
		}
	}
	return found
}

// leadsToFile tells files, and links to them, from directories and pipes. A
// link that leads nowhere counts as a file, so that opening it reports it.
func leadsToFile(path string) bool {
	info, err := os.Stat(path)
	return err != nil || info.Mode().IsRegular()
}

func isPayloadFile(name string) bool {
	name = strings.TrimSuffix(name, ".gz")
	return strings.HasSuffix(name, ".json") || isLinesFile(name)
}

// isLinesFile says by its name that a file is NDJSON.
func isLinesFile(path string) bool {
	path = strings.TrimSuffix(path, ".gz")
	return strings.HasSuffix(path, ".ndjson") || strings.HasSuffix(path, ".jsonl")
}

func failed(err *Error) []Input { return []Input{{Path: err.Origin.Path, Err: err}} }

// once keeps the first of the inputs that name the same file. A file that is
// also named by itself is no longer one that was merely found.
func once(inputs []Input) []Input {
	if len(inputs) < 2 {
		return inputs
	}
	first := make(map[string]int, len(inputs))
	kept := inputs[:0]
	for _, in := range inputs {
		path := filepath.Clean(in.Path)
		if at, again := first[path]; again {
			kept[at].Found = kept[at].Found && in.Found
			continue
		}
		first[path] = len(kept)
		kept = append(kept, in)
	}
	clear(inputs[len(kept):])
	return kept
}
