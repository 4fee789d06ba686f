//go:build unix

package kit

import (
	"os"
	"syscall"
)

// faultSignals are those that the system sends to a program with a fault.
func faultSignals() []os.Signal {
	return []os.Signal{syscall.SIGILL, syscall.SIGTRAP, syscall.SIGSEGV, syscall.SIGBUS, syscall.SIGFPE, syscall.SIGSYS}
}
