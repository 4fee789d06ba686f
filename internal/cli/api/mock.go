package api

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/final"
	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/loopback"
	"github.com/argosctl/argosctl/internal/mockapi"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/serve"
)

type mockOptions struct {
	f        *kit.Factory
	server   kit.ServeFlags
	data     []string
	keyEnv   string
	encrypt  bool
	pageSize int
	fail     string
	webhook  string
	count    int
	seed     uint64
}

// NewMockCmd is `mock`.
func NewMockCmd(f *kit.Factory) *cobra.Command {
	opts := &mockOptions{f: f}
	cmd := &cobra.Command{
		Use:         "mock",
		Annotations: kit.About{Ends: []kit.Category{kit.NoKey, kit.Network}}.Annotations(),
		Short:       "Stand in for the submission API on this machine",
		Long: `Answer as the submission API would, for development and tests, until
interrupted. The first line on stdout is the base URL, alone.

mock invents its submissions, the same for the same --seed, or serves those of
--data. It accepts any key unless --api-key-env names one. It pages lists,
checks parameters, accepts reviews and tokens, has images, monitoring records,
projections and settings, and fails on demand:

  --fail 429:3         the first three answers are 429
  --fail reset:1@3     the third connection breaks off midway
  --fail slow:2,503:1  two answers take two seconds more, the next one fails

Besides statuses there are reset, slow, cut (half a JSON text), html (a page in
place of the answer) and deny (an address that is not on the allow list).

Requests from web pages are refused, and so are requests for another host than
the address: --allow-host adds the name that your containers use.`,
		Example: `  argosctl mock --addr 127.0.0.1:4410
  argosctl mock --addr 127.0.0.1:0 --fail 429:3 --webhook-to http://127.0.0.1:4400`,
		GroupID: kit.GroupService,
		Args:    kit.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runMock(cmd.Context(), opts)
		},
	}
	flags := cmd.Flags()
	opts.server.Add(cmd, "127.0.0.1:0")
	flags.StringArrayVar(&opts.data, "data", nil, "serve the submissions of this `FILE|DIR` (repeatable): items, or whole answers of the API")
	flags.StringVar(&opts.keyEnv, "api-key-env", "", "take only the key in the environment variable `NAME`")
	flags.BoolVar(&opts.encrypt, "encrypt", false, "encrypt answers with the caller's key, as Secure Data Transmission does")
	flags.IntVar(&opts.pageSize, "page-size", catalog.APIPageSize, "submissions on a page where the request has no count (`N`)")
	flags.StringVar(&opts.fail, "fail", "", "rehearse faults: `KIND:COUNT[@FROM]`, joined by commas")
	_ = cmd.RegisterFlagCompletionFunc("fail", kit.CompleteList("429:1", "500:1", "503:1", "reset:1", "slow:1", "cut:1", "html:1", "deny:1"))
	flags.StringVar(&opts.webhook, "webhook-to", "", "send the webhook of every review to this loopback `URL`")
	flags.IntVar(&opts.count, "count", mockapi.DefaultCount, "invent `N` submissions")
	flags.Uint64Var(&opts.seed, "seed", 1, "invent other submissions with another `number`")
	return kit.Plain(cmd, "its base URL")
}

func runMock(ctx context.Context, opts *mockOptions) error {
	f := opts.f
	server, err := opts.server.Options(f)
	if err != nil {
		return err
	}
	api, err := opts.options(ctx)
	if err != nil {
		return err
	}
	hooks, err := opts.hooks(ctx)
	if err != nil {
		return err
	}
	if hooks != nil {
		api.Webhook = hooks.send
		defer hooks.wait.Wait()
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", opts.server.Addr)
	if err != nil {
		return kit.ListenFailure("--addr", opts.server.Addr, "--addr 127.0.0.1:0", err)
	}
	f.WarnBeyond(listener.Addr(), "read the stand-in's data")
	f.IO.Printf("http://%s/v3\n", listener.Addr())
	if err := f.Flush(); err != nil {
		return err
	}
	if err := serve.HTTP(ctx, listener, mockapi.New(api), server); err != nil {
		return kit.Failf(kit.Network, "mock: %w", err)
	}
	return ctx.Err()
}

// options checks the flags and gathers what to serve.
func (opts *mockOptions) options(ctx context.Context) (api mockapi.Options, err error) {
	api = mockapi.Options{Encrypt: opts.encrypt, PageSize: opts.pageSize, Now: opts.f.Now, Log: opts.f.Log()}
	switch {
	case opts.pageSize < 1:
		return api, kit.Usagef("--page-size is %d, expected 1 or more", opts.pageSize)
	case opts.count < 0 || opts.count > 10_000_000:
		return api, kit.Usagef("--count is %d, expected 0 to 10000000", opts.count)
	}
	if opts.fail != "" {
		if api.Faults, err = mockapi.ParseFaults(opts.fail); err != nil {
			return api, kit.Usagef("--fail: %w", err)
		}
	}
	if opts.keyEnv != "" {
		text, err := keys.Check(opts.f.Getenv(opts.keyEnv))
		if err != nil {
			return api, kit.Fail(kit.NoKey, &keys.Error{Source: keys.EnvLabel("--api-key-env", opts.keyEnv), Err: err})
		}
		api.Key = secret.New(text)
		opts.f.Mask(api.Key)
	}
	if len(opts.data) == 0 {
		api.Items = mockapi.Samples(opts.seed, opts.count)
		return api, nil
	}
	api.Items, err = savedItems(ctx, opts.f, "--data", opts.data...)
	api.Items = slices.Clip(api.Items)
	return api, err
}

// hooks sends webhooks to a handler on this machine.
type hooks struct {
	ctx    context.Context // of the run: Ctrl-C ends what is under way
	f      *kit.Factory
	url    string
	client *http.Client
	wait   sync.WaitGroup
}

func (opts *mockOptions) hooks(ctx context.Context) (*hooks, error) {
	if opts.webhook == "" {
		return nil, nil
	}
	target, err := loopback.Parse(opts.webhook)
	var bad *loopback.URLError
	if errors.As(err, &bad) {
		return nil, kit.Usagef("--webhook-to: %w", err).Then(say.Plain(bad.Hint))
	}
	if err := (loopback.Guard{}).Check(ctx, target); err != nil {
		return nil, kit.Usagef("--webhook-to: %w", err).WithHint("invented webhooks go to this machine only")
	}
	return &hooks{ctx: ctx, f: opts.f, url: target.String(), client: &http.Client{
		Timeout:       10 * time.Second,
		Transport:     final.Transport{Base: &http.Transport{DialContext: loopback.Guard{}.DialContext}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

func (h *hooks) failed(err error) {
	h.f.Warn("the webhook was not delivered: %v", err)
}

// send delivers in the background, once, as the API does not wait for it.
func (h *hooks) send(payload []byte) {
	h.wait.Go(func() {
		req, err := http.NewRequestWithContext(h.ctx, http.MethodPost, h.url, bytes.NewReader(payload))
		if err != nil {
			h.failed(err)
			return
		}
		req.Header.Set("Content-Type", "application/json")
		resp, err := h.client.Do(req)
		if err != nil {
			var where *url.Error
			if errors.As(err, &where) {
				err = where.Err
			}
			h.failed(err)
			return
		}
		_ = resp.Body.Close()
		h.f.Log().Debug("webhook delivered", "status", resp.StatusCode)
	})
}
