package kit

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

// CipherKey is where a command gets the key of the cipher from: the API key,
// or a raw key in a file. No flag takes a key's value.
type CipherKey struct {
	F       *Factory
	hexFile string
	Stdin   bool // standard input holds what is opened or sealed
}

// AddFlags adds the flags that say where the key is.
func (k *CipherKey) AddFlags(cmd *cobra.Command) {
	AddKeyFlags(cmd, &k.F.KeyFlags)
	cmd.Flags().StringVar(&k.hexFile, "key-hex-file", "", "read a raw 32-byte key, 64 hex digits, from this `file` (- is standard input)")
}

// Load returns the key, and how it was made. Without a key the error is of the
// category NoKey.
func (k *CipherKey) Load(ctx context.Context) (seal.Key, string, error) {
	flags := k.F.KeyFlags
	switch {
	case k.Stdin && (flags.File == "-" || k.hexFile == "-"):
		return seal.Key{}, "", Usagef("the key and the input cannot both come from standard input")
	case k.hexFile != "" && (flags.File != "" || flags.Env != ""):
		return seal.Key{}, "", Usagef("--key-hex-file does not go with --key-file or --key-env")
	case k.hexFile != "":
		key, err := k.loadRaw(ctx)
		return key, returnurl.KeyRaw, err
	}
	text, err := k.F.Key(ctx)
	if err != nil {
		return seal.Key{}, "", err
	}
	key, err := seal.KeyFromAPIKey(text)
	return key, returnurl.KeyOfAPIKey, err
}

// loadRaw reads the file of --key-hex-file.
func (k *CipherKey) loadRaw(ctx context.Context) (seal.Key, error) {
	found, err := k.F.KeyWorld().File(ctx, "--key-hex-file", k.hexFile)
	if err != nil {
		return seal.Key{}, KeyFailure(err)
	}
	text := secret.New(strings.TrimSpace(found.Text.Reveal()))
	k.F.Mask(text)
	if !found.Warning.Empty() {
		k.F.Warn("%s: %s", term.Clean(found.Source), found.Warning)
	}
	key, err := seal.KeyFromHex(text)
	if err != nil {
		return seal.Key{}, Failf(NoKey, "--key-hex-file: expected 64 hex digits").
			WithHint("the file holds the key itself in hex, not the API key")
	}
	return key, nil
}

// CipherFailure turns an error of seal or returnurl into one for people.
func CipherFailure(err error) error {
	var form *returnurl.FormError
	var open *seal.OpenError
	switch {
	case errors.As(err, &open):
		return Fail(Input, open).Then(open.Hint)
	case errors.As(err, &form):
		return Fail(Input, form).Then(form.Hint)
	}
	return err
}

// CipherProblem is a failure in a batch: which step failed, and what to try.
type CipherProblem struct {
	Step    string `json:"step"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

// CipherProblemOf describes err, and sorts it.
func CipherProblemOf(err error) (CipherProblem, Category) {
	var form *returnurl.FormError
	var open *seal.OpenError
	switch {
	case errors.As(err, &open):
		return CipherProblem{string(open.Step), open.Message.String(), open.Hint.String()}, Input
	case errors.As(err, &form):
		return CipherProblem{"url", form.Message.String(), form.Hint.String()}, Input
	}
	failed := Categorize(err)
	return CipherProblem{map[Category]string{NoKey: "key"}[failed.Category], failed.Error(), failed.Hint.String()}, failed.Category
}

// AddEncodingFlag adds --encoding with its completion.
func AddEncodingFlag(cmd *cobra.Command, value *string, fallback string) {
	cmd.Flags().StringVar(value, "encoding", fallback, "`encoding` of the ciphertext: base64, base64url or hex")
	Choices(cmd, "encoding", "base64", "base64url", "hex")
}
