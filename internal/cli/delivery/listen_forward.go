package delivery

import (
	"context"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/capture"
	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/loopback"
)

// addForwardFlags adds the flags that pass bodies on.
func (opts *listenOptions) addForwardFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&opts.forwardTo, "forward-to", "", "pass the bodies on to the handler at this `URL`")
	flags.StringArrayVar(&opts.routes, "route", nil, "pass one event on elsewhere, `EVENT=URL` (repeatable)")
	flags.BoolVar(&opts.allowRemote, "allow-remote", false, "let --forward-to and --route leave this machine")
	_ = cmd.RegisterFlagCompletionFunc("route", completeRoute)
}

// completeRoute completes EVENT=.
func completeRoute(_ *cobra.Command, _ []string, text string) (words []string, _ cobra.ShellCompDirective) {
	if !strings.Contains(text, "=") {
		for _, name := range catalog.EventNames() {
			words = append(words, name+"=")
		}
	}
	return words, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// handlers reads --forward-to and --route.
func (opts *listenOptions) handlers(ctx context.Context, receive *capture.Options) error {
	if opts.forwardTo == "" && len(opts.routes) == 0 {
		return nil
	}
	guard := opts.f.Guard
	guard.AllowRemote = opts.allowRemote
	transport := &http.Transport{
		DialContext: guard.DialContext, DisableCompression: true, ForceAttemptHTTP2: true,
		MaxIdleConnsPerHost: 64, IdleConnTimeout: 30 * time.Second,
	}
	if opts.allowRemote {
		transport.Proxy = http.ProxyFromEnvironment // never for loopback
	}
	receive.Transport, receive.Routes = transport, map[string]*url.URL{}
	var err error
	if opts.forwardTo != "" {
		if receive.Forward, err = handlerURL(ctx, guard, "--forward-to", opts.forwardTo); err != nil {
			return err
		}
	}
	for _, route := range opts.routes {
		name, target, ok := strings.Cut(route, "=")
		if !ok {
			return kit.Usagef("--route: expected EVENT=URL, found no =")
		}
		e, err := kit.CanonicalEvent(name)
		if err != nil {
			return err
		}
		if receive.Routes[e.Name] != nil {
			return kit.Usagef("--route: %s is given twice", e.Name)
		}
		if receive.Routes[e.Name], err = handlerURL(ctx, guard, "--route "+e.Name, target); err != nil {
			return err
		}
	}
	return circular(opts.server.Addr, receive)
}

// handlerURL reads the URL of a handler and checks where it leads.
func handlerURL(ctx context.Context, guard loopback.Guard, flag, text string) (*url.URL, error) {
	u, err := loopback.Parse(text)
	if err == nil {
		err = guard.Check(ctx, u)
	}
	if err != nil {
		return nil, addressFailure(flag, err, false)
	}
	return u, nil
}

// circular refuses a handler that is the listener itself.
func circular(addr string, receive *capture.Options) error {
	_, port, err := net.SplitHostPort(addr)
	if err != nil || port == "0" {
		return err
	}
	for _, u := range append(slices.Collect(maps.Values(receive.Routes)), receive.Forward) {
		if u == nil || u.Port() != port {
			continue
		}
		at, err := netip.ParseAddr(u.Hostname())
		if u.Hostname() == "localhost" || err == nil && at.Unmap().IsLoopback() {
			return kit.Usagef("the bodies would come back: the handler is the address that is listened on")
		}
	}
	return nil
}
