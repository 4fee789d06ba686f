package capture

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

// Shown is what may be shown and kept of a request beside its body: credentials,
// cookies and signatures are masked, and so are the values of its query.
type Shown struct {
	Received string              `json:"received"` // RFC 3339, UTC
	Peer     string              `json:"peer"`
	Method   string              `json:"method"`
	Target   string              `json:"target"`
	Protocol string              `json:"protocol"`
	Headers  map[string][]string `json:"headers"`
	Body     Sent                `json:"body"`
}

// Sent is how a body was sent.
type Sent struct {
	Bytes    int    `json:"bytes"`    // as received
	Transfer string `json:"transfer"` // "content-length" or "chunked"
	Encoding string `json:"encoding"` // Content-Encoding; empty for none
	Unpacked int    `json:"unpacked"` // bytes without the encoding, where that could be undone
}

// Names are the names of the headers, sorted.
func (s *Shown) Names() []string { return slices.Sorted(maps.Keys(s.Headers)) }

// Show returns what may be shown of the request.
func (d *Delivery) Show() Shown {
	s := Shown{
		Received: d.Received.UTC().Format("2006-01-02T15:04:05.000Z07:00"), Peer: d.Peer.String(),
		Method: d.Method, Target: maskTarget(d.Target), Protocol: d.Protocol, Headers: map[string][]string{},
		Body: Sent{len(d.Body), "content-length", d.Encoding, len(d.Text)},
	}
	if d.Length < 0 {
		s.Body.Transfer = "chunked"
	}
	for name, values := range d.Header {
		for _, value := range values {
			s.Headers[name] = append(s.Headers[name], d.maskHeader(name, value))
		}
	}
	return s
}

// record is Show as indented JSON.
func (d *Delivery) record() ([]byte, error) {
	raw, err := jsonscan.Marshal(d.Show())
	if err != nil {
		return nil, err
	}
	return append(jsonscan.AppendIndent(nil, raw, "", "  "), '\n'), nil
}

// maskTarget masks the values of a query: the address of a webhook may hold a
// secret there.
func maskTarget(target string) string {
	path, query, found := strings.Cut(target, "?")
	if !found {
		return path
	}
	pieces := strings.Split(query, "&")
	for i, piece := range pieces {
		if name, _, ok := strings.Cut(piece, "="); ok {
			pieces[i] = name + "=***"
		} else if piece != "" {
			pieces[i] = "***"
		}
	}
	return path + "?" + strings.Join(pieces, "&")
}

// credentials are parts of the names of headers whose values open doors, or say
// who may pass.
func credentials() []string {
	return []string{
		"auth", "cookie", "token", "secret", "key", "signature", "hmac", "digest", "passw", "passphrase",
		"credential", "session", "jwt", "csrf", "xsrf", "assertion", "otp", "cert",
	}
}

// maskHeader is the value of a header as it may be shown. Of a credential that
// is its scheme, its length, and a fingerprint that tells two values of a run
// apart: a signature changes with the body, a token does not.
func (d *Delivery) maskHeader(name, value string) string {
	name = strings.ToLower(name)
	secret := slices.ContainsFunc(credentials(), func(part string) bool { return strings.Contains(name, part) })
	scheme := schemeOf(value)
	if value == "" || !secret && !(strings.HasSuffix(scheme, " ") || strings.HasPrefix(value, "eyJ")) { // a JSON Web Token
		return value
	}
	rest := value[len(scheme):]
	mac := hmac.New(sha256.New, d.runKey)
	_, _ = mac.Write([]byte(rest))
	return fmt.Sprintf("%s*** (%d characters, fingerprint %s)", scheme, len(rest), hex.EncodeToString(mac.Sum(nil)[:4]))
}

// schemeOf is the start of a credential that says how it is made and nothing
// more: "Bearer ", "sha256=". It is empty where there is none.
func schemeOf(value string) string {
	i := strings.IndexAny(value, " =")
	if i < 0 || i == len(value)-1 {
		return ""
	}
	schemes := []string{"basic", "bearer", "digest", "token", "apikey", "signature", "negotiate", "hmac", "hmac-sha256", "aws4-hmac-sha256"}
	if value[i] == '=' {
		schemes = []string{"sha1", "sha-1", "sha256", "sha-256", "sha384", "sha512", "sha-512", "md5", "hmac-sha256", "t", "ts", "v0", "v1", "v2"}
	}
	if slices.Contains(schemes, strings.ToLower(value[:i])) {
		return value[:i+1]
	}
	return ""
}

// newRunKey makes fingerprints useless outside the run.
func newRunKey() []byte {
	key := make([]byte, sha256.Size)
	_, _ = rand.Read(key) // never fails
	return key
}
