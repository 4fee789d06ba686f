package source

import (
	"bytes"
	"testing"
)

// TestLongLineThatTrickles: a line without an end, as a small packed text can hold, is
// looked at again and again only as it grows; a line that ends is there at once.
func TestLongLineThatTrickles(t *testing.T) {
	t.Parallel()
	const piece = 4 << 10
	for _, tt := range []struct {
		name  string
		had   int
		piece string
		most  int // bytes that are read before the next look
		least int
	}{
		{"the beginning of a line", 64 << 10, "x", piece, piece},
		{"a long line", 4 << 20, "x", 1 << 20, 512 << 10},
		{"the end of a long line", 4 << 20, "\n", piece, piece},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			opts := Options{}.withDefaults()
			s := &stream{in: Input{Path: "-", endless: true}, opts: &opts, src: endless{bytes.Repeat([]byte(tt.piece), piece)}, sniffed: true, shape: records, many: true}
			c := &Chunk{buf: append(make([]byte, 0, 16<<20), bytes.Repeat([]byte("x"), tt.had)...)}
			s.fill(c, 0)
			if n := len(c.buf) - tt.had; n < tt.least || n > tt.most {
				t.Errorf("read %d bytes, want %d to %d", n, tt.least, tt.most)
			}
		})
	}
}

// endless gives the same piece for ever.
type endless struct{ text []byte }

func (p endless) Read(to []byte) (int, error) { return copy(to, p.text), nil }
