package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
)

type decodeOptions struct {
	f      *Factory
	paths  []string
	events []string
	mask   bool
	jobs   int
	opener *opener

	lang   string
	format string
}

func newDecodeCmd(f *Factory, run func(context.Context, *decodeOptions) error) *cobra.Command {
	opts := &decodeOptions{f: f, opener: newOpener(f)}
	cmd := &cobra.Command{
		Use:   "decode [PATH...]",
		Short: "Recognise and explain saved webhook payloads",
		Long: `Recognise, decrypt where needed, and explain saved webhook payloads.

A PATH is a file, a directory (searched for *.json, *.ndjson and *.jsonl, each
also with .gz; not in hidden directories and node_modules, and not through
links that lead out of it), a quoted glob with **, or "-" for standard input. A
file holds one JSON object, an array of objects, or NDJSON.

--mask puts *** in place of personal data: the values of fields named for it in
any spelling, and what looks like an e-mail address, a phone number or another
identifier of a person wherever it stands.

A payload that cannot be read is reported on stderr and the rest goes on; the
exit code is then 3.`,
		Example: `  argosctl decode testdata/webhooks
  argosctl decode archive.ndjson --event approved -o ndjson
  argosctl event sample rejected | argosctl decode --lang ko
  argosctl decode approved.json --jq .submission_id`,
		GroupID: groupWebhooks,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.paths = args
			if run == nil {
				run = runDecode
			}
			return run(cmd.Context(), opts)
		},
	}
	cmd.Flags().StringArrayVar(&opts.events, "event", nil, "keep only this `event` (repeatable)")
	cmd.Flags().BoolVar(&opts.mask, "mask", false, "replace personal data in the output")
	cmd.Flags().IntVar(&opts.jobs, "jobs", 0, "payloads decoded at a time (0 = one per processor)")
	opts.opener.addFlags(cmd)
	_ = cmd.RegisterFlagCompletionFunc("event", cobra.FixedCompletions(eventNames(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func eventNames() []string {
	var names []string
	for _, e := range catalog.Events() {
		names = append(names, e.Name)
	}
	return names
}

// canonicalEvent resolves an event's name or alias as the user wrote it.
func canonicalEvent(name string) (*catalog.Event, error) {
	if e, _, ok := catalog.EventByName(name); ok {
		return e, nil
	}
	f := usagef("unknown event %q", name)
	if near := catalog.Nearest(name, eventNames(), 3); len(near) > 0 {
		return nil, f.withHint("did you mean %s?", strings.Join(near, ", "))
	}
	return nil, f.withHint("'argosctl event list' shows all events")
}

func runDecode(ctx context.Context, opts *decodeOptions) (err error) {
	f := opts.f
	if opts.lang, err = f.Lang(); err != nil {
		return err
	}
	if opts.format, err = f.format(); err != nil {
		return err
	}
	if opts.jobs < 0 {
		return usagef("--jobs is %d, expected 0 or more", opts.jobs)
	}
	for i, name := range opts.events {
		e, err := canonicalEvent(name)
		if err != nil {
			return err
		}
		opts.events[i] = e.Name
	}
	read := f.reading()
	read.Jobs = cmp.Or(opts.jobs, runtime.GOMAXPROCS(0))
	inputs, err := f.inputs(opts.paths, read)
	if err != nil {
		return err
	}
	opts.opener.stdin = readsStdin(inputs)
	f.Log().Debug("decode", "inputs", len(inputs), "jobs", read.Jobs)
	if opts.format == formatTable {
		return opts.table(ctx, inputs, read)
	}
	return opts.machine(ctx, inputs, read)
}

// readsStdin reports whether standard input is among the inputs.
func readsStdin(inputs []source.Input) bool {
	return slices.ContainsFunc(inputs, func(in source.Input) bool { return in.Path == source.Stdin })
}

// payloadDecoder decodes payloads of sources on one goroutine.
type payloadDecoder struct {
	key     func() (seal.Key, error)
	bodies  seal.Bodies
	form    seal.Form // of the last payload
	decoder *event.Decoder
	masker  *personal.Masker
	opened  []byte
	masked  []byte
	origin  []byte
	path    string // whose quoted form is quoted
	quoted  []byte
}

func (opts *decodeOptions) newDecoder(ctx context.Context) *payloadDecoder {
	d := &payloadDecoder{decoder: event.NewDecoder(opts.lang)}
	d.key = func() (seal.Key, error) { return opts.opener.load(ctx) }
	if len(opts.events) > 0 {
		d.decoder.Keep = func(name string) bool { return slices.Contains(opts.events, name) }
	}
	if opts.mask {
		d.masker = personal.NewMasker()
	}
	return d
}

// decode returns the event, nil for one that is filtered out, and a problem,
// which a sealed payload has beside its event.
func (d *payloadDecoder) decode(p source.Payload) (*event.Event, *problem) {
	body, form, openErr := d.bodies.Open(d.opened[:0], p.Bytes, d.key)
	d.form = form
	opened := form == seal.Sealed && openErr == nil
	if opened {
		d.opened = body
	} else {
		body = p.Bytes
	}
	shown := body
	if d.masker != nil {
		d.masked = d.masker.Append(d.masked[:0], body)
		shown = d.masked
	}
	e, err := d.decoder.Decode(shown)
	if err != nil && d.masker != nil {
		if _, placed := d.decoder.Decode(body); placed != nil {
			err = placed // a mask moves what is behind it
		}
	}
	switch {
	case openErr != nil && errors.Is(openErr, errNoKey):
		return e, openProblem(p.Origin.String(), openErr)
	case openErr != nil:
		return nil, openProblem(p.Origin.String(), openErr)
	case err != nil && opened:
		return nil, openedProblem(p.Origin.String(), err)
	case err != nil:
		return nil, payloadProblem(p, err)
	case e != nil && opened:
		e.Encrypted = true
	}
	return e, nil
}

// payloadProblem places an error of the decoder in the file.
func payloadProblem(p source.Payload, err error) *problem {
	var fault *event.Error
	if !errors.As(err, &fault) {
		return &problem{catDefect, p.Origin.String() + ": " + err.Error(), ""}
	}
	line, column := jsonscan.LineColumn(p.Bytes, fault.Offset)
	if line == 1 {
		column += p.Column - 1
	}
	return &problem{catInput, fmt.Sprintf("%s:%d:%d: %s", p.Origin.Path, p.Line+line-1, column, fault.Message), fault.Hint}
}

// openedProblem is an error in a plaintext, which has no place in the file.
func openedProblem(origin string, err error) *problem {
	var fault *event.Error
	if errors.As(err, &fault) && !strings.HasPrefix(fault.Rule, "json/") {
		return &problem{catInput, origin + ": the opened body: " + fault.Message, fault.Hint}
	}
	return openProblem(origin, errNotJSON())
}

// problem is what went wrong with one input, to be reported in its place.
type problem struct {
	category category
	message  string
	hint     string
}

func sourceProblem(e *source.Error) *problem {
	message := e.Error()
	if e.Line > 0 {
		message = fmt.Sprintf("%s:%d:%d: %s", e.Origin.Path, e.Line, e.Column, e.Message())
	}
	return &problem{catInput, message, e.Hint}
}

// complain reports p and adds it to the outcome.
func (f *Factory) complain(p *problem, outcome *tally) {
	outcome.add(p.category)
	f.report(clean(p.message), clean(p.hint))
}

// table explains one payload after the other.
func (opts *decodeOptions) table(ctx context.Context, inputs []source.Input, read source.Options) error {
	d := opts.newDecoder(ctx)
	var outcome tally
	shown := 0
	err := source.Each(ctx, inputs, read, func(p source.Payload, fault *source.Error) error {
		if fault != nil {
			opts.f.complain(sourceProblem(fault), &outcome)
			return nil
		}
		e, trouble := d.decode(p)
		if trouble != nil {
			opts.f.complain(trouble, &outcome)
		}
		if e == nil {
			return nil
		}
		if shown++; shown > 1 {
			opts.f.IO.Println("")
		}
		if err := opts.show(e, p.Origin); err != nil || !opts.opener.stdin {
			return err
		}
		return opts.f.flush()
	})
	if err != nil {
		return err
	}
	return outcome.err()
}

// batch is what one chunk of an input came to: results as JSON lines, and what
// went wrong.
type batch struct {
	lines    []byte
	problems []*problem
	single   bool // the only value of its input
}

// machine prints records; chunks are decoded in parallel and printed in order.
func (opts *decodeOptions) machine(ctx context.Context, inputs []source.Input, read source.Options) error {
	single := len(opts.paths) == 0 || len(opts.paths) == 1 && len(inputs) == 1 && inputs[0].Path == opts.paths[0]
	out, err := opts.f.results(opts.format, single)
	if err != nil {
		return err
	}
	var outcome tally
	decoders := make([]*payloadDecoder, read.Jobs)
	for i := range decoders {
		decoders[i] = opts.newDecoder(ctx)
	}
	free := sync.Pool{New: func() any { return new(batch) }}
	err = source.Process(ctx, inputs, read,
		func(c *source.Chunk) *batch { return opts.work(decoders[c.Worker], c, free.Get().(*batch)) },
		func(b *batch) error {
			if out.count == 0 && len(b.lines) > 0 {
				out.single = single && b.single
			}
			for _, p := range b.problems {
				opts.f.complain(p, &outcome)
			}
			defer free.Put(b)
			if err := out.putLines(b.lines); err != nil || opts.format != formatNDJSON {
				return err
			}
			return opts.f.flush() // results as they come: the input may be a pipe that waits
		})
	if outcome.worst == catNone && out.count == 0 {
		out.single = false // all is filtered out: an empty array
	}
	if closeErr := out.close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return outcome.err()
}

// work decodes one chunk into b.
func (opts *decodeOptions) work(d *payloadDecoder, c *source.Chunk, b *batch) *batch {
	*b = batch{lines: b.lines[:0], problems: b.problems[:0]}
	for p, fault := range c.Payloads() {
		if fault != nil {
			b.problems = append(b.problems, sourceProblem(fault))
			continue
		}
		e, trouble := d.decode(p)
		if trouble != nil {
			b.problems = append(b.problems, trouble)
		}
		if e == nil {
			continue
		}
		b.single = p.Single
		b.lines = append(e.AppendJSON(b.lines, d.originOf(p.Origin), opts.lang), '\n')
	}
	return b
}

// originOf is the JSON text of an origin. The path is quoted once for all the
// payloads of a file.
func (d *payloadDecoder) originOf(o source.Origin) []byte {
	if o.Path != d.path || d.quoted == nil {
		d.path, d.quoted = o.Path, jsonscan.AppendQuoted(d.quoted[:0], o.Path)
	}
	dst := append(append(d.origin[:0], `{"path":`...), d.quoted...)
	switch {
	case o.Line > 0:
		dst = strconv.AppendInt(append(dst, `,"line":`...), int64(o.Line), 10)
	case o.Index >= 0:
		dst = strconv.AppendInt(append(dst, `,"index":`...), int64(o.Index), 10)
	}
	d.origin = append(dst, '}')
	return d.origin
}

// putLines adds results that are JSON lines already.
func (r *results) putLines(lines []byte) error {
	if r.format == formatNDJSON && r.filter == nil {
		r.count += bytes.Count(lines, []byte{'\n'})
		_, err := r.out.Write(lines)
		return err
	}
	for line := range bytes.Lines(lines) {
		if err := r.putRaw(bytes.TrimSuffix(line, []byte{'\n'})); err != nil {
			return err
		}
	}
	return nil
}
