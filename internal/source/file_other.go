//go:build !unix

package source

import (
	"io"
	"os"
)

// openRegular opens a file that does not block.
func openRegular(path string) (io.ReadCloser, error) { return os.Open(path) }
