package personal

import (
	"net/netip"
	"strings"
	"testing"
)

func FuzzParseIP(f *testing.F) {
	for _, s := range []string{"203.0.113.24", "2001:db8::1", "::", "::ffff:1.2.3.4", "1::2::3", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", ":1", "1:", "01.2.3.4", "::1.2.3.4.5", "12345::", "1:2:3:4:5:6:1.2.3.4", "fe80::1%1", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "::1::2", "::1.2.3.4:", "1.2.3."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want, err := netip.ParseAddr(text)
		ok := err == nil && want.Zone() == ""
		got, gotOK := ParseIP([]byte(text))
		if gotOK != ok || ok && got != want {
			t.Errorf("ParseIP(%q) = %v, %v, want %v, %v", text, got, gotOK, want, err)
		}
	})
}

func TestIsEmail(t *testing.T) {
	t.Parallel()
	long := "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	for text, want := range map[string]bool{
		"user@example.com": true, "a.b+c'd@x-y.example": true, "u@localhost": true, long + "@example.com": true,
		"": false, "user": false, "@example.com": false, "user@": false, "a@b@c.com": false, ".a@b.com": false, "a.@b.com": false,
		"a..b@c.com": false, "a b@c.com": false, "a@-b.com": false, "a@b-.com": false, "a@b..com": false, "a@b.com.": false,
		"a@b_c.com": false, "홍@example.com": false, long + "a@example.com": false, "a@" + long + ".com": false, "a@b.c-": false, "a@b{.com": false, "a@b[.com": false,
		"a@" + strings.Repeat("b.", 125) + "cc": true, "a@" + strings.Repeat("b.", 125) + "ccc": false,
	} {
		t.Run(text, func(t *testing.T) {
			if got := IsEmail([]byte(text)); got != want {
				t.Errorf("IsEmail(%q) = %v", text, got)
			}
		})
	}
}

func TestIsAtom(t *testing.T) {
	t.Parallel()
	const atoms = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~"
	for c := range 256 {
		if isAtom(byte(c)) != (c < 128 && strings.IndexByte(atoms, byte(c)) >= 0) {
			t.Errorf("isAtom(%q)", rune(c))
		}
	}
}
