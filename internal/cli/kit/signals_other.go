//go:build !unix

package kit

import "os"

// faultSignals are none: nobody can send them.
func faultSignals() []os.Signal { return nil }
