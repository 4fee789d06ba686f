package kit

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/term"
)

func TestWords(t *testing.T) {
	t.Parallel()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		name  string
		ctx   context.Context
		args  []string
		stdin string
		want  []string
		ends  Category
		says  string
	}{
		{name: "arguments", args: []string{"a", "b"}, stdin: "c\n", want: []string{"a", "b"}},
		{name: "lines among arguments", args: []string{"a", "-", "b"}, stdin: " c \n\n\td\r\n", want: []string{"a", "c", "d", "b"}},
		{name: "nothing to read", args: []string{"-"}},
		{name: "the last line without its end", args: []string{"-"}, stdin: "a\nb", want: []string{"a", "b"}},
		{name: "a long line", args: []string{"-", "b"}, stdin: "a\n" + strings.Repeat("x", 1<<20), want: []string{"a"},
			ends: Input, says: "standard input: a line has more than 65536 bytes"},
		{name: "interrupted", ctx: ended, args: []string{"-"}, stdin: "a\n", ends: Interrupted, says: "already reported"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if c.ctx == nil {
				c.ctx = t.Context()
			}
			f := &Factory{IO: term.Piped(strings.NewReader(c.stdin), io.Discard, io.Discard)}
			var got []string
			var ends error
			for word, err := range f.Words(c.ctx, c.args) {
				if ends = err; err == nil {
					got = append(got, word)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if c.ends == None {
				if ends != nil {
					t.Errorf("it ends with %v", ends)
				}
				return
			}
			if failed := Categorize(ends); failed.Category != c.ends || failed.Error() != c.says {
				t.Errorf("it ends with %v (%d), want %s (%d)", failed, failed.Category, c.says, c.ends)
			}
		})
	}
}
