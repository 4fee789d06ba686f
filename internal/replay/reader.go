package replay

import (
	"cmp"
	"errors"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/unwrap"
)

// reader finds out what a payload is, and reuses its memory.
type reader struct {
	doc    jsonscan.Document
	finder unwrap.Finder
	origin string
	names  map[string]string // triggers to names
	ids    map[string]string // events to the path of the submission's id
	id     string            // that path in an event that is not known
	codes  map[string]string // events to the path of the code
}

func newReader(origin string) *reader {
	r := &reader{origin: origin, names: map[string]string{}, ids: map[string]string{}, codes: map[string]string{}}
	for _, e := range catalog.Events() {
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			r.names[name] = e.Name
		}
		for f := range e.Fields() {
			switch {
			case f.Role == catalog.RoleSubmissionID && r.ids[e.Name] == "":
				r.ids[e.Name], r.id = f.Path, cmp.Or(r.id, f.Path)
			case f.Role == catalog.RoleRetryCode, f.Role == catalog.RoleRejectCode && r.codes[e.Name] == "":
				r.codes[e.Name] = f.Path
			}
		}
	}
	return r
}

// saved is read for a payload of a source; the error has its place in the file.
func (r *reader) saved(p source.Payload) (Delivery, error) {
	r.origin = p.Origin.String()
	d, err := r.read(p.Bytes)
	var unfit *diag.Problem
	if errors.As(err, &unfit) {
		return d, p.Locate(*unfit)
	}
	return d, err
}

// read names the event and the submission of a payload. Whatever is a JSON
// object can be sent: an event that nobody knows, an envelope, or something
// else. The error is a *diag.Problem, whose Offset is into the payload.
func (r *reader) read(payload []byte) (Delivery, error) {
	r.doc.Parse(payload)
	r.doc.RequireObject()
	if f := r.doc.Fatal(); f != nil {
		fault := *f // the document is used again
		return Delivery{}, &diag.Problem{Offset: int64(f.Offset), Length: f.Length, Rule: f.Code.String(), Message: say.Textf("%s", &fault), Hint: say.Textf("%s", jsonscan.NextStep{Fault: &fault})}
	}
	d := Delivery{Origin: r.origin, Body: payload}
	trigger := r.doc.TextAt(0, catalog.TriggerName)
	if trigger == "" {
		form, _ := seal.FormOf(&r.doc)
		d.Sealed = form == seal.Sealed
		i, _ := seal.TriggerOf(&r.doc, 0)
		d.Strange = !d.Sealed && (i < 0 || r.doc.Nodes[i].Kind == jsonscan.Object)
		return d, nil
	}
	var known bool
	if d.Event, known = r.names[trigger]; !known {
		d.Event = trigger
	}
	d.SubmissionID = r.doc.TextAt(0, cmp.Or(r.ids[d.Event], r.id))
	if path := r.codes[d.Event]; path != "" {
		d.Code = r.doc.TextAt(0, path)
	}
	return d, nil
}
