package jsonscan

import (
	"bytes"
	"strings"
	"testing"
)

// TestLiteral holds a literal of each length against its text, against the text
// with one byte changed, and against data that ends too early.
func TestLiteral(t *testing.T) {
	t.Parallel()
	const text = "The quick brown fox jumps over the lazy dog"
	for size := range literalBytes + 1 {
		l := NewLiteral(text[:size])
		if l.Size != size {
			t.Errorf("a literal of %d bytes has the size %d", size, l.Size)
		}
		data := []byte("> " + text[:size] + strings.Repeat("\xff", literalBytes-size))
		if !l.At(data, 2) {
			t.Errorf("%q is not found", text[:size])
		}
		if l.At(data[:len(data)-1], 2) {
			t.Errorf("%q is found in data that has no room for a literal", text[:size])
		}
		for i := range literalBytes {
			changed := bytes.Clone(data)
			changed[2+i] ^= 0x10
			if got, want := l.At(changed, 2), i >= size; got != want {
				t.Errorf("%q in %q: %v, want %v", text[:size], changed, got, want)
			}
		}
	}
}

func TestLiteralTooLong(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("x", literalBytes+1)
	if l := NewLiteral(text); l.Size != 0 || l.At([]byte(text), 0) {
		t.Errorf("a text of %d bytes is found", len(text))
	}
}
