package pane

import (
	"context"
	"net"
	"net/netip"
	"os/exec"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/loopback"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/serve"
	"github.com/argosctl/argosctl/internal/windowserver"
)

// DefaultAddr is where a window is served.
const DefaultAddr = "127.0.0.1:4401"

// Flags are what the commands with a window have in common.
type Flags struct {
	Addr     string
	Open     bool
	Fixtures string
}

// AddFlags adds the flags beside the address, which each command names its own way.
func (u *Flags) AddFlags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&u.Open, "open", false, "open the window in the browser")
	cmd.Flags().StringVar(&u.Fixtures, "fixtures", ".", "save fixtures from the window in this `directory`")
	_ = cmd.MarkFlagDirname("fixtures")
}

// Listen opens the address of the window, which has to be on this machine. flag
// names it in errors.
func (u *Flags) Listen(ctx context.Context, flag string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(u.Addr)
	if err != nil {
		return nil, kit.BadAddress(flag, u.Addr, DefaultAddr)
	}
	addr, err := netip.ParseAddr(host)
	if host != "localhost" && (err != nil || !addr.Unmap().IsLoopback()) {
		return nil, kit.Usagef("%s is %q: a window is for this machine alone", flag, u.Addr).
			WithHint("name a loopback address, such as %s; from another machine, ssh -L 4401:127.0.0.1:4401 reaches it", DefaultAddr)
	}
	at := u.Addr
	if host == "localhost" { // no resolver is asked
		at = net.JoinHostPort("127.0.0.1", port)
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", at)
	if err != nil {
		return nil, kit.ListenFailure(flag, u.Addr, flag+"=127.0.0.1:0", err)
	}
	return l, nil
}

// NewSender returns a sender to the handler of a flag.
func NewSender(f *kit.Factory, guard loopback.Guard) *Sender {
	return &Sender{F: f, Timeout: 30 * time.Second, Guard: guard}
}

// Window is the window on this pane, which answers at a listener.
func (p *Pane) Window(l net.Listener, command, lang string) (*windowserver.Server, error) {
	server, err := windowserver.New(l.Addr().String(), windowserver.Options{
		Command: command, Lang: lang, Desk: p,
		Used: func(link string) { p.F.Warn("a used link of the window was opened; a new one: %s", link) },
	})
	if err == nil {
		p.Ring = server.Ring
	}
	return server, err
}

// Announce prints the link, also with --quiet: there is no other way in.
func (p *Pane) Announce(server *windowserver.Server, flags *Flags) {
	link := server.Link()
	p.F.IO.Errln(say.Textf("window: %s", link).In(p.F.Speech()))
	if flags.Open {
		openBrowser(p.F, link)
	}
}

// Serve serves a window until ctx ends.
func Serve(ctx context.Context, f *kit.Factory, l net.Listener, server *windowserver.Server) error {
	defer context.AfterFunc(ctx, server.Close)()
	err := serve.HTTP(ctx, l, server, serve.Options{Log: f.Log(), Private: true, Refused: func(r *serve.Refusal) { f.Warn("window: %v", r) }})
	if err != nil {
		return kit.Failf(kit.Network, "window: %w", err)
	}
	return nil
}

// openBrowser opens a link. The link is an argument of a program for a moment, but
// it works only once.
func openBrowser(f *kit.Factory, link string) {
	name, args := "xdg-open", []string{link}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", link}
	}
	cmd := exec.Command(name, args...) //nolint:noctx // the browser outlives the command
	if err := cmd.Start(); err != nil {
		f.Warn("--open: no browser could be started: %v", err)
		return
	}
	go func() { _ = cmd.Wait() }()
}
