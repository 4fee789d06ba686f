package submission

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"syscall"

	"github.com/argosctl/argosctl/internal/final"
	"github.com/argosctl/argosctl/internal/say"
)

// NetworkError says why there was no answer. It names the host, never the URL.
type NetworkError struct {
	Host     string
	Reason   say.Message
	Hint     say.Message
	Attempts int
	Err      error

	passing bool // the next attempt may do better
	unsent  bool // the service has surely not seen the request
}

// Error implements error.
func (e *NetworkError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *NetworkError) In(lang string) string {
	return attempted(say.Textf("%s: %s", e.Host, e.Reason), e.Attempts).In(lang)
}

func (e *NetworkError) Unwrap() error { return e.Err }

var errTimeout = errors.New("no whole answer in time")

// tooBigError is an answer over the limit.
type tooBigError struct{ limit int64 }

func (e *tooBigError) Error() string { return e.message().String() }

func (e *tooBigError) message() say.Message {
	return say.Textf("the answer is larger than %d MiB", e.limit>>20)
}

// networkError sorts what went wrong below HTTP.
func networkError(host string, err error) *NetworkError {
	e := &NetworkError{Host: host, Err: err, passing: true}
	var (
		dns     *net.DNSError
		op      *net.OpError
		verify  *tls.CertificateVerificationError
		unknown x509.UnknownAuthorityError
		record  tls.RecordHeaderError
		tooBig  *tooBigError
		interim *final.InformationalError
	)
	e.unsent = errors.As(err, &op) && op.Op == "dial"
	switch {
	case errors.As(err, &tooBig):
		e.Reason, e.Hint, e.passing = tooBig.message(), say.Textf("ask for less at a time with --page-size"), false
	case errors.As(err, &interim):
		e.Reason, e.Hint, e.passing = say.Textf("%v", interim), say.Textf("is the host and port of --base-url right?"), false
	case errors.As(err, &dns):
		e.Reason, e.Hint = say.Textf("the name cannot be resolved"), say.Textf("is the host of --base-url right, and is there a network?")
		e.passing = !dns.IsNotFound
	case errors.As(err, &verify), errors.As(err, &unknown):
		e.Reason, e.Hint, e.passing = say.Textf("its TLS certificate is not trusted"), say.Textf("a proxy that inspects TLS needs its certificate in the system's store (or SSL_CERT_FILE)"), false
	case errors.As(err, &record):
		e.Reason, e.Hint, e.passing = say.Textf("it does not speak TLS"), say.Textf("is the host and port of --base-url right?"), false
	case errors.Is(err, errTimeout):
		e.Reason, e.Hint = say.Textf("%v", errTimeout), say.Textf("--timeout sets how long one request may take")
	case errors.Is(err, syscall.ECONNREFUSED):
		e.Reason, e.Hint = say.Textf("connection refused"), say.Textf("is the server running, and is the port of --base-url right?")
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		e.Reason = say.Textf("the connection was closed midway")
	case errors.Is(err, context.Canceled):
		e.Reason, e.passing = say.Textf("interrupted"), false
	case op != nil:
		e.Reason = say.Textf("%s failed: %s", op.Op, rootCause(op))
	default:
		e.Reason = say.Textf("the connection failed")
	}
	return e
}

// rootCause is the innermost text of an error of the system, which names
// addresses but no URL.
func rootCause(op *net.OpError) say.Word {
	var number syscall.Errno
	if errors.As(op, &number) {
		return say.Word(number.Error())
	}
	return "no connection"
}

// withAttempts notes in err how often the call was sent.
func withAttempts(err error, n int) error {
	var network *NetworkError
	var api *APIError
	switch {
	case errors.As(err, &network):
		network.Attempts = n
	case errors.As(err, &api):
		api.Attempts = n
	}
	return err
}
