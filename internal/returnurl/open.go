package returnurl

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/seal"
)

// open opens a ciphertext and reads its content. The vendor does not say
// whether that is a JSON object or a query: both are taken.
func (r *Reader) open(res *Result, ciphertext string) (*fields, error) {
	if r.key.Empty() {
		return nil, seal.ErrNoKey
	}
	res.Cipher = &Cipher{Algorithm: catalog.ReturnURLCipher, Key: r.keyKind, Encoding: seal.Base64}
	if isTemplate(strings.TrimSpace(ciphertext)) {
		return nil, &seal.OpenError{Step: seal.StepAlphabet, Message: say.Textf("%s holds a template that was never replaced", catalog.ParamSealed),
			Hint: say.Textf("this is the preview of the dashboard or an example: give a URL that the service really sent")}
	}
	if f, ok := r.openClean(ciphertext); ok {
		return f, nil
	}
	opened, err := seal.Open(r.key, ciphertext, seal.Options{})
	if err != nil {
		return nil, err
	}
	res.Cipher.Encoding = opened.Encoding
	for _, n := range opened.Notes {
		r.warn(n)
	}
	if opened.Encoding.Unexpected(ciphertext) {
		r.doubt(catalog.UnknownCiphertextEncoding, catalog.NoticeReturnurlCiphertextEncoding, "encoding", string(opened.Encoding))
	}
	if opened.Content == seal.ContentQuery {
		r.doubt(catalog.UnknownReturnURLContent, catalog.NoticeReturnurlReturnURLContent)
		f := newFields(r)
		for piece := range r.pairs(strings.TrimPrefix(string(opened.Plaintext), "?")) {
			name, value, _ := strings.Cut(piece, "=")
			name = r.text(name, true)
			f.add(name, r.value(name, value))
		}
		return f, nil
	}
	if f, ok := r.members(opened.Plaintext); ok {
		return f, nil
	}
	return nil, &seal.OpenError{Step: seal.StepContent, Message: say.Textf("the opened text is not one strict JSON object"),
		Hint: say.Textf("the key is right: the sealing side writes JSON with a fault, such as broken surrogates")}
}

// openClean is the short way for what nearly every URL has: standard Base64
// without damage around a JSON object. It says nothing of why it fails.
func (r *Reader) openClean(ciphertext string) (*fields, bool) {
	if !isBase64(ciphertext) {
		return nil, false
	}
	r.cipher = append(r.cipher[:0], ciphertext...)
	var err error
	if r.plain, err = r.key.AppendOpen(r.plain[:0], r.cipher); err != nil {
		return nil, false
	}
	return r.members(r.plain)
}

// isBase64 reports whether text can only be standard Base64: its characters
// alone, its length, and not all hex digits.
func isBase64(text string) bool {
	body := strings.TrimRight(text, "=")
	if len(text)%4 != 0 || len(text)-len(body) > 2 || body == "" {
		return false
	}
	hex := true
	for i := range len(body) {
		switch c := body[i]; {
		case '0' <= c && c <= '9', 'a' <= c && c <= 'f', 'A' <= c && c <= 'F':
		case 'g' <= c && c <= 'z', 'G' <= c && c <= 'Z', c == '+', c == '/':
			hex = false
		default:
			return false
		}
	}
	return !hex
}

// members reads an opened JSON object; ok is false where it is not one.
func (r *Reader) members(plain []byte) (*fields, bool) {
	doc := &r.doc
	parsed := doc.Parse(plain)
	if !parsed && !onlyRepeats(doc) || doc.Nodes[0].Kind != jsonscan.Object {
		return nil, false
	}
	f := newFields(r)
	for i := range doc.Children(0) {
		switch name := doc.Name(i); doc.Nodes[i].Kind {
		case jsonscan.Null: // a parameter without a value
		case jsonscan.String:
			f.add(name, doc.Text(i))
		default:
			r.warnOnce(catalog.NoticeReturnurlType)
			f.add(name, doc.Text(i))
		}
	}
	return f, true
}

// onlyRepeats reports whether the only faults are names that occur twice,
// which is told as a warning.
func onlyRepeats(doc *jsonscan.Document) bool {
	for _, fault := range doc.Faults {
		if fault.Code != jsonscan.DuplicateKey {
			return false
		}
	}
	return len(doc.Nodes) > 0
}

// isTemplate reports whether a value is a placeholder of the dashboard's
// preview, such as {kycStatus}.
func isTemplate(value string) bool {
	if len(value) < 3 || len(value) > maxName || value[0] != '{' || value[len(value)-1] != '}' {
		return false
	}
	for _, c := range value[1 : len(value)-1] {
		if c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return true
}
