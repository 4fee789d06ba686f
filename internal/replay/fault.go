package replay

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/url"
	"strings"
	"syscall"
	"time"

	"github.com/argosctl/argosctl/internal/loopback"
	"github.com/argosctl/argosctl/internal/say"
)

// TimeoutError says that the answer did not come, or did not end, in time.
type TimeoutError struct {
	Limit time.Duration
	Began bool // the status line had come
}

func (e *TimeoutError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *TimeoutError) In(lang string) string {
	if e.Began {
		return say.Textf("the answer did not end within %s", e.Limit).In(lang)
	}
	return say.Textf("no answer within %s", e.Limit).In(lang)
}

// AnswerError says why no whole answer came.
type AnswerError struct {
	Began bool // the status line had come
	Err   error
}

func (e *AnswerError) Unwrap() error { return e.Err }

// Error puts the network's errors into words; none of them holds the URL.
func (e *AnswerError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *AnswerError) In(lang string) string { return e.message().In(lang) }

func (e *AnswerError) message() say.Message {
	var (
		record tls.RecordHeaderError
		verify *tls.CertificateVerificationError
		dns    *net.DNSError
	)
	switch {
	case e.Began:
		return say.Textf("the connection broke off in the middle of the answer")
	case errors.Is(e.Err, syscall.ECONNREFUSED):
		return say.Textf("connection refused: nothing listens there")
	case errors.Is(e.Err, io.EOF), errors.Is(e.Err, io.ErrUnexpectedEOF), errors.Is(e.Err, syscall.ECONNRESET), errors.Is(e.Err, syscall.EPIPE),
		strings.Contains(e.Err.Error(), "server closed idle connection"):
		return say.Textf("the connection was closed without an answer")
	case errors.As(e.Err, &verify):
		return say.Textf("TLS: %v", verify.Err)
	case errors.As(e.Err, &record):
		return say.Textf("TLS: the handler does not speak TLS on this port")
	case errors.As(e.Err, &dns):
		return say.Textf("host %q cannot be resolved", dns.Name)
	}
	if reason, broken := strings.CutPrefix(e.Err.Error(), "net/http: HTTP/1.x transport connection broken: "); broken {
		return say.Textf("not an HTTP answer: %s", reason)
	}
	return say.Textf("%v", e.Err)
}

// Hint is the next step, empty where none is known.
func (e *AnswerError) Hint() say.Message {
	var unknown x509.UnknownAuthorityError
	switch {
	case errors.As(e.Err, &unknown):
		return say.Textf("--ca-file FILE trusts the certificates of FILE")
	case errors.Is(e.Err, syscall.ECONNREFUSED):
		return say.Textf("start the handler, and check the port")
	}
	return say.Message{}
}

// StatusError says that the handler answered with another status than
// expected.
type StatusError struct {
	Status   int
	Expected string
	Location string // of a redirect, without query; empty where there is none
}

func (e *StatusError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *StatusError) In(lang string) string {
	if e.Location != "" {
		return say.Textf("answered %d, a redirect to %s, expected %s", e.Status, e.Location, e.Expected).In(lang)
	}
	return say.Textf("answered %d, expected %s", e.Status, e.Expected).In(lang)
}

// maxLocation is how much of a Location is named, in bytes.
const maxLocation = 200

// statusError is the error about an answer whose status is not as expected.
func statusError(a *answer, expected string) *StatusError {
	e := &StatusError{Status: a.status, Expected: expected}
	if a.status/100 != 3 {
		return e
	}
	to, err := url.Parse(a.header.Get("Location"))
	if err != nil {
		return e
	}
	to.User, to.RawQuery, to.Fragment, to.ForceQuery = nil, "", "", false // they may hold a token
	if e.Location = to.String(); len(e.Location) > maxLocation {
		e.Location = e.Location[:maxLocation] + "..."
	}
	return e
}

// LateError says that the handler answered as expected, but too late.
type LateError struct{ Took, Limit time.Duration }

func (e *LateError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *LateError) In(lang string) string {
	return say.Textf("answered after %s, expected within %s", e.Took.Round(100*time.Microsecond), e.Limit).In(lang)
}

// refused returns the guard's refusal in err, which ends a run: no later
// delivery may go out either.
func refused(err error) error {
	var no *loopback.RefusedError
	if errors.As(err, &no) {
		return no
	}
	return nil
}
