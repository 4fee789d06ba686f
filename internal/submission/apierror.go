package submission

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/personal"
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
	Message    string
	Kind       Kind
	Hint       string
	RetryAfter time.Duration // 0 where the service does not say
	Attempts   int
}

func (e *APIError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "the API answered %d", e.Status)
	if e.Code != "" {
		b.WriteString(" " + e.Code)
	}
	if e.Message != "" {
		b.WriteString(": " + e.Message)
	}
	if e.Attempts > 1 {
		fmt.Fprintf(&b, " (after %d attempts)", e.Attempts)
	}
	return b.String()
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
		return e.foreign(a, len(a.body))
	}
	e.read(doc)
	e.classify(c.opts.Key.Empty())
	if e.Kind == KindRequest && e.Status == http.StatusNotFound {
		e.Kind = KindNotFound
	}
	return e
}

// read takes the code, the message and the body's own status.
func (e *APIError) read(doc *jsonscan.Document) {
	e.Code = oneLine(doc.TextAt(0, catalog.AnswerErrorCode))
	for _, name := range []string{catalog.AnswerErrorMessage, catalog.AnswerMessage, "Message", "error"} {
		if e.Message == "" {
			e.Message = oneLine(doc.TextAt(0, name))
		}
	}
	if list, ok := doc.Get(0, "errors"); ok && e.Message == "" {
		for first := range doc.Children(list) {
			e.Message = oneLine(doc.TextAt(first, catalog.AnswerMessage))
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
	refusal := catalog.RefusalOf(e.Code + " " + e.Message)
	switch {
	case refusal == catalog.RefusalDeleted:
		e.Kind, e.Hint = KindDeleted, "the submission was deleted; its data is gone"
	case refusal == catalog.RefusalNotFound:
		e.Kind = KindNotFound
	case refusal == catalog.RefusalAddress:
		e.Kind, e.Hint = KindAddress, "the key is right, but this machine's IP address is not on the project's allow list: add it in the dashboard"
	case e.Status == http.StatusUnauthorized || e.Status == http.StatusForbidden || refusal == catalog.RefusalKey:
		e.Kind, e.Hint = KindKey, "the key is not one of a project of this API: see 'argosctl auth status' for where it comes from"
		if keyless {
			e.Hint = "no key was sent: set ARGOS_API_KEY, name a file with --key-file, or store it with 'argosctl auth login'"
		}
	case refusal == catalog.RefusalSealed:
		e.Kind, e.Hint = KindRequest, "the project wants encrypted bodies sealed with its own key: use --encrypt and check the key; "+
			"where both are so: "+catalog.Remark(catalog.UnknownEncryptedRequest).En
	case e.Status == http.StatusRequestEntityTooLarge:
		e.Kind, e.Hint = KindTooLarge, "send less at a time"
	case e.Status == http.StatusTooManyRequests:
		e.Kind, e.Hint = KindLimit, fmt.Sprintf("the project's limit is %s calls a second and %s a day (until 00:00 UTC), all callers together",
			grouped(catalog.APICallsPerSecond), grouped(catalog.APICallsPerDay))
		if e.RetryAfter > 0 {
			e.Hint = fmt.Sprintf("the service asks to wait %s", e.RetryAfter)
		}
	case e.Status >= 500:
		e.Kind, e.Hint = KindServer, "the service failed; try again later"
	case e.Status < 400 && e.Status >= 300:
		e.Kind, e.Hint = KindForeign, "redirects are not followed, because the key would travel: check --base-url"
	default:
		e.Kind = KindRequest
	}
}

// grouped writes a number of thousands as people do: 5,000.
func grouped(n int) string { return fmt.Sprintf("%d,%03d", n/1000, n%1000) }

// foreign is an answer that the API does not give: a proxy's page, a cut text.
// Its content is not repeated.
func (e *APIError) foreign(a answer, size int) *APIError {
	e.classify(false)
	if a.status >= 400 {
		return e
	}
	kind := a.header.Get("Content-Type")
	if kind == "" {
		kind = "no content type"
	}
	if e.Message = fmt.Sprintf("not JSON (%s, %d bytes)", oneLine(kind), size); size == 0 {
		e.Message = "an empty body"
	}
	if e.Kind = KindForeign; a.status < 300 {
		e.Hint = "expected the API's JSON: is --base-url right, and does a proxy answer in its place?"
	}
	return e
}

// sealedError is an encrypted answer that does not open.
func (c *Client) sealedError(a answer, err error) *APIError {
	e := &APIError{Status: a.status, Kind: KindSealed, Message: "the answer is encrypted and does not open"}
	var failed *seal.OpenError
	switch {
	case errors.As(err, &failed):
		e.Message, e.Hint = e.Message+": "+failed.Message, failed.Hint
	case errors.Is(err, seal.ErrNoKey):
		e.Message, e.Hint = "the answer is encrypted and there is no key", "set ARGOS_API_KEY, or name a file with --key-file"
	}
	return e
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
