package webhook

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/scrub"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/standin"
	"github.com/argosctl/argosctl/internal/term"
)

type scrubOptions struct {
	f      *kit.Factory
	opener *kit.Opener
	intake *kit.Intake

	paths      []string
	format     string
	out        string
	inPlace    bool
	check      bool
	seedFile   string
	resealFile string
	jobs       int
	at         kit.At
}

// NewScrubCmd is `scrub`.
func NewScrubCmd(f *kit.Factory) *cobra.Command {
	opts := &scrubOptions{f: f, opener: kit.NewOpener(f), intake: kit.NewIntake(f)}
	cmd := &cobra.Command{
		Use:         "scrub [PATH...]",
		Annotations: kit.About{Schema: "scrub", CSV: true, Ends: []kit.Category{kit.Negative, kit.NoKey}}.Annotations(),
		Short:       "Replace personal data with stand-ins",
		Long: `Make fixtures from real webhooks. scrub replaces personal data by stand-ins of
the same shape: the values of fields with such a name, in any spelling, and every
text that looks like an e-mail address, a phone number or another identifier of a
person, also in comments and in the lines of a log. All other bytes stay.

Look at what you commit: a name or an address that stands only in a sentence,
and in no field for it, looks like any other text.

Stand-ins belong to nobody: example.com, networks for documentation, numbers
that are never issued, days before 1900, words that are not names. scrub
recognises them, so scrubbing twice changes nothing. The same value has the same
stand-in everywhere in a run, and in all runs with the same --seed-file. Without
a seed file, the key is random and forgotten.

scrub writes to standard output, with --out to files in a directory, with
--in-place to the files themselves. --check writes nothing and ends with exit
code 1 if something would be replaced. -o json lists the places of the
replacements, never a value.

Sealed payloads are opened with the API key, scrubbed and written plain, or
sealed again with the key in --reseal-key-file.`,
		Example: `  argosctl scrub webhook.json > fixtures/approved.json
  argosctl scrub --out fixtures captured
  argosctl scrub --in-place --seed-file seed.txt fixtures
  argosctl scrub --check fixtures
  argosctl scrub --check fixtures -o json`,
		GroupID: kit.GroupWebhooks,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.paths = args
			return runScrub(cmd.Context(), opts)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.out, "out", "", "write files into this `directory`, which only you can read")
	flags.BoolVar(&opts.inPlace, "in-place", false, "replace the files")
	flags.BoolVar(&opts.check, "check", false, "write nothing; exit code 1 where something would be replaced")
	flags.StringVar(&opts.seedFile, "seed-file", "", "make the same stand-ins in every run with this secret `file`")
	flags.StringVar(&opts.resealFile, "reseal-key-file", "", "seal payloads that were sealed again, with the API key in this `file`")
	flags.IntVar(&opts.jobs, "jobs", 0, "files or blocks scrubbed at a time")
	kit.Default(cmd, "jobs", kit.PerProcessor)
	opts.at.AddFlag(cmd)
	opts.intake.AddFlags(cmd)
	opts.intake.AddShardFlag(cmd)
	opts.opener.AddFlags(cmd)
	_ = cmd.MarkFlagDirname("out")
	return cmd
}

func runScrub(ctx context.Context, opts *scrubOptions) error {
	if err := opts.checkFlags(); err != nil {
		return err
	}
	read := opts.intake.Reading()
	read.Skipped = nil // nothing is
	read.AnyText = true
	read.Jobs = cmp.Or(opts.jobs, min(runtime.GOMAXPROCS(0), limit.Jobs))
	inputs, err := opts.intake.Inputs(ctx, opts.paths, read)
	if err != nil {
		return err
	}
	opts.opener.Key.Stdin = opts.intake.ReadsStdin(inputs)
	r := &scrubbing{opts: opts, files: len(inputs)}
	if r.lang, err = opts.f.Lang(); err != nil {
		return err
	}
	if r.sink, err = opts.sink(inputs); err != nil {
		return err
	}
	if inputs, err = opts.intake.Take(inputs); err != nil {
		return err
	}
	make, err := opts.scrubbers(ctx)
	if err != nil {
		return err
	}
	return r.run(ctx, inputs, scrub.Options{Read: read, New: make, Tell: r.tells()})
}

func (opts *scrubOptions) checkFlags() (err error) {
	if opts.format, err = opts.f.FormatOr(kit.Table); err != nil {
		return err
	}
	ways := 0
	for _, way := range []bool{opts.out != "", opts.inPlace, opts.check} {
		if way {
			ways++
		}
	}
	divided := opts.intake.Shard() != (source.Shard{})
	switch {
	case ways > 1:
		return kit.Usagef("--out, --in-place and --check do not go together: choose one")
	case ways == 0 && opts.format != kit.Table:
		return kit.Usagef("standard output gets the scrubbed text, and cannot get a report as well").
			WithHint("add --check, or --out DIR: argosctl scrub --check -o %s", opts.format)
	case divided && (opts.inPlace || opts.out != ""):
		return kit.Usagef("--shard divides files, and --out and --in-place write them as a whole: choose one")
	case opts.jobs < 0 || opts.jobs > limit.Jobs:
		return kit.Usagef("--jobs is %d, expected 0 to %d", opts.jobs, limit.Jobs)
	}
	return nil
}

// scrubbers returns what makes a scrubber for each goroutine.
func (opts *scrubOptions) scrubbers(ctx context.Context) (func() *scrub.Scrubber, error) {
	key := standin.NewKey()
	if opts.seedFile != "" {
		seed, err := opts.seed(ctx)
		if err != nil {
			return nil, err
		}
		key = standin.KeyFrom(seed)
	}
	cipher := scrub.Cipher{Open: func(ciphertext []byte) ([]byte, error) {
		key, err := opts.opener.Load(ctx)
		if err != nil {
			return nil, err
		}
		return key.AppendOpen(nil, ciphertext)
	}}
	if opts.resealFile != "" {
		found, err := opts.f.KeyWorld().File(ctx, "--reseal-key-file", opts.resealFile)
		if err != nil {
			return nil, kit.KeyFailure(err)
		}
		opts.f.Mask(found.Text)
		again, err := seal.KeyFromAPIKey(found.Text)
		if err != nil {
			return nil, kit.Failf(kit.NoKey, "--reseal-key-file: %w", err)
		}
		cipher.Seal = func(plain []byte) string { return again.Seal(plain, seal.Base64) }
	}
	return func() *scrub.Scrubber {
		s := scrub.New(key)
		s.Cipher, s.Brief = cipher, opts.format == kit.Table
		if p := opts.at.Pointer; p != nil {
			s.At, s.Limited = p.String(), true
		}
		return s
	}, nil
}

// shortestSeed is how many characters a secret needs that nobody guesses.
const shortestSeed = 16

// seed reads the file of --seed-file.
func (opts *scrubOptions) seed(ctx context.Context) ([]byte, error) {
	const longest = 1 << 20
	file, err := opts.f.Dir.Open(opts.seedFile)
	var cause *fs.PathError
	if errors.As(err, &cause) {
		err = cause.Err
	}
	if err != nil {
		return nil, kit.Inputf("--seed-file %s: %w", term.Clean(opts.seedFile), err)
	}
	defer func() { _ = file.Close() }()
	seed, err := io.ReadAll(io.LimitReader(kit.Interruptible(ctx, file), longest))
	if err != nil {
		return nil, kit.ReadFailure(opts.seedFile, err)
	}
	if text := strings.TrimSpace(string(seed)); len(text) < shortestSeed {
		return nil, kit.Usagef("--seed-file: %s holds fewer than %d characters: its stand-ins could be traced back by trying", term.Clean(opts.seedFile), shortestSeed).
			WithHint("openssl rand -hex 32 > %s", opts.seedFile)
	}
	return []byte(strings.TrimSpace(string(seed))), nil
}
