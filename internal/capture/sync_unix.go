//go:build unix

package capture

import (
	"errors"
	"os"
	"syscall"
)

// syncDir makes the names in a directory safe.
func syncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) { // a file system that cannot
		err = nil
	}
	return errors.Join(err, d.Close())
}
