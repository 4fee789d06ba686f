package submission

import (
	"errors"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/seal"
)

// Kind sorts the API's refusals by what the caller can do.
type Kind string

// The kinds.
const (
	KindRequest  Kind = "request"  // the request is wrong
	KindKey      Kind = "key"      // the key is missing or wrong
	KindAddress  Kind = "address"  // the caller's address is not on the allow list
	KindNotFound Kind = "notfound" // there is no such submission, token, image, record or policy
	KindDeleted  Kind = "deleted"  // the submission was deleted
	KindTooLarge Kind = "toolarge"
	KindLimit    Kind = "limit"   // too many requests
	KindServer   Kind = "server"  // the service failed
	KindSealed   Kind = "sealed"  // the answer is encrypted and does not open
	KindForeign  Kind = "foreign" // not the API's JSON
)

// APIError is an answer that is none: the one form of every documented error
// body. Message is the service's own text, cut to a line.
type APIError struct {
	Status     int    // of HTTP, or the body's own statusCode where that is the worse
	Code       string // errorCode, empty where the body has none
	Message    say.Message
	Kind       Kind
	Hint       say.Message
	RetryAfter time.Duration // 0 where the service does not say
	Attempts   int
}

// Error implements error.
func (e *APIError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *APIError) In(lang string) string {
	code := e.Code
	if code != "" {
		code = " " + code
	}
	text := say.Textf("the API answered %d%s", e.Status, code)
	if !e.Message.Empty() {
		text = say.Textf("%s: %s", text, e.Message)
	}
	return attempted(text, e.Attempts).In(lang)
}

// attempted adds to a text how often the call was sent.
func attempted(text say.Message, n int) say.Message {
	if n < 2 {
		return text
	}
	return say.Textf("%s (after %d attempts)", text, n)
}

// maxMessage is how much of a foreign text an error repeats, in bytes.
const maxMessage = 200

// apiError reads an error body of any documented shape: errorCode, then
// errorMessage, message or errors[0].message; gateway errors have message
// alone ("Submit via API", "Get token", "Delete submission"), which gateways
// of this sort write with a capital where an authorizer denies.
func (c *Client) apiError(a answer, doc *jsonscan.Document) *APIError {
	e := &APIError{Status: a.status, RetryAfter: retryAfter(a.header, c.opts.Now())}
	if doc.Parse(a.body); !isObject(doc, a.body) {
		return c.versioned(e.foreign(a, len(a.body)))
	}
	e.read(doc)
	e.classify(c.opts.Key.Empty())
	if e.Kind == KindRequest && e.Status == http.StatusNotFound {
		e.Kind = KindNotFound
	}
	return c.versioned(e)
}

// versioned adds to the hint what may be the cause of an answer that no page documents,
// where the base URL was given without the version at its end.
func (c *Client) versioned(e *APIError) *APIError {
	version := path.Base(catalog.APIBaseURL)
	if e.Code != "" || catalog.RefusalOf(e.Message.String()) != "" || e.Status >= 500 || e.Status == http.StatusTooManyRequests || hasVersion(c.base.Path) {
		return e
	}
	meant := c.base.JoinPath(version)
	if e.Hint.Empty() {
		e.Hint = say.Textf("the base URL has no version: did you mean %s?", meant)
	} else {
		e.Hint = say.Textf("the base URL has no version: did you mean %s? Else: %s", meant, e.Hint)
	}
	return e
}

// hasVersion tells whether an element of the path of a base URL is a version, such as
// v3.
func hasVersion(base string) bool {
	for part := range strings.SplitSeq(strings.ToLower(base), "/") {
		if number, ok := strings.CutPrefix(part, "v"); ok && number != "" && strings.Trim(number, "0123456789.") == "" {
			return true
		}
	}
	return false
}

// read takes the code, the message and the body's own status.
func (e *APIError) read(doc *jsonscan.Document) {
	e.Code = oneLine(doc.TextAt(0, catalog.AnswerErrorCode))
	for _, name := range []string{catalog.AnswerErrorMessage, catalog.AnswerMessage, "Message", "error"} {
		if e.Message.Empty() {
			e.Message = foreignText(doc.TextAt(0, name))
		}
	}
	if list, ok := doc.Get(0, "errors"); ok && e.Message.Empty() {
		for first := range doc.Children(list) {
			e.Message = foreignText(doc.TextAt(first, catalog.AnswerMessage))
			break
		}
	}
	if node, ok := doc.Get(0, catalog.AnswerStatus); ok {
		if status, ok := doc.Int(node); ok && status >= 400 && status < 600 && e.Status < 400 {
			e.Status = int(status)
		}
	}
}

// classify finds the kind and the next step.
func (e *APIError) classify(keyless bool) {
	refusal := catalog.RefusalOf(e.Code + " " + e.Message.String())
	switch {
	case refusal == catalog.RefusalDeleted:
		e.Kind, e.Hint = KindDeleted, say.Textf("the submission was deleted; its data is gone")
	case refusal == catalog.RefusalNotFound:
		e.Kind = KindNotFound
	case refusal == catalog.RefusalAddress:
		e.Kind, e.Hint = KindAddress, say.Textf("the key is right, but this machine's IP address is not on the project's allow list: add it in the dashboard")
	case e.Status == http.StatusUnauthorized || e.Status == http.StatusForbidden || refusal == catalog.RefusalKey:
		e.Kind, e.Hint = KindKey, say.Textf("the key is not one of a project of this API: see 'argosctl auth status' for where it comes from")
		if keyless {
			e.Hint = say.Textf("no key was sent: set ARGOS_API_KEY, name a file with --key-file, or store it with 'argosctl auth login'")
		}
	case refusal == catalog.RefusalSealed:
		e.Kind, e.Hint = KindRequest, say.Textf("the project wants encrypted bodies sealed with its own key: use --encrypt and check the key; where both are so: %s",
			catalog.Remark(catalog.UnknownEncryptedRequest))
	case e.Status == http.StatusRequestEntityTooLarge:
		e.Kind, e.Hint = KindTooLarge, say.Textf("send less at a time")
	case e.Status == http.StatusTooManyRequests:
		e.Kind, e.Hint = KindLimit, say.Textf("the project's limit is %s calls a second and %s a day (until 00:00 UTC), all callers together",
			say.Number(catalog.APICallsPerSecond), say.Number(catalog.APICallsPerDay))
		if e.RetryAfter > 0 {
			e.Hint = say.Textf("the service asks to wait %s", e.RetryAfter)
		}
	case e.Status >= 500:
		e.Kind, e.Hint = KindServer, say.Textf("the service failed; try again later")
	case e.Status < 400 && e.Status >= 300:
		e.Kind, e.Hint = KindForeign, say.Textf("redirects are not followed, because the key would travel: check --base-url")
	default:
		e.Kind = KindRequest
	}
}

// foreign is an answer that the API does not give: a proxy's page, a cut text.
// Its content is not repeated.
func (e *APIError) foreign(a answer, size int) *APIError {
	e.classify(false)
	if a.status >= 400 {
		return e
	}
	if e.Message = say.Textf("not JSON (%s, %s)", contentType(a), say.Count(size, "%s byte", "%s bytes")); size == 0 {
		e.Message = say.Textf("an empty body")
	}
	if e.Kind = KindForeign; a.status < 300 {
		e.Hint = say.Textf("expected the API's JSON: is --base-url right, and does a proxy answer in its place?")
	}
	return e
}

// contentType is what an answer says that it is.
func contentType(a answer) say.Word {
	if kind := a.header.Get("Content-Type"); kind != "" {
		return say.Word(oneLine(kind))
	}
	return "no content type"
}

// sealedError is an encrypted answer that does not open.
func (c *Client) sealedError(a answer, err error) *APIError {
	e := &APIError{Status: a.status, Kind: KindSealed, Message: say.Textf("the answer is encrypted and does not open")}
	var failed *seal.OpenError
	switch {
	case errors.As(err, &failed):
		e.Message, e.Hint = say.Textf("%s: %s", e.Message, failed.Message), failed.Hint
	case errors.Is(err, seal.ErrNoKey):
		e.Message, e.Hint = say.Textf("the answer is encrypted and there is no key"), say.Textf("set ARGOS_API_KEY, or name a file with --key-file")
	}
	return e
}

// foreignText is a text of the service as a message.
func foreignText(text string) say.Message {
	if text = oneLine(text); text == "" {
		return say.Message{}
	}
	return say.Textf("%s", text)
}

// oneLine cuts a foreign text to one line of bounded length, without what looks
// personal in it.
func oneLine(text string) string {
	text = personal.Text(strings.Join(strings.Fields(text[:min(len(text), 4*maxMessage)]), " "))
	text = strings.ToValidUTF8(text, "")
	if len(text) <= maxMessage {
		return text
	}
	return strings.ToValidUTF8(text[:maxMessage], "") + "…"
}
