package cli

import (
	"context"
	"errors"
	"sync"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
)

// opener finds the key that is at hand for sealed payloads. It is looked for
// when the first envelope is met, and once; its schedule is built once. An
// opener may be used from several goroutines.
type opener struct {
	key   cipherKey
	stdin bool // standard input holds payloads

	once   sync.Once
	cipher seal.Key
	err    error
}

// errNoKey says that a payload is sealed and there is no key.
var errNoKey = errors.New("the body is encrypted and no key is at hand")

func newOpener(f *Factory) *opener { return &opener{key: cipherKey{f: f}} }

func (o *opener) addFlags(cmd *cobra.Command) { o.key.addFlags(cmd) }

// named reports whether a flag names the key.
func (o *opener) named() bool { return o.key.hexFile != "" || o.key.f.keyFlags != keyFlags{} }

// load returns the key. The error is errNoKey or why it could not be read.
func (o *opener) load(ctx context.Context) (seal.Key, error) {
	o.once.Do(func() {
		o.cipher, _, o.err = o.key.load(ctx, o.stdin)
		if errors.Is(o.err, keys.ErrNone) {
			o.err = errNoKey
		}
	})
	return o.cipher, o.err
}

// openProblem reports a payload that stays closed.
func openProblem(origin source.Origin, err error) *problem {
	if errors.Is(err, errNoKey) {
		return &problem{catKey, &diag.Problem{Origin: origin, Message: err.Error(), Err: err,
			Hint: "set " + keys.EnvVar + ", name a file with --key-file, or store it with 'argosctl auth login'"}}
	}
	failed := categorize(cipherFailure(err))
	return &problem{failed.category, &diag.Problem{Origin: origin, Message: failed.Error(), Hint: failed.hint, Err: err}}
}

// errNotJSON is a sealed payload that opened to no JSON. What it opened to is
// not shown: under a wrong key it is noise, and never ours to print.
func errNotJSON() error {
	return &seal.OpenError{Step: seal.StepContent, Message: "the plaintext is not JSON", Hint: "almost always the key of another project"}
}
