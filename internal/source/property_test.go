package source

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/testkit"
)

// TestBufferSizeChangesNothing reads random junk, rich in what matters to the
// splitting, through large and small buffers and chunks: the payloads and errors must be
// the same, and must be where they say.
func TestBufferSizeChangesNothing(t *testing.T) {
	t.Parallel()
	pieces := []string{"{", "}", "[", "]", "\"", "\\", "\n", "\r", " ", ",", "a", "1", "é", "\ufeff", "{}", "\x00",
		"\xed", "\x1f\x8b", "[{},", "{\"a\":1}", "{\"a\":\n", "\"webhook_trigger\":", "  ", "/*", "//", "*/", ":", "\n{\n", "\n}\n", string(bytes.Repeat([]byte("a"), 66)), string(bytes.Repeat([]byte(" "), 67))}
	starts := []string{"[", "{", "{}\n", "[{}", "\ufeff[", "x"}
	for seed := range uint64(testkit.Rounds(8000)) {
		r := rand.New(rand.NewPCG(seed, 0))
		text := []byte(starts[r.IntN(len(starts))])
		for range r.IntN(60) {
			text = append(text, pieces[r.IntN(len(pieces))]...)
		}
		name := []string{"f.json", "f.ndjson", "f.log", "f.csv"}[r.IntN(4)]
		opts := Options{MaxPayload: 128 << r.IntN(6), whole: []int{1, 256}[r.IntN(2)]}
		want := readAll(t, name, bytes.NewReader(text), opts)
		opts.chunk, opts.most = 1+r.IntN(97), []int{1, 2, 5, 4096}[r.IntN(4)]
		if diff := cmp.Diff(want, readAll(t, name, bytes.NewReader(text), opts)); diff != "" {
			t.Errorf("seed %d: %s %q, limit %d, buffer of %d: (-large +small)\n%s", seed, name, text, opts.MaxPayload, opts.chunk, diff)
		}
		replay(t, name, bytes.NewReader(text), opts, func(p Payload, fault *diag.Problem) {
			if fault == nil && encodingOf(text, NoEncoding) == NoEncoding {
				checkPlace(t, text, p)
			}
		})
	}
}
