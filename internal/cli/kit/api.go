package kit

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/submission"
)

// APIOptions are the flags of every command that asks the API.
type APIOptions struct {
	F       *Factory
	baseURL string
	timeout time.Duration
	retries int
	Encrypt bool
}

// AddFlags adds the flags that every command with the API takes.
func (a *APIOptions) AddFlags(cmd *cobra.Command) {
	AddKeyFlags(cmd, &a.F.KeyFlags)
	cmd.Flags().StringVar(&a.baseURL, "base-url", "", "address of the API (`URL`): HTTPS, or http for a loopback address")
	Default(cmd, "base-url", catalog.APIBaseURL)
	cmd.Flags().DurationVar(&a.timeout, "timeout", submission.DefaultTimeout, "how long one request may take")
	cmd.Flags().IntVar(&a.retries, "retry", submission.DefaultRetries, "try again `N` times where that may help: 429, 502, 503, 504 and lost connections")
}

// AddWriteFlags adds what only commands that send bodies need.
func (a *APIOptions) AddWriteFlags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&a.Encrypt, "encrypt", false, "seal request bodies, for projects with Secure Data Transmission")
}

// Client returns the client for the chosen address. A stand-in on this machine
// may do without a key.
func (a *APIOptions) Client(ctx context.Context) (*submission.Client, error) {
	base, err := a.Base()
	if err != nil {
		return nil, err
	}
	local, err := submission.Local(ctx, base)
	if err != nil {
		return nil, APIFailure(err)
	}
	key, err := a.F.Key(ctx)
	switch {
	case err == nil:
	case local && errors.Is(err, keys.ErrNone) && !a.Encrypt:
		a.F.Log().Debug("no API key: none is sent")
	default:
		return nil, err
	}
	return a.Open(ctx, base, key)
}

// Begin is what commands that ask and show begin with: the language and the format
// of the output, and the client.
func (a *APIOptions) Begin(ctx context.Context) (lang, format string, client *submission.Client, err error) {
	if lang, format, err = a.F.View(); err != nil {
		return "", "", nil, err
	}
	client, err = a.Client(ctx)
	return lang, format, client, err
}

// Open returns a client that has key; the zero key is for previews.
func (a *APIOptions) Open(ctx context.Context, base string, key secret.Text) (*submission.Client, error) {
	if a.timeout <= 0 {
		return nil, Usagef("--timeout is %s, expected more than 0", a.timeout)
	}
	if a.retries < 0 || a.retries > 20 {
		return nil, Usagef("--retry is %d, expected 0 to 20", a.retries)
	}
	retries := a.retries
	if retries == 0 {
		retries = -1 // none
	}
	client, err := submission.New(ctx, submission.Options{
		BaseURL: base, Key: key, Version: ReadVersion().Version, Encrypt: a.Encrypt,
		Timeout: a.timeout, Retries: retries, Now: a.F.Now, Log: a.F.Log(),
	})
	if err != nil {
		return nil, APIFailure(err)
	}
	return client, nil
}

// Base is the address from the flag or the configuration.
func (a *APIOptions) Base() (string, error) {
	settings, err := a.F.Settings()
	if err != nil {
		return "", err
	}
	return cmp.Or(a.baseURL, settings.BaseURL), nil
}

// APIFailure gives an error of the client its category and hint.
func APIFailure(err error) error {
	var (
		query   *submission.QueryError
		address *submission.URLError
		api     *submission.APIError
		network *submission.NetworkError
		state   *submission.StateError
	)
	switch {
	case errors.As(err, &query):
		return Fail(Usage, query)
	case errors.As(err, &address):
		return Fail(Usage, address).Then(say.Plain(address.Hint))
	case errors.As(err, &api):
		return Fail(apiCategory(api.Kind), api).Then(api.Hint)
	case errors.As(err, &network):
		return Fail(Network, network).Then(network.Hint)
	case errors.As(err, &state):
		return Fail(Negative, state)
	case errors.Is(err, submission.ErrLoop), errors.Is(err, submission.ErrEmpty):
		return Fail(Network, err)
	}
	return err
}

// QueryFailure is APIFailure for what a command refuses itself: where a flag has the
// name of what is wrong, it is told how the flag is used.
func QueryFailure(cmd *cobra.Command, err error) error {
	var query *submission.QueryError
	if errors.As(err, &query) {
		if flag := cmd.Flags().Lookup(query.Name); flag != nil {
			return Fail(Usage, query).Then(useFlag(flag))
		}
	}
	return APIFailure(err)
}

func apiCategory(kind submission.Kind) Category {
	switch kind {
	case submission.KindKey, submission.KindAddress, submission.KindSealed:
		return NoKey
	case submission.KindNotFound, submission.KindDeleted:
		return Negative
	default:
		return Network
	}
}
