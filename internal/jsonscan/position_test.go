package jsonscan

import "testing"

func TestLineColumn(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text         string
		offset       int
		line, column int
	}{
		{"", 0, 1, 1},
		{"abc", 2, 1, 3},
		{"abc", 3, 1, 4},
		{"abc", 99, 1, 4},
		{"abc", -1, 1, 1},
		{"a\nb", 1, 1, 2},
		{"a\nb", 2, 2, 1},
		{"a\n", 2, 2, 1},
		{"a\r\nb", 1, 1, 2},
		{"a\r\nb", 2, 1, 3},
		{"a\r\nb", 3, 2, 1},
		{"a\rb\r\rc", 2, 2, 1},
		{"a\rb\r\rc", 5, 4, 1},
		{"a\r", 2, 2, 1},
		{"\n\r\n\n", 4, 4, 1},
		{"홍길동:\n \"é\"😀x", 9, 1, 4},
		{"홍길동:\n \"é\"😀x", 20, 2, 6},
		{"\xff\xfex", 2, 1, 3},
		{"\xef\xbb\xbf{}", 3, 1, 1},
		{"\xef\xbb\xbf{}", 4, 1, 2},
		{"\xef\xbb\xbf{}", 0, 1, 1},
		{"\xef\xbb\xbf\n{}", 5, 2, 2},
	}
	for _, test := range tests {
		line, column := LineColumn([]byte(test.text), test.offset)
		if line != test.line || column != test.column {
			t.Errorf("%q at %d: %d:%d, want %d:%d", test.text, test.offset, line, column, test.line, test.column)
		}
	}
}
