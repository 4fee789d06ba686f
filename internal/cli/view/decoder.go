package view

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/timeline"
	"github.com/argosctl/argosctl/internal/unwrap"
	"github.com/argosctl/argosctl/internal/workdir"
)

// Options say how payloads are decoded.
type Options struct {
	Lang   string
	Opener *kit.Opener // finds the key of sealed payloads
	Filter Filter
	Mask   bool            // replace personal data
	Facts  bool            // only facts are wanted, not what is odd
	At     *unwrap.Pointer // the only place to look at; nil for everywhere
	Dir    workdir.Dir     // in whose terms paths are named
}

// Decoder decodes payloads of sources on one goroutine.
type Decoder struct {
	key     func() (seal.Key, error)
	Form    seal.Form  // of the last payload
	Foreign kit.Places // payloads in which bytes that are not UTF-8 became U+FFFD
	Halves  kit.Places // payloads whose lone surrogates became U+FFFD; see TellHalves
	decoder *event.Decoder
	masker  *personal.Masker // nil where nothing is masked
	shown   *event.Decoder   // of masked payloads
	filter  *Filter
	Seen    Seen // since it was last emptied
	finder  unwrap.Finder
	within  bool // the last payload was found inside something
	opened  []byte
	masked  []byte
	origin  []byte
	path    string // whose quoted form is quoted
	quoted  []byte
	cell    []byte
	dir     workdir.Dir
	named   struct { // when what is in the last file was received, as its name or its headers say
		path string
		at   timeline.Stamp
	}
}

// NewDecoder returns a decoder for one goroutine. It looks for a key
// within ctx.
func NewDecoder(ctx context.Context, opts Options) *Decoder {
	d := &Decoder{decoder: event.NewDecoder(opts.Lang), filter: &opts.Filter, dir: opts.Dir}
	d.finder.At, d.finder.Lang = opts.At, opts.Lang
	d.key = func() (seal.Key, error) { return opts.Opener.Load(ctx) }
	if len(opts.Filter.Events) > 0 && len(opts.Filter.Users) == 0 { // a user's other events tell which submissions are theirs
		d.decoder.Keep = func(name string) bool { return slices.Contains(opts.Filter.Events, name) }
	}
	d.decoder.FactsOnly = opts.Facts
	if opts.Mask {
		d.masker, d.shown = personal.NewMasker(), event.NewDecoder(opts.Lang)
	}
	return d
}

// Decode returns the event, nil for one that is filtered out, and a problem,
// which a sealed payload has beside its event.
func (d *Decoder) Decode(p source.Payload) (*event.Event, *kit.Problem) {
	e, err := d.decode(p.Bytes)
	ciphertext, form := d.decoder.Ciphertext()
	d.Form = form
	var trouble *kit.Problem
	switch {
	case form == seal.Sealed:
		e, trouble = d.open(p, e, ciphertext)
	case err != nil:
		e, trouble = nil, payloadProblem(p, err)
	}
	if e != nil && (e.Replaced || p.Encoding() != source.NoEncoding && bytes.Contains(e.Doc.Data, []byte("\uFFFD"))) {
		d.Foreign.Add(p.Origin)
	}
	return e, trouble
}

// open decodes what a sealed payload holds. Where there is no key, the event is
// the sealed one.
func (d *Decoder) open(p source.Payload, sealed *event.Event, ciphertext []byte) (*event.Event, *kit.Problem) {
	key, err := d.key()
	if errors.Is(err, kit.ErrNoKey) {
		return sealed, openProblem(p.Origin, err)
	}
	if err == nil {
		d.opened, err = key.AppendOpen(d.opened[:0], ciphertext)
	}
	if err != nil {
		return nil, openProblem(p.Origin, err)
	}
	e, err := d.decode(d.opened)
	if err != nil {
		return nil, openedProblem(p.Origin, err)
	}
	if e != nil {
		e.Encrypted = true
		e.Envelope = d.decoder.EnvelopeNotes(p.Bytes)
	}
	return e, nil
}

// decode decodes a body, as it is shown, or returns nil where it is filtered out.
func (d *Decoder) decode(body []byte) (*event.Event, error) {
	e, err := d.decoder.Decode(body)
	if e != nil && d.filter.values() && !d.filter.keeps(e, &d.Seen) {
		e = nil
	}
	if e == nil || d.masker == nil {
		return e, err
	}
	return d.mask(e, body)
}

// mask decodes the masked body. What is odd about the values was observed before
// they were masked; a mask changes no value into more or fewer of them.
func (d *Decoder) mask(e *event.Event, body []byte) (*event.Event, error) {
	d.masked = d.masker.Append(d.masked[:0], body)
	masked, err := d.shown.Decode(d.masked)
	if err == nil && len(masked.Doc.Nodes) == len(e.Doc.Nodes) {
		masked.Observations = e.Observations
	}
	return masked, err
}

// payloadProblem places an error of the decoder in the file.
func payloadProblem(p source.Payload, err error) *kit.Problem {
	var fault *diag.Problem
	if !errors.As(err, &fault) {
		return &kit.Problem{Category: kit.Defect, Problem: &diag.Problem{Origin: p.Origin, Message: say.Textf("%v", err), Err: err}}
	}
	return kit.Unread(p.Locate(*fault))
}

// openedProblem is an error in a plaintext, which has no place in the file.
func openedProblem(origin source.Origin, err error) *kit.Problem {
	var fault *diag.Problem
	if errors.As(err, &fault) && !strings.HasPrefix(fault.Rule, "json/") {
		return kit.Unread(&diag.Problem{Origin: origin, Rule: fault.Rule, Message: say.Textf("the opened body: %s", fault.Message), Hint: fault.Hint})
	}
	return openProblem(origin, errNotJSON())
}

// TellHalves notes that the lone surrogates of an event, if it has any, became
// U+FFFD: in text made of its values, or in a record that says so.
func (d *Decoder) TellHalves(e *event.Event, origin source.Origin, record []byte) {
	if e.Halved() && (record == nil || bytes.Contains(record, []byte("\uFFFD"))) {
		d.Halves.Add(origin)
	}
}

// Origin is the JSON text of an origin. The path is quoted once for all the
// payloads of a file.
func (d *Decoder) Origin(o source.Origin) []byte {
	if o.Path != d.path || d.quoted == nil {
		d.path, d.quoted = o.Path, jsonscan.AppendQuoted(d.quoted[:0], o.Path)
	}
	d.origin = source.AppendOrigin(d.origin[:0], &o, d.quoted)
	return d.origin
}

// openProblem reports a payload that stays closed.
func openProblem(origin source.Origin, err error) *kit.Problem {
	if errors.Is(err, kit.ErrNoKey) {
		return &kit.Problem{Category: kit.NoKey, Problem: &diag.Problem{Origin: origin, Message: say.Textf("%v", err), Err: err,
			Hint: say.Textf("set %s, name a file with --key-file, or store it with 'argosctl auth login'", keys.EnvVar)}}
	}
	failed := kit.Categorize(kit.CipherFailure(err))
	return &kit.Problem{Category: failed.Category, Problem: &diag.Problem{Origin: origin, Message: say.Textf("%v", failed), Hint: failed.Hint, Err: err}}
}

// errNotJSON is a sealed payload that opened to no JSON. What it opened to is
// not shown: under a wrong key it is noise, and never ours to print.
func errNotJSON() error {
	return &seal.OpenError{Step: seal.StepContent, Message: say.Textf("the plaintext is not JSON"), Hint: say.Textf("check the key: it may be that of another project")}
}
