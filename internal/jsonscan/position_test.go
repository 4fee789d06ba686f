package jsonscan

import (
	"bytes"
	"math/rand/v2"
	"testing"
	"unicode/utf8"
)

func TestCursor(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text   string
		offset       int
		line, column int
	}{
		{"empty", "", 0, 1, 1},
		{"in a line", "abc", 2, 1, 3},
		{"the end", "abc", 3, 1, 4},
		{"behind the end", "abc", 99, 1, 4},
		{"before the start", "abc", -1, 1, 1},
		{"at LF", "a\nb", 1, 1, 2},
		{"after LF", "a\nb", 2, 2, 1},
		{"LF at the end", "a\n", 2, 2, 1},
		{"at CR LF", "a\r\nb", 1, 1, 2},
		{"between CR and LF", "a\r\nb", 2, 1, 3},
		{"after CR LF", "a\r\nb", 3, 2, 1},
		{"after CR", "a\rb\r\rc", 2, 2, 1},
		{"after three CR", "a\rb\r\rc", 5, 4, 1},
		{"CR at the end", "a\r", 2, 2, 1},
		{"every sort of line break", "\n\r\n\n", 4, 4, 1},
		{"three bytes a character", "홍길동:\n \"é\"😀x", 9, 1, 4},
		{"two and four bytes", "홍길동:\n \"é\"😀x", 20, 2, 6},
		{"bytes that are not UTF-8", "\xff\xfex", 2, 1, 3},
		{"continuations alone", "\x80\x80x", 2, 1, 3},
		{"more than eight bytes of ASCII", "0123456789é01234567x", 20, 1, 20},
		{"after a BOM", "\xef\xbb\xbf{}", 3, 1, 1},
		{"further after a BOM", "\xef\xbb\xbf{}", 4, 1, 2},
		{"at a BOM", "\xef\xbb\xbf{}", 0, 1, 1},
		{"in a BOM", "\xef\xbb\xbf{}", 2, 1, 1},
		{"the line after a BOM", "\xef\xbb\xbf\n{}", 5, 2, 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			cursor := NewCursor([]byte(test.text), 1, 1)
			line, column := cursor.At(test.offset)
			if line != test.line || column != test.column {
				t.Errorf("%q at %d: %d:%d, want %d:%d", test.text, test.offset, line, column, test.line, test.column)
			}
			cursor = NewCursor([]byte(test.text), 7, 5)
			line, column = cursor.At(test.offset)
			wantLine, wantColumn := test.line+6, test.column
			if test.line == 1 {
				wantColumn += 4
			}
			if line != wantLine || column != wantColumn {
				t.Errorf("%q from 7:5 at %d: %d:%d, want %d:%d", test.text, test.offset, line, column, wantLine, wantColumn)
			}
		})
	}
}

// TestCursorRises compares a cursor that stops at many offsets with a count
// that looks at one character after the other.
func TestCursorRises(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"a", "0123456789abcdef", "é", "홍", "😀", "\r", "\n", "\r\n", "\xff", " "}
	for range 20_000 {
		var text []byte
		ends := []int{0} // of the pieces
		for range dice.IntN(12) {
			text = append(text, pieces[dice.IntN(len(pieces))]...)
			ends = append(ends, len(text))
		}
		cursor := NewCursor(text, 1, 1)
		for _, offset := range ends {
			if dice.IntN(2) == 0 {
				continue
			}
			line, column := cursor.At(offset)
			if wantLine, wantColumn := slowPosition(text, offset); line != wantLine || column != wantColumn {
				t.Fatalf("%q at %d: %d:%d, want %d:%d", text, offset, line, column, wantLine, wantColumn)
			}
		}
	}
}

// TestCursorReached: a cursor goes forward, and not back.
func TestCursorReached(t *testing.T) {
	t.Parallel()
	cursor := NewCursor([]byte("ab\ncd"), 1, 1)
	cursor.At(4)
	for offset, want := range []bool{false, false, false, false, true, true} {
		if got := cursor.Reached(offset); got != want {
			t.Errorf("%d is reached from 4: %v", offset, got)
		}
	}
	if line, column := cursor.At(1); line != 2 || column != 2 {
		t.Errorf("behind the last offset: %d:%d", line, column)
	}
}

// TestAdvanceByNothing: also behind a CR, of which the next byte tells what it is.
func TestAdvanceByNothing(t *testing.T) {
	t.Parallel()
	at := Position{Line: 1, Column: 1}
	for _, text := range []string{"", "a\r", "", "\nb", ""} {
		at.Advance([]byte(text))
	}
	if line, column := at.Of('c'); line != 2 || column != 2 {
		t.Errorf("%d:%d", line, column)
	}
}

func slowPosition(text []byte, offset int) (line, column int) {
	line, column = 1, 1
	for i := 0; i < offset; {
		_, size := utf8.DecodeRune(text[i:])
		column++
		switch {
		case text[i] == '\n', text[i] == '\r' && !bytes.HasPrefix(text[i+1:], []byte("\n")):
			line, column = line+1, 1
		}
		i += size
	}
	return line, column
}
