package term

import (
	"bytes"
	"testing"
	"time"
)

func TestColumns(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	c := Columns{Widths: []int{4, 6}}
	for _, cells := range [][]Cell{
		{C("a"), C("b"), C("c")},
		{C("홍길"), S(Colored.Good, "ok"), C("")},
		{C("longer"), C("x\x1b[2J"), C("end")},
		{C("a")},
	} {
		if err := c.Line(&out, cells...); err != nil {
			t.Fatal(err)
		}
	}
	want := "a     b       c\n홍길  \x1b[32mok\x1b[0m\nlonger  x\\u001b[2J  end\na\n"
	if out.String() != want {
		t.Errorf("got\n%q\nwant\n%q", out.String(), want)
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
