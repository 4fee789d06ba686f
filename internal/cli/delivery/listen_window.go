package delivery

import (
	"context"
	"net"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/capture"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/pane"
	"github.com/argosctl/argosctl/internal/windowserver"
)

// addUIFlags adds the flags of the window.
func (opts *listenOptions) addUIFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&opts.ui.Addr, "ui", "", "show the deliveries in the browser, by a page at this `ADDR`; give it as --ui=ADDR")
	flags.Lookup("ui").NoOptDefVal = pane.DefaultAddr
	opts.ui.AddFlags(cmd)
}

// listenWindow is the window of a run, if there is one.
type listenWindow struct {
	opts     *listenOptions
	pane     *pane.Pane
	live     *pane.Live
	listener net.Listener // nil without --ui
	server   *windowserver.Server
}

// openWindow opens the window of --ui. Without it there is nothing behind what it
// returns.
func (opts *listenOptions) openWindow(ctx context.Context, addr net.Addr, receive *capture.Options) (w *listenWindow, err error) {
	f := opts.f
	w = &listenWindow{opts: opts}
	if opts.ui.Addr == "" {
		if opts.ui.Open {
			return nil, kit.Usagef("--open is about the window of --ui").WithHint("add --ui")
		}
		return w, nil
	}
	if w.listener, err = opts.ui.Listen(ctx, "--ui"); err != nil {
		return nil, err
	}
	defer func(l net.Listener) {
		if err != nil {
			_ = l.Close()
		}
	}(w.listener)
	guard := f.Guard
	guard.AllowRemote = opts.allowRemote
	sender := pane.NewSender(f, guard)
	sender.To = receive.Forward
	sender.Routes = receive.Routes
	receive.KeepAnswers = true
	w.pane = &pane.Pane{F: f, Opener: opts.opener, Sender: sender, Dir: opts.ui.Fixtures}
	if w.live, err = pane.NewLive(ctx, w.pane, f.Speech()); err != nil {
		return nil, err
	}
	_, keyErr := opts.opener.Load(ctx)
	w.live.Addr, w.live.Save, w.live.HasKey = addr.String(), opts.save, keyErr == nil
	w.server, err = w.pane.Window(w.listener, "listen", f.Speech())
	return w, err
}

func (w *listenWindow) announce() {
	if w.server != nil {
		w.pane.Announce(w.server, &w.opts.ui)
	}
}

// serve serves the window until ctx ends; stop ends the run where it fails.
func (w *listenWindow) serve(ctx context.Context, stop func()) <-chan error {
	ended := make(chan error, 1)
	if w.server == nil {
		ended <- nil
		return ended
	}
	go func() {
		err := pane.Serve(ctx, w.opts.f, w.listener, w.server)
		stop()
		ended <- err
	}()
	return ended
}

// take shows a delivery, also one whose handler has not answered yet.
func (w *listenWindow) take(d *capture.Delivery, waiting bool) {
	switch {
	case w.live == nil:
	case waiting:
		w.live.Wait(d)
	default:
		w.live.Take(d)
	}
}

func (w *listenWindow) close() {
	if w.listener != nil {
		_ = w.listener.Close()
	}
}
