package delivery

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/capture"
	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/term"
)

// maxHeaderNames is how many names of one request are shown.
const maxHeaderNames = 20

// remarkHeaders names the headers of d that no page documents. Their values
// are not shown: they may be credentials.
func (v *listenView) remarkHeaders(d *capture.Delivery) {
	f, lang := v.opts.f, v.opts.lang
	signed, others := undocumentedHeaders(d.Header)
	for _, remark := range []struct {
		id    string
		names []string
	}{{catalog.UnknownWebhookSignature, signed}, {catalog.UnknownWebhookHeaders, others}} {
		if n := len(remark.names); n > 0 {
			shown := strings.Join(remark.names[:min(n, maxHeaderNames)], ", ")
			f.Note("note: %s: %s: %s: %s", from(d), kit.Label(lang, "headers that no page documents"), term.Clean(shown),
				catalog.Remark(remark.id).In(lang))
		}
	}
}

// undocumentedHeaders sorts the names of header that neither HTTP itself nor a
// usual tunnel or proxy accounts for; signed are those that speak of a signature.
func undocumentedHeaders(header http.Header) (signed, others []string) {
	for _, name := range slices.Sorted(maps.Keys(header)) {
		lower := strings.ToLower(name)
		switch {
		case slices.Contains(ordinaryHeaders(), name), strings.HasPrefix(name, "X-Forwarded-"), strings.HasPrefix(name, "Cf-"):
		case strings.Contains(lower, "signature"), strings.Contains(lower, "hmac"), strings.Contains(lower, "digest"):
			signed = append(signed, name)
		default:
			others = append(others, name)
		}
	}
	return signed, others
}

// ordinaryHeaders are those of every HTTP client, and of proxies on the way.
func ordinaryHeaders() []string {
	return []string{
		"Accept", "Accept-Encoding", "Accept-Language", "Cache-Control", "Connection", "Content-Encoding", "Content-Length",
		"Content-Type", "Date", "Expect", "Pragma", "Transfer-Encoding", "User-Agent",
		"Cdn-Loop", "Forwarded", "Traceparent", "Tracestate", "Via", "X-Real-Ip",
	}
}
