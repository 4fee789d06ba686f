package cli

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/returnurl"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/term"
)

// cipherKey is where a command gets the key of the cipher from: the API key,
// or a raw key in a file. No flag takes a key's value.
type cipherKey struct {
	f       *Factory
	hexFile string
	stdin   bool // standard input holds what is opened or sealed
}

func (k *cipherKey) addFlags(cmd *cobra.Command) {
	addKeyFlags(cmd, &k.f.keyFlags)
	cmd.Flags().StringVar(&k.hexFile, "key-hex-file", "", "read a raw 32-byte key, 64 hex digits, from this `file` (- is standard input)")
}

// load returns the key, and how it was made. Without a key the error is of the
// category catKey.
func (k *cipherKey) load(ctx context.Context) (seal.Key, string, error) {
	flags := k.f.keyFlags
	switch {
	case k.stdin && (flags.file == "-" || k.hexFile == "-"):
		return seal.Key{}, "", usagef("the key and the input cannot both come from standard input")
	case k.hexFile != "" && (flags.file != "" || flags.env != ""):
		return seal.Key{}, "", usagef("--key-hex-file does not go with --key-file or --key-env")
	case k.hexFile != "":
		key, err := k.loadRaw(ctx)
		return key, returnurl.KeyRaw, err
	}
	text, err := k.f.Key(ctx)
	if err != nil {
		return seal.Key{}, "", err
	}
	key, err := seal.KeyFromAPIKey(text)
	return key, returnurl.KeyOfAPIKey, err
}

// loadRaw reads the file of --key-hex-file.
func (k *cipherKey) loadRaw(ctx context.Context) (seal.Key, error) {
	found, err := k.f.keyWorld().File(ctx, "--key-hex-file", k.hexFile)
	if err != nil {
		return seal.Key{}, keyFailure(err)
	}
	text := secret.New(strings.TrimSpace(found.Text.Reveal()))
	k.f.mask(text)
	if found.Warning != "" {
		k.f.warn("%s: %s", term.Clean(found.Source), found.Warning)
	}
	key, err := seal.KeyFromHex(text)
	if err != nil {
		return seal.Key{}, fail(catKey, errors.New("--key-hex-file: expected 64 hex digits")).
			withHint("the file holds the key itself in hex, not the API key")
	}
	return key, nil
}

// cipherFailure turns an error of seal or returnurl into one for people.
func cipherFailure(err error) error {
	var form *returnurl.FormError
	var open *seal.OpenError
	switch {
	case errors.As(err, &open):
		return inputf("cannot open the ciphertext: step %s: %s", open.Step, open.Message).withHint("%s", open.Hint)
	case errors.As(err, &form):
		return fail(catInput, form).withHint("%s", form.Hint)
	}
	return err
}

// cipherProblem is a failure in a batch: which step failed, and what to try.
type cipherProblem struct {
	Step    string `json:"step"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

// problemOf describes err, and sorts it.
func problemOf(err error) (cipherProblem, category) {
	var form *returnurl.FormError
	var open *seal.OpenError
	switch {
	case errors.As(err, &open):
		return cipherProblem{string(open.Step), open.Message, open.Hint}, catInput
	case errors.As(err, &form):
		return cipherProblem{"url", form.Message, form.Hint}, catInput
	}
	failed := categorize(err)
	return cipherProblem{map[category]string{catKey: "key"}[failed.category], failed.Error(), failed.hint}, failed.category
}

// addEncodingFlag adds --encoding with its completion.
func addEncodingFlag(cmd *cobra.Command, value *string, fallback string) {
	cmd.Flags().StringVar(value, "encoding", fallback, "how the ciphertext is written: `base64`, base64url or hex")
	_ = cmd.RegisterFlagCompletionFunc("encoding", cobra.FixedCompletions([]string{"base64", "base64url", "hex"}, cobra.ShellCompDirectiveNoFileComp))
}
