package webhook

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/argosctl/argosctl/internal/atomicfile"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/outfile"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/scrub"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

// sink is where the text goes.
func (opts *scrubOptions) sink(inputs []source.Input) (scrubSink, error) {
	switch {
	case opts.check:
		return nowhere{}, nil
	case opts.inPlace:
		for _, in := range inputs {
			if in.Err == nil && !in.IsFile() {
				return nil, kit.Usagef("%s: only files can be replaced", term.Clean(in.Path)).WithHint("leave out --in-place: the text goes to standard output")
			}
			if in.IsFile() {
				atomicfile.Sweep(opts.f.Dir.Path(in.Path))
			}
		}
		return &fileSink{open: opts.openInPlace}, nil
	case opts.out != "":
		targets, err := opts.targets(inputs)
		if err != nil {
			return nil, err
		}
		return &fileSink{always: true, open: func(path string) (outfile.File, error) {
			target := targets[path]
			if err := os.MkdirAll(opts.f.Dir.Path(filepath.Dir(target)), 0o700); err != nil {
				return nil, err
			}
			return opts.f.CreateOneOf("--out", target, 0o600)
		}}, nil
	}
	last := ""
	if len(inputs) > 0 {
		last = inputs[len(inputs)-1].Path
	}
	return &textSink{w: opts.f.IO.Ending(), last: last}, nil
}

// nowhere is the sink of --check.
type nowhere struct{}

func (nowhere) put(*scrub.Result) error      { return nil }
func (nowhere) end(string, bool, bool) error { return nil }

// textSink writes to standard output, a line break behind each text that another
// follows.
type textSink struct {
	w    *term.Ending
	last string // path of the input that comes last
	open bool   // the text does not end with a line break
}

func (s *textSink) put(r *scrub.Result) error {
	if n := len(r.Text); n > 0 {
		s.open = r.Text[n-1] != '\n'
	}
	_, err := s.w.Write(r.Text)
	return err
}

func (s *textSink) end(path string, _, _ bool) (err error) {
	if s.open && path != s.last && path != "" {
		_, err = s.w.Write([]byte{'\n'})
	}
	s.open = false
	return errors.Join(err, s.w.Close())
}

// fileSink writes a file for each input.
type fileSink struct {
	open   func(path string) (outfile.File, error)
	always bool // also where nothing was replaced

	file outfile.File // nil where none is open
	buf  *bufio.Writer
	text io.WriteCloser
	err  error // why there is none
}

func (s *fileSink) put(r *scrub.Result) error {
	if r.First {
		s.drop()
		if r.Last && !r.Changed && !s.always {
			return nil // it stays as it is
		}
		if s.err = s.begin(r); s.err != nil {
			return nil // end tells, if it matters
		}
	}
	if s.file == nil {
		return nil
	}
	if _, err := s.text.Write(r.Text); err != nil {
		s.err = err
		s.drop()
	}
	return nil
}

// begin opens the file of an input.
func (s *fileSink) begin(r *scrub.Result) error {
	file, err := s.open(r.Input.Path)
	if err != nil {
		return err
	}
	s.file, s.buf = file, bufio.NewWriterSize(file, 64<<10)
	if s.text, err = source.NewWriter(s.buf, r.Packing, r.Wide, r.Marked); err != nil {
		s.drop()
		hint := say.Message{}
		if r.Packing != nil {
			hint = say.Textf("unpack it first: %s", r.Packing.Unpacks(r.Input.Path))
		}
		return &scrubRefusal{err, hint}
	}
	return nil
}

func (s *fileSink) end(_ string, whole, changed bool) error {
	defer s.drop()
	switch err := s.err; {
	case err != nil && (changed || s.always):
		s.err = nil
		return refusal(err)
	case s.file == nil || !whole || !changed && !s.always:
		s.err = nil
		return nil
	}
	if err := errors.Join(s.text.Close(), s.buf.Flush()); err != nil {
		return refusal(err)
	}
	if err := s.file.Commit(); err != nil {
		return refusal(err)
	}
	return nil
}

// refusal makes err one that concerns a file alone.
func refusal(err error) error {
	var refused *atomicfile.Refusal
	var own *scrubRefusal
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(err, &refused):
		return &scrubRefusal{refused, refused.Hint}
	}
	var usage *kit.Failure
	if errors.As(err, &usage) {
		return &scrubRefusal{usage.Err, usage.Hint}
	}
	var cause *os.PathError // it may name a file that is not the user's
	if errors.As(err, &cause) {
		err = cause.Err
	}
	return &scrubRefusal{err, say.Message{}}
}

func (s *fileSink) drop() {
	if s.file != nil {
		_ = s.file.Close()
	}
	s.file = nil
}

// inPlace is a file that is being replaced.
type inPlace struct {
	*atomicfile.File
	old *os.File
}

// Close implements outfile.File.
func (f inPlace) Close() error {
	_ = f.old.Close() // it was only read, and Commit may have closed it
	return f.File.Close()
}

func (opts *scrubOptions) openInPlace(path string) (outfile.File, error) {
	old, err := opts.f.Dir.Open(path)
	if err != nil {
		return nil, err
	}
	file, err := atomicfile.Replace(opts.f.Dir.Path(path), old)
	if err != nil {
		return nil, errors.Join(err, old.Close())
	}
	return inPlace{file, old}, nil
}

// targets are the files below --out: by their paths below the directories and
// globs that were named, and by their names where they were named themselves.
func (opts *scrubOptions) targets(inputs []source.Input) (map[string]string, error) {
	targets, taken := map[string]string{}, map[string]string{}
	var roots []string
	for _, path := range opts.paths {
		if info, err := opts.f.Dir.Stat(path); err == nil && info.IsDir() {
			roots = append(roots, filepath.Clean(path))
		} else if err != nil {
			base, _ := doublestar.SplitPattern(filepath.ToSlash(path))
			roots = append(roots, filepath.FromSlash(base))
		}
	}
	for _, in := range inputs {
		if in.Err != nil {
			continue
		}
		if !in.IsFile() {
			return nil, kit.Usagef("%s: --out takes files", term.Clean(in.Path)).WithHint("leave out --out: the text goes to standard output")
		}
		name := filepath.Base(in.Path)
		for _, root := range roots {
			if rel, err := filepath.Rel(root, in.Path); err == nil && filepath.IsLocal(rel) && in.Found {
				name = rel
			}
		}
		target := filepath.Join(opts.out, name)
		if opts.f.SameFile(opts.out, filepath.Dir(in.Path)) || opts.f.SameFile(target, in.Path) {
			return nil, kit.Usagef("--out: %s is where %s lies", term.Clean(opts.out), term.Clean(in.Path)).
				WithHint("name another directory, or replace the files with --in-place")
		}
		if other, twice := taken[strings.ToLower(target)]; twice {
			return nil, kit.Usagef("--out: %s and %s would be the same file", term.Clean(other), term.Clean(in.Path)).WithHint("name the directory that they are in")
		}
		targets[in.Path], taken[strings.ToLower(target)] = target, in.Path
	}
	return targets, nil
}
