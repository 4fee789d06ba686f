package submission_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/mockapi"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/submission"
)

// testKey is invented.
const testKey = "EXAMPLEonlyNotARealKey0123456789abcdefgh"

// world is a client with a clock that does not wait, and what it did.
type world struct {
	client *submission.Client
	mu     sync.Mutex
	pauses []time.Duration
	log    bytes.Buffer
}

func (w *world) sleep(_ context.Context, d time.Duration) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pauses = append(w.pauses, d)
	return nil
}

// Write keeps the log.
func (w *world) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.log.Write(p)
}

func newWorld(t *testing.T, base string, change func(*submission.Options)) *world {
	t.Helper()
	w := &world{}
	opts := submission.Options{
		BaseURL: base, Key: secret.New(testKey), Version: "9.9", Timeout: 10 * time.Second,
		Now:   func() time.Time { return time.Date(2026, 4, 14, 2, 0, 0, 0, time.UTC) },
		Sleep: w.sleep,
		Log:   slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	if change != nil {
		change(&opts)
	}
	client, err := submission.New(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	w.client = client
	return w
}

// serve starts a server that answers every request with handler.
func serve(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	srv := httptest.NewServer(handler)
	t.Cleanup(srv.Close)
	return srv.URL + "/v3"
}

// mock starts the stand-in.
func mock(t *testing.T, opts mockapi.Options) string {
	t.Helper()
	srv := httptest.NewServer(mockapi.New(opts))
	t.Cleanup(srv.Close)
	return srv.URL + "/v3"
}

// answering is a handler with one answer.
func answering(status int, contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if contentType != "" {
			w.Header().Set("Content-Type", contentType)
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// collect walks a list and returns the ids, and how it ended.
func collect(t *testing.T, c *submission.Client, q submission.Query, from submission.Cursor, limit int) (ids []string, at submission.Cursor, more bool, err error) {
	t.Helper()
	list, err := c.List(q, from, limit)
	if err != nil {
		t.Fatal(err)
	}
	for item, itemErr := range list.Items(t.Context()) {
		if itemErr != nil {
			err = itemErr
			break
		}
		ids = append(ids, item.ID())
	}
	at, more = list.Cursor()
	return ids, at, more, err
}
