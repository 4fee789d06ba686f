package returnurl

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/returnurl"
	"github.com/argosctl/argosctl/internal/seal"
)

// NewCmd is `returnurl`.
func NewCmd(f *kit.Factory) *cobra.Command {
	cmd := &cobra.Command{
		Use: "returnurl [URL]", Short: "Read, decrypt and build return URLs", GroupID: kit.GroupReference,
		Long: `A return URL is where the service sends the submitter's browser when the
verification is over. These commands tell what one says, open an encrypted one,
and build URLs for tests. They make no network request. With a URL alone it is
parsed.

The browser arrives there when the submitter presses "Ok" or after 5 seconds, at
once with "Skip Result Page", and since 2026-04 from an error page if Error Code is
ticked. The parameters are those that are ticked in the dashboard's Dynamic Fields:
one that is absent is a setting, not a fault. Their names are case-sensitive:
kycStatus is approved, pending or rejected; then errorCode and submissionId. With
encryption on, all of them stand in the one parameter encrypted, sealed with
AES-256-ECB.`,
		Example: `  argosctl returnurl 'https://example.com/done?kycStatus=rejected&errorCode=DE-20000'`,
		Args:    cobra.ArbitraryArgs,
	}
	opts := &returnURLOptions{f: f, read: (*returnurl.Reader).Parse}
	parse := newReturnURLReadCmd(f, opts)
	cmd.RunE = kit.Shortly(func(text string) bool { return text == "-" || strings.Contains(text, "://") }, kit.Checked(parse))
	cmd.Annotations = parse.Annotations
	opts.key.AddFlags(cmd)
	cmd.AddCommand(newReturnURLParseCmd(f), newReturnURLDecryptCmd(f), newReturnURLBuildCmd(f))
	return cmd
}

type returnURLOptions struct {
	f    *kit.Factory
	key  kit.CipherKey
	text string // "-" is standard input, one a line
	read func(*returnurl.Reader, string) (*returnurl.Result, error)
}

func newReturnURLParseCmd(f *kit.Factory) *cobra.Command {
	cmd := newReturnURLReadCmd(f, &returnURLOptions{f: f, read: (*returnurl.Reader).Parse})
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

func newReturnURLDecryptCmd(f *kit.Factory) *cobra.Command {
	cmd := newReturnURLReadCmd(f, &returnURLOptions{f: f, read: (*returnurl.Reader).Decrypt})
	cmd.Use = "decrypt URL|CIPHERTEXT"
	cmd.Short = "Open an encrypted return URL"
	cmd.Long = `Open an encrypted return URL, or the bare value of its parameter "encrypted",
and explain it. "-" reads a URL or a value from each line and answers one JSON
object a line; a line that does not open gets
{"error":{"step","message","hint"}}.

The cipher is AES-256-ECB under the SHA-256 of the API key. It proves nothing
about the sender: confirm a result with the API before you act on it.`
	cmd.Example = `  ARGOS_API_KEY=... argosctl returnurl decrypt 'https://example.com/done?encrypted=...'
  argosctl returnurl decrypt - < urls.txt > results.ndjson`
	return cmd
}

func newReturnURLReadCmd(f *kit.Factory, opts *returnURLOptions) *cobra.Command {
	opts.key.F = f
	cmd := &cobra.Command{
		Annotations:       kit.About{Schema: "returnurl", Ends: []kit.Category{kit.NoKey}}.Annotations(),
		Args:              kit.OneArg("URL"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.text = args[0]
			return runReturnURL(cmd.Context(), opts)
		},
	}
	opts.key.AddFlags(cmd)
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
	format, err := f.Format()
	if err != nil {
		return err
	}
	res, err := opts.readOne(ctx)
	if err != nil {
		return err
	}
	if format == kit.Table {
		return showReturnURL(f, res, lang)
	}
	return f.PutText(format, res.AppendJSON(nil, lang))
}

// readOne reads the one URL; the key is asked for where it takes one.
func (opts *returnURLOptions) readOne(ctx context.Context) (*returnurl.Result, error) {
	res, err := opts.read(returnurl.NewReader(seal.Key{}, ""), opts.text)
	if errors.Is(err, seal.ErrNoKey) {
		key, kind, keyErr := opts.key.Load(ctx)
		if keyErr != nil {
			return nil, encryptedURL(keyErr)
		}
		res, err = opts.read(returnurl.NewReader(key, kind), opts.text)
	}
	if err != nil {
		return nil, kit.CipherFailure(err)
	}
	opts.f.Log().Debug("return URL read", "encrypted", res.Encrypted, "outcome", res.Outcome.Name,
		"params", len(res.Params), "other", len(res.Other), "warnings", len(res.Warnings))
	return res, nil
}

// encryptedURL says why a key was looked for.
func encryptedURL(err error) error {
	failed := kit.Categorize(err)
	if failed.Silent {
		return err
	}
	return kit.Failf(failed.Category, "the URL is encrypted: %w", failed.Err).Then(failed.Hint)
}
