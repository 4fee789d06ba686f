package seal

import "github.com/argosctl/argosctl/internal/jsonscan"

// Body tells the form of a body, a webhook or an answer of the API, and appends
// what a sealed one holds to dst. Bytes that are no JSON object are Clear: they
// are not sealed. key is asked only for a sealed body. The error is that of
// key, or an *OpenError; dst is then returned as it was, as it is for all that
// is not sealed.
//
// Whoever holds the body as a document asks FormOf.
func Body(dst, body []byte, key func() (Key, error)) (plain []byte, form Form, err error) {
	ciphertext, form := CiphertextOf(body)
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

// CiphertextOf tells the form of a body and the text of its data, unless it is
// Clear.
func CiphertextOf(body []byte) (text []byte, form Form) {
	var doc jsonscan.Document
	doc.Parse(body)
	if doc.Fatal() != nil || !doc.RequireObject() {
		return nil, Clear
	}
	form, data := FormOf(&doc)
	if form == Clear {
		return nil, Clear
	}
	return Ciphertext(&doc, data), form
}
