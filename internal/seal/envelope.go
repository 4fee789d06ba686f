package seal

import (
	"encoding/base64"
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
	Encoded             // not encrypted: its data is Base64 of JSON
)

// EncodedHint tells what to do with an Encoded body.
const EncodedHint = "data is Base64 of JSON, so it is not encrypted: take it out first, for example with jq -r '.data | @base64d'"

// FormOf is the one rule for what an envelope is. The vendor shows only the
// start of a body, so: an object whose member data is a string, without a
// webhook_trigger in any spelling, and not marked "isEncrypted":false. The
// events that are sent in the clear with a member data have an object there.
//
// doc holds a parsed object, whose faults the caller has found bearable. data
// is the node of the member where the form is not Clear. Nothing is allocated
// for data that is a ciphertext without escapes.
func FormOf(doc *jsonscan.Document) (form Form, data int) {
	data, ok := doc.Get(0, "data")
	if !ok || doc.Nodes[data].Kind != jsonscan.String || hasTrigger(doc) {
		return Clear, 0
	}
	if isEncodedJSON(doc, data) {
		return Encoded, data
	}
	if mark, ok := doc.Get(0, catalog.AnswerEncrypted); ok && string(doc.Raw(mark)) == "false" {
		return Clear, 0
	}
	return Sealed, data
}

// Ciphertext is the text of the string at node data as it stands between the
// quotes, JSON escapes included, which opening undoes.
func Ciphertext(doc *jsonscan.Document, data int) []byte {
	n := &doc.Nodes[data]
	return doc.Data[n.Start+1 : n.End-1]
}

func hasTrigger(doc *jsonscan.Document) bool {
	var room [64]byte
	for i := range doc.Children(0) {
		if catalog.SameName(string(doc.AppendName(room[:0], i)), catalog.TriggerName) {
			return true
		}
	}
	return false
}

// isEncodedJSON reports whether a string is Base64 of a JSON object or array.
// Of a ciphertext, 9 in 10 end at the first character, and the others at the
// first few bytes.
func isEncodedJSON(doc *jsonscan.Document, i int) bool {
	text := Ciphertext(doc, i)
	if doc.Nodes[i].Escaped {
		text = doc.AppendText(nil, i)
	}
	// { and [ begin with e and W; a blank, a tab or a line break with I, C or D.
	if len(text) == 0 || strings.IndexByte("eWICD", text[0]) < 0 {
		return false
	}
	var head [48]byte
	n, _ := base64.StdEncoding.Decode(head[:], text[:min(len(text), 64)&^3])
	if !legible(head[:n]) {
		return false
	}
	return slices.ContainsFunc(candidates(string(text), Options{}), func(enc Encoding) bool {
		d, failed := decode(string(text), enc, false)
		return failed == nil && enc != Hex && isJSON(d.raw)
	})
}

// AppendEnvelope appends the body of an encrypted webhook: {"data":"…"}, the
// part of it that the vendor shows.
func AppendEnvelope(dst []byte, ciphertext string) []byte {
	return append(append(append(dst, `{"data":"`...), ciphertext...), `"}`...)
}

// AppendResponse appends an encrypted API response, as "Post Submission"
// shows it: {"data":"…","isEncrypted":true}.
func AppendResponse(dst []byte, ciphertext string) []byte {
	return append(append(append(dst, `{"data":"`...), ciphertext...), `","`+catalog.AnswerEncrypted+`":true}`...)
}
