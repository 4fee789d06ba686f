package kit

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/argosctl/argosctl/internal/atomicfile"
	"github.com/argosctl/argosctl/internal/config"
	"github.com/argosctl/argosctl/internal/outfile"
	"github.com/argosctl/argosctl/internal/report"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

// runFiles is what a run knows of its files: which it reads, and so which no
// output may replace.
type runFiles struct {
	guard  outfile.Guard
	filled bool           // the guard knows configuration, keys and streams
	cmd    *cobra.Command // nil before it runs
	stdout io.Writer      // the process's own; nil before it runs
}

// guard protects the files of this run.
func (f *Factory) guard() *outfile.Guard {
	f.files.guard.Dir = f.Dir
	return &f.files.guard
}

// CreateOut opens the file at path, which flag names, for output. It is the
// only way to do so: the file must be neither an input, a configuration, a key
// nor another output of this run. Mode is as in atomicfile.Create.
func (f *Factory) CreateOut(flag, path string, mode fs.FileMode) (outfile.File, error) {
	if err := f.CheckOut(flag, path); err != nil {
		return nil, err
	}
	file, err := f.guard().Create(path, mode)
	if err != nil {
		return nil, outFailure(flag, path, err)
	}
	return file, nil
}

// CreateOneOf is CreateOut for one of many files, whose paths the caller has seen to
// differ.
func (f *Factory) CreateOneOf(flag, path string, mode fs.FileMode) (outfile.File, error) {
	if err := f.CheckOut(flag, path); err != nil {
		return nil, err
	}
	file, err := atomicfile.Create(f.Dir.Path(path), mode)
	if err != nil {
		return nil, outFailure(flag, path, err)
	}
	return file, nil
}

// CheckOut refuses a path that CreateOut would refuse, before any work.
func (f *Factory) CheckOut(flag, path string) error {
	return f.checkWith(f.guard().Check, flag, path)
}

// CheckAppend is CheckOut for what is appended to.
func (f *Factory) CheckAppend(flag, path string) error {
	return f.checkWith(f.guard().CheckAppend, flag, path)
}

func (f *Factory) checkWith(check func(string) error, flag, path string) error {
	if err := f.fillGuard(); err != nil {
		return err
	}
	if filepath.Base(path) == config.ProjectFile {
		return Usagef("%s: %s is the name of a configuration file", flag, term.Clean(path)).WithHint("name another file")
	}
	if err := check(path); err != nil {
		return outFailure(flag, path, err)
	}
	return nil
}

// outFailure tells the user's mistakes from the system's.
func outFailure(flag, path string, err error) error {
	var refused *outfile.RefusedError
	if errors.As(err, &refused) {
		return Usagef("%s: %w", flag, refused).Then(refused.Hint)
	}
	var cause *fs.PathError // it may name a temporary file
	if errors.As(err, &cause) {
		err = cause.Err
	}
	return Inputf("%s %s: %w", flag, term.Clean(path), err)
}

// fillGuard protects the files of this run that are not inputs.
func (f *Factory) fillGuard() error {
	if f.files.filled {
		return nil
	}
	place, err := f.ConfigPlace()
	if err != nil {
		return err
	}
	settings, err := f.Settings()
	if err != nil {
		return err
	}
	configuration, key := say.Textf("a configuration file"), say.Textf("a key file")
	g := f.guard()
	g.Keep(configuration, place.File)
	place.File = ""
	for _, file := range place.Files() {
		g.Keep(configuration, file.Path)
	}
	if user := place.UserFile(); user != "" {
		g.KeepBelow(say.Textf("where argosctl keeps its configuration and keys"), filepath.Dir(user))
	}
	for name, profile := range settings.Profiles {
		if profile.KeyFile != "" {
			g.Keep(key, settings.Resolve("profiles."+name+".key-file", profile.KeyFile, f.Getenv))
		}
	}
	if f.files.cmd != nil {
		f.files.cmd.Flags().Visit(func(flag *pflag.Flag) { g.Keep(say.Textf("the file of --%s", flag.Name), readBy(flag)...) })
	}
	g.KeepStream(say.Textf("standard input"), f.IO.In)
	g.KeepStream(say.Textf("standard output"), f.files.stdout)
	f.files.filled = true
	return nil
}

// readBy gives the files that a flag makes the command read: those of
// --key-file, --seed-file and the like, and a few that are called otherwise.
func readBy(flag *pflag.Flag) []string {
	if !strings.HasSuffix(flag.Name, "-file") && !slices.Contains([]string{"config", "data", "files-from", "resume", "scenario"}, flag.Name) {
		return nil
	}
	if many, ok := flag.Value.(pflag.SliceValue); ok {
		return many.GetSlice()
	}
	return []string{flag.Value.String()}
}

// NamedOut is an output file and the flag that names it.
type NamedOut struct{ Flag, Path string }

// Inputs resolves the paths of a command line, whose outputs are outs. A file
// that was named as an input and as an output is a mistake. Of the files that
// were found, in a directory or by a glob, those that this run writes are left
// out: standard output, and the report of the last run. Anything else at the
// place of a report is refused. A note says which files of directories are not
// read because of their names.
func (f *Factory) Inputs(paths []string, read source.Options, outs ...NamedOut) ([]source.Input, error) {
	var beside []string
	read.Beside = func(files []string) { beside = files }
	all, err := source.Resolve(paths, read)
	if err != nil {
		return nil, Fail(Usage, err).WithHint("%s --help", f.files.cmd.CommandPath())
	}
	outs = slices.DeleteFunc(slices.Clone(outs), func(o NamedOut) bool {
		_, err := f.Dir.Stat(o.Path)
		return err != nil // it replaces nothing
	})
	inputs := all[:0]
	for _, in := range all {
		mine, err := f.ownOutput(in, outs)
		if err != nil {
			return nil, err
		}
		if !mine {
			inputs = append(inputs, in)
		}
	}
	for _, in := range inputs {
		if in.IsFile() {
			f.Protect(in.Path)
		}
	}
	f.tellBeside(paths, slices.DeleteFunc(beside, func(path string) bool { return f.isOut(path, outs) }))
	return inputs, nil
}

// isOut reports whether this run writes the file.
func (f *Factory) isOut(path string, outs []NamedOut) bool {
	return f.guard().Behind(f.files.stdout, path) ||
		slices.ContainsFunc(outs, func(out NamedOut) bool { return f.guard().Same(path, out.Path) })
}

// mostEndings is how many endings of files a note names.
const mostEndings = 5

// tellBeside notes the files of directories that are not read because of their
// names.
func (f *Factory) tellBeside(paths, files []string) {
	if len(files) == 0 {
		return
	}
	var endings []string
	for _, file := range files {
		ending := cmp.Or(strings.ToLower(source.EndingOf(file)), filepath.Base(file))
		if !slices.Contains(endings, ending) {
			endings = append(endings, ending)
		}
	}
	slices.Sort(endings)
	if len(endings) > mostEndings {
		endings = append(endings[:mostEndings], "…")
	}
	dir := "DIR"
	if len(paths) == 1 {
		dir = paths[0]
	}
	f.Remark("not read: %s (%s); a directory stands for its .json, .ndjson and .jsonl files: name the others, or all with %s",
		say.Count(len(files), "%s file", "%s files"), strings.Join(endings, ", "), ShellWord(filepath.Join(dir, "**")))
}

// Protect keeps a file that the run reads from being replaced by its outputs.
func (f *Factory) Protect(path string) { f.guard().Keep(say.Textf("an input as well"), path) }

// ownOutput reports whether an input was found only because this run, or the
// last one, wrote it.
func (f *Factory) ownOutput(in source.Input, outs []NamedOut) (bool, error) {
	if !in.IsFile() {
		return false, nil
	}
	if f.guard().Behind(f.files.stdout, in.Path) {
		if !in.Found {
			return false, Usagef("%s: standard output goes to this input", term.Clean(in.Path)).WithHint("send the output to another file")
		}
		return true, nil
	}
	for _, out := range outs {
		if !f.guard().Same(in.Path, out.Path) {
			continue
		}
		if in.Found && f.isReport(in.Path) {
			return true, nil
		}
		return false, Usagef("%s: %s is an input as well", out.Flag, term.Clean(out.Path)).WithHint("an output replaces its file: name another one")
	}
	return false, nil
}

// SameFile reports whether two paths name one file.
func (f *Factory) SameFile(a, b string) bool { return f.guard().Same(a, b) }

// isReport reports whether the file begins as a report does, or is empty.
func (f *Factory) isReport(path string) bool {
	file, err := f.Dir.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = file.Close() }()
	head, err := io.ReadAll(io.LimitReader(file, report.HeadSize))
	return err == nil && (len(bytes.TrimSpace(head)) == 0 || report.Recognise(head))
}
