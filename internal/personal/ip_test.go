package personal

import "testing"

// TestIsPublic goes to both sides of the bounds of each network that is nobody's.
func TestIsPublic(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"0.255.255.255": false, "1.0.0.1": true,
		"9.255.255.255": true, "10.0.0.1": false, "11.0.0.1": true,
		"126.0.0.1": true, "127.0.0.1": false, "128.0.0.1": true,
		"223.255.255.255": true, "224.0.0.1": false, "255.255.255.255": false,
		"172.15.0.1": true, "172.16.0.1": false, "172.31.0.1": false, "172.32.0.1": true, "173.16.0.1": true,
		"192.167.0.1": true, "192.168.0.1": false, "193.168.0.1": true,
		"169.253.0.1": true, "169.254.0.1": false, "168.254.0.1": true,
		"100.63.0.1": true, "100.64.0.1": false, "100.127.0.1": false, "100.128.0.1": true, "101.64.0.1": true,
		"192.0.0.1": false, "192.0.1.1": true, "192.0.2.1": false, "192.1.2.1": true, "191.0.2.1": true,
		"198.51.100.1": false, "198.51.101.1": true, "198.50.100.1": true, "199.51.100.1": true,
		"198.17.0.1": true, "198.18.0.1": false, "198.19.0.1": false, "198.20.0.1": true, "199.18.0.1": true,
		"203.0.113.1": false, "203.0.112.1": true, "203.1.113.1": true, "202.0.113.1": true,

		"2001:db8::1": false, "2001:db9::1": true, "2001:cb8::1": true, "2002:db8::1": true, "2101:db8::1": true,
		"3fff::1": false, "3fff:fff::1": false, "3fff:1000::1": true, "3ffe::1": true, "3eff::1": true,
		"2000::1": true, "1fff::1": false, "4000::1": false, "fe80::1": false, "::1": false,
		"::ffff:8.8.8.8": true, "::ffff:10.0.0.1": false,
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			ip, ok := ParseIP([]byte(text))
			if got := IsPublic(ip); !ok || got != want {
				t.Errorf("%t (read: %t), want %t", got, ok, want)
			}
		})
	}
}
