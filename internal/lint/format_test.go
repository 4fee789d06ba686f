package lint

import (
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
)

func TestJudgeTime(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]verdict{
		"2026-04-14T02:11:09Z": goodTime, "2026-04-14T02:11:09.120Z": goodTime, "2026-04-14t02:11:09z": goodTime,
		"2026-04-14T02:11:09+09:00": goodTime, "2026-04-14T02:11:09.1-23:59": goodTime, "2024-02-29T00:00:00Z": goodTime,
		"2026-04-14-02-11-09-UTC": oddTime, "2026-04-14-02-11-09-000": oddTime, "2026-04-14-23-59-59-+09:00": oddTime,
		"": notTime, "2026-04-14": notTime, "2026-04-14T02:11:09": notTime, "2026-04-14 02:11:09Z": notTime,
		"2026-02-30T02:11:09Z": notTime, "2026-04-14T24:00:00Z": notTime, "2026-04-14T02:60:00Z": notTime,
		"2026-04-14T02:11:60Z": notTime, "2026-04-14T02:11:09.Z": notTime, "2026-04-14T02:11:09,5Z": notTime,
		"2026-04-14T02:11:09+0900": notTime, "2026-04-14T02:11:09+24:00": notTime, "2026-04-14T02:11:09ZZ": notTime,
		"2026-04-14T02-11-09Z": notTime, "2026-04-14-02-11-09-": notTime, "2026-04-14-02-11-09-ABCDEFG": notTime,
		"2026-04-14-02-11-09-A/B": notTime, "2026-04-14-02:11:09-UTC": notTime, "2026-04-14T02:11:09.12345678901234567": notTime,
	} {
		if got := judgeTime([]byte(text)); got != want {
			t.Errorf("judgeTime(%q) = %v, want %v", text, got, want)
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
				if isDate(buf) != (err == nil) {
					t.Fatalf("isDate(%s) = %v", buf, err != nil)
				}
			}
		}
	}
	for i := range 10 {
		for c := range 256 {
			text := []byte("1992-03-08")
			text[i] = byte(c)
			_, err := time.Parse(time.DateOnly, string(text))
			if isDate(text) != (err == nil) {
				t.Errorf("isDate(%q) = %v", text, err != nil)
			}
		}
	}
	if isDate([]byte("1992-3-8")) || isDate(nil) || !isDate([]byte("2000-02-29")) || isDate([]byte("1900-02-29")) {
		t.Error("lengths or centuries")
	}
}

func TestIsCountry(t *testing.T) {
	t.Parallel()
	tables := newTables()
	for _, code := range catalog.Countries() {
		if !tables.isCountry([]byte(code)) {
			t.Errorf("%s is no country", code)
		}
	}
	for _, code := range []string{"", "KR", "kor", "KO", "KORE", "XXX", "AAA", "ZZZ", "K0R"} {
		if tables.isCountry([]byte(code)) {
			t.Errorf("%s is a country", code)
		}
	}
}

func TestIsWhole(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"0": true, "-0.0": true, "1": true, "1.0": true, "1.50e1": true, "100e-2": true, "1e400": true, "0e-5": true, "1.5E+1": true,
		"1.5": false, "1e-1": false, "150e-2": false, "0.001": false, "1e-99999999999": false, "1.05e1": false,
	} {
		if got := isWhole([]byte(text)); got != want {
			t.Errorf("isWhole(%s) = %v", text, got)
		}
	}
}
