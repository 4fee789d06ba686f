package seal

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// Bodies reads webhook bodies and API responses, sealed or in the clear, one
// after another, and reuses its memory. The zero value is ready. It is not
// safe for concurrent use.
type Bodies struct {
	doc  jsonscan.Document
	data int // the node of the ciphertext
}

// Open tells the form of a body and appends what a sealed one holds to dst.
// Bytes that are no JSON object are Clear: they are not sealed. key is asked
// only for a sealed body. The error is that of key, or an *OpenError; dst is
// then returned as it was, as it is for all that is not sealed.
func (b *Bodies) Open(dst, body []byte, key func() (Key, error)) (plain []byte, form Form, err error) {
	ciphertext, form := b.Ciphertext(body)
	if form != Sealed {
		return dst, form, nil
	}
	k, err := key()
	if err != nil {
		return dst, Sealed, err
	}
	plain, err = k.AppendOpen(dst, ciphertext)
	return plain, Sealed, err
}

// Envelope is the body that was read last, where it was no Clear one, and the
// node of its data.
func (b *Bodies) Envelope() (doc *jsonscan.Document, data int) { return &b.doc, b.data }

// Ciphertext tells the form of a body and the text of its data, unless it is
// Clear. It reads a body only where it may be an envelope.
func (b *Bodies) Ciphertext(body []byte) (text []byte, form Form) {
	if !mayBeEnvelope(body) {
		return nil, Clear
	}
	b.doc.Parse(body)
	if b.doc.Fatal() != nil || !b.doc.RequireObject() {
		return nil, Clear
	}
	if form, b.data = FormOf(&b.doc); form == Clear {
		return nil, Clear
	}
	return Ciphertext(&b.doc, b.data), form
}

// Body is Bodies.Open for a single body.
func Body(dst, body []byte, key func() (Key, error)) (plain []byte, form Form, err error) {
	return new(Bodies).Open(dst, body, key)
}

// mayBeEnvelope is a first look that never refuses an envelope: whether the
// object does not begin with its webhook_trigger, and the name of the member
// data occurs, or an escape that may be a letter of it.
func mayBeEnvelope(body []byte) bool {
	i := jsonscan.SkipSpace(body, 0)
	if i >= len(body) || body[i] != '{' && body[i] != 0xef {
		return false
	}
	if i = jsonscan.SkipSpace(body, i+1); bytes.HasPrefix(body[i:], []byte(`"`+catalog.TriggerName+`"`)) {
		return false
	}
	return bytes.Contains(body, []byte(`"data"`)) || bytes.Contains(body, []byte(`\u006`)) || bytes.Contains(body, []byte(`\u007`))
}
