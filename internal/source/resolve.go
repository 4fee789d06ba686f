package source

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/workdir"
)

// Input is one file to read, or standard input.
type Input struct {
	Path  string        // for origins; Stdin for standard input
	Err   *diag.Problem // a path that led to nothing; reported in its place
	Found bool          // in a directory or by a glob; false where the user named the file itself

	stdin   bool
	dir     workdir.Dir // that Path is relative to
	data    []byte      // InMemory: the content
	endless bool        // a pipe or device: hand on what has come, do not wait for more
	mine    *stretch    // what of it is read; nil for all
}

// InMemory is an input whose content is at hand. The path is for its origins,
// and tells NDJSON by its name.
func InMemory(path string, data []byte) Input {
	if data == nil {
		data = []byte{}
	}
	return Input{Path: path, data: data}
}

// IsStdin reports whether the input is standard input.
func (in Input) IsStdin() bool { return in.stdin }

// IsFile reports whether the input is a regular file: one that can be read
// again, and replaced.
func (in Input) IsFile() bool { return in.Err == nil && !in.stdin && !in.endless }

// Resolve turns the paths of a command line into inputs, in the order given:
//
//   - a directory is walked for *.json, *.ndjson and *.jsonl, each also with
//     .gz, .zst or .bz2 and in any case, in the order of their paths. Hidden
//     directories and node_modules below it are left out. Links to files within it are read;
//     links to directories are not followed, pipes and devices passed over;
//   - a glob (also with ** and {a,b}) stands for the files that match it, in
//     the order of their paths, with the same exceptions, but for directories
//     that it names. A file that bears the very name comes first;
//   - Stdin is standard input, as is no path at all unless it is a terminal;
//   - anything else is a file, whatever its name.
//
// Files of headers (HeadersExt) stand beside webhooks: a directory, a glob and a
// list of paths, which a shell may have made of one, pass them over.
//
// A path that comes twice is read once. What cannot be found yields an Input
// with Err. Links that lead out of a directory go to opts.Outside, files that
// were passed over to opts.Beside. The error is ErrNoInput or nil.
func Resolve(paths []string, opts Options) ([]Input, error) {
	if len(paths) == 0 {
		if opts.StdinIsTerminal || opts.Stdin == nil {
			return nil, ErrNoInput
		}
		paths = []string{Stdin}
	}
	var all []Input
	for _, path := range withoutHeaders(paths) {
		all = append(all, opts.resolve(path)...)
	}
	for i := range all {
		all[i].dir = opts.Dir
	}
	all = once(all)
	opts.tellBeside(all)
	return all, nil
}

// withoutHeaders leaves out the files of headers beside other paths.
func withoutHeaders(paths []string) []string {
	rest := slices.DeleteFunc(slices.Clone(paths), func(path string) bool { return hasExtension(path, HeadersExt) })
	if len(rest) == 0 {
		return paths
	}
	return rest
}

// SortByPath puts the inputs into the order of their paths.
func SortByPath(inputs []Input) {
	slices.SortStableFunc(inputs, func(a, b Input) int { return cmp.Compare(a.Path, b.Path) })
}

func (o *Options) resolve(path string) []Input {
	if path == Stdin {
		return []Input{{Path: cmp.Or(o.StdinName, Stdin), stdin: true, endless: true}}
	}
	info, err := o.Dir.Stat(path)
	switch {
	case err != nil && isJSONText(path):
		return failed(Mistyped(path))
	case err != nil && strings.ContainsAny(path, "*?[{"):
		return o.expand(path)
	case err != nil:
		if twin := o.twin(path); twin != "" && twin != path {
			return o.resolve(twin)
		}
		return failed(fileProblem(o.Dir, path, err))
	case !info.IsDir():
		return []Input{{Path: path, endless: !info.Mode().IsRegular()}}
	}
	w := o.newWalker(filepath.Clean(path))
	w.walk(w.root)
	o.tell(w)
	if len(w.found) == 0 {
		return failed(pathProblem(path, say.Textf("directory holds no *.json, *.ndjson or *.jsonl file, nor a packed one (.gz, .zst, .bz2)"),
			say.Textf("name a file to read it whatever its extension")))
	}
	o.passed = append(o.passed, w.beside...)
	SortByPath(w.found)
	return w.found
}

// expand gives the files that match a glob.
func (o *Options) expand(pattern string) []Input {
	names, err := o.glob(pattern)
	if err != nil {
		return failed(pathProblem(pattern, say.Textf("malformed pattern"), say.Textf("a [ or { needs its closing bracket")))
	}
	slices.Sort(names)
	base, _ := doublestar.SplitPattern(filepath.ToSlash(pattern))
	w := o.newWalker(filepath.FromSlash(base))
	for _, name := range names {
		if !passedOver(pattern, name) && !hasExtension(name, HeadersExt) {
			w.file(name)
		}
	}
	o.tell(w)
	if len(w.found) == 0 {
		return failed(pathProblem(pattern, say.Textf("no file matches the pattern"), say.Textf("* stays within one directory, ** goes into all below")))
	}
	return w.found
}

// glob is the files that match pattern, by paths of its kind.
func (o *Options) glob(pattern string) ([]string, error) {
	whole := pattern
	if o.Dir != "" && !filepath.IsAbs(pattern) {
		whole = workdir.Dir(literal(string(o.Dir))).Path(pattern)
	}
	names, err := doublestar.FilepathGlob(whole, doublestar.WithFilesOnly(), doublestar.WithNoFollow())
	if err != nil || whole == pattern {
		return names, err
	}
	for i, name := range names {
		if names[i], err = filepath.Rel(string(o.Dir), name); err != nil {
			return nil, err
		}
	}
	return names, nil
}

// literal is path as a pattern that matches nothing else.
func literal(path string) string {
	if filepath.Separator == '\\' {
		return path // there, \ is no escape, and names hold no * and ?
	}
	return strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`, `{`, `\{`, `\`, `\\`).Replace(path)
}

// tell hands on the links that were not followed.
func (o *Options) tell(w *walker) {
	if len(w.outside) > 0 && o.Outside != nil {
		o.Outside(w.root, w.outside)
	}
}

func failed(err *diag.Problem) []Input { return []Input{{Path: err.Origin.Path, Err: err}} }

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
		if in.stdin {
			path = "\x00" // not the file called -
		}
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

// Distinct leaves out the inputs that are the same file as another one, which
// a link, a second spelling of its path, or a hard link leads to. Of a file and
// the links to it the file stays.
func Distinct(inputs []Input) []Input {
	type key struct{ size, modified int64 } // what is the same file shares
	type known struct {
		index int
		info  os.FileInfo
		link  bool
	}
	seen := make(map[key][]known, len(inputs))
	same := make([]bool, len(inputs))
	for i, in := range inputs {
		if !in.IsFile() || in.data != nil {
			continue
		}
		info, err := in.dir.Stat(in.Path)
		if err != nil {
			continue
		}
		now := known{i, info, in.isLink()}
		k := key{info.Size(), info.ModTime().UnixNano()}
		at := slices.IndexFunc(seen[k], func(before known) bool { return os.SameFile(before.info, info) })
		switch {
		case at < 0:
			seen[k] = append(seen[k], now)
		case seen[k][at].link && !now.link:
			same[seen[k][at].index], seen[k][at] = true, now
		default:
			same[i] = true
		}
	}
	var distinct []Input
	for i, in := range inputs {
		if !same[i] {
			distinct = append(distinct, in)
		}
	}
	return distinct
}

func (in *Input) isLink() bool {
	info, err := in.dir.Lstat(in.Path)
	return err == nil && info.Mode()&os.ModeSymlink != 0
}
