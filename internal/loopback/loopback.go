// Package loopback keeps deliveries on this machine: a forged `approved` must
// never reach production by accident. It checks the address of a handler
// before anything is sent, and every address again when a connection is made,
// so that a name cannot change its meaning in between.
//
// It resolves names and dials through functions that it is handed; it sends
// nothing, prints nothing and knows no flag. No error of it shows the URL,
// which may hold a password or a token.
package loopback

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/say"
)

// Guard decides which addresses may be reached. The zero Guard allows loopback
// addresses, and resolves and dials as the system does.
type Guard struct {
	// AllowRemote lets every address through.
	AllowRemote bool
	// Resolve returns the addresses of a name; nil asks the system.
	Resolve func(ctx context.Context, host string) ([]netip.Addr, error)
	// Dial connects to "ADDRESS:PORT"; nil uses the network.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// URLError says why a text is no URL that deliveries can go to. It does not
// repeat the text.
type URLError struct{ Reason, Hint string }

func (e *URLError) Error() string { return e.Reason }

// RefusedError says that a host is not on this machine.
type RefusedError struct {
	Host string
	Addr netip.Addr // what it resolved to; the zero Addr where it did not resolve
	Err  error      // why it did not resolve
}

func (e *RefusedError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *RefusedError) In(lang string) string {
	switch {
	case e.Err != nil:
		return say.Textf("host %q cannot be resolved, so it is not known to be on this machine", e.Host).In(lang)
	case e.Addr.String() == e.Host:
		return say.Textf("%s is not a loopback address", e.Host).In(lang)
	}
	return say.Textf("host %q is %s, which is not a loopback address", e.Host, e.Addr).In(lang)
}

func (e *RefusedError) Unwrap() error { return e.Err }

// Parse reads the URL of a handler: http or https, without credentials. Without a
// scheme it is http, a port alone is of this machine: HOST:PORT/PATH, :PORT/PATH,
// PORT. The error is a *URLError.
func Parse(text string) (*url.URL, error) {
	const example = "expected http://HOST:PORT/PATH"
	u, err := url.Parse(complete(text))
	if err != nil { // it quotes the text: not wrapped
		return nil, &URLError{"not a URL", example}
	}
	switch {
	case u.User != nil:
		return nil, &URLError{"the URL holds credentials, which would end up in logs", "leave USER:PASSWORD@ out; --header 'Authorization: ...' sends one"}
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, &URLError{"the URL's scheme is not http or https", example}
	case u.Hostname() == "":
		return nil, &URLError{"the URL has no host", example}
	case u.Port() != "" && !validPort(u.Port()):
		return nil, &URLError{"the URL's port is not from 1 to 65535", example}
	}
	return u, nil
}

// complete adds what is left out of a URL. A bare word stays as it is: it may be
// anything, so no name is looked up for it.
func complete(text string) string {
	switch {
	case validPort(text):
		return "http://localhost:" + text
	case hasScheme(text) || text != "localhost" && !strings.ContainsAny(text, ".:/"):
		return text
	case text[0] == ':':
		return "http://localhost" + text
	}
	return "http://" + text
}

func hasScheme(text string) bool {
	scheme, rest, ok := strings.Cut(text, ":")
	return ok && !strings.ContainsAny(scheme, "./?#[") && (strings.HasPrefix(rest, "//") || scheme == "http" || scheme == "https")
}

func validPort(text string) bool {
	port, err := strconv.ParseUint(text, 10, 16)
	return err == nil && port > 0
}

// Check refuses a host that is not on this machine, before anything is sent.
// The error is a *RefusedError, or the context's.
func (g Guard) Check(ctx context.Context, u *url.URL) error {
	if g.AllowRemote {
		return nil
	}
	_, err := g.addresses(ctx, u.Hostname())
	return err
}

// DialContext connects to an address that it has checked: where a name has
// several, all of them must be loopback, and they are tried in order.
func (g Guard) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	dial := g.Dial
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	if g.AllowRemote {
		return dial(ctx, network, address)
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	addrs, err := g.addresses(ctx, host)
	if err != nil {
		return nil, err
	}
	var first error
	for _, addr := range addrs {
		conn, err := dial(ctx, network, net.JoinHostPort(addr.String(), port))
		if err == nil {
			return conn, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

// addresses returns the addresses of host, all of them loopback.
func (g Guard) addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	addrs, err := g.resolve(ctx, host)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err == nil && len(addrs) == 0 {
		err = errors.New("no address")
	}
	if err != nil {
		return nil, &RefusedError{Host: host, Err: err}
	}
	for i, addr := range addrs {
		addrs[i] = addr.Unmap()
		if !addrs[i].IsLoopback() {
			return nil, &RefusedError{Host: host, Addr: addrs[i]}
		}
	}
	return addrs, nil
}

func (g Guard) resolve(ctx context.Context, host string) ([]netip.Addr, error) {
	if addr, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{addr}, nil
	}
	name := strings.ToLower(strings.TrimSuffix(host, "."))
	switch {
	case name == "localhost", strings.HasSuffix(name, ".localhost"): // RFC 6761: never asked for
		return []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1}), netip.IPv6Loopback()}, nil
	case g.Resolve != nil:
		return g.Resolve(ctx, host)
	}
	return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
}
