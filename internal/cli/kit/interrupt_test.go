package kit

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/argosctl/argosctl/internal/cli/clitest"
)

func TestInterruptible(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("0123456789", maxPortion/5)
	got, err := io.ReadAll(Interruptible(t.Context(), strings.NewReader(text)))
	if err != nil || string(got) != text {
		t.Errorf("%d bytes of %d, %v", len(got), len(text), err)
	}
	broken := errors.New("broken")
	if _, err := Interruptible(t.Context(), iotest.ErrReader(broken)).Read(make([]byte, 1)); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	silent, writer := io.Pipe()
	defer func() { _ = writer.Close() }()
	r := Interruptible(ctx, silent)
	go cancel()
	for range 2 { // the second one must not touch the abandoned read
		if _, err := r.Read(make([]byte, 1)); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	}
}

func TestInterruptiblePassesPanicsOn(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("the panic was lost")
		}
	}()
	_, _ = Interruptible(t.Context(), clitest.PanicReader{}).Read(make([]byte, 1))
}
