package jsonscan

import (
	"strconv"
	"strings"
	"testing"
)

func TestPlainEnd(t *testing.T) {
	t.Parallel()
	for c := range 256 {
		for before := range 20 {
			for _, after := range []string{"", "y", "\x00\"\\\xffyyyyyyyyy"} {
				text := strings.Repeat("x", before) + string([]byte{byte(c)}) + after
				want := before
				for want < len(text) && isPlain(text[want]) {
					want++
				}
				if got := PlainEnd([]byte(text), 0); got != want {
					t.Fatalf("%q: %d, want %d", text, got, want)
				}
			}
		}
	}
}

func TestScanString(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in          string
		end         int
		escaped, ok bool
	}{
		{`""`, 2, false, true},
		{`"abc" x`, 5, false, true},
		{`"a\nb"`, 6, true, true},
		{`"é홍😀"`, 11, false, true},
		{`"\ud83d\ude00"`, 14, true, true},
		{`"abc`, 4, false, false},
		{`"abc\`, 4, true, false},
		{`"abc\"`, 6, true, false},
		{"\"a\tb\"", 2, false, false},
		{`"a\x"`, 2, true, false},
		{`"a\u12g4"`, 2, true, false},
		{`"a\u12`, 2, true, false},
		{`"a\ud800\n"`, 2, true, false},
		{`"\ude00"`, 1, true, false},
		{`"\ud800\udc00\udbff\udfff"`, 26, true, true}, // the first and the last pair
		{`"\ud7ff\ue000"`, 14, true, true},             // what is next to the surrogates
		{`"\ud800\ue000"`, 1, true, false},
		{`"\ud800\udbff"`, 1, true, false},
		{`"\udfff"`, 1, true, false},
		{"\"ab\xc3\"", 3, false, false},
		{"\"홍\xe0\x80\x80\"", 4, false, false},
		{"\"\xf4\x90\x80\x80\"", 1, false, false},
		{"\"\xea\xb0", 1, false, false},
		{"\"\xe1A\x80\"", 1, false, false},
		{"\"\xe1\x80A\"", 1, false, false},
	}
	for _, test := range tests {
		end, escaped, ok := ScanString([]byte(test.in), 0)
		if end != test.end || escaped != test.escaped || ok != test.ok {
			t.Errorf("%q: %d %v %v, want %+v", test.in, end, escaped, ok, test)
		}
		text, after := AppendString([]byte(">"), []byte(test.in), 1)
		want := string(AppendUnquoted([]byte(">"), []byte(test.in[:test.end])))
		if ok && (after != end || string(text) != want) || !ok && after != -1 {
			t.Errorf("%q is decoded to %q until %d, want %q until %d", test.in, text, after, want, end)
		}
	}
}

// TestHex4 tries each byte in the place of each digit.
func TestHex4(t *testing.T) {
	t.Parallel()
	for _, digits := range []string{"0000", "9aFf", "d83D"} {
		for place := range digits {
			for c := range 256 {
				text := []byte(`\u` + digits)
				text[2+place] = byte(c)
				want := rune(-1)
				if v, err := strconv.ParseUint(string(text[2:]), 16, 16); err == nil {
					want = rune(v)
				}
				if got := hex4(text, 0); got != want {
					t.Fatalf("%q is %x, want %x", text, got, want)
				}
			}
		}
	}
}

func TestScanNumber(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in  string
		end int
		ok  bool
	}{
		{"0", 1, true}, {"-0", 2, true}, {"10,", 2, true}, {"1.25e+10]", 8, true}, {"1E-2", 4, true},
		{"01", 1, true}, {"1.", 2, false}, {"1.e", 2, false}, {"1e", 2, false}, {"1e+", 3, false},
		{"-", 1, false}, {"-a", 1, false}, {"", 0, false}, {"+1", 0, false}, {".5", 0, false},
		{"9:", 1, true}, {"9/", 1, true}, {"1.0:", 3, true}, {":", 0, false}, {"-/", 1, false},
	}
	for _, test := range tests {
		for _, before := range []string{"", "[ 1,"} {
			end, ok := ScanNumber([]byte(before+test.in), len(before))
			if end -= len(before); end != test.end || ok != test.ok {
				t.Errorf("%q behind %q: %d %v, want %d %v", test.in, before, end, ok, test.end, test.ok)
			}
		}
	}
}

func TestScanLiteral(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in   string
		end  int
		kind Kind
	}{
		{"true", 4, Bool}, {"false,", 5, Bool}, {"null", 4, Null}, {"truex", 4, Bool},
		{"fals", 0, Invalid}, {"falsy", 0, Invalid}, {"nul", 0, Invalid}, {"True", 0, Invalid}, {"", 0, Invalid},
	}
	for _, test := range tests {
		for _, before := range []string{"", "[ 1,"} {
			end, kind := ScanLiteral([]byte(before+test.in), len(before))
			if end -= len(before); end != test.end || kind != test.kind {
				t.Errorf("%q behind %q: %d %v, want %d %v", test.in, before, end, kind, test.end, test.kind)
			}
		}
	}
}

func TestSkipSpace(t *testing.T) {
	t.Parallel()
	for n := range 40 {
		for _, stop := range []string{"", "x", "\v", "\x00", "\x1f"} {
			text := strings.Repeat(" ", n) + "\r\n\t" + strings.Repeat(" ", n) + stop
			if got, want := SkipSpace([]byte(text), 0), 2*n+3; got != want {
				t.Errorf("%q: %d, want %d", text, got, want)
			}
		}
	}
}
