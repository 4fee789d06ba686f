package event

import (
	"math"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
)

func TestJudgeTime(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]TimeForm{
		"2026-04-14T02:11:09Z": GoodTime, "2026-04-14T02:11:09.120Z": GoodTime, "2026-04-14t02:11:09z": GoodTime,
		"2026-04-14T02:11:09+09:00": GoodTime, "2026-04-14T02:11:09.1-23:59": GoodTime, "2024-02-29T00:00:00Z": GoodTime,
		"2026-04-14-02-11-09-UTC": OddTime, "2026-04-14-02-11-09-000": OddTime, "2026-04-14-23-59-59-+09:00": OddTime,
		"": NotTime, "2026-04-14": NotTime, "2026-04-14T02:11:09": OddTime, "2026-04-14 02:11:09Z": OddTime, "2026-04-14t02:11:09.5": OddTime, "2026-04-14-02-11-09": OddTime, "2026-04-14-02-11-09-KST": OddTime,
		"2026-04-14-02-11-09-EST": NotTime, "9999-12-31T23:59:59-01:00": NotTime, "9999-12-31T23:59:59+01:00": GoodTime, "0000-01-01T00:00:00+01:00": NotTime, "10000-01-01T00:00:00Z": NotTime,
		"2026-02-30T02:11:09Z": NotTime, "2026-04-14T24:00:00Z": NotTime, "2026-04-14T02:60:00Z": NotTime,
		"2026-04-14T02:11:60Z": NotTime, "2026-04-14T02:11:09.Z": NotTime, "2026-04-14T02:11:09,5Z": NotTime,
		"2026-04-14T02:11:09+0900": NotTime, "2026-04-14T02:11:09+24:00": NotTime, "2026-04-14T02:11:09ZZ": NotTime,
		"2026-04-14T02-11-09Z": NotTime, "2026-04-14-02-11-09-": NotTime, "2026-04-14-02-11-09-ABCDEFG": NotTime,
		"2026-04-14-02-11-09-A/B": NotTime, "2026-04-14-02:11:09-UTC": NotTime, "2026-04-14T02:11:09.12345678901234567": OddTime,
	} {
		if got := JudgeTime([]byte(text)); got != want {
			t.Errorf("JudgeTime(%q) = %v, want %v", text, got, want)
		}
	}
}

// TestIsDate compares with package time over four centuries and their edges.
func TestIsDate(t *testing.T) {
	t.Parallel()
	var buf []byte
	for year := 1896; year <= 2104; year++ {
		for month := range 14 {
			for day := range 33 {
				buf = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).AppendFormat(buf[:0], "2006-")
				buf = append(buf, byte('0'+month/10), byte('0'+month%10), '-', byte('0'+day/10), byte('0'+day%10))
				_, err := time.Parse(time.DateOnly, string(buf))
				if IsDate(buf) != (err == nil) {
					t.Fatalf("IsDate(%s) = %v", buf, err != nil)
				}
			}
		}
	}
	for i := range 10 {
		for c := range 256 {
			text := []byte("1992-03-08")
			text[i] = byte(c)
			_, err := time.Parse(time.DateOnly, string(text))
			if IsDate(text) != (err == nil) {
				t.Errorf("IsDate(%q) = %v", text, err != nil)
			}
		}
	}
	if IsDate([]byte("1992-3-8")) || IsDate(nil) || !IsDate([]byte("2000-02-29")) || IsDate([]byte("1900-02-29")) {
		t.Error("lengths or centuries")
	}
}

func TestIsCountry(t *testing.T) {
	t.Parallel()
	tables := NewTree()
	for _, code := range catalog.Countries() {
		if !tables.IsCountry([]byte(code)) {
			t.Errorf("%s is no country", code)
		}
	}
	for _, code := range []string{"", "KR", "kor", "KO", "KORE", "XXX", "AAA", "ZZZ", "K0R"} {
		if tables.IsCountry([]byte(code)) {
			t.Errorf("%s is a country", code)
		}
	}
}

func TestCount(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{
		"0": 0, "-0.0": 0, "-0": 0, "1": 1, "1.0": 1, "1.50e1": 15, "100e-2": 1, "0e-5": 0, "1.5E+1": 15, "1e2": 100, "10": 10, "0.1e2": 10,
		"9223372036854775807": math.MaxInt64, "12345678901234567": 12345678901234567,
	} {
		if got, odd := count([]byte(text)); got != want || odd != 0 {
			t.Errorf("count(%s) = %d, %s", text, got, odd.In("en"))
		}
	}
	for text, want := range map[string]catalog.PhraseID{
		"1.5": catalog.PhraseFraction, "1e-1": catalog.PhraseFraction, "150e-2": catalog.PhraseFraction, "0.001": catalog.PhraseFraction,
		"-1.5": catalog.PhraseFraction, "1e-99999999999": catalog.PhraseFraction, "1.05e1": catalog.PhraseFraction,
		"-1": catalog.PhraseNegative, "-3.0": catalog.PhraseNegative,
		"9223372036854775808": catalog.PhraseHuge, "1e400": catalog.PhraseHuge, "1e99999999999": catalog.PhraseHuge, "99999999999999999999": catalog.PhraseHuge,
	} {
		if _, odd := count([]byte(text)); odd != want {
			t.Errorf("count(%s): %q, want %q", text, odd.In("en"), want.In("en"))
		}
	}
}
