//go:build !unix

package capture

import "os"

// lock and syncDir do nothing here: the system has no such calls for them.
func lock(*os.File) error { return nil }

func syncDir(string) error { return nil }
