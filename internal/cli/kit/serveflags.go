package kit

import (
	"errors"
	"net"
	"net/netip"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/serve"
	"github.com/argosctl/argosctl/internal/term"
)

// ServeFlags are what the commands that listen have in common: where, and to
// whom they answer.
type ServeFlags struct {
	Addr       string
	usual      string // the default of Addr
	allowHosts []string
}

// Add adds the flags; addr is the default of --addr.
func (s *ServeFlags) Add(cmd *cobra.Command, addr string) {
	flags := cmd.Flags()
	s.usual = addr
	flags.StringVar(&s.Addr, "addr", addr, "`HOST:PORT` to listen on; port 0 picks a free one")
	flags.StringArrayVar(&s.allowHosts, "allow-host", nil, "take requests for this `HOST[:PORT]` too: a tunnel's name; .DOMAIN is every name below it (repeatable)")
}

// Options checks the flags. The name that --addr holds is the server's own.
func (s *ServeFlags) Options(f *Factory) (serve.Options, error) {
	opts := serve.Options{Log: f.Log(), Refused: f.refused}
	name, _, err := net.SplitHostPort(s.Addr)
	if err != nil {
		return opts, BadAddress("--addr", s.Addr, s.usual)
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
	f.Warn("%v", r)
	if f.Flags.Quiet {
		return
	}
	var hint say.Message
	switch {
	case r.Kind == serve.WebPage:
		hint = say.Textf("pages cannot send requests here, programs can; let the page ask a server of its own")
	case r.Kind == serve.ForeignHost:
		if _, err := serve.ParseHost(r.Value); err == nil { // nothing else is fit to be copied into a shell
			hint = say.Textf("where a tunnel or a container of yours uses this name, add --allow-host %s", r.Value)
		}
	}
	if r.Last {
		hint = say.Textf("more refusals are not shown; -v shows all of them")
	}
	f.Hint(hint)
}

// WarnBeyond warns where a server listens beyond this machine.
func (f *Factory) WarnBeyond(addr net.Addr, risk string) {
	if at, err := netip.ParseAddrPort(addr.String()); err != nil || !at.Addr().Unmap().IsLoopback() {
		f.Warn("listening beyond this machine: whoever reaches %s can %s", addr, say.Word(risk))
	}
}

// ListenFailure says why nothing listens at the address of a flag: it cannot be one,
// it is taken, or the system refuses it. free is how the flag asks for a free port.
func ListenFailure(flag, addr, free string, err error) error {
	var address *net.AddrError
	var name *net.DNSError
	if errors.As(err, &address) || errors.As(err, &name) {
		return Usagef("%s: %w", flag, err)
	}
	var why syscall.Errno
	switch {
	case errors.Is(err, syscall.EADDRINUSE), errors.As(err, &why) && why == socketInUse:
		return Failf(Network, "%s: %s is in use", flag, term.Clean(addr)).WithHint("%s picks a free port", free)
	case why != 0:
		return Failf(Network, "%s: %s: %w", flag, term.Clean(addr), why).WithHint("%s picks a free port", free)
	}
	return Failf(Network, "%s: %w", flag, err).WithHint("%s picks a free port", free)
}

// socketInUse is what Windows says of an address that is taken.
const socketInUse = syscall.Errno(10048)
