// Package returnurl reads, explains and builds return URLs: the address to
// which the service sends the submitter's browser when a verification is over
// ("Integration information"). Its parameters are in clear, or sealed into
// the single parameter encrypted.
//
// It takes URLs as people paste them and says what it had to tolerate. It
// touches nothing outside itself: keys are handed in, languages are asked for
// when a result is written. A URL may carry personal data: values stand in
// results only, never in errors.
package returnurl

import (
	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/seal"
)

// Param is one parameter.
type Param struct{ Name, Value string }

// Result is what one return URL says.
type Result struct {
	URL       string           // without its query; empty where there was a query or a ciphertext alone
	Encrypted bool             // there was a parameter encrypted
	Cipher    *Cipher          // how it was opened, nil of a plain URL
	Outcome   *catalog.Outcome // what it means for the service, never nil
	Params    []Param          // the service's parameters that are present, in the catalogue's order
	Other     []Param          // the integrator's own, and misspelt ones
	KYCStatus *KYCStatus       // nil where there is none
	ErrorCode *ErrorCode       // nil where there is none
	Warnings  []Warning
}

// Cipher says how the encrypted parameter was opened.
type Cipher struct {
	Algorithm string
	Key       string // how the key was made, never the key
	Encoding  seal.Encoding
}

// KYCStatus is the parameter kycStatus.
type KYCStatus struct {
	Value   string
	Valid   bool         // one of the documented values, as they are spelled
	Meaning catalog.Text // empty where it is not
}

// ErrorCode is the parameter errorCode with what the catalogue knows of it.
type ErrorCode struct {
	Code     string
	Entry    *catalog.Code     // nil where the code is not listed
	Category *catalog.Category // nil where its prefix is not known either
}

// Meaning is the code's description, else that of its category.
func (e *ErrorCode) Meaning() catalog.Text {
	switch {
	case e.Entry != nil:
		return e.Entry.Description
	case e.Category != nil:
		return e.Category.Meaning
	}
	return catalog.Text{}
}

// Guidance is the code's, else that of its category.
func (e *ErrorCode) Guidance() catalog.Guidance {
	switch {
	case e.Entry != nil:
		return e.Entry.Guidance
	case e.Category != nil:
		return e.Category.Guidance
	}
	return catalog.Guidance{}
}

// FormError says that a text is no return URL at all. It quotes nothing of it.
type FormError struct{ Message, Hint say.Message }

// Error implements error.
func (e *FormError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *FormError) In(lang string) string { return e.Message.In(lang) }

// Reader reads return URLs one after another and reuses its memory. It is not
// safe for concurrent use; results stay valid.
type Reader struct {
	key     seal.Key
	keyKind string

	doc      jsonscan.Document
	plain    []byte // an opened text
	cipher   []byte // its ciphertext
	warnings []Warning

	params   []catalog.Param
	statuses []catalog.Value
	outcomes []catalog.Outcome
}

// The kinds of keys, for Cipher.Key.
const (
	KeyOfAPIKey = "sha256(api-key)"
	KeyRaw      = "raw"
)

// NewReader returns a reader that opens encrypted URLs with key, which may be
// the zero Key; kind is KeyOfAPIKey or KeyRaw.
func NewReader(key seal.Key, kind string) *Reader {
	return &Reader{
		key: key, keyKind: kind,
		params: Params(), statuses: catalog.Values(catalog.ReturnURLEnum), outcomes: catalog.Outcomes(),
	}
}

// Params lists the service's parameters but for encrypted.
func Params() []catalog.Param {
	var params []catalog.Param
	for _, p := range catalog.Params() {
		if p.Name != catalog.ParamSealed {
			params = append(params, p)
		}
	}
	return params
}

// Parse reads a whole return URL, or its query alone, or the return URL in a
// text. Errors are a *FormError; of an encrypted URL also seal.ErrNoKey and
// *seal.OpenError.
func (r *Reader) Parse(text string) (*Result, error) {
	r.warnings = nil
	res := &Result{}
	text, found := within(text)
	if found {
		r.warn(catalog.NoticeReturnurlText)
	}
	query, err := r.split(res, text)
	if err != nil {
		return nil, err
	}
	plain, ciphertext := r.collect(query)
	if res.Encrypted = plain.sealed; !res.Encrypted {
		r.conclude(res, plain)
		return res, nil
	}
	sealed, err := r.open(res, ciphertext)
	if err != nil {
		return nil, err
	}
	r.merge(sealed, plain)
	r.conclude(res, sealed)
	return res, nil
}

// Decrypt reads what Parse reads, or a bare ciphertext, also in its envelope.
func (r *Reader) Decrypt(text string) (*Result, error) {
	if _, found := within(text); found || isURL(text) {
		return r.Parse(text)
	}
	r.warnings = nil
	res := &Result{Encrypted: true}
	sealed, err := r.open(res, text)
	if err != nil {
		return nil, err
	}
	r.conclude(res, sealed)
	return res, nil
}

// Warning is something odd about a return URL. Unknown is the id of the assumption
// that it puts in doubt, empty where there is none.
type Warning struct {
	*catalog.Saying
	Unknown string
}

// Note puts the warning into words.
func (w *Warning) Note(lang string) diag.Note {
	n := diag.Note{Rule: w.Notice.Rule(), Message: w.In(lang)}
	if w.Unknown != "" {
		n.Help = catalog.Remark(w.Unknown).In(lang)
	}
	return n
}

// warn adds a warning; args are as in catalog.NewSaying.
func (r *Reader) warn(id catalog.NoticeID, args ...string) {
	r.warnings = append(r.warnings, Warning{Saying: catalog.NewSaying(id, args...)})
}

// doubt adds a warning of something that is not as argosctl assumes; unknown is
// the id of the assumption.
func (r *Reader) doubt(unknown string, id catalog.NoticeID, args ...string) {
	r.warnings = append(r.warnings, Warning{catalog.NewSaying(id, args...), unknown})
}
