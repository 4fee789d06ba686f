package event

import (
	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/seal"
)

// appendEnvelope observes what is odd about the envelope that doc holds, whose
// ciphertext is node data: whatever the vendor does not show.
func appendEnvelope(found []Observation, doc *jsonscan.Document, data int) []Observation {
	if odd := phraseOfEncoding(seal.EncodingOf(seal.Ciphertext(doc, data))); odd != 0 {
		found = append(found, Observation{Message: catalog.MsgEnvelopeFormEncoding, Node: data, Found: odd})
	}
	for i := range doc.Children(0) {
		if i == data || doc.NameIs(i, catalog.AnswerEncrypted) {
			continue
		}
		if len(found) == MaxObservations {
			break
		}
		found = append(found, Observation{Message: catalog.MsgEnvelopeFormMember, Node: i, OnName: true})
	}
	return found
}

// phraseOfEncoding is an encoding that is not the assumed one as messages name
// it, 0 for the assumed one.
func phraseOfEncoding(enc seal.Encoding) catalog.PhraseID {
	switch enc {
	case seal.Base64URL:
		return catalog.PhraseBase64url
	case seal.Hex:
		return catalog.PhraseHex
	default:
		return 0
	}
}

// EnvelopeNotes says what is odd about body, an envelope.
func (d *Decoder) EnvelopeNotes(body []byte) []diag.Note {
	doc := &d.envelope
	doc.Parse(body)
	_, data := seal.FormOf(doc)
	var notes []diag.Note
	for _, o := range appendEnvelope(nil, doc, data) {
		notes = append(notes, o.note(doc, d.lang))
	}
	return notes
}
