package jsonscan

import (
	"fmt"
	"testing"
)

func TestIndex(t *testing.T) {
	t.Parallel()
	list := []string{"", "a", "ab", "ba", "1234567", "12345678", "123456789", "eight by", "begin one end more", "begin two end more?", "한글"}
	absent := []string{"b", "aa", "a\x00", "1234568", "12345679", "123456780", "begin one end mora", "Begin one end more", "begin two end more", "한", "\xff"}
	tests := []struct {
		name string
		list []string
	}{
		{"no text", nil},
		{"one text", list[1:2]},
		{"the empty text", list[:1]},
		{"texts of every length", list},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			x := NewIndex(test.list)
			for want, text := range test.list {
				if got := x.Find([]byte(text)); got != want || !x.Has([]byte(text)) || x.List()[want] != text {
					t.Errorf("%q is at %d, want %d", text, got, want)
				}
			}
			for _, text := range absent {
				if got := x.Find([]byte(text)); got != -1 || x.Has([]byte(text)) {
					t.Errorf("%q is at %d", text, got)
				}
			}
		})
	}
	if got := NewIndex([]string{"a", "b", "a"}).Find([]byte("a")); got != 2 {
		t.Errorf("of two texts that are the same, %d is found", got)
	}
}

// TestIndexSameMiddle: a text that differs in its middle alone is not found, and
// cannot stand in the list.
func TestIndexSameMiddle(t *testing.T) {
	t.Parallel()
	const text, other = "the first, the last", "the first; the last"
	if got := NewIndex([]string{text}).Find([]byte(other)); got != -1 {
		t.Errorf("%q is taken for %q", other, text)
	}
	defer func() {
		if recover() == nil {
			t.Error("a list of which one text cannot be found")
		}
	}()
	NewIndex([]string{text, other})
}

// TestIndexSize: the slots are fewer than the pairs of keys, and the last key has
// the slot of its equals.
func TestIndexSize(t *testing.T) {
	t.Parallel()
	for _, n := range []int{20, 50, 200, 400} {
		keys := make([]uint64, n)
		for i := range keys {
			keys[i] = keyOf(fmt.Appendf(nil, "name %d", i))
		}
		s := newSlots(keys)
		if pairs := n * (n - 1) / 2; len(s.places) > pairs {
			t.Errorf("%d keys have %d slots, there are %d pairs", n, len(s.places), pairs)
		}
		for i, key := range keys {
			if got := s.place(key); got != i {
				t.Errorf("key %d of %d is at %d", i, n, got)
			}
		}
	}
}
