package delivery

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/capture"
	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/pane"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

type listenOptions struct {
	f            *kit.Factory
	server       kit.ServeFlags
	save         string
	forwardTo    string
	routes       []string
	events       []string
	once         bool
	max          int
	timeout      time.Duration
	expectSource bool
	opener       *kit.Opener
	allowRemote  bool
	ui           pane.Flags

	lang   string
	format string
}

// NewListenCmd is `listen`.
func NewListenCmd(f *kit.Factory) *cobra.Command {
	opts := &listenOptions{f: f, opener: kit.NewOpener(f)}
	cmd := &cobra.Command{
		Use:         "listen",
		Annotations: kit.About{Schema: "decode", Ends: []kit.Category{kit.Negative, kit.NoKey, kit.Network}}.Annotations(),
		Short:       "Receive webhooks, show and save them, and pass them on",
		Long: `Receive webhooks by HTTP POST on any path, and show each one decoded.

--save keeps the bodies. A body that was answered with success is on the disk:
neither a crash nor a full disk loses it. decode, validate and replay read the
saved files as they are.

  FILE.ndjson   one body a line, appended
  DIR           one file a body, with its exact bytes, named by time, event and
                submission; beside it NAME.headers.json with the headers, which
                decode, validate and replay pass over

--forward-to passes each body on, byte for byte, and answers as your handler
does, or with 502 if the handler cannot be reached. Handlers have to be on this
machine, unless you give --allow-remote.

--ui shows webhooks in the browser as they arrive, with explanations, findings
and the handler's answers, and can send them again; see docs/window.md.

Bodies that cannot be read are saved, passed on and answered like any other.

Requests from web pages are refused, and so are requests for another host than
the address: add the name of your tunnel with --allow-host.

The service sends to HTTPS alone, from ` + catalog.WebhookSender + `, which a firewall has to
let in: listen needs a tunnel or a proxy before it. No signature is documented, and
none is verified. -v prints the headers of each request and how its body was sent,
and names the headers that no page documents; --save DIR keeps them beside the body.
Credentials, cookies and signatures are masked. On receiving webhooks in
production: docs/receiving.md, or "argosctl explain firewall".`,
		Example: `  argosctl listen --save captured.ndjson
  argosctl listen --forward-to http://localhost:8080/webhooks/argos
  argosctl listen --ui --forward-to http://localhost:8080/webhooks/argos
  argosctl listen --allow-host .ngrok-free.app
  argosctl listen --once --event approved --timeout 30s -o json --jq '.[0].submission_id'`,
		GroupID: kit.GroupDeliveries,
		Args:    kit.NoArgsBut(kit.Belongs{Flag: "forward-to", Fits: kit.IsAddress}),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runListen(cmd.Context(), opts)
		},
	}
	flags := cmd.Flags()
	opts.server.Add(cmd, "127.0.0.1:4400")
	flags.StringVar(&opts.save, "save", "", "keep the bodies in this NDJSON file or directory (`FILE|DIR`)")
	flags.StringArrayVar(&opts.events, "event", nil, "show and count only these `events`, with commas between them (repeatable)")
	flags.BoolVar(&opts.once, "once", false, "stop after one event")
	flags.IntVar(&opts.max, "max", 0, "stop after `N` events (0 = never)")
	flags.DurationVar(&opts.timeout, "timeout", 0, "stop after this `duration`; with --once or --max, fewer events are then a failure")
	flags.BoolVar(&opts.expectSource, "expect-source", false, "warn of senders that are not the service's address "+catalog.WebhookSender)
	opts.addForwardFlags(cmd)
	opts.addUIFlags(cmd)
	opts.opener.AddFlags(cmd)
	kit.Values(cmd, "event", catalog.EventNames()...)
	_ = cmd.RegisterFlagCompletionFunc("event", kit.CompleteEventList)
	return cmd
}

func runListen(ctx context.Context, opts *listenOptions) (err error) {
	f := opts.f
	if err := opts.check(); err != nil {
		return err
	}
	server, err := opts.server.Options(f)
	if err != nil {
		return err
	}
	if opts.opener.Named() { // a key that was asked for and is not there is told now
		if _, _, err := opts.opener.Key.Load(ctx); err != nil {
			return err
		}
	}
	receive := capture.Options{
		Now: f.Now, Label: opts.labeler(ctx), Wanted: opts.wanted(), Max: opts.max, Serve: server,
	}
	if err := opts.handlers(ctx, &receive); err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", opts.server.Addr)
	if err != nil {
		return kit.ListenFailure("--addr", opts.server.Addr, "--addr 127.0.0.1:0", err)
	}
	defer func() { _ = listener.Close() }()
	if opts.save != "" {
		if receive.Archive, err = opts.openArchive(); err != nil {
			return err
		}
		defer func() {
			if closeErr := receive.Archive.Close(); err == nil && closeErr != nil {
				err = kit.Fail(kit.Input, closeErr)
			}
		}()
		for _, note := range receive.Archive.Notes {
			f.Warn("%s", note)
		}
	}
	window, err := opts.openWindow(ctx, listener.Addr(), &receive)
	if err != nil {
		return err
	}
	defer window.close()
	opts.announce(listener.Addr(), &receive)
	window.announce()
	return opts.serve(ctx, listener, receive, window)
}

// openArchive opens the file or directory of --save.
func (opts *listenOptions) openArchive() (*capture.Archive, error) {
	if err := opts.f.CheckAppend("--save", opts.save); err != nil {
		return nil, err
	}
	archive, err := capture.OpenArchive(opts.f.Dir.Path(opts.save))
	var other *capture.NotArchiveError
	switch {
	case errors.As(err, &other):
		other.Path = opts.save
		return nil, kit.Usagef("--save: %w", other).
			WithHint("nothing was changed; name a new file, an NDJSON file or a directory")
	case errors.Is(err, fs.ErrNotExist):
		dir := filepath.Dir(opts.save)
		return nil, kit.Inputf("--save: there is no directory %s", term.Clean(dir)).WithHint("mkdir -p %s", dir)
	case err != nil:
		return nil, kit.Failf(kit.Input, "--save: %w", err)
	}
	return archive, nil
}

// check refuses what the flags cannot mean and fills in the rest.
func (opts *listenOptions) check() (err error) {
	if opts.lang, err = opts.f.Lang(); err != nil {
		return err
	}
	if opts.format, err = opts.f.Format(); err != nil {
		return err
	}
	switch {
	case opts.max < 0:
		return kit.Usagef("--max is %d, expected 0 or more", opts.max)
	case opts.once && opts.max > 0:
		return kit.Usagef("--once and --max %d contradict each other", opts.max)
	case opts.timeout < 0:
		return kit.Usagef("--timeout is %s, expected 0 or more", opts.timeout)
	case opts.once:
		opts.max = 1
	}
	opts.events, err = kit.Events(opts.events)
	return err
}

// newDecoder returns a decoder for one goroutine at a time.
func (opts *listenOptions) newDecoder(ctx context.Context) *view.Decoder {
	return view.NewDecoder(ctx, view.Options{Lang: opts.lang, Opener: opts.opener})
}

// received is a body as a payload of an input.
func received(body []byte) source.Payload {
	return source.Payload{Origin: source.Origin{Path: "listen", Index: -1}, Bytes: body, Line: 1, Column: 1}
}

// labeler tells what bodies are about, for routes, names of files and counting.
func (opts *listenOptions) labeler(ctx context.Context) func([]byte) capture.Label {
	free := sync.Pool{New: func() any { return opts.newDecoder(ctx) }}
	return func(text []byte) capture.Label {
		d := free.Get().(*view.Decoder)
		defer free.Put(d)
		e, _ := d.Decode(received(text))
		if e != nil && !e.Sealed() {
			return capture.Label{Event: strings.Clone(e.Name()), Submission: e.SubmissionID()}
		}
		if d.Form == seal.Sealed {
			return capture.Label{Event: encrypted}
		}
		return capture.Label{Event: unreadable}
	}
}

// What stands in place of an event's name.
const (
	unreadable = "unreadable"
	encrypted  = "encrypted"
)

func (opts *listenOptions) wanted() func(capture.Label) bool {
	if len(opts.events) == 0 {
		return nil
	}
	return func(l capture.Label) bool { return slices.Contains(opts.events, l.Event) }
}

// announce says where to send to, and who else could.
func (opts *listenOptions) announce(addr net.Addr, receive *capture.Options) {
	f := opts.f
	f.WarnBeyond(addr, "send events")
	f.Note("listening on http://%s", addr)
	if to := receive.Forward; to != nil {
		f.Note("forwarding to %s; Ctrl-C stops", to.Scheme+"://"+to.Host+to.EscapedPath())
	}
}
