package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/returnurl"
	"github.com/argosctl/argosctl/internal/seal"
)

func newReturnURLCmd(f *Factory) *cobra.Command {
	cmd := &cobra.Command{
		Use: "returnurl", Short: "Read, decrypt and build return URLs", GroupID: groupWebhooks,
		Long: `A return URL is where the service sends the submitter's browser when the
verification is over. These commands tell what one says, open an encrypted one,
and build URLs for tests. They make no network request.

The browser arrives there when the submitter presses "Ok" or after 5 seconds, at
once with "Skip Result Page", and since 2026-04 from an error page if Error Code is
ticked. The parameters are those that are ticked in the dashboard's Dynamic Fields:
one that is absent is a setting, not a fault. Their names are case-sensitive:
kycStatus is approved, pending or rejected; then errorCode and submissionId. With
encryption on, all of them stand in the one parameter encrypted, sealed with
AES-256-ECB.`,
		Args: cobra.ArbitraryArgs, RunE: needSubcommand,
	}
	cmd.AddCommand(newReturnURLParseCmd(f, nil), newReturnURLDecryptCmd(f, nil), newReturnURLBuildCmd(f, nil))
	return cmd
}

type returnURLOptions struct {
	f       *Factory
	key     cipherKey
	text    string // "-" is standard input, one a line
	decrypt bool   // a bare ciphertext will do
}

func newReturnURLParseCmd(f *Factory, run func(context.Context, *returnURLOptions) error) *cobra.Command {
	cmd := newReturnURLReadCmd(f, &returnURLOptions{f: f}, run)
	cmd.Use = "parse URL"
	cmd.Short = "Tell what a return URL says"
	cmd.Long = `Read a whole return URL, encrypted or not: the outcome, what your service should
do next, every parameter, the error code explained, and what is odd about it.
"-" reads one URL a line and answers one JSON object a line. Quote the URL, as
the shell takes & for itself. An encrypted one without a key is exit code 4.`
	cmd.Example = `  argosctl returnurl parse 'https://example.com/done?kycStatus=rejected&errorCode=DE-20000'
  argosctl returnurl parse 'https://example.com/done?kycStatus=approved' --jq .outcome`
	return cmd
}

func newReturnURLDecryptCmd(f *Factory, run func(context.Context, *returnURLOptions) error) *cobra.Command {
	cmd := newReturnURLReadCmd(f, &returnURLOptions{f: f, decrypt: true}, run)
	cmd.Use = "decrypt URL|CIPHERTEXT"
	cmd.Short = "Open an encrypted return URL"
	cmd.Long = `Open an encrypted return URL, or the bare value of its parameter encrypted, and
tell what it says. "-" reads one of either a line and answers one JSON object a
line, {"error":{"step","message","hint"}} where one does not open.

The cipher is AES-256-ECB under the SHA-256 of the API key. It proves nothing
about the sender: confirm a result with the API before you act on it.`
	cmd.Example = `  ARGOS_API_KEY=... argosctl returnurl decrypt 'https://example.com/done?encrypted=...'
  argosctl returnurl decrypt - < urls.txt > results.ndjson`
	return cmd
}

func newReturnURLReadCmd(f *Factory, opts *returnURLOptions, run func(context.Context, *returnURLOptions) error) *cobra.Command {
	opts.key.f = f
	cmd := &cobra.Command{
		Args:              oneArg("URL"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.text = args[0]
			if run == nil {
				run = runReturnURL
			}
			return run(cmd.Context(), opts)
		},
	}
	opts.key.addFlags(cmd)
	return cmd
}

func runReturnURL(ctx context.Context, opts *returnURLOptions) error {
	f := opts.f
	lang, err := f.Lang()
	if err != nil {
		return err
	}
	if opts.text == "-" {
		return opts.batch(ctx, lang)
	}
	format, err := f.format()
	if err != nil {
		return err
	}
	res, err := opts.read(ctx)
	if err != nil {
		return err
	}
	if format == formatTable {
		return f.showReturnURL(res, lang)
	}
	out, err := f.results(format, true)
	if err != nil {
		return err
	}
	if err := out.putRaw(res.AppendJSON(nil, lang)); err != nil {
		return err
	}
	return out.close()
}

// read reads the one URL; the key is asked for where it takes one.
func (opts *returnURLOptions) read(ctx context.Context) (*returnurl.Result, error) {
	res, err := opts.with(seal.Key{}, "")
	if errors.Is(err, seal.ErrNoKey) {
		key, kind, keyErr := opts.key.load(ctx, false)
		if keyErr != nil {
			return nil, encryptedURL(keyErr)
		}
		res, err = opts.with(key, kind)
	}
	if err != nil {
		return nil, cipherFailure(err)
	}
	opts.f.Log().Debug("return URL read", "encrypted", res.Encrypted, "outcome", res.Outcome.Name,
		"params", len(res.Params), "other", len(res.Other), "warnings", len(res.Warnings))
	return res, nil
}

// encryptedURL says why a key was looked for.
func encryptedURL(err error) error {
	failed := categorize(err)
	if failed.silent {
		return err
	}
	return &failure{category: failed.category, err: fmt.Errorf("the URL is encrypted: %w", failed.err), hint: failed.hint}
}

func (opts *returnURLOptions) with(key seal.Key, kind string) (*returnurl.Result, error) {
	return readURL(returnurl.NewReader(key, kind), opts.decrypt, opts.text)
}

func readURL(r *returnurl.Reader, decrypt bool, text string) (*returnurl.Result, error) {
	if decrypt {
		return r.Decrypt(text)
	}
	return r.Parse(text)
}
