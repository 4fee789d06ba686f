package replay

import (
	"errors"
	"fmt"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
)

// reader finds out what a payload is, and reuses its memory.
type reader struct {
	doc    jsonscan.Document
	origin string
	names  map[string]string // triggers to names
	ids    map[string]string // events to the path of the submission's id
}

func newReader(origin string) *reader {
	r := &reader{origin: origin, names: map[string]string{}, ids: map[string]string{}}
	for _, e := range catalog.Events() {
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			r.names[name] = e.Name
		}
		for f := range e.Fields() {
			if f.Role == catalog.RoleSubmissionID && r.ids[e.Name] == "" {
				r.ids[e.Name] = f.Path
			}
		}
	}
	return r
}

// PayloadError says why bytes are not sent: they are no JSON object, or an
// override does not fit them.
type PayloadError struct {
	Path         string
	Line, Column int
	Message      string
	Hint         string
}

func (e *PayloadError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.Path, e.Line, e.Column, e.Message)
}

// faultError is a fault with its offset into the payload.
type faultError struct{ fault jsonscan.Fault }

func (e *faultError) Error() string { return e.fault.Text("en") }

// read names the event and the submission of a payload. Whatever is a JSON
// object can be sent: an event that nobody knows, an envelope, or something
// else.
func (r *reader) read(payload []byte) (Delivery, error) {
	r.doc.Parse(payload)
	r.doc.RequireObject()
	for i := range r.doc.Faults {
		f := &r.doc.Faults[i]
		harmless := f.Code == jsonscan.DuplicateKey || f.Code == jsonscan.UTF8 || f.Code == jsonscan.BOM
		if !harmless || len(r.doc.Nodes) == 0 { // text in UTF-16 has no nodes
			return Delivery{}, &faultError{*f}
		}
	}
	d := Delivery{Origin: r.origin, Body: payload}
	trigger := r.text(0, "webhook_trigger")
	if trigger == "" {
		form, _ := seal.FormOf(&r.doc)
		d.Sealed = form == seal.Sealed
		return d, nil
	}
	var known bool
	if d.Event, known = r.names[trigger]; !known {
		d.Event = trigger
	}
	path, known := r.ids[d.Event]
	if !known {
		path = "submission_id"
	}
	d.SubmissionID = r.at(path)
	return d, nil
}

// at returns the text at a path of names joined by dots.
func (r *reader) at(path string) string {
	node := 0
	for i := range len(path) {
		if path[i] == '.' {
			next, ok := r.doc.Get(node, path[:i])
			if !ok {
				return ""
			}
			node, path = next, path[i+1:]
			break
		}
	}
	return r.text(node, path)
}

func (r *reader) text(object int, name string) string {
	if r.doc.Nodes[object].Kind != jsonscan.Object {
		return ""
	}
	i, ok := r.doc.Get(object, name)
	if !ok || r.doc.Nodes[i].Kind != jsonscan.String {
		return ""
	}
	return r.doc.Text(i)
}

// placed gives the error of read its place in the input.
func placed(err error, p source.Payload) error {
	var found *faultError
	if !errors.As(err, &found) {
		return err
	}
	f := &found.fault
	e := &PayloadError{Path: p.Origin.Path, Message: f.Text("en")}
	if f.Code != jsonscan.NotObject {
		e.Message = "not JSON: " + f.Text("en")
	}
	if help := f.Help("en"); len(help) > 0 {
		e.Hint = help[0]
	}
	line, column := jsonscan.LineColumn(p.Bytes, f.Offset)
	if line == 1 {
		column += p.Column - 1
	}
	e.Line, e.Column = p.Line+line-1, column
	return e
}
