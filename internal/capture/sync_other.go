//go:build !unix

package capture

// syncDir does nothing here: the system has no such call.
func syncDir(string) error { return nil }
