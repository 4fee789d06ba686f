package serve

import (
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/say"
)

// Kind says what is wrong with a refused request.
type Kind int

// The kinds of refusals.
const (
	ForeignHost Kind = iota // it is for another host: a tunnel's name, or DNS rebinding
	WebPage                 // a page of another site sent it
	Proxy                   // it asks to be passed on to its target
)

// Refusal is a request that was answered by the guard.
type Refusal struct {
	Kind   Kind
	Header string // the header that told; "" where the target did
	Value  string // its value, at most 200 bytes, as it was sent
	Last   bool   // no more are told of
}

// Error says what happened, on one line.
func (r *Refusal) Error() string { return r.In(say.English) }

// In says in lang what happened.
func (r *Refusal) In(lang string) string {
	switch {
	case r.Kind == Proxy:
		return say.In(lang, "refused a request that is meant for a proxy: its target is a whole URL")
	case r.Kind == WebPage:
		return say.Textf("refused a request of a web page on another site (%s: %s)", r.Header, r.Value).In(lang)
	case r.Value == "":
		return say.In(lang, "refused a request without a Host")
	}
	return say.Textf("refused a request for host %q, which is not this server's", r.Value).In(lang)
}

// status is 421 (Misdirected Request) for what belongs to another server, and
// 403 for what belongs to none.
func (r *Refusal) status() int {
	if r.Kind == WebPage {
		return http.StatusForbidden
	}
	return http.StatusMisdirectedRequest
}

// answer is what the client is told, of a server for this machine alone if private.
// It repeats nothing of the request.
func (r *Refusal) answer(private bool) string {
	switch r.Kind {
	case ForeignHost:
		if private {
			return "refused: the Host of this request is not this machine's; behind a proxy or on another machine, forward the port (ssh -L) and open the address that argosctl printed\n"
		}
		return "refused: the Host of this request is not this server's; argosctl --allow-host adds names\n"
	case WebPage:
		return "refused: web pages of other sites cannot send requests here; send it from a program\n"
	case Proxy:
		return "refused: this server is no proxy\n"
	}
	return "refused\n"
}

// guard decides which requests a server takes.
type guard struct {
	hosts   []Host
	bound   netip.AddrPort
	private bool
	reports *reports
	log     *slog.Logger
}

func newGuard(addr net.Addr, opts Options) *guard {
	g := &guard{hosts: opts.Hosts, private: opts.Private, log: opts.Log, reports: &reports{tell: opts.Refused}}
	g.bound, _ = netip.ParseAddrPort(addr.String())
	return g
}

// refuse answers r and tells of it.
func (g *guard) refuse(w http.ResponseWriter, r *http.Request, refusal *Refusal) {
	g.log.Debug("request refused", "method", r.Method, "path", r.URL.Path, "header", refusal.Header, "value", refusal.Value)
	g.reports.add(*refusal)
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(refusal.status())
	_, _ = io.WriteString(w, refusal.answer(g.private))
}

// check returns why r is refused, nil where it is taken.
//
// What a client that is no browser sends has none of the headers below, so
// that their absence proves nothing and costs nothing. A browser, on the other
// hand, lets no page leave them out where it counts: POST always has Origin.
// fetch of Node.js sends Sec-Fetch-Mode alone, which therefore does not count.
func (g *guard) check(r *http.Request) *Refusal {
	if !strings.HasPrefix(r.RequestURI, "/") {
		return refusal(Proxy, "", "")
	}
	if !g.own(r) {
		return refusal(ForeignHost, "Host", r.Host)
	}
	for _, name := range []string{"Access-Control-Request-Method", "Access-Control-Request-Headers"} {
		if value := r.Header.Get(name); value != "" { // a preflight: same-origin requests have none
			return refusal(WebPage, name, value)
		}
	}
	for _, site := range r.Header.Values("Sec-Fetch-Site") {
		if site != "same-origin" && !(site == "none" && typed(r)) {
			return refusal(WebPage, "Sec-Fetch-Site", site)
		}
	}
	for _, name := range []string{"Origin", "Referer"} {
		for _, value := range r.Header.Values(name) {
			if !sameHost(value, r.Host) {
				return refusal(WebPage, name, origin(value))
			}
		}
	}
	return nil
}

func refusal(kind Kind, header, value string) *Refusal {
	return &Refusal{Kind: kind, Header: header, Value: value[:min(len(value), 200)]}
}

// typed tells a URL that a person opened: the address bar, a bookmark, a
// terminal. It only reads.
func typed(r *http.Request) bool {
	return (r.Method == http.MethodGet || r.Method == http.MethodHead) && r.Header.Get("Sec-Fetch-Mode") == "navigate"
}

// own tells whether r was sent to a name or address of this server. A port
// need not be named: a browser does unless it is 80, a tunnel may not.
func (g *guard) own(r *http.Request) bool {
	name, port, ok := splitHost(r.Host)
	if !ok || name == "" {
		return false
	}
	if slices.ContainsFunc(g.hosts, func(h Host) bool { return h.matches(name, port) }) {
		return true
	}
	if port != "" && port != strconv.Itoa(int(g.bound.Port())) {
		return false
	}
	return local(name) || g.reached(r, name)
}

// reached tells the address that r came in at, where the server listens beyond
// this machine, and the one it was told to listen on (0.0.0.0).
func (g *guard) reached(r *http.Request, name string) bool {
	addr, err := netip.ParseAddr(name)
	if err != nil {
		return false
	}
	if addr = addr.Unmap(); addr.IsUnspecified() {
		return g.bound.Addr().IsUnspecified()
	}
	conn, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok {
		return false
	}
	at, err := netip.ParseAddrPort(conn.String())
	return err == nil && at.Addr().Unmap().WithZone("") == addr.WithZone("")
}

// sameHost tells whether the page at the URL page is on the host of a request.
func sameHost(page, host string) bool {
	u, err := url.Parse(page)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	pageName, pagePort, ok := splitHost(u.Host)
	name, port, _ := splitHost(host)
	return ok && pageName == name && pagePort == port
}

// origin leaves out of a URL what is nobody's business: path and query.
func origin(text string) string {
	if u, err := url.Parse(text); err == nil && u.Host != "" {
		return u.Scheme + "://" + u.Host
	}
	return text
}
