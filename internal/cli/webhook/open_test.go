package webhook

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/argosctl/argosctl/internal/seal"
)

// TestTextGuard writes in pieces of every size: no character is torn.
func TestTextGuard(t *testing.T) {
	t.Parallel()
	const text = "a한🙂b\u00e9"
	for size := 1; size <= len(text); size++ {
		var out bytes.Buffer
		g := &textGuard{w: &out}
		for at := 0; at < len(text); at += size {
			if _, err := g.Write([]byte(text[at:min(len(text), at+size)])); err != nil {
				t.Fatalf("pieces of %d: %v", size, err)
			}
		}
		if err := g.close(); err != nil || out.String() != text {
			t.Errorf("pieces of %d: %q, %v", size, out.String(), err)
		}
	}
	for _, text := range []string{"a\xff", "\x80", "한"[:2]} {
		g := &textGuard{w: io.Discard}
		_, err := g.Write([]byte(text))
		if err == nil {
			err = g.close()
		}
		var failed *seal.OpenError
		if !errors.As(err, &failed) || failed.Step != seal.StepUTF8 {
			t.Errorf("%q: %v", text, err)
		}
	}
	full := errors.New("disk full")
	if _, err := (&textGuard{w: failingWriter{full}}).Write([]byte("a")); !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
}

type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }
