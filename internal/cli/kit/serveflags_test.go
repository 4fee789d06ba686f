package kit

import (
	"context"
	"errors"
	"net"
	"os"
	"syscall"
	"testing"
)

// TestListenFailure says why nothing listens at an address.
func TestListenFailure(t *testing.T) {
	t.Parallel()
	taken, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	at := taken.Addr().String()
	_, inUse := new(net.ListenConfig).Listen(context.Background(), "tcp", at)
	refused := func(why syscall.Errno) error {
		return &net.OpError{Op: "listen", Net: "tcp", Err: os.NewSyscallError("bind", why)}
	}
	for _, tt := range []struct {
		name, addr, want string
		err              error
		category         Category
	}{
		{"taken", at, "--ui: " + at + " is in use", inUse, Network},
		{"taken, on Windows", "127.0.0.1:1", "--ui: 127.0.0.1:1 is in use", refused(socketInUse), Network},
		{"not allowed", "127.0.0.1:80", "--ui: 127.0.0.1:80: permission denied", refused(syscall.EACCES), Network},
		{"no address", "x", "--ui: address x: missing port in address", &net.AddrError{Err: "missing port in address", Addr: "x"}, Usage},
		{"something else", "127.0.0.1:1", "--ui: odd", errors.New("odd"), Network},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var f *Failure
			if err := ListenFailure("--ui", tt.addr, "--ui=127.0.0.1:0", tt.err); !errors.As(err, &f) || f.Error() != tt.want || f.Category != tt.category {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
}
