package term

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// A list is what the table below its head would be: the same columns, lines
// and styles.
func TestListIsATableWithoutHead(t *testing.T) {
	t.Parallel()
	words := []string{"a", "retry", "홍길동", "e\u0301", "6xx28lo115832", Colored.Bad("rejected"), "", "two\nlines", "신분증\n전체\n이름"}
	for seed := range uint64(200) {
		dice := rand.New(rand.NewPCG(seed, 1))
		rows := make([][]string, 1+dice.IntN(4))
		columns := 1 + dice.IntN(3)
		for i := range rows {
			for range columns {
				rows[i] = append(rows[i], words[dice.IntN(len(words))])
			}
		}
		drawn, err := draw(make([]string, columns), rows, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, below, _ := strings.Cut(drawn, "\n")
		got, want := printed(t, list(rows)), printed(t, below)
		if got != want {
			t.Fatalf("seed %d: %q\ngot\n%s\nwant\n%s", seed, rows, got, want)
		}
	}
}

func printed(t *testing.T, lines string) string {
	t.Helper()
	s, out, _ := Buffers("")
	if err := s.writeLines(lines, ""); err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(out.String(), reset, "") // the table ends each style twice
}
