package event

import (
	"bytes"
	"fmt"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// walk visits the members of an object, or the elements of an array, in
// document order, with d.path holding the catalogue path of what it is in.
// noting is off below a field that is unknown: one note tells enough.
func (d *Decoder) walk(p *plan, node int, noting bool) {
	inArray := d.doc.Nodes[node].Kind == jsonscan.Array
	base := len(d.path)
	for i := range d.doc.Children(node) {
		d.path = d.path[:base]
		if inArray {
			d.path = append(d.path, "[]"...)
		} else {
			if base > 0 {
				d.path = append(d.path, '.')
			}
			d.path = d.doc.AppendName(d.path, i)
		}
		d.visit(p, i, noting)
	}
	d.path = d.path[:base]
}

// visit takes what one value says and goes into it.
func (d *Decoder) visit(p *plan, i int, noting bool) {
	n := &d.doc.Nodes[i]
	container := n.Kind == jsonscan.Object || n.Kind == jsonscan.Array
	s, documented := p.lookup(d.path, i)
	element := !documented && bytes.HasSuffix(d.path, []byte("[]")) // an object of a documented array
	if !documented && !element {
		s = d.strayField(p, i, noting)
		if s.field == nil {
			noting = false
		}
	} else if documented && noting {
		d.checkType(s.field, n.Kind)
	}
	switch {
	case s.role == roleComment || s.role == roleRejectCode:
		d.takeList(s.role, i)
	case !container && n.Kind != jsonscan.Null:
		d.take(s, i)
	case n.Kind == jsonscan.Object, n.Kind == jsonscan.Array:
		d.walk(p, i, noting)
	}
}

// strayField finds what an undocumented field must mean: the same name in
// another case or place. Everything else is kept, and noted.
func (d *Decoder) strayField(p *plan, i int, noting bool) slot {
	name := lastName(string(d.path))
	s := p.names[catalog.Fold(name)]
	scalar := d.doc.Nodes[i].Kind != jsonscan.Object && d.doc.Nodes[i].Kind != jsonscan.Array
	switch {
	case s.role != roleNone && scalar:
		if p.info != nil && noting {
			d.event.note("field/case", fmt.Sprintf("%s stands for %s, the documented name in %s", d.path, s.field.Path, p.info.Name))
		}
		return s
	case p.info != nil && noting && string(d.path) != triggerName:
		d.event.note("field/unknown", fmt.Sprintf("%s is not documented for %s", d.path, p.info.Name))
	}
	return slot{}
}

// checkType notes a value of another type than the documented one.
func (d *Decoder) checkType(field *catalog.Field, kind jsonscan.Kind) {
	if want := field.Types[0]; !sameType(want, kind) {
		d.event.note("field/type", fmt.Sprintf("%s is %s, documented as %s %s", d.path, article(kind), indefinite(string(want)), want))
	}
}

func sameType(want catalog.Type, kind jsonscan.Kind) bool {
	switch want {
	case catalog.String:
		return kind == jsonscan.String
	case catalog.Integer:
		return kind == jsonscan.Number
	case catalog.Object:
		return kind == jsonscan.Object
	case catalog.Array:
		return kind == jsonscan.Array
	}
	return true
}

// take stores a scalar that has a role.
func (d *Decoder) take(s slot, i int) {
	if s.when > 0 && (d.when == 0 || s.when <= d.when) {
		d.takeTime(s, i)
	}
	e := &d.event
	switch s.role {
	case roleSubmissionID:
		d.keep(&e.SubmissionID, i)
	case roleUserID:
		d.keep(&e.UserID, i)
	case roleEmail:
		d.keep(&e.Email, i)
	case roleCF1, roleCF2, roleCF3:
		cf := &e.CustomFields[s.role-roleCF1]
		cf.Set = true
		d.keep(&cf.Value, i)
	case roleStatus:
		d.takeStatus(i)
	case roleRetryCode:
		d.keep(&d.retry.Code, i)
	case roleAttempts:
		d.takeAttempts(i)
	default:
		switch string(d.path) { // an object by the documentation, but a string in updated
		case "kyc_result", "data.kyc_result.status":
			d.takeStatus(i)
		}
	}
}

// keep has settle put the text of node i into dst.
func (d *Decoder) keep(dst *string, i int) {
	start := len(d.kept)
	d.kept = d.doc.AppendText(d.kept, i)
	d.keeping = append(d.keeping, keeping{dst, start, len(d.kept)})
}

// settle hands out the texts that were kept, as parts of one string: one
// allocation for all that an event holds.
func (d *Decoder) settle() {
	all := string(d.kept)
	for _, k := range d.keeping {
		*k.dst = all[k.start:k.end]
	}
	d.kept, d.keeping = d.kept[:0], d.keeping[:0]
}

func (d *Decoder) takeStatus(i int) {
	d.text = d.doc.AppendText(d.text[:0], i)
	switch string(d.text) {
	case "incomplete":
		d.event.Status = "incomplete"
	case "pending":
		d.event.Status = "pending"
	case "approved":
		d.event.Status = "approved"
	case "rejected":
		d.event.Status = "rejected"
	case "imcomplete":
		d.event.Status = "incomplete"
		d.event.note("field/enum", `status "imcomplete" is the documentation's typo for "incomplete"`)
	default:
		d.event.note("field/enum", fmt.Sprintf("status %q is none of incomplete, pending, approved, rejected", d.text))
	}
}

func (d *Decoder) takeTime(s slot, i int) {
	utc, odd, ok := ParseTime(d.doc.Text(i))
	switch {
	case !ok:
		d.event.note("field/format", fmt.Sprintf("%s is not a time that can be read", d.path))
		return
	case odd:
		d.event.note("field/format", fmt.Sprintf("%s is not in RFC 3339; read as %s", d.path, utc))
	}
	d.event.OccurredAt, d.when = utc, s.when
}

func (d *Decoder) takeAttempts(i int) {
	n, ok := d.doc.Int(i)
	if !ok && d.doc.Nodes[i].Kind == jsonscan.String {
		var digits jsonscan.Document
		if digits.Parse([]byte(d.doc.Text(i))) {
			n, ok = digits.Int(0)
		}
	}
	d.retry.Attempts, d.retry.HasAttempts = n, ok
}

// takeList reads a string, or the strings of an array: webhooks send one
// reason, API items send lists.
func (d *Decoder) takeList(r role, i int) {
	list := &d.reject.Comments
	if r == roleRejectCode {
		list = &d.reject.Codes
	}
	if d.doc.Nodes[i].Kind != jsonscan.Array {
		*list = append(*list, d.doc.Text(i))
		return
	}
	for c := range d.doc.Children(i) {
		*list = append(*list, d.doc.Text(c))
	}
}

// article is a kind with its article: "an object", "null".
func article(k jsonscan.Kind) string {
	if k == jsonscan.Null {
		return "null"
	}
	return indefinite(k.String()) + " " + k.String()
}

func indefinite(word string) string {
	switch word[0] {
	case 'a', 'i', 'o':
		return "an"
	}
	return "a"
}
