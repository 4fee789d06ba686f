package term

import (
	"os"

	"golang.org/x/sys/windows"
)

// dull reports whether f is a console that cannot be made to understand escape
// sequences: one before Windows 10.
func dull(f *os.File) bool {
	var mode uint32
	console := windows.Handle(f.Fd())
	if windows.GetConsoleMode(console, &mode) != nil {
		return false // no console
	}
	return windows.SetConsoleMode(console, mode|windows.ENABLE_PROCESSED_OUTPUT|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) != nil
}
