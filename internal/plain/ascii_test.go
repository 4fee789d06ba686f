package plain

import (
	"strings"
	"testing"
)

// TestPrintable has each byte at each place of a text.
func TestPrintable(t *testing.T) {
	t.Parallel()
	for c := range 256 {
		for before := range 20 {
			for _, after := range []string{"", "~", "\x7f\x00\xff ~~~~~~~", "~~~~~~~~~~~~~~~~"} {
				text := strings.Repeat("~", before) + string([]byte{byte(c)}) + after
				want := before
				if c >= ' ' && c <= '~' {
					want++
					want += strings.IndexAny(after+"\x7f", "\x7f")
				}
				if got := Printable(text); got != want {
					t.Fatalf("of %q %d are printable, want %d", text, got, want)
				}
				if got := Printable([]byte(text)); got != want {
					t.Fatalf("of the bytes %q %d are printable, want %d", text, got, want)
				}
			}
		}
	}
}
