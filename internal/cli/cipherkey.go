package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/returnurl"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/secret"
)

// cipherKey is where a command gets the key of the cipher from: the API key,
// or a raw key in a file. No flag takes a key's value.
type cipherKey struct {
	f       *Factory
	hexFile string
	apiKey  func(context.Context) (secret.Text, error)
}

func (k *cipherKey) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&k.hexFile, "key-hex-file", "", "read a raw 32-byte key, 64 hex digits, from this `file`")
}

// load returns the key, and how it was made. Without a key the error is of
// the category catKey.
func (k *cipherKey) load(ctx context.Context) (seal.Key, string, error) {
	if k.hexFile != "" {
		key, err := k.loadRaw()
		return key, returnurl.KeyRaw, err
	}
	find := k.apiKey
	if find == nil {
		find = k.f.envKey
	}
	text, err := find(ctx)
	if err != nil {
		return seal.Key{}, "", err
	}
	key, err := seal.KeyFromAPIKey(text)
	if err != nil {
		return seal.Key{}, "", noKey()
	}
	return key, returnurl.KeyOfAPIKey, nil
}

// envKey takes the API key from its variable.
func (f *Factory) envKey(context.Context) (secret.Text, error) {
	text := secret.New(strings.TrimRight(f.Getenv("ARGOS_API_KEY"), "\r\n"))
	if text.Empty() {
		return text, noKey()
	}
	return text, nil
}

func noKey() *failure {
	return fail(catKey, errors.New("there is no key to open or seal with")).
		withHint("set ARGOS_API_KEY to the API key of the project that sealed it")
}

// loadRaw reads the file of --key-hex-file.
func (k *cipherKey) loadRaw() (seal.Key, error) {
	file, err := os.Open(k.hexFile)
	if err != nil {
		return seal.Key{}, inputf("--key-hex-file: %w", err)
	}
	defer func() { _ = file.Close() }()
	raw, err := io.ReadAll(io.LimitReader(file, 4<<10))
	if err != nil {
		return seal.Key{}, inputf("--key-hex-file: %w", err)
	}
	key, err := seal.KeyFromHex(secret.New(strings.TrimSpace(string(raw))))
	if err != nil {
		return seal.Key{}, fail(catInput, errors.New("--key-hex-file: expected 64 hex digits")).
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
	case errors.Is(err, seal.ErrNoKey):
		return noKey()
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
	case errors.Is(err, seal.ErrNoKey):
		missing := noKey()
		return cipherProblem{"key", "the URL is encrypted and " + missing.Error(), missing.hint}, catKey
	}
	return cipherProblem{"read", err.Error(), ""}, catInput
}
