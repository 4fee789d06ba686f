package term

import (
	"testing"
	"time"
)

// A fixed list has its widths whatever comes, and one line for each row.
func TestFixed(t *testing.T) {
	t.Parallel()
	s, out, _ := Buffers("")
	l := s.Fixed([]Column{{Key: "a", Kind: ID}, {Key: "b"}, {Key: "c", Right: true}}, []int{6, 6, 3})
	for _, cells := range [][]Cell{
		{C("a"), C("b"), C("200")},
		{C("홍길동입니다"), S(Colored.Good, "ok"), C("5")},
		{C("longer-than-that"), C("x\x1b[2J and more"), C("")},
	} {
		if err := l.Row(cells...); err != nil {
			t.Fatal(err)
		}
	}
	want := "a       b       200\n홍…다   \x1b[32mok\x1b[0m        5\nlon…at  x\\u00…\n"
	if err := l.Close(); err != nil || out.String() != want {
		t.Errorf("%v, got\n%q\nwant\n%q", err, out.String(), want)
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	s, _, errs := Buffers("")
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	silent := s.Progress("deliveries", 10, clock)
	silent.Set(5)
	silent.Hide()
	if errs.Len() != 0 {
		t.Fatalf("off a terminal: %q", errs)
	}
	s.ErrTTY = true
	p := s.Progress("deliveries", 100, clock)
	p.Set(1) // too early
	p.Hide()
	now = now.Add(2 * time.Second)
	p.Set(50)
	p.Set(51) // too soon after
	p.Hide()
	p.Hide()
	now = now.Add(2 * time.Second)
	p.Set(100)
	want := "\r[============            ] 50/100 deliveries, 25/s, 2s left\x1b[K\r\x1b[K" +
		"\r[========================] 100/100 deliveries, 25/s\x1b[K"
	if errs.String() != want {
		t.Errorf("got  %q\nwant %q", errs.String(), want)
	}
	errs.Reset()
	p = s.Progress("files", 0, clock)
	now = now.Add(time.Second)
	p.Set(7)
	if want := "\r7 files, 7/s\x1b[K"; errs.String() != want {
		t.Errorf("got %q, want %q", errs.String(), want)
	}
}
