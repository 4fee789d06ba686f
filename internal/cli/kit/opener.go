package kit

import (
	"context"
	"errors"
	"sync"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/seal"
)

// Opener finds the key that is at hand for sealed payloads. It is looked for
// when the first envelope is met, and once; its schedule is built once. An
// Opener may be used from several goroutines.
type Opener struct {
	Key CipherKey

	once   sync.Once
	cipher seal.Key
	Err    error
}

// ErrNoKey says that a payload is sealed and there is no key.
var ErrNoKey = say.New("the body is encrypted and no key is at hand")

// NewOpener returns an opener for the key that the flags and the configuration name.
func NewOpener(f *Factory) *Opener { return &Opener{Key: CipherKey{F: f}} }

// AddFlags adds the flags that say where the key is.
func (o *Opener) AddFlags(cmd *cobra.Command) { o.Key.AddFlags(cmd) }

// Named reports whether a flag names the key.
func (o *Opener) Named() bool { return o.Key.hexFile != "" || o.Key.F.KeyFlags != KeyFlags{} }

// Load returns the key. The error is ErrNoKey or why it could not be read.
func (o *Opener) Load(ctx context.Context) (seal.Key, error) {
	o.once.Do(func() {
		o.cipher, _, o.Err = o.Key.Load(ctx)
		if errors.Is(o.Err, keys.ErrNone) {
			o.Err = ErrNoKey
		}
	})
	return o.cipher, o.Err
}
