package term

import (
	"context"
	"errors"
	"io"
	"os"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/argosctl/argosctl/internal/testkit"
)

func echoes(t *testing.T, tty int) bool {
	t.Helper()
	state, err := unix.IoctlGetTermios(tty, unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	return state.Lflag&unix.ECHO != 0
}

// waitSilent returns when the terminal has stopped to echo: the prompt waits.
func waitSilent(t *testing.T, tty int) {
	t.Helper()
	for echoes(t, tty) {
		time.Sleep(time.Millisecond)
	}
}

func TestReadSecretFromATerminal(t *testing.T) {
	master, tty := testkit.Terminal(t)
	defer func() { _, _ = tty.Close(), master.Close() }()
	s, _, errs := Buffers("")
	s.In = tty
	fd := int(tty.Fd()) // asked once: Fd changes the file
	go func() {
		waitSilent(t, fd)
		_, _ = io.WriteString(master, "invented\n")
	}()
	got, err := s.ReadSecret(t.Context(), "API key: ")
	if err != nil || got != "invented" || errs.String() != "API key: \n" {
		t.Errorf("got %q, %v; asked %q", got, err, errs)
	}
	if !echoes(t, fd) {
		t.Error("the terminal was left silent")
	}
}

// leftOpen keeps terminals open to the end of the process: a read that was
// given up restores the terminal of its file descriptor when it ends, and the
// number must not be another test's by then.
var leftOpen []*os.File

func TestReadSecretInterrupted(t *testing.T) {
	master, tty := testkit.Terminal(t)
	leftOpen = append(leftOpen, master, tty)
	s, _, _ := Buffers("")
	s.In = tty
	fd := int(tty.Fd()) // asked once: Fd changes the file
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		waitSilent(t, fd)
		cancel()
	}()
	if _, err := s.ReadSecret(ctx, "API key: "); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if !echoes(t, fd) {
		t.Error("the terminal was left silent")
	}
}

func TestReadSecretFromAPipe(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"one\ntwo\n": "one\n", "no line break": "no line break", "": ""} {
		s, _, _ := Buffers(in)
		if got, err := s.ReadSecret(t.Context(), "? "); got != want || err != nil {
			t.Errorf("of %q got %q, %v", in, got, err)
		}
	}
}
