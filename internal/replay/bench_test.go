package replay

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
)

// BenchmarkRun sends b.N samples, each with a body of its own, to the handler
// at $HANDLER_URL, or to one in this process.
func BenchmarkRun(b *testing.B) {
	to := os.Getenv("HANDLER_URL")
	if to == "" {
		s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) }))
		defer s.Close()
		to = s.URL
	}
	for _, c := range []int{1, 8, 64} {
		b.Run(fmt.Sprint("c=", c), func(b *testing.B) {
			client := clientFor(b, to, nil)
			status, _ := ParseStatuses("2xx")
			opts := Options{Client: client, Concurrency: c, Expect: Expect{Status: status}}
			b.ReportAllocs()
			err := Run(b.Context(), opts, Samples{Event: "approved", Count: b.N}.Feed(b.Context()), func(r *Result) error { return r.Err })
			if err != nil {
				b.Fatal(err)
			}
		})
	}
}
