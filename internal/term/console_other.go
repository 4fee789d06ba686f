//go:build !windows

package term

import "os"

// dull reports whether f is a console that cannot be made to understand escape
// sequences.
func dull(*os.File) bool { return false }
