package delivery

import (
	"context"
	"net"
	"net/http"
	"strings"

	"github.com/argosctl/argosctl/internal/capture"
	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// arrival is a delivery that was answered, or whose handler has yet to do so.
type arrival struct {
	*capture.Delivery
	waiting bool
}

// serve receives until it is told to stop, and shows what comes.
func (opts *listenOptions) serve(ctx context.Context, l net.Listener, receive capture.Options, w *listenWindow) error {
	interrupted := ctx
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if opts.timeout > 0 {
		ctx, cancel = context.WithTimeout(ctx, opts.timeout)
		defer cancel()
	}
	view, err := opts.newView(ctx)
	if err != nil {
		return err
	}
	deliveries, ended := make(chan arrival, 256), make(chan struct{})
	defer close(ended)
	hand := func(a arrival) {
		select {
		case deliveries <- a:
		case <-ended: // a straggler after the grace: too late to be shown
		}
	}
	receive.Seen = func(d *capture.Delivery) { hand(arrival{d, false}) }
	if w.live != nil {
		receive.Waiting = func(d *capture.Delivery) { hand(arrival{d, true}) }
	}
	server := capture.NewServer(receive)
	served := make(chan error, 1)
	go func() { served <- server.Serve(ctx, l) }()
	shown := w.serve(ctx, cancel)
	for running := true; running; {
		select {
		case a := <-deliveries:
			view.show(a)
			w.take(a.Delivery, a.waiting)
			if len(deliveries) == 0 { // nothing else is waiting to be shown
				view.flush()
			}
			if view.err != nil {
				cancel() // nobody reads any more
			}
		case err = <-served:
			running = false
		}
	}
	for len(deliveries) > 0 {
		view.show(<-deliveries)
	}
	cancel()
	if windowErr := <-shown; err == nil && windowErr != nil {
		return windowErr
	}
	if closeErr := view.close(); closeErr != nil {
		return closeErr
	}
	if err != nil {
		return kit.Failf(kit.Network, "listen: %w", err)
	}
	return opts.outcome(interrupted, view.count)
}

// outcome is what the end of the listening means.
func (opts *listenOptions) outcome(interrupted context.Context, count int) error {
	switch {
	case opts.max > 0 && count >= opts.max:
		return nil
	case interrupted.Err() != nil:
		return interrupted.Err()
	case opts.max > 0:
		return kit.Failf(kit.Negative, "received %d of %d events within %s", count, opts.max, opts.timeout)
	}
	return nil
}

// listenView shows deliveries, one after the other. After an error it shows
// nothing more.
type listenView struct {
	opts    *listenOptions
	decoder *view.Decoder
	out     *kit.Results // nil for the table
	table   *listenTable
	line    []byte
	count   int
	err     error
	notes   []noted
	over    func() bool // the run has ended: who hangs up now is argosctl
}

func (opts *listenOptions) newView(ctx context.Context) (*listenView, error) {
	v := &listenView{opts: opts, decoder: opts.newDecoder(ctx), over: func() bool { return ctx.Err() != nil }}
	if opts.format == kit.Table {
		v.table = newListenTable(opts.f.IO, opts.lang)
		return v, nil
	}
	var err error
	v.out, err = opts.f.Results(opts.format)
	return v, err
}

func (v *listenView) show(a arrival) {
	d := a.Delivery
	if a.waiting { // its line tells the answer
		return
	}
	v.remark(d)
	if !d.Accepted() || !d.Wanted {
		return
	}
	v.count++
	if v.err != nil {
		return
	}
	e, trouble := v.decoder.Decode(received(d.Text))
	switch {
	case v.out == nil:
		if v.err = v.table.row(d, e, trouble); e == nil {
			v.opts.f.Warn("%s: %v", from(d), trouble)
		}
		v.doubt(d, e)
	case e == nil:
		v.opts.f.Warn("%s: %v", from(d), trouble)
	default:
		v.line = append(e.AppendJSON(v.line[:0], []byte(`{"path":"listen"}`)), '\n')
		v.err = v.out.PutLines(v.line)
	}
}

// remark says on stderr what is odd about a request, and with -v how it was sent.
func (v *listenView) remark(d *capture.Delivery) {
	f := v.opts.f
	warn := func(what say.Message, unknown string) {
		if unknown != "" {
			what = say.Textf("%s: %s", what, catalog.Remark(unknown))
		}
		f.Warn("%s: %s", from(d), what)
	}
	if f.Flags.Verbose {
		v.sent(d)
	}
	if v.opts.expectSource && d.Peer.Addr().Unmap().String() != catalog.WebhookSender {
		warn(say.Textf("the sender is not the service's address %s", catalog.WebhookSender), catalog.UnknownSenderAddresses)
	}
	if f.Flags.Verbose && d.Accepted() {
		v.remarkHeaders(d)
	}
	for _, note := range d.Notes {
		if v.first(note) {
			warn(note, "")
		}
	}
	if d.Err != nil {
		unknown := ""
		if d.Status == http.StatusMethodNotAllowed {
			unknown = catalog.UnknownDeliveryMethod
		}
		warn(say.Textf("answered %d: %v", d.Status, d.Err), unknown)
	}
	if d.HungUp && !v.over() {
		unknown := ""
		if d.Duration < defaultWithin {
			unknown = catalog.UnknownDeliveryTimeout
		}
		warn(say.Textf("the sender hung up after %.1f s, before the handler answered", d.Duration.Seconds()), unknown)
	}
}

// noted is a note on deliveries, told with the first of them, and how many more had it.
type noted struct {
	text say.Message
	more int
}

// first reports whether no delivery had the note before.
func (v *listenView) first(note say.Message) bool {
	for i := range v.notes {
		if n := &v.notes[i]; n.text.String() == note.String() {
			n.more++
			return false
		}
	}
	v.notes = append(v.notes, noted{text: note})
	return true
}

// tellMore says at the end how often the notes were true again.
func (v *listenView) tellMore() {
	for _, n := range v.notes {
		if n.more > 0 {
			v.opts.f.Warn("%s: %s", say.Count(n.more, "%s more delivery", "%s more deliveries"), n.text)
		}
	}
}

// doubt says, with -v, what of a payload contradicts what argosctl assumes.
func (v *listenView) doubt(d *capture.Delivery, e *event.Event) {
	if e == nil || !v.opts.f.Flags.Verbose {
		return
	}
	for _, note := range e.Notes() {
		if note.Help != "" {
			v.opts.f.Remark("%s: %s: %s", from(d), note.Message, note.Help)
		}
	}
}

// from names a request without its query.
func from(d *capture.Delivery) say.Message {
	path, _, _ := strings.Cut(d.Target, "?")
	return say.Textf("%s from %s", term.Cut(d.Method+" "+path, limit.Summary), d.Peer.String())
}

// flush lets a reader of a pipe see what has been written.
func (v *listenView) flush() {
	if out, ok := v.opts.f.IO.Out.(interface{ Flush() error }); ok && v.err == nil {
		v.err = out.Flush()
	}
}

func (v *listenView) close() error {
	v.tellMore()
	if v.err == nil && v.out != nil {
		v.err = v.out.Close()
	}
	return v.err
}
