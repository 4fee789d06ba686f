package webhook

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
)

type sealOptions struct {
	f        *kit.Factory
	key      kit.CipherKey
	path     string // "-" is standard input
	texts    bool   // the argument may be a text in place of a file
	text     string // what the argument holds, where it is no file
	encoding string
	envelope bool
	gcm      bool
	random   io.Reader // of the IV
}

// NewSealCmd is `seal`.
func NewSealCmd(f *kit.Factory) *cobra.Command {
	opts := &sealOptions{f: f, random: rand.Reader}
	opts.key.F = f
	cmd := &cobra.Command{
		Use: "seal [PATH]", Annotations: kit.About{Ends: []kit.Category{kit.NoKey}}.Annotations(), Short: "Encrypt a text as the service does", GroupID: kit.GroupWebhooks,
		Long: `Encrypt a file or standard input as the service encrypts return URLs, webhooks
and API responses: AES-256-ECB, keyed with the SHA-256 of the API key, PKCS#7.
Every byte counts, a final line break too. The vendor does not document how the
ciphertext is written; Base64 is the likeliest.`,
		Example: `  printf '%s' '{"kycStatus":"approved"}' | argosctl seal
  argosctl seal --envelope webhook.json`,
		Args: upToOnePath, RunE: opts.runE(runSeal),
	}
	cmd.Flags().BoolVar(&opts.envelope, "envelope", false, `write the body of an encrypted webhook, {"data":"..."}`)
	kit.AddEncodingFlag(cmd, &opts.encoding, "base64")
	opts.addFlags(cmd, "seal with AES-256-GCM (experimental: no document shows the layout that the service expects)")
	return kit.Plain(cmd, "the ciphertext as it is")
}

// NewOpenCmd is `open`.
func NewOpenCmd(f *kit.Factory) *cobra.Command {
	opts := &sealOptions{f: f, texts: true}
	opts.key.F = f
	cmd := &cobra.Command{
		Use: "open [PATH|TEXT]", Annotations: kit.About{Ends: []kit.Category{kit.NoKey}}.Annotations(), Short: "Decrypt what the service encrypted", GroupID: kit.GroupWebhooks,
		Long: `Decrypt a webhook body, an API response or a bare ciphertext, from a file, the
command line or standard input, and write the opened text unchanged. open
detects the encoding; it repairs damage from copying, and says so. Long inputs
are streamed. An argument is the name of a file if that file exists, else the
text itself.

AES-256-ECB proves nothing about the sender and does not show alterations: ask
the API before you act on the opened text.`,
		Example: `  ARGOS_API_KEY=... argosctl open webhook.json
  argosctl open --encoding hex < ciphertext.txt
  argosctl open 'fdyBtjvS5zpIo9mhf3Bi2PsnnqRnxC0gCvq9ydNyE3s='`,
		Args: upToOnePath, RunE: opts.runE(func(ctx context.Context, opts *sealOptions) error {
			if err := opts.takeText(); err != nil {
				return err
			}
			return runOpen(ctx, opts)
		}),
	}
	kit.AddEncodingFlag(cmd, &opts.encoding, "")
	opts.addFlags(cmd, "open AES-256-GCM (experimental: tries every plausible layout)")
	return kit.Plain(cmd, "the opened text as it is")
}

func (opts *sealOptions) addFlags(cmd *cobra.Command, gcm string) {
	cmd.Flags().BoolVar(&opts.gcm, "gcm", false, gcm)
	opts.key.AddFlags(cmd)
}

// runE settles where the text comes from, and runs.
func (opts *sealOptions) runE(run func(context.Context, *sealOptions) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		opts.path = "-"
		if len(args) == 1 {
			opts.path = args[0]
		} else if opts.f.IO.InTTY {
			return kit.Usagef("%s needs a PATH, or text on standard input", cmd.CommandPath()).WithHint("%s", kit.UsageLine(cmd))
		}
		opts.key.Stdin = opts.path == "-"
		return run(cmd.Context(), opts)
	}
}

func upToOnePath(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return kit.Usagef("%s takes one PATH, got %s", cmd.CommandPath(), kit.Arguments(args)).WithHint("%s", kit.UsageLine(cmd))
	}
	return nil
}

// takeText takes the argument for what is to be opened, where there is no such file
// and it looks like a ciphertext, also a damaged one, or the body that holds one.
func (opts *sealOptions) takeText() error {
	if opts.path == "-" {
		return nil
	}
	if _, err := opts.f.Dir.Stat(opts.path); err == nil {
		return nil
	}
	text := strings.TrimSpace(opts.path)
	switch {
	case strings.HasPrefix(text, "https://"), strings.HasPrefix(text, "http://"):
		return kit.Inputf("the argument is a URL, and open takes a ciphertext").
			WithHint("'argosctl returnurl decrypt URL' opens the encrypted parameter of a return URL")
	case strings.HasPrefix(text, "{"), seal.Plausible(text), isLikeCiphertext(text):
		opts.text, opts.path = opts.path, "the argument"
	}
	return nil
}

// isLikeCiphertext reports whether a text is what is left of a ciphertext that was cut,
// put in quotation marks or into a sentence: long, and no name that people give to files.
func isLikeCiphertext(text string) bool {
	const shortest = 32
	text = strings.Trim(text, " \t\r\n\"'`“”‘’„«»<>().,;:=")
	var upper, lower, digit, other bool
	hex := true
	for i := range len(text) {
		c := text[i]
		upper = upper || c-'A' < 26
		lower = lower || c-'a' < 26
		digit = digit || c-'0' < 10
		hex = hex && (c-'0' < 10 || c|0x20-'a' < 6)
		other = other || c|0x20-'a' >= 26 && c-'0' >= 10 && strings.IndexByte("+/=-_% \t\r\n", c) < 0
	}
	return len(text) >= shortest && !other && (hex || upper && lower && digit)
}

// input opens the PATH.
func (opts *sealOptions) input() (io.ReadCloser, error) {
	if opts.text != "" {
		return io.NopCloser(strings.NewReader(opts.text)), nil
	}
	if opts.path == "-" {
		return io.NopCloser(opts.f.IO.In), nil
	}
	file, err := opts.f.Dir.Open(opts.path)
	if errors.Is(err, fs.ErrNotExist) {
		missing := kit.Inputf("%s: file does not exist", source.ShortPath(opts.path))
		if opts.texts {
			return nil, missing.WithHint("check the spelling; a text in place of a file is a ciphertext, or the JSON that holds one")
		}
		return nil, missing.WithHint("check the spelling and the working directory")
	}
	if err != nil {
		return nil, kit.Fail(kit.Input, err)
	}
	if info, err := file.Stat(); err == nil && info.IsDir() {
		_ = file.Close()
		return nil, kit.Inputf("%s is a directory: expected a file", opts.path)
	}
	return file, nil
}

// start checks the flags, loads the key and opens the PATH.
func (opts *sealOptions) start(ctx context.Context) (enc seal.Encoding, key seal.Key, in io.ReadCloser, err error) {
	if enc, err = seal.ParseEncoding(opts.encoding); err != nil {
		return enc, key, nil, kit.Fail(kit.Usage, err)
	}
	if opts.envelope && enc == seal.Binary {
		return enc, key, nil, kit.Usagef("--envelope is JSON, which holds no binary ciphertext")
	}
	if key, _, err = opts.key.Load(ctx); err != nil {
		return enc, key, nil, err
	}
	in, err = opts.input()
	return enc, key, in, err
}

func runSeal(ctx context.Context, opts *sealOptions) error {
	f := opts.f
	enc, key, in, err := opts.start(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	head, tail := "", "\n"
	if opts.envelope {
		head, tail = `{"`+catalog.EnvelopeData+`":"`, "\"}\n"
	} else if enc == seal.Binary {
		tail = ""
	}
	_, _ = io.WriteString(f.IO.Bytes(), head)
	if err := opts.sealAll(ctx, key, in, enc); err != nil {
		return err
	}
	_, _ = io.WriteString(f.IO.Bytes(), tail)
	return nil
}

// sealAll seals in to Out: ECB as it comes, GCM in one piece.
func (opts *sealOptions) sealAll(ctx context.Context, key seal.Key, in io.Reader, enc seal.Encoding) error {
	f := opts.f
	in = kit.Interruptible(ctx, in)
	if !opts.gcm {
		w := seal.NewWriter(key, f.IO.Bytes(), enc)
		if _, err := io.Copy(w, in); err != nil {
			return kit.ReadFailure(opts.path, err)
		}
		return w.Close()
	}
	f.Warn("AES-256-GCM is experimental: nothing shows that the service takes this layout (12-byte IV, ciphertext, tag)")
	text, err := readWhole(opts.path, in)
	if err != nil {
		return err
	}
	sealed, err := seal.SealGCM(key, text, enc, opts.random)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f.IO.Bytes(), sealed)
	return err
}

func readWhole(path string, in io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(in, limit.Whole+1))
	if err != nil {
		return nil, kit.ReadFailure(path, err)
	}
	if len(text) > limit.Whole {
		return nil, kit.Inputf("%s: expected at most %d MiB", kit.InputName(path), limit.Whole>>20)
	}
	return text, nil
}
