package event

import (
	"slices"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/personal"
)

// judge observes what is odd in the text of node i, a value of m: one thing at
// most.
func (r *Reader) judge(o *Object, m *Member, i int, text []byte) {
	if m.Check == ClosedList {
		r.closed(o, m, i, text)
		return
	}
	if len(text) == 0 {
		if !m.Field.MayEmpty {
			r.observe(Observation{Message: catalog.MsgFieldEmpty, Node: i, Object: o, Field: m.Field})
		}
		return
	}
	if IsPlaceholder(text) { // it stands for a value: there is none to judge
		r.watch(i, text, m)
		return
	}
	switch m.Check {
	case RetryCode, RejectCode:
		r.code(o, m, i, text)
		return
	case OpenList:
		r.listed(o, m, i, text)
	case AnyText, RejectComment:
	default:
		if !r.format(o, m, i, text) {
			return
		}
	}
	r.watch(i, text, m)
}

// closed judges a value of which all possible ones are documented.
func (r *Reader) closed(o *Object, m *Member, i int, text []byte) {
	if m.Values.Has(text) {
		return
	}
	found := Observation{Node: i, Object: o, Field: m.Field}
	right, typo := m.right(text)
	switch {
	case typo:
		found.Message, found.Right, found.Repair = catalog.MsgFieldEnumDocumentedTypo, right, Rewrite
	case right != "":
		found.Message, found.Right, found.Repair = catalog.MsgFieldEnumSpelling, right, Rewrite
	case m.fact == status && r.tree.status(text) != "":
		found.Message, found.Right = catalog.MsgStatusMismatch, m.Field.Enum[0]
	case IsPlaceholder(text):
		found.Message = catalog.MsgFieldEnumPlaceholder
	default:
		found.Message = catalog.MsgFieldEnum
		if near := catalog.Nearest(string(text), m.Field.Enum, 1); len(near) > 0 {
			found.Message, found.Near = catalog.MsgFieldEnumNear, near
		}
	}
	r.observe(found)
}

// right is the documented value that a text is another spelling of: in case
// and separators, or as a typo of the documentation itself. It is "" where
// there is none.
func (m *Member) right(text []byte) (value string, typo bool) {
	if len(text) == 0 || len(text) > longestName {
		return "", false
	}
	for _, v := range m.Field.Enum {
		if catalog.SameName(v, string(text)) {
			return v, false
		}
	}
	for _, v := range m.Field.Tolerated {
		if catalog.SameName(v, string(text)) {
			return m.Field.Enum[0], true
		}
	}
	return "", false
}

// listed judges a value of which some are documented: another spelling of one
// of those, or one that may exist all the same.
func (r *Reader) listed(o *Object, m *Member, i int, text []byte) {
	if m.Values.Has(text) {
		return
	}
	if right, _ := m.right(text); right != "" {
		r.observe(Observation{Message: catalog.MsgFieldEnumOpen, Node: i, Object: o, Field: m.Field, Right: right, Repair: Rewrite})
		return
	}
	r.observe(Observation{Message: catalog.MsgFieldEnumUndocumented, Node: i, Object: o, Field: m.Field})
}

// code judges a code of a table.
func (r *Reader) code(o *Object, m *Member, i int, text []byte) {
	if m.Values.Has(text) {
		return
	}
	found := Observation{Node: i, Object: o, Field: m.Field}
	spelling, unknown, near := catalog.MsgRetrycodeSpelling, catalog.MsgRetrycodeUnknown, catalog.MsgRetrycodeUnknownNear
	table := catalog.RetryCodes()
	if m.Check == RejectCode {
		spelling, unknown, near = catalog.MsgRejectcodeSpelling, catalog.MsgRejectcodeUnknown, catalog.MsgRejectcodeUnknownNear
		table = catalog.RejectCodes()
	}
	switch guess := r.known.code(table, text); {
	case guess.right != "":
		found.Message, found.Right, found.Repair = spelling, guess.right, Rewrite
	case len(guess.near) > 0:
		found.Message, found.Near = near, guess.near
	default:
		found.Message = unknown
	}
	r.observe(found)
}

// comment judges the comment of the object at node by the code beside it. Lists
// of reasons are not judged: which text belongs to which code is not known.
func (r *Reader) comment(o *Object, node int) {
	field := o.Members[o.rejectComment].Field
	comment, ok := r.doc.Get(node, field.Name)
	code, known := r.doc.Get(node, o.Members[o.rejectCode].Field.Name)
	if !ok || !known || r.doc.Nodes[comment].Kind != jsonscan.String || r.doc.Nodes[code].Kind != jsonscan.String {
		return
	}
	right := r.doc.Text(code)
	if text := r.textOf(comment); IsPlaceholder(text) || r.tree.CommentFits(text, []byte(right)) {
		return
	}
	r.observe(Observation{Message: catalog.MsgRejectcodeComment, Node: comment, Object: o, Field: field, Right: right})
}

// CommentFits reports whether a comment may be the vendor's beside a reject code:
// nothing is known of codes outside the table, and an empty comment says nothing.
func (t *Tree) CommentFits(comment, code []byte) bool {
	n := t.reject.Find(code)
	return n < 0 || len(comment) == 0 || catalog.RejectCodes().Codes[n].HasComment(comment)
}

// format judges a text of a given form. It reports whether the text may be
// somebody's: what is no date is nobody's, what is no address may still be.
func (r *Reader) format(o *Object, m *Member, i int, text []byte) bool {
	if slices.Contains(m.Field.Also, string(text)) {
		return true
	}
	var message catalog.MessageID
	var right string
	switch m.Check {
	case DateTime:
		switch JudgeTime(text) {
		case NotTime:
			message = catalog.MsgFieldFormatDateTime
		case OddTime:
			message = catalog.MsgFieldFormatOddTime
			right, _, _ = ParseTime(string(text))
		default:
		}
	case Date:
		if !IsDate(text) {
			message = catalog.MsgFieldFormatDate
		}
	case Country:
		if !r.tree.IsCountry(text) {
			message = catalog.MsgFieldFormatCountry
		}
	case IPAddress:
		if _, ok := personal.ParseIP(text); !ok {
			message = catalog.MsgFieldFormatIP
		}
	case Email:
		if !personal.IsEmail(text) {
			message = catalog.MsgFieldFormatEmail
		}
	default:
	}
	if message != 0 {
		r.observe(Observation{Message: message, Node: i, Object: o, Field: m.Field, Right: right})
	}
	return message == 0 || right != "" || m.Check == Email || m.Check == IPAddress
}
