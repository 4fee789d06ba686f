package report

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"

	"github.com/argosctl/argosctl/internal/diag"
)

const (
	maxRemembered = 10_000 // fingerprints counted for one file
	maxSnippet    = 1024   // bytes of the text under a span that count
)

// fingerprints names findings so that the same one is known again after lines
// moved: by file, rule, pointer and the text under the span. Equal ones are told
// apart by their order, and past maxRemembered by their offset.
type fingerprints struct {
	path string
	seen map[[16]byte]uint64
}

// of returns 32 hexadecimal digits, different for each finding of a run.
func (p *fingerprints) of(f *diag.Finding) string {
	if p.seen == nil || p.path != f.Path {
		p.path, p.seen = f.Path, map[[16]byte]uint64{}
	}
	parts := []string{f.Path, f.Rule, f.Pointer, snippet(f)}
	key := digest(parts, 0)
	number, known := p.seen[key]
	if !known && len(p.seen) >= maxRemembered {
		number = 1<<63 | uint64(f.Offset)
	} else {
		p.seen[key] = number + 1
	}
	sum := digest(parts, number)
	return hex.EncodeToString(sum[:])
}

// digest hashes parts, each with its length so that none runs into the next.
func digest(parts []string, number uint64) [16]byte {
	var b []byte
	for _, part := range parts {
		b = binary.AppendUvarint(b, uint64(len(part)))
		b = append(b, part...)
	}
	sum := sha256.Sum256(binary.AppendUvarint(b, number))
	return [16]byte(sum[:16])
}

// snippet is the text under the span, without regard to white space.
func snippet(f *diag.Finding) string {
	s := f.Source
	start := min(max(s.Start, 0), len(s.Text))
	end := min(max(s.End, start), len(s.Text), start+maxSnippet)
	return strings.Join(strings.Fields(string(s.Text[start:end])), " ")
}
