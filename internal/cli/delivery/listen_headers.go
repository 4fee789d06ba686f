package delivery

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/capture"
	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// maxHeaders is how many headers of one request are shown, and how many names in
// one line.
const (
	maxHeaders     = 100
	maxHeaderNames = 20
)

// sent prints how a request was sent: its headers, masked, and its body's way.
func (v *listenView) sent(d *capture.Delivery) {
	f, lang := v.opts.f, v.opts.f.Speech()
	dim := f.IO.ErrStyle().Faint
	line := func(text string) { f.IO.Errorf("%s\n", dim("> "+term.Cut(text, limit.Cell))) }
	shown := d.Show()
	line(shown.Method + " " + shown.Target + " " + shown.Protocol)
	names := shown.Names()
	for _, name := range names[:min(len(names), maxHeaders)] {
		for _, value := range shown.Headers[name] {
			line(name + ": " + value)
		}
	}
	if more := len(names) - maxHeaders; more > 0 {
		line(say.Textf("%d more headers", more).In(lang))
	}
	body := shown.Body
	text := say.Textf("body: %d bytes, sent by %s, without a content encoding", body.Bytes, body.Transfer)
	if body.Encoding != "" {
		text = say.Textf("body: %d bytes, sent by %s, content encoding %s, unpacked %d bytes", body.Bytes, body.Transfer, body.Encoding, body.Unpacked)
	}
	line(text.In(lang))
}

// remarkHeaders names the headers of d that no page documents.
func (v *listenView) remarkHeaders(d *capture.Delivery) {
	f := v.opts.f
	signed, others := undocumentedHeaders(d.Header)
	for _, remark := range []struct {
		id    string
		names []string
	}{{catalog.UnknownWebhookSignature, signed}, {catalog.UnknownWebhookHeaders, others}} {
		if n := len(remark.names); n > 0 {
			shown := strings.Join(remark.names[:min(n, maxHeaderNames)], ", ")
			f.Remark("%s: headers that no page documents: %s: %s", from(d), shown, catalog.Remark(remark.id))
		}
	}
}

// undocumentedHeaders sorts the names of header that neither HTTP itself nor a
// usual tunnel or proxy accounts for; signed are those that speak of a signature.
// A Content-Type other than JSON's is named with its value.
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
	kind, _, _ := strings.Cut(header.Get("Content-Type"), ";")
	if kind = strings.TrimSpace(kind); !strings.EqualFold(kind, "application/json") {
		others = append(others, "Content-Type ("+cmp.Or(kind, "-")+")")
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
