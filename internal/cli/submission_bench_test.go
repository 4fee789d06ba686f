package cli

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"testing"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/mockapi"
	"github.com/argosctl/argosctl/internal/term"
)

// benchItems is the length of the list that the benchmarks walk.
const benchItems = 20_000

func benchServer(b *testing.B) string {
	b.Helper()
	srv := httptest.NewServer(mockapi.New(mockapi.Options{Items: mockapi.Samples(1, benchItems)}))
	b.Cleanup(srv.Close)
	return srv.URL + "/v3"
}

// BenchmarkSubmissionList compares `submission list --all` with a bare loop
// that reads and discards the same pages.
func BenchmarkSubmissionList(b *testing.B) {
	base := benchServer(b)
	b.Run("bare", func(b *testing.B) {
		for b.Loop() {
			bareLoop(b, base)
		}
	})
	for _, format := range []string{"ndjson", "csv", "table", "json"} {
		b.Run(format, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				benchRun(b, "", "submission", "list", "--all", "--base-url", base, "-o", format)
			}
		})
	}
}

// BenchmarkSubmissionGet asks for 10,000 submissions by their ids.
func BenchmarkSubmissionGet(b *testing.B) {
	base := benchServer(b)
	streams, out, _ := term.Buffers("")
	if code := Main([]string{"submission", "list", "--limit", "10000", "--page-size", "1000", "--base-url", base, "-o", "ndjson", "--jq", ".submission_id"}, benchFactory(streams)); code != 0 {
		b.Fatal(code)
	}
	ids := out.String()
	for b.Loop() {
		benchRun(b, ids, "submission", "get", "-", "--base-url", base, "-o", "ndjson")
	}
	b.ReportMetric(float64(10_000*b.N)/b.Elapsed().Seconds(), "ids/s")
}

func benchRun(b *testing.B, stdin string, args ...string) {
	b.Helper()
	streams, _, errs := term.Buffers(stdin)
	streams.Out = io.Discard
	if code := Main(args, benchFactory(streams)); code != 0 {
		b.Fatal(code, errs)
	}
}

func bareLoop(b *testing.B, base string) {
	next := regexp.MustCompile(`"nextpageKey":\{"id":"([^"]*)","created_at":"([^"]*)"`)
	for query := ""; ; {
		resp, err := http.Get(base + "/submission?count=50" + query)
		if err != nil {
			b.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil {
			b.Fatal(err)
		}
		m := next.FindStringSubmatch(string(body[max(0, len(body)-200):]))
		if m == nil {
			return
		}
		query = "&nextpage_id=" + url.QueryEscape(m[1]) + "&nextpage_date=" + url.QueryEscape(m[2])
	}
}

func benchFactory(streams *term.IO) *kit.Factory {
	f := kit.System(nil)
	f.IO, f.Getenv = streams, func(string) string { return "" }
	f.Home = func() (string, error) { return "/nowhere", nil }
	f.Dir = "/nowhere"
	f.Ring = nil
	return f
}
