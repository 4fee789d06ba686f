package webhook

import (
	"context"
	"errors"
	"slices"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/scrub"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

// scrubbing is a run of scrub.
type scrubbing struct {
	opts    *scrubOptions
	lang    string
	sink    scrubSink
	report  *kit.Results // nil unless what is replaced is listed for machines
	table   *term.List   // nil unless it is for people
	outcome kit.Tally

	files   int // inputs
	line    int // line breaks before the part at hand
	values  int // replaced so far
	changed int // files
	file    scrubbed

	unreadable kit.Places // lines that are not UTF-8, nor what --encoding says
}

// scrubbed is what was replaced in the file at hand.
type scrubbed struct {
	values     int
	names      []string
	fault      bool
	unreadable kit.Places
}

// scrubSink takes the scrubbed text of one input after the other.
type scrubSink interface {
	// put takes a part of an input that has no fault.
	put(r *scrub.Result) error
	// end ends an input; whole is false where there was a fault.
	end(path string, whole, changed bool) error
}

// tells reports whether what is replaced has to be known.
func (r *scrubbing) tells() bool { return r.opts.check || r.opts.out != "" || r.opts.inPlace }

// scrubRow is a value that is replaced, for machines.
type scrubRow struct {
	Path    string `json:"path"`
	Line    int    `json:"line"`
	Pointer string `json:"pointer"`
	Rule    string `json:"rule"`
	Kind    string `json:"kind"`
}

func (r *scrubbing) run(ctx context.Context, inputs []source.Input, how scrub.Options) (err error) {
	f := r.opts.f
	switch {
	case r.opts.format != kit.Table:
		if r.report, err = f.List(r.opts.format, "path", "line", "pointer", "rule", "kind"); err != nil {
			return err
		}
	case r.opts.check:
		r.table = f.IO.List(term.Layout{Columns: []term.Column{
			{Key: "file", Head: say.In(r.lang, "FILE"), Kind: term.Path},
			{Key: "values", Head: say.In(r.lang, "VALUES"), Kind: term.Number, Label: say.In(r.lang, "values")},
			{Key: "where", Head: say.In(r.lang, "WHERE"), Kind: term.Text},
		}})
	}
	err = scrub.Run(ctx, inputs, how, r.take)
	if err != nil {
		_ = r.sink.end("", false, false)
		if ctx.Err() == nil {
			return err
		}
	}
	if r.report != nil {
		if err := r.report.Close(); err != nil {
			return err
		}
	}
	if r.table != nil {
		if err := r.table.Close(); err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	r.sum()
	return r.outcome.Err()
}

// take takes a part of an input.
func (r *scrubbing) take(part *scrub.Result) error {
	if part.First {
		r.line, r.file = 0, scrubbed{}
	}
	for _, closed := range part.Closed {
		r.closed(part.Input.Path, r.line+closed.Line+1, closed.Err)
	}
	for _, found := range part.Found {
		if err := r.tell(part.Input.Path, found); err != nil {
			return err
		}
	}
	if part.Changed && !r.tells() {
		r.file.values++
	}
	if part.Unreadable > 0 {
		first := diag.Origin{Path: part.Input.Path, Line: r.line + part.FirstUnreadable + 1, Index: -1}
		r.file.unreadable.Join(kit.Places{N: part.Unreadable, First: first})
	}
	r.line += part.Lines
	if part.Fault != nil {
		r.file.fault = true
		r.opts.f.Complain(kit.Unread(part.Fault), &r.outcome)
	} else if err := r.sink.put(part); err != nil {
		return r.failed(part.Input.Path, err)
	}
	if !part.Last {
		return nil
	}
	r.doubt(r.file.unreadable)
	if err := r.sink.end(part.Input.Path, !r.file.fault, r.file.values > 0); err != nil {
		return r.failed(part.Input.Path, err)
	}
	return r.row(part.Input.Path)
}

// doubt tells of the lines of a file that could not be read as text: nobody knows what
// is in them. What --check says of such a file is worth nothing, unless the user has
// said what the file is written in.
func (r *scrubbing) doubt(lines kit.Places) {
	if lines.N == 0 {
		return
	}
	if !r.opts.check || r.opts.intake.Reading().Encoding != source.NoEncoding {
		r.unreadable.Join(lines)
		return
	}
	r.opts.f.Complain(kit.Unread(&diag.Problem{
		Origin: lines.First, Message: say.Textf("%s: names there cannot be told", say.Count(lines.N, "%s line is not UTF-8", "%s lines are not UTF-8")),
		Hint: say.Textf("say what the file is written in, such as --encoding euc-kr"),
	}), &r.outcome)
}

// failed reports a file that cannot be written; the rest goes on. An error of
// standard output ends the run.
func (r *scrubbing) failed(path string, err error) error {
	var refused *scrubRefusal
	if !errors.As(err, &refused) {
		return err
	}
	r.opts.f.Complain(kit.Unread(&diag.Problem{
		Origin: diag.Whole(path), Message: say.Textf("not scrubbed: %v", refused.err), Hint: refused.hint, Err: err,
	}), &r.outcome)
	return nil
}

// scrubRefusal says why a file is not written.
type scrubRefusal struct {
	err  error
	hint say.Message
}

func (e *scrubRefusal) Error() string { return e.err.Error() }

func (e *scrubRefusal) Unwrap() error { return e.err }

// closed reports an envelope that could not be opened.
func (r *scrubbing) closed(path string, line int, err error) {
	p := &kit.Problem{Category: kit.Input, Problem: &diag.Problem{Origin: diag.Origin{Path: path, Line: line, Index: -1}, Err: err}}
	var failed *seal.OpenError
	if errors.As(err, &failed) {
		p.Message, p.Hint = say.Textf("left as it is: the payload cannot be opened: %v", failed.Message), failed.Hint
	} else {
		p.Category = kit.NoKey
		p.Message = say.Textf("left as it is: %v", err)
		p.Hint = say.Textf("set ARGOS_API_KEY, name a file with --key-file, or run argosctl auth login")
	}
	r.opts.f.Complain(p, &r.outcome)
}

// tell tells of a value that was replaced.
func (r *scrubbing) tell(path string, found scrub.Replaced) error {
	r.values++
	r.file.values++
	name := term.Clean(found.Name)
	if name == "" {
		name = say.In(r.lang, "text outside the webhooks")
	}
	if !slices.Contains(r.file.names, name) && len(r.file.names) <= maxNames {
		r.file.names = append(r.file.names, name)
	}
	if r.report == nil {
		return nil
	}
	return r.report.Put(scrubRow{path, r.line + found.Line + 1, found.Pointer, catalog.MsgFixturePersonalDataEmail.Rule().ID, string(found.Kind)})
}

// maxNames is how many names of members a row of the table has.
const maxNames = 7

// row ends a file.
func (r *scrubbing) row(path string) error {
	if r.file.values == 0 {
		return nil
	}
	if r.changed++; r.table == nil {
		return nil
	}
	names := r.file.names
	if len(names) > maxNames {
		names = append(slices.Clone(names[:maxNames]), "…")
	}
	where := ""
	for i, name := range names {
		if i > 0 {
			where += ", "
		}
		where += name
	}
	return r.table.Row(term.C(term.Clean(path)), term.C(say.Number(r.file.values)), term.C(where))
}

// next names the command that replaces what --check found.
func (r *scrubbing) next() {
	if len(r.opts.paths) != 1 || r.opts.intake.Listed() || r.opts.paths[0] == source.Stdin || r.outcome.Worst != kit.None {
		return
	}
	path := r.opts.paths[0]
	if path[0] == '-' {
		path = "./" + path
	}
	hint := say.Textf("argosctl scrub --in-place %s", kit.ShellWord(path))
	if e := r.opts.intake.Reading().Encoding; e != source.NoEncoding {
		hint = say.Textf("argosctl scrub --in-place --encoding %s %s", e, kit.ShellWord(path))
	}
	r.opts.f.Hint(hint)
}

// sum says what the run came to.
func (r *scrubbing) sum() {
	f := r.opts.f
	if r.unreadable.N > 0 {
		f.Warn("bytes that are not UTF-8 in %s: names may be left there; --encoding says what they are, such as euc-kr", r.unreadable.At("%s line", "%s lines"))
	}
	values := say.Count(r.values, "%s value", "%s values")
	switch {
	case !r.tells():
		return
	case r.values == 0 && (r.unreadable.N > 0 || r.outcome.Worst != kit.None):
		return // nobody knows
	case r.values == 0:
		f.Remark("no personal data in %s", say.Count(r.files, "%s file", "%s files"))
	case !r.opts.check:
		f.Note("replaced %s in %d of %s", values, r.changed, say.Count(r.files, "%s file", "%s files"))
	case r.table != nil:
		f.IO.Println("")
		f.Say(r.lang, "%s in %d of %s would be replaced; nothing was changed", values, r.changed, say.Count(r.files, "%s file", "%s files"))
		r.next()
	}
	if r.opts.check && r.values > 0 {
		r.outcome.Add(kit.Negative)
	}
}
