package cli

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/submission"
	"github.com/argosctl/argosctl/internal/term"
)

// apiOptions are the flags of every command that asks the API.
type apiOptions struct {
	f       *Factory
	baseURL string
	timeout time.Duration
	retries int
	encrypt bool
}

func (a *apiOptions) addFlags(cmd *cobra.Command) {
	addKeyFlags(cmd, &a.f.keyFlags)
	cmd.Flags().StringVar(&a.baseURL, "base-url", "", "address of the API (`URL`): HTTPS, or http for a loopback address")
	cmd.Flags().DurationVar(&a.timeout, "timeout", submission.DefaultTimeout, "how long one request may take")
	cmd.Flags().IntVar(&a.retries, "retry", submission.DefaultRetries, "try again `N` times where that may help: 429, 502, 503, 504 and lost connections")
}

// addWriteFlags adds what only commands that send bodies need.
func (a *apiOptions) addWriteFlags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&a.encrypt, "encrypt", false, "seal request bodies, for projects with Secure Data Transmission")
}

// client returns the client for the chosen address. A stand-in on this machine
// may do without a key.
func (a *apiOptions) client(ctx context.Context) (*submission.Client, error) {
	base, err := a.base()
	if err != nil {
		return nil, err
	}
	local, err := submission.Local(ctx, base)
	if err != nil {
		return nil, apiFailure(err)
	}
	key, err := a.f.Key(ctx)
	switch {
	case err == nil:
	case local && errors.Is(err, keys.ErrNone) && !a.encrypt:
		a.f.Log().Debug("no API key: none is sent")
	default:
		return nil, err
	}
	return a.open(ctx, base, key)
}

// open returns a client that has key; the zero key is for previews.
func (a *apiOptions) open(ctx context.Context, base string, key secret.Text) (*submission.Client, error) {
	if a.timeout <= 0 {
		return nil, usagef("--timeout is %s, expected more than 0", a.timeout)
	}
	if a.retries < 0 || a.retries > 20 {
		return nil, usagef("--retry is %d, expected 0 to 20", a.retries)
	}
	retries := a.retries
	if retries == 0 {
		retries = -1 // none
	}
	client, err := submission.New(ctx, submission.Options{
		BaseURL: base, Key: key, Version: readVersion().Version, Encrypt: a.encrypt,
		Timeout: a.timeout, Retries: retries, Now: a.f.Now, Log: a.f.Log(),
	})
	if err != nil {
		return nil, apiFailure(err)
	}
	return client, nil
}

// base is the address from the flag or the configuration.
func (a *apiOptions) base() (string, error) {
	settings, err := a.f.Settings()
	if err != nil {
		return "", err
	}
	return cmp.Or(a.baseURL, settings.BaseURL), nil
}

// apiFailure gives an error of the client its category and hint.
func apiFailure(err error) error {
	var (
		query   *submission.QueryError
		address *submission.URLError
		api     *submission.APIError
		network *submission.NetworkError
		state   *submission.StateError
	)
	switch {
	case errors.As(err, &query):
		return fail(catUsage, errors.New(term.Clean(query.Error())))
	case errors.As(err, &address):
		return fail(catUsage, address).withHint("%s", address.Hint)
	case errors.As(err, &api):
		return fail(apiCategory(api.Kind), errors.New(term.Clean(api.Error()))).withHint("%s", term.Clean(api.Hint))
	case errors.As(err, &network):
		return fail(catNetwork, network).withHint("%s", network.Hint)
	case errors.As(err, &state):
		return fail(catNegative, errors.New(term.Clean(state.Error())))
	case errors.Is(err, submission.ErrLoop), errors.Is(err, submission.ErrEmpty):
		return fail(catNetwork, err)
	}
	return err
}

func apiCategory(kind submission.Kind) category {
	switch kind {
	case submission.KindKey, submission.KindAddress, submission.KindSealed:
		return catKey
	case submission.KindNotFound, submission.KindDeleted:
		return catNegative
	default:
		return catNetwork
	}
}
