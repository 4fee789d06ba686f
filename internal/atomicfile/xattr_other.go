//go:build unix && !linux && !darwin && !freebsd && !netbsd

package atomicfile

import "os"

// keepAttributes does nothing: no attributes are known of this system.
func keepAttributes(_, _ *os.File) (string, error) { return "", nil }
