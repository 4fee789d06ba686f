package submission_test

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/mockapi"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/submission"
)

func TestErrorBodies(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		status int
		ctype  string
		body   string
		kind   submission.Kind
		text   string
		sent   int // requests
	}{
		{"refused key", 403, "application/json", `{"message":"Forbidden"}`, submission.KindKey, "the API answered 403: Forbidden", 1},
		{"no key", 401, "application/json", `{"message":"Unauthorized"}`, submission.KindKey, "401: Unauthorized", 1},
		{"blocked address", 403, "application/json", `{"message":"User is not authorized to access this resource with an explicit deny"}`, submission.KindAddress, "explicit deny", 1},
		{"blocked address, as gateways write it", 403, "application/json", `{"Message":"User is not authorized to access this resource with an explicit deny"}`, submission.KindAddress, "explicit deny", 1},
		{"bad query", 400, "application/json", `{"message":"Invalid Query String parameters"}`, submission.KindRequest, "400: Invalid Query String parameters", 1},
		{"unknown id", 400, "application/json", `{"message":"not Exist Submission ID","statusCode":400}`, submission.KindNotFound, "not Exist Submission ID", 1},
		{"unknown id with a good status", 200, "application/json", `{"message":"not Exist Submission ID","statusCode":400}`, submission.KindNotFound, "answered 400: not Exist", 1},
		{"no item", 200, "application/json", `{"Items":[]}`, submission.KindNotFound, "no such submission", 1},
		{"deleted", 400, "application/json", `{"message":"Deleted Submission"}`, submission.KindDeleted, "Deleted Submission", 1},
		{"deleted item", 200, "application/json", `{"Items":["Deleted Submission"]}`, submission.KindDeleted, "Deleted Submission", 1},
		{"code and message", 400, "application/json", `{"errorCode":"invalid_payload","message":"tell me"}`, submission.KindRequest, "400 invalid_payload: tell me", 1},
		{"code and errorMessage", 400, "application/json", `{"errorCode":"token_not_found","errorMessage":"Token not found."}`, submission.KindNotFound, "token_not_found: Token not found.", 1},
		{"list of errors", 400, "application/json", `{"errors":[{"message":"first"},{"message":"second"}]}`, submission.KindRequest, "400: first", 1},
		{"too large", 413, "application/json", `{"message":"Request Entity Too Large"}`, submission.KindTooLarge, "413", 1},
		{"throttled", 429, "application/json", `{"message":"Too Many Requests"}`, submission.KindLimit, "after 3 attempts", 3},
		{"failed", 500, "application/json", `{"message":"Internal Server Error"}`, submission.KindServer, "500", 1},
		{"bad gateway", 502, "text/html", `<h1>Bad Gateway</h1>`, submission.KindServer, "after 3 attempts", 3},
		{"unavailable", 503, "", ``, submission.KindServer, "answered 503 (after 3 attempts)", 3},
		{"gateway timeout", 504, "application/json", `{"message":"Endpoint request timed out"}`, submission.KindServer, "504", 3},
		{"html", 200, "text/html", `<!doctype html><p>user@example.com`, submission.KindForeign, "not JSON (text/html, 34 bytes)", 1},
		{"truncated", 200, "application/json", `{"Items":[{"submission_id":"6`, submission.KindForeign, "not JSON", 1},
		{"no list", 200, "application/json", `{"hello":1}`, submission.KindForeign, "no list of Items", 1},
		{"an array", 200, "application/json", `[]`, submission.KindForeign, "not JSON", 1},
		{"another submission", 200, "application/json", `{"Items":[{"submission_id":"other"}]}`, submission.KindForeign, "another submission", 1},
		{"an item that is none", 200, "application/json", `{"Items":[7]}`, submission.KindForeign, "not a JSON object", 1},
		{"mail in a message", 400, "application/json", `{"message":"no user a.person@example.com here"}`, submission.KindRequest, "no user *** here", 1},
		{"long message", 400, "application/json", `{"message":"` + strings.Repeat("long ", 900) + `"}`, submission.KindRequest, "…", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			sent := 0
			handler := answering(tt.status, tt.ctype, tt.body)
			w := newWorld(t, serve(t, func(rw http.ResponseWriter, r *http.Request) { sent++; handler(rw, r) }), func(o *submission.Options) { o.Retries = 2 })
			_, err := w.client.Get(t.Context(), "6abc", "")
			var api *submission.APIError
			if !errors.As(err, &api) || api.Kind != tt.kind || !strings.Contains(err.Error(), tt.text) || sent != tt.sent {
				t.Fatalf("got %v (%+v) after %d requests", err, api, sent)
			}
			if len(err.Error()) > 400 || strings.Contains(err.Error()+api.Hint.String(), "example.com") || strings.Contains(err.Error()+api.Hint.String()+w.log.String(), testKey) {
				t.Errorf("error: %s\nhint: %s\nlog: %s", err, api.Hint, w.log.String())
			}
		})
	}
}

// A base URL without the version leads to answers that say nothing of it: the hint does.
func TestBaseWithoutVersion(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, base, body string
		status           int
		want             bool
	}{
		{"403", "", `{"message":"Forbidden"}`, 403, true},
		{"403 below a path", "/proxy", `{"message":"Missing Authentication Token"}`, 403, true},
		{"404 of another server", "", `404 page not found`, 404, true},
		{"a page", "", `<p>welcome`, 200, true},
		{"with the version", "/v3", `{"message":"Forbidden"}`, 403, false},
		{"the API's own refusal", "", `{"message":"not Exist Submission ID"}`, 400, false},
		{"a code", "", `{"errorCode":"invalid_payload"}`, 400, false},
		{"a failure", "", `{"message":"Internal Server Error"}`, 500, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			base := serve(t, answering(tt.status, "", tt.body))
			base = strings.TrimSuffix(base, "/v3") + tt.base
			_, err := newWorld(t, base, func(o *submission.Options) { o.Retries = 1 }).client.Get(t.Context(), "6abc", "")
			var api *submission.APIError
			if !errors.As(err, &api) {
				t.Fatal(err)
			}
			if got := strings.HasPrefix(api.Hint.String(), "the base URL has no version: did you mean "+base+"/v3?"); got != tt.want {
				t.Errorf("hint %q", api.Hint)
			}
		})
	}
}

func TestGoodAnswersOfOddKinds(t *testing.T) {
	t.Parallel()
	big := strings.Repeat("x", 10<<20)
	for name, handler := range map[string]http.HandlerFunc{
		"wrong content type": answering(200, "text/plain", `{"Items":[{"submission_id":"6abc"}]}`),
		"byte order mark":    answering(200, "", "\xef\xbb\xbf"+`{"Items":[{"submission_id":"6abc"}]}`),
		"duplicate names":    answering(200, "", `{"Items":[{"submission_id":"6abc","a":1,"a":2}]}`),
		"10 MB":              answering(200, "", `{"Items":[{"submission_id":"6abc","data":{"x":"`+big+`"}}]}`),
		"gzip": func(w http.ResponseWriter, r *http.Request) {
			if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
				t.Error("gzip is not asked for")
			}
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			_, _ = io.WriteString(z, `{"Items":[{"submission_id":"6abc"}]}`)
			_ = z.Close()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			item, err := newWorld(t, serve(t, handler), nil).client.Get(t.Context(), "6abc", "kyc")
			if err != nil || item.ID() != "6abc" {
				t.Errorf("got %q, %v", item.ID(), err)
			}
		})
	}
}

func TestRetryWaits(t *testing.T) {
	t.Parallel()
	date := time.Date(2026, 4, 14, 5, 0, 0, 0, time.UTC) // three hours off the client's clock
	tests := []struct {
		name   string
		header http.Header
		least  time.Duration
		most   time.Duration
		ok     bool
	}{
		{"without", nil, 0, 500 * time.Millisecond, true},
		{"seconds", http.Header{"Retry-After": {"7"}}, 7 * time.Second, 7 * time.Second, true},
		{"date", http.Header{"Retry-After": {date.Add(9 * time.Second).Format(http.TimeFormat)}, "Date": {date.Format(http.TimeFormat)}}, 9 * time.Second, 9 * time.Second, true},
		{"date that is past", http.Header{"Retry-After": {date.Add(-time.Hour).Format(http.TimeFormat)}, "Date": {date.Format(http.TimeFormat)}}, 0, 500 * time.Millisecond, true},
		{"nonsense", http.Header{"Retry-After": {"soon"}}, 0, 500 * time.Millisecond, true},
		{"too long", http.Header{"Retry-After": {"3600"}}, 0, 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			n := 0
			w := newWorld(t, serve(t, func(rw http.ResponseWriter, _ *http.Request) {
				if n++; n == 1 {
					for name, values := range tt.header {
						rw.Header()[name] = values
					}
					rw.WriteHeader(429)
					return
				}
				_, _ = io.WriteString(rw, `{"Items":[]}`)
			}), nil)
			err := w.client.Ping(t.Context())
			if (err == nil) != tt.ok {
				t.Fatal(err)
			}
			if !tt.ok {
				if len(w.pauses) != 0 || !strings.Contains(err.Error(), "429") {
					t.Errorf("waited %v, %v", w.pauses, err)
				}
				return
			}
			if len(w.pauses) != 1 || w.pauses[0] < tt.least || w.pauses[0] > tt.most {
				t.Errorf("waited %v", w.pauses)
			}
		})
	}
}

func TestThreeFaultsAreSurvived(t *testing.T) {
	t.Parallel()
	for _, plan := range []string{"429:3", "503:2,502:1", "reset:3", "reset:1,504:1@4"} {
		t.Run(plan, func(t *testing.T) {
			faults, err := mockapi.ParseFaults(plan)
			if err != nil {
				t.Fatal(err)
			}
			w := newWorld(t, mock(t, mockapi.Options{Items: mockapi.Samples(1, 120), Faults: faults}), nil)
			ids, _, _, err := collect(t, w.client, submission.Query{}, submission.Cursor{}, 0)
			if err != nil || len(sorted(ids)) != 120 {
				t.Errorf("%d ids, %v", len(ids), err)
			}
		})
	}
}

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestNetworkFaults(t *testing.T) {
	t.Parallel()
	dial := func(err error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }
	tests := []struct {
		name string
		err  error
		text string
		sent int
	}{
		{"unknown name", dial(&net.DNSError{Err: "no such host", Name: "api.example.com", IsNotFound: true}), "the name cannot be resolved", 1},
		{"name server down", dial(&net.DNSError{Err: "timeout", Name: "api.example.com", IsTimeout: true}), "the name cannot be resolved", 3},
		{"refused", dial(syscall.ECONNREFUSED), "connection refused", 3},
		{"unreachable", dial(syscall.EHOSTUNREACH), "dial failed: no route to host", 3},
		{"reset", &net.OpError{Op: "read", Err: syscall.ECONNRESET}, "closed midway", 3},
		{"end", io.ErrUnexpectedEOF, "closed midway", 3},
		{"anything", errors.New("https://api.example.com/?email=a@example.com"), "the connection failed", 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			sent := 0
			w := newWorld(t, "https://api.example.com/v3", func(o *submission.Options) {
				o.Retries = 2
				o.Transport = transport(func(*http.Request) (*http.Response, error) { sent++; return nil, tt.err })
			})
			err := w.client.Ping(t.Context())
			var network *submission.NetworkError
			if !errors.As(err, &network) || !strings.Contains(err.Error(), "api.example.com: ") || !strings.Contains(err.Error(), tt.text) || sent != tt.sent {
				t.Errorf("got %v after %d requests", err, sent)
			}
			if strings.Contains(err.Error(), "email") || strings.Contains(w.log.String(), "email") {
				t.Errorf("leaked: %v %s", err, w.log.String())
			}
		})
	}
}

func TestTLSFailure(t *testing.T) {
	t.Parallel()
	srv := httptest.NewTLSServer(answering(200, "", `{"Items":[]}`))
	defer srv.Close()
	srv.Config.ErrorLog = nil
	w := newWorld(t, srv.URL+"/v3", nil)
	if err := w.client.Ping(t.Context()); err == nil || !strings.Contains(err.Error(), "certificate is not trusted") || len(w.pauses) != 0 {
		t.Errorf("got %v after %v", err, w.pauses)
	}
	plain := httptest.NewServer(answering(200, "", `{}`))
	defer plain.Close()
	w = newWorld(t, strings.Replace(plain.URL, "http:", "https:", 1), nil)
	if err := w.client.Ping(t.Context()); err == nil || !strings.Contains(err.Error(), "does not speak TLS") {
		t.Errorf("got %v", err)
	}
}

func TestSlowBytes(t *testing.T) {
	t.Parallel()
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, `{"Items":[`)
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	w := newWorld(t, base, func(o *submission.Options) { o.Timeout, o.Retries = 50*time.Millisecond, 1 })
	err := w.client.Ping(t.Context())
	if err == nil || !strings.Contains(err.Error(), "no whole answer in time (after 2 attempts)") {
		t.Errorf("got %v", err)
	}
}

func TestTooBig(t *testing.T) {
	t.Parallel()
	base := serve(t, answering(200, "", `{"Items":["`+strings.Repeat("x", 3<<20)+`"]}`))
	w := newWorld(t, base, func(o *submission.Options) { o.MaxBody = 2 << 20 })
	if err := w.client.Ping(t.Context()); err == nil || !strings.Contains(err.Error(), "larger than 2 MiB") || len(w.pauses) != 0 {
		t.Errorf("got %v", err)
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	followed := false
	other := serve(t, func(http.ResponseWriter, *http.Request) { followed = true })
	base := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other, http.StatusFound) })
	err := newWorld(t, base, nil).client.Ping(t.Context())
	var api *submission.APIError
	if !errors.As(err, &api) || api.Kind != submission.KindForeign || !strings.Contains(api.Hint.String(), "redirects are not followed") || followed {
		t.Errorf("got %v (followed %t)", err, followed)
	}
}

func TestCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	base := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	if err := newWorld(t, base, nil).client.Ping(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestEncryptedAnswers(t *testing.T) {
	t.Parallel()
	base := mock(t, mockapi.Options{Items: mockapi.Samples(1, 5), Encrypt: true})
	if err := newWorld(t, base, nil).client.Ping(t.Context()); err != nil {
		t.Error(err)
	}
	sealed := answering(200, "", `{"data":"fdyBtjvS5zpIo9mhf3Bi2PsnnqRnxC0gCvq9ydNyE3un95LdRflyZpAXnoaZ1k+tF1sxkiCYPEz2s/3eFc6ZkrELYj+9S2KauGOM/4XCaTGCNZ3NGiZsOtmdkfjJVPExGbgXxe1jPjlRBv+hlDExTNmy+mjoiJg5euPhaevWD0YD+qjV8DTD67jofiYdLQFK","isEncrypted":true}`)
	for key, want := range map[string]string{"": "there is no key", "another key altogether": "does not open"} {
		w := newWorld(t, serve(t, sealed), func(o *submission.Options) { o.Key = secret.New(key) })
		err := w.client.Ping(t.Context())
		var api *submission.APIError
		if !errors.As(err, &api) || api.Kind != submission.KindSealed || !strings.Contains(err.Error(), want) {
			t.Errorf("key %q: %v", key, err)
		}
	}
}

func TestBaseURLs(t *testing.T) {
	t.Parallel()
	for text, ok := range map[string]bool{
		"https://rest-api.argosidentity.com/v3": true,
		"https://api.example.com/v3/":           true,
		"http://127.0.0.1:4410/v3":              true,
		"http://localhost:4410/v3":              true,
		"http://[::1]:4410/v3":                  true,
		"http://203.0.113.9/v3":                 false,
		"ftp://127.0.0.1/v3":                    false,
		"https://user:word@api.example.com/v3":  false,
		"https://api.example.com/v3?key=1":      false,
		"rest-api.argosidentity.com/v3":         true,
		"":                                      false,
		"https://":                              false,
		"https://api.example.com/v3#submission": false,
	} {
		t.Run(text, func(t *testing.T) {
			_, err := submission.New(t.Context(), submission.Options{BaseURL: text})
			var bad *submission.URLError
			if (err == nil) != ok || err != nil && !errors.As(err, &bad) {
				t.Errorf("%v", err)
			}
		})
	}
	if local, err := submission.Local(t.Context(), "http://127.0.0.1:1/v3"); !local || err != nil {
		t.Error(local, err)
	}
	if local, err := submission.Local(t.Context(), "https://api.example.com/v3"); local || err != nil {
		t.Error(local, err)
	}
}
