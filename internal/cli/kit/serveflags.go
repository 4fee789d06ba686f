package kit

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/serve"
)

// ServeFlags are what the commands that listen have in common: where, and to
// whom they answer.
type ServeFlags struct {
	Addr       string
	allowHosts []string
}

// Add adds the flags; addr is the default of --addr.
func (s *ServeFlags) Add(cmd *cobra.Command, addr string) {
	flags := cmd.Flags()
	flags.StringVar(&s.Addr, "addr", addr, "`HOST:PORT` to listen on; port 0 picks a free one")
	flags.StringArrayVar(&s.allowHosts, "allow-host", nil, "take requests for this `HOST[:PORT]` too: a tunnel's name; .DOMAIN is every name below it (repeatable)")
}

// Options checks the flags. The name that --addr holds is the server's own.
func (s *ServeFlags) Options(f *Factory) (serve.Options, error) {
	_ = f.Speech() // before requests, which are refused at the same time, ask for it
	opts := serve.Options{Log: f.Log(), Refused: f.refused}
	name, _, err := net.SplitHostPort(s.Addr)
	if err != nil {
		return opts, Usagef("--addr is %q, expected HOST:PORT", s.Addr)
	}
	if _, err := netip.ParseAddr(name); err != nil && name != "" {
		if host, err := serve.ParseHost(name); err == nil {
			opts.Hosts = append(opts.Hosts, host)
		}
	}
	for _, text := range s.allowHosts {
		host, err := serve.ParseHost(text)
		if err != nil {
			return opts, Usagef("--allow-host is %q: %w", text, err)
		}
		opts.Hosts = append(opts.Hosts, host)
	}
	return opts, nil
}

// refused says on stderr that a request was not taken, and what helps.
func (f *Factory) refused(r *serve.Refusal) {
	what, hint := refusal(r)
	f.Warn("%s", f.Said(what))
	if r.Last {
		hint = catalog.Say(catalog.NoticeServeHintLast)
	}
	if hint != nil && !f.Flags.Quiet {
		f.Hint(say.Textf("%s", hint))
	}
}

// refusal is what there is to say of a refused request; hint is nil where
// nothing helps.
func refusal(r *serve.Refusal) (what, hint *catalog.Saying) {
	switch {
	case r.Kind == serve.Proxy:
		return catalog.Say(catalog.NoticeServeRefusedProxy), nil
	case r.Kind == serve.WebPage:
		return catalog.Say(catalog.NoticeServeRefusedPage, "header", r.Header, "value", r.Value), catalog.Say(catalog.NoticeServeHintPage)
	case r.Value == "":
		return catalog.Say(catalog.NoticeServeRefusedNoHost), nil
	}
	if _, err := serve.ParseHost(r.Value); err == nil { // nothing else is fit to be copied into a shell
		hint = catalog.Say(catalog.NoticeServeHintHost, "value", r.Value)
	}
	return catalog.Say(catalog.NoticeServeRefusedHost, "value", strconv.Quote(r.Value)), hint
}

// WarnBeyond warns where a server listens beyond this machine; risk is the notice
// of that.
func (f *Factory) WarnBeyond(addr net.Addr, risk catalog.NoticeID) {
	if at, err := netip.ParseAddrPort(addr.String()); err != nil || !at.Addr().Unmap().IsLoopback() {
		f.Warn("%s", f.Said(catalog.Say(risk, "address", addr.String())))
	}
}

// ListenFailure tells an address that cannot be from one that is taken.
func ListenFailure(err error) error {
	var address *net.AddrError
	var name *net.DNSError
	if errors.As(err, &address) || errors.As(err, &name) {
		return Usagef("--addr: %w", err)
	}
	return Fail(Network, fmt.Errorf("--addr: %w", err)).WithHint("--addr 127.0.0.1:0 picks a free port")
}
