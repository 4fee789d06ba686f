package lint

import (
	"bytes"
	"context"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/source"
)

// maxRounds bounds how often a payload is repaired anew.
const maxRounds = 16

// Repair makes the fixes of the findings that accept lets through, round after
// round: fixes in each other's way take turns, and a text that parses only now
// has fields to judge. It returns what the payload's bytes become, which are
// p.Bytes itself where there was nothing to fix, and how many fixes that took.
func (l *Linter) Repair(p source.Payload, accept func(*diag.Finding) bool) (fixed []byte, applied int) {
	isFile := p.Origin.Line == 0 && p.Origin.Index < 0
	l.collect(p, accept)
	for range maxRounds {
		if len(l.fixes) == 0 {
			break
		}
		text, n := ApplyFixes(p.Bytes, p.Offset, l.fixes)
		l.fixes = l.fixes[:0]
		if n == 0 || bytes.Equal(text, p.Bytes) {
			break
		}
		p.Bytes = text
		applied += n
		if isFile {
			l.collectFile(p, accept)
		} else {
			l.collect(p, accept)
		}
	}
	l.fixes = l.fixes[:0]
	return p.Bytes, applied
}

// collect keeps the fixes of one payload.
func (l *Linter) collect(p source.Payload, accept func(*diag.Finding) bool) {
	l.Check(p, func(f *diag.Finding) {
		if f.Fix != nil && accept(f) {
			l.fixes = append(l.fixes, f.Fix)
		}
	})
}

// collectFile is collect for a text that is a whole file: repaired it may turn
// out to be an array, or several payloads.
func (l *Linter) collectFile(p source.Payload, accept func(*diag.Finding) bool) {
	inputs := []source.Input{source.InMemory(p.Origin.Path, p.Bytes)}
	_ = source.Each(context.Background(), inputs, source.Options{}, func(q source.Payload, fault *diag.Problem) error {
		if fault == nil {
			l.collect(q, accept)
		}
		return nil
	})
}
