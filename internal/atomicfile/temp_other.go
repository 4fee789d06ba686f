//go:build !unix

package atomicfile

import "os"

// lock does nothing: a file that is open cannot be removed here.
func lock(*os.File) error { return nil }

// removeStale removes the file of that name unless its writer has it open.
func removeStale(name, _ string) { _ = os.Remove(name) }
