package source

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/argosctl/argosctl/internal/workdir"
)

// walker collects the payload files below one directory.
type walker struct {
	dir     workdir.Dir
	root    string
	real    string // root without links; "" until a link is met
	found   []Input
	outside []string // links that lead out of root, not followed
	beside  []string // files that were passed over, see Options.Beside
	anyText bool     // as in Options
}

func (o *Options) newWalker(root string) *walker {
	return &walker{dir: o.Dir, root: root, anyText: o.AnyText}
}

// walk collects what is below dir. It asks for no more than the directory
// itself tells, but for links.
func (w *walker) walk(dir string) {
	entries, err := os.ReadDir(w.dir.Path(dir))
	if err != nil {
		w.found = append(w.found, failed(fileProblem(w.dir, dir, err))...)
	}
	prefix := dir
	switch {
	case dir == ".":
		prefix = ""
	case !os.IsPathSeparator(dir[len(dir)-1]): // "hooks/" is a directory on Windows, too
		prefix += string(filepath.Separator)
	}
	for _, entry := range entries {
		name := entry.Name()
		switch {
		case entry.IsDir():
			if !isForeign(name) {
				w.walk(prefix + name)
			}
		case entry.Type() == fs.ModeSymlink:
			if isPayloadFile(name) || w.leadsToDir(prefix+name) && !isForeign(name) {
				w.link(prefix + name)
			} else if w.leadsToFile(prefix + name) {
				w.pass(prefix+name, name)
			}
		case !entry.Type().IsRegular():
		case isPayloadFile(name):
			w.found = append(w.found, Input{Path: prefix + name, Found: true})
		default:
			w.pass(prefix+name, name)
		}
	}
}

// file adds what a pattern matched.
func (w *walker) file(path string) {
	info, err := w.dir.Lstat(path)
	switch {
	case err == nil && info.Mode()&fs.ModeSymlink != 0:
		w.link(path)
	case err != nil || info.Mode().IsRegular():
		w.found = append(w.found, Input{Path: path, Found: true})
	}
}

// link adds a link to a file. One that leads out of the directory is kept
// apart; one that leads nowhere counts as a file, so that opening it reports it.
func (w *walker) link(path string) {
	target, err := filepath.EvalSymlinks(w.dir.Path(path))
	if err == nil && !w.holds(target) {
		w.outside = append(w.outside, path)
		return
	}
	if info, err := w.dir.Stat(path); err != nil || info.Mode().IsRegular() {
		w.found = append(w.found, Input{Path: path, Found: true})
	}
}

// holds reports whether target, a path without links, is below the root.
func (w *walker) holds(target string) bool {
	if w.real == "" {
		w.real = w.dir.AbsPath(w.root)
		if real, err := filepath.EvalSymlinks(w.dir.Path(w.root)); err == nil {
			w.real = w.dir.AbsPath(real)
		}
	}
	below, err := filepath.Rel(w.real, w.dir.AbsPath(target))
	return err == nil && filepath.IsLocal(below)
}

func (w *walker) leadsToDir(path string) bool {
	info, err := w.dir.Stat(path)
	return err == nil && info.IsDir()
}

func (w *walker) leadsToFile(path string) bool {
	info, err := w.dir.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// isForeign tells by its name a directory that is not walked: it belongs to a
// tool or to other people's packages.
func isForeign(name string) bool {
	return name == "node_modules" || len(name) > 1 && name[0] == '.' && name != ".."
}

// passedOver reports whether a file that matches pattern is in a directory that
// is not walked, which the pattern does not name.
func passedOver(pattern, name string) bool {
	parts := func(path string) []string { return strings.Split(filepath.ToSlash(path), "/") }
	named := func(dir string) bool {
		for _, part := range parts(pattern) {
			if !strings.HasPrefix(part, "*") && doublestar.MatchUnvalidated(part, dir) {
				return true
			}
		}
		return false
	}
	all := parts(name)
	for _, dir := range all[:len(all)-1] {
		if isForeign(dir) && !named(dir) {
			return true
		}
	}
	return false
}

// HeadersExt ends the name of a file that stands beside a saved webhook and has
// its headers. A walk passes it over.
const HeadersExt = ".headers.json"

// naming is what the name of an input says about its content.
type naming uint8

const (
	anyText  naming = iota // nothing: a text, and webhooks in it
	jsonFile               // JSON
	ndjson                 // a value a line
	table                  // rows, of which a quoted cell may go over several lines
)

func namingOf(path string) naming {
	path = withoutPacking(path)
	switch {
	case hasExtension(path, ".json"):
		return jsonFile
	case hasExtension(path, ".ndjson"), hasExtension(path, ".jsonl"):
		return ndjson
	case hasExtension(path, ".csv"), hasExtension(path, ".tsv"):
		return table
	}
	return anyText
}

// isText says that a line without a webhook is no fault of the input.
func (n naming) isText() bool { return n == anyText || n == table }

func isPayloadFile(name string) bool {
	return !namingOf(name).isText() && !hasExtension(withoutPacking(name), HeadersExt)
}

// withoutPacking takes the extension of a packed file off its name.
func withoutPacking(name string) string {
	for _, extension := range []string{".gz", ".zst", ".bz2"} {
		if hasExtension(name, extension) {
			return name[:len(name)-len(extension)]
		}
	}
	return name
}

// hasExtension compares without regard to case.
func hasExtension(name, extension string) bool {
	return len(name) >= len(extension) && strings.EqualFold(name[len(name)-len(extension):], extension)
}
