package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// maxNearest is the longest text, in bytes, that is compared: longer ones are
// no misspelling of anything here, and the comparison is quadratic.
const maxNearest = 128

// Nearest returns at most n of candidates that text may have meant, the best
// first and equals in the order given. Case and separators do not count.
// Candidates count as near by edit distance, about one edit in three letters,
// or because they contain text; those come last.
func Nearest(text string, candidates []string, n int) []string {
	if n <= 0 || len(text) > maxNearest {
		return nil
	}
	want := Fold(text)
	if want == "" {
		return nil
	}
	type hit struct {
		text  string
		score int
	}
	limit := max(1, min(len(want)/3, 5))
	var hits []hit
	for _, c := range candidates {
		have := Fold(c)
		score := limit + 1
		if len(have)-len(want) <= limit && len(want)-len(have) <= limit {
			score = distance(want, have)
		}
		if score > limit && len(want) >= 3 && strings.Contains(have, want) {
			score = limit + len(have) - len(want)
		} else if score > limit {
			continue
		}
		hits = append(hits, hit{c, score})
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(a.score, b.score) })
	var out []string
	for _, h := range hits[:min(n, len(hits))] {
		out = append(out, h.text)
	}
	return out
}

// distance is the number of bytes to insert, delete, replace or swap with the
// neighbour to turn a into b (Damerau-Levenshtein, optimal string alignment).
func distance(a, b string) int {
	var room [3 * 64]int // for the rows of any code or name: a payload can hold a hundred thousand that are near none
	rows, n := room[:], len(b)+1
	if len(rows) < 3*n {
		rows = make([]int, 3*n)
	}
	before, last, row := rows[:n], rows[n:2*n], rows[2*n:3*n]
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row = last, row, before
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
