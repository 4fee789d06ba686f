// Package final makes HTTP exchanges end with a final answer. An informational
// one (1xx) is none: after 101 net/http hands the connection out, and no
// deadline ends a read of it; and a server may send 1xx without end.
//
// It wraps the transport that it is handed, and touches nothing else.
package final

import (
	"net/http"
	"net/http/httptrace"
	"net/textproto"
	"sync/atomic"

	"github.com/argosctl/argosctl/internal/say"
)

// maxInformational is how many informational answers may precede a final one.
// Servers send one or two, 100 Continue and 103 Early Hints.
const maxInformational = 5

// InformationalError says that no final answer came, only informational ones.
type InformationalError struct{ Status int }

func (e *InformationalError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *InformationalError) In(lang string) string {
	switch {
	case e.Status == http.StatusSwitchingProtocols:
		return say.In(lang, "it answered 101 Switching Protocols, which does not answer a POST or GET")
	case e.Status < http.StatusContinue:
		return say.Textf("its answer has status %d, which is none", e.Status).In(lang)
	}
	return say.Textf("it sent more than %d informational answers (%d) in place of a final one", maxInformational, e.Status).In(lang)
}

// Transport passes requests on to Base. Instead of an answer with a status
// below 200 it returns an *InformationalError, and closes the connection.
type Transport struct{ Base http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (t Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	var count atomic.Int32
	var last atomic.Int32
	trace := &httptrace.ClientTrace{Got1xxResponse: func(status int, _ textproto.MIMEHeader) error {
		last.Store(int32(status))
		if count.Add(1) > maxInformational {
			return &InformationalError{status}
		}
		return nil
	}}
	resp, err := t.Base.RoundTrip(req.WithContext(httptrace.WithClientTrace(req.Context(), trace)))
	switch {
	case err != nil && count.Load() > maxInformational:
		return nil, &InformationalError{int(last.Load())}
	case err != nil:
		return nil, err
	case resp.StatusCode < http.StatusOK:
		_ = resp.Body.Close()
		return nil, &InformationalError{resp.StatusCode}
	}
	return resp, nil
}

// CloseIdleConnections closes those of Base.
func (t Transport) CloseIdleConnections() {
	if base, ok := t.Base.(interface{ CloseIdleConnections() }); ok {
		base.CloseIdleConnections()
	}
}
