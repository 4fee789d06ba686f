// Package mockapi is a stand-in of the submission API for development and
// tests: the same paths, parameters, pages, key check, error bodies and
// encryption, as far as the vendor documents them, with faults to order. It
// shares no code with the client, so that each keeps the other honest; it
// knows no terminal and no flag, and talks to nobody: webhooks go through the
// function it is handed.
package mockapi

import (
	"crypto/subtle"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/secret"
)

// maxRequest bounds request bodies, in bytes.
const maxRequest = limit.Body

// Options says what the stand-in is like.
type Options struct {
	Items    [][]byte    // submissions, as JSON objects, in any order; kept, not copied
	Key      secret.Text // the key to ask for; empty takes any key, also none
	Encrypt  bool        // "Secure Data Transmission": seal answers, ask for sealed bodies
	PageSize int         // where a request has no count; 0 = catalog.APIPageSize
	Faults   []Fault
	Now      func() time.Time
	Log      *slog.Logger
	Webhook  func(payload []byte) // nil: none are sent
}

// Server answers as the API would. It is safe for concurrent use.
type Server struct {
	opts   Options
	store  *store
	tokens *tokens
	faults faults
	mux    *http.ServeMux
}

// New returns a server under the path catalog.APIVersion.
func New(opts Options) *Server {
	if opts.PageSize <= 0 {
		opts.PageSize = catalog.APIPageSize
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	s := &Server{opts: opts, store: newStore(opts.Items), tokens: newTokens(), faults: faults{plan: opts.Faults}, mux: http.NewServeMux()}
	const root = catalog.APIVersion
	s.mux.HandleFunc("GET "+root+catalog.APISubmission, s.query)
	s.mux.HandleFunc("POST "+root+catalog.APIReview, s.review)
	s.mux.HandleFunc("POST "+root+catalog.APITokens, s.addTokens)
	s.mux.HandleFunc("GET "+root+catalog.APITokens, s.listTokens)
	s.mux.HandleFunc("DELETE "+root+catalog.APITokens, s.removeTokens)
	return s
}

// Len is the number of submissions.
func (s *Server) Len() int { return len(s.store.order) }

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.opts.Log.Debug("request", "method", r.Method, "path", r.URL.Path)
	if f, ok := s.faults.next(); ok && f.play(w, r) {
		return
	}
	handler, pattern := s.mux.Handler(r)
	switch {
	case pattern == "" || !s.keyTaken(r): // the gateway answers for both alike
		s.fail(w, http.StatusForbidden, gateway("Forbidden"))
	default:
		handler.ServeHTTP(w, r)
	}
}

// keyTaken checks the key. An encrypting stand-in needs one to seal with.
func (s *Server) keyTaken(r *http.Request) bool {
	given := r.Header.Get(catalog.APIKeyHeader)
	if s.opts.Key.Empty() {
		return given != "" || !s.opts.Encrypt
	}
	return subtle.ConstantTimeCompare([]byte(given), []byte(s.opts.Key.Reveal())) == 1
}

// sealKey is the key of the request's answers: that of the project, else
// whichever the caller sent.
func sealKey(r *http.Request) seal.Key {
	key, err := seal.KeyFromAPIKey(secret.New(r.Header.Get(catalog.APIKeyHeader)))
	if err != nil { // an empty key was turned away before
		panic(err)
	}
	return key
}

// reply sends a good answer, sealed where the project encrypts.
func (s *Server) reply(w http.ResponseWriter, r *http.Request, body []byte) {
	if s.opts.Encrypt {
		body = seal.AppendResponse(nil, sealKey(r).Seal(body, seal.Base64))
	}
	send(w, http.StatusOK, body)
}

// fail sends an error body, which is never sealed (assumed).
func (s *Server) fail(w http.ResponseWriter, status int, body []byte) { send(w, status, body) }

func send(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// body reads a request's JSON object, opening a sealed one. The error is the
// answer to send.
func (s *Server) body(r *http.Request) (doc *jsonscan.Document, failure []byte) {
	raw, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, maxRequest))
	if err != nil {
		return nil, gateway("Request Entity Too Large")
	}
	doc = new(jsonscan.Document)
	if s.opts.Encrypt {
		if !doc.Parse(raw) || !doc.RequireObject() {
			return nil, gateway("Decryption is Failed. Please check the api-key.")
		}
		opened, err := sealKey(r).AppendOpen(nil, []byte(doc.TextAt(0, catalog.SealedBody)))
		if err != nil {
			return nil, gateway("Decryption is Failed. Please check the api-key.")
		}
		raw, doc = opened, new(jsonscan.Document)
	}
	if !doc.Parse(raw) || !doc.RequireObject() {
		return nil, gateway("data parsing error. please check input data.")
	}
	return doc, nil
}

// gateway is the error body of the gateway and of most endpoints.
func gateway(message string) []byte {
	return append(jsonscan.AppendQuoted([]byte(`{"`+catalog.AnswerMessage+`":`), message), '}')
}

// coded is the error body with a code ("Get token").
func coded(code, message string) []byte {
	dst := jsonscan.AppendQuoted([]byte(`{"`+catalog.AnswerErrorCode+`":`), code)
	return append(jsonscan.AppendQuoted(append(dst, `,"`+catalog.AnswerErrorMessage+`":`...), message), '}')
}
