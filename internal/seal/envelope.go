package seal

import (
	"bytes"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// Form is how a JSON object carries a webhook or an answer of the API.
type Form uint8

// The forms.
const (
	Clear   Form = iota // no envelope: what it says stands in the open
	Sealed              // an envelope: its data is a ciphertext
	Encoded             // not encrypted: its data is text, or Base64 or hexadecimal digits of text
)

// EncodedHint tells what to do with an Encoded body.
const EncodedHint = "data is text that can be read, so it is not encrypted: 'argosctl decode' reads the webhook in it"

// FormOf is the one rule for what an envelope is. The vendor shows only the
// start of a body, so: an object whose member data is a string, without a
// webhook_trigger in any spelling, and not marked "isEncrypted":false. The
// events that are sent in the clear with a member data have an object there.
//
// doc holds a parsed object, whose faults the caller has found bearable. data
// is the node of the member where the form is not Clear. Nothing is allocated
// for data that is a ciphertext without escapes.
func FormOf(doc *jsonscan.Document) (form Form, data int) { return formAt(doc, 0) }

// FormWithin is FormOf for node object of doc, which stands within something
// else. There a string called data may be anything, so it also has to be whole
// blocks of a cipher.
func FormWithin(doc *jsonscan.Document, object int) (form Form, data int) {
	form, data = formAt(doc, object)
	if form == Sealed && !isBlocks(doc, data) {
		return Clear, 0
	}
	return form, data
}

func formAt(doc *jsonscan.Document, object int) (form Form, data int) {
	data, ok := doc.Get(object, catalog.EnvelopeData)
	if !ok || doc.Nodes[data].Kind != jsonscan.String {
		return Clear, 0
	}
	if trigger, _ := TriggerOf(doc, object); trigger >= 0 {
		return Clear, 0
	}
	if isEncoded(doc, data) {
		return Encoded, data
	}
	if mark, ok := doc.Get(object, catalog.AnswerEncrypted); ok && string(doc.Raw(mark)) == "false" {
		return Clear, 0
	}
	return Sealed, data
}

// TriggerOf is the one rule for what a webhook is: an object with a member
// webhook_trigger, by its right name (exact) or in another spelling. It returns
// the node of its value, -1 where there is none.
func TriggerOf(doc *jsonscan.Document, object int) (value int, exact bool) {
	if value, ok := doc.Get(object, catalog.TriggerName); ok {
		return value, true
	}
	var room [maxTriggerName]byte
	for i := range doc.Children(object) {
		n := &doc.Nodes[i]
		size := int(n.KeyEnd - n.KeyStart)
		if size < len(catalog.TriggerName) || size > maxTriggerName || !n.KeyEscaped && !mayBeTrigger(doc.Data[n.KeyStart+1]) {
			continue
		}
		if catalog.SameName(string(doc.AppendName(room[:0], i)), catalog.TriggerName) {
			return i, false
		}
	}
	return -1, false
}

// maxTriggerName is up to how many bytes a name may be a spelling of the
// trigger's: every character of it as an escape.
const maxTriggerName = 6*len(catalog.TriggerName) + 2

// mayBeTrigger reports whether a name that is a spelling of the trigger's can
// begin with c: with its letter or a separator.
func mayBeTrigger(c byte) bool {
	return c|0x20 == catalog.TriggerName[0] || strings.IndexByte("_-. ", c) >= 0
}

// IsAnswer is the one rule for what an answer of the submission API is, or one
// submission of it: an object with Items, with a list of submissions by another
// spelling of that name, or with a submission's ID and its result.
func IsAnswer(doc *jsonscan.Document, object int) bool {
	if _, ok := doc.Get(object, catalog.AnswerItems); ok {
		return true
	}
	if list, ok := doc.Get(object, catalog.AnswerProjections); ok && doc.Nodes[list].Kind == jsonscan.Array {
		first := list + 1
		return first < int(doc.Nodes[list].Next) && doc.Nodes[first].Kind == jsonscan.Object && isItem(doc, first)
	}
	return isItem(doc, object)
}

// isItem reports whether an object is a submission of the API.
func isItem(doc *jsonscan.Document, object int) bool {
	for _, name := range catalog.ItemPaths(catalog.RoleSubmissionID) {
		if _, ok := doc.Get(object, name); !ok {
			continue
		}
		_, kyc := doc.Get(object, catalog.AnswerKYC)
		_, status := doc.Get(object, catalog.ParamStatus)
		return kyc || status
	}
	return false
}

// Ciphertext is the text of the string at node data as it stands between the
// quotes, JSON escapes included, which opening undoes. It is empty where the text
// ends at the first quote.
func Ciphertext(doc *jsonscan.Document, data int) []byte {
	n := &doc.Nodes[data]
	return doc.Data[n.Start+1 : max(n.Start+1, n.End-1)]
}

// isEncoded reports whether a string is no ciphertext because it can be read, as
// it is, as Base64 or as hexadecimal digits. What a short one is Base64 of has to be JSON.
func isEncoded(doc *jsonscan.Document, i int) bool {
	text := Ciphertext(doc, i)
	if doc.Nodes[i].Escaped {
		text = doc.AppendText(nil, i)
	}
	if isOpen(text) || isHexOfJSON(text) || bytes.HasPrefix(text, []byte("data:")) {
		return true
	}
	readable, sure := readable(text)
	return readable && (sure || slices.ContainsFunc(candidates(string(text), Options{}), func(enc Encoding) bool {
		d, failed := decode(string(text), enc, Options{})
		return failed == nil && enc != Hex && isJSON(d.raw)
	}))
}

// isOpen reports whether a text is not coded: it has a brace or a bracket in it, as
// it is or as in a form, or names the trigger. No ciphertext has, however it was
// copied.
func isOpen(text []byte) bool {
	if bytes.IndexByte(text, '{') >= 0 || bytes.IndexByte(text, '[') >= 0 {
		return true
	}
	if bytes.IndexByte(text, '%') >= 0 {
		for _, sign := range []string{"%7B", "%7b", "%5B", "%5b"} {
			if bytes.Contains(text, []byte(sign)) {
				return true
			}
		}
	}
	return bytes.IndexByte(text, '_') >= 0 && bytes.Contains(text, []byte(catalog.TriggerName))
}

// isBlocks reports whether a string is, in some encoding, whole blocks.
func isBlocks(doc *jsonscan.Document, i int) bool {
	text := doc.Text(i)
	return len(text) > blockSize && slices.ContainsFunc(candidates(text, Options{}), func(enc Encoding) bool {
		d, failed := decode(text, enc, Options{})
		return failed == nil && len(d.raw) > 0 && len(d.raw)%blockSize == 0
	})
}

const envelopeHead = `{"` + catalog.EnvelopeData + `":"`

// AppendEnvelope appends the body of an encrypted webhook: {"data":"…"}, the
// part of it that the vendor shows.
func AppendEnvelope[T string | []byte](dst []byte, ciphertext T) []byte {
	return append(append(append(dst, envelopeHead...), ciphertext...), `"}`...)
}

// AppendResponse appends an encrypted API response, as "Post Submission"
// shows it: {"data":"…","isEncrypted":true}.
func AppendResponse(dst []byte, ciphertext string) []byte {
	return append(append(append(dst, envelopeHead...), ciphertext...), `","`+catalog.AnswerEncrypted+`":true}`...)
}
