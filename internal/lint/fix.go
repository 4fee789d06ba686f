package lint

import (
	"cmp"
	"slices"

	"github.com/argosctl/argosctl/internal/diag"
)

// ApplyFixes returns data, which starts at byte base of its file, with all
// edits of the fixes that do not get in the way of an earlier one. Every other
// byte is kept. applied counts the fixes that were made; a fix is made whole or
// not at all. One round may uncover what the next one repairs: a text that
// parses only now has fields to judge.
func ApplyFixes(data []byte, base int64, fixes []*diag.Fix) (fixed []byte, applied int) {
	var edits []diag.Edit // in order, none overlapping another
	for _, f := range fixes {
		if fits(f.Edits, edits, base, int64(len(data))) {
			for _, e := range f.Edits {
				edits = slices.Insert(edits, after(edits, e), e)
			}
			applied++
		}
	}
	fixed = make([]byte, 0, len(data)+len(edits)*8)
	at := 0
	for _, e := range edits {
		start := int(e.Offset - base)
		fixed = append(append(fixed, data[at:start]...), e.Text...)
		at = start + e.Length
	}
	return append(fixed, data[at:]...), applied
}

// after returns the place of e in edits: after all that stand before it. An
// insertion goes before what is replaced at the same place.
func after(edits []diag.Edit, e diag.Edit) int {
	i, _ := slices.BinarySearchFunc(edits, e, func(have, e diag.Edit) int {
		return cmp.Or(cmp.Compare(have.Offset, e.Offset), cmp.Compare(min(have.Length, 1), min(e.Length, 1)), -1)
	})
	return i
}

// fits reports whether edits are within the data and replace nothing that
// others replace.
func fits(edits, others []diag.Edit, base, size int64) bool {
	overlap := func(a, b diag.Edit) bool {
		return a.Offset < b.Offset+int64(b.Length) && b.Offset < a.Offset+int64(a.Length)
	}
	for _, e := range edits {
		if e.Offset < base || e.Offset+int64(e.Length) > base+size {
			return false
		}
		i := after(others, e)
		if i > 0 && overlap(others[i-1], e) || i < len(others) && overlap(others[i], e) {
			return false
		}
	}
	return true
}
