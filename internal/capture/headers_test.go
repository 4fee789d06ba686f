package capture

import (
	"encoding/json"
	"net/http"
	"net/netip"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Credentials, cookies and signatures are masked under any name; all else is
// shown.
func TestMaskHeader(t *testing.T) {
	t.Parallel()
	d := &Delivery{runKey: newRunKey()}
	const masked = `\*\*\* \(\d+ characters, fingerprint [0-9a-f]{8}\)`
	for _, c := range []struct{ name, value, want string }{
		{"Content-Type", "application/json; charset=utf-8", `application/json; charset=utf-8`},
		{"User-Agent", "argos-webhook/1.0", `argos-webhook/1\.0`},
		{"X-Request-Id", "8f14e45f-ceea-467f-9e25-000000000000", `8f14e45f-ceea-467f-9e25-000000000000`},
		{"X-Forwarded-For", "203.0.113.9", `203\.0\.113\.9`},
		{"Authorization", "Bearer abc.def", `Bearer ` + masked},
		{"Authorization", "hunter two", masked},
		{"Proxy-Authorization", "Basic dXNlcjpwYXNz", `Basic ` + masked},
		{"Cookie", "session=1; theme=dark", masked},
		{"Set-Cookie", "session=1", masked},
		{"X-Api-Key", "EXAMPLEonlyNotARealKey", masked},
		{"X-Webhook-Token", "abc", masked},
		{"X_webhook_SECRET", "abc", masked},
		{"X-Argos-Signature", "sha256=aa11bb22", `sha256=` + masked},
		{"X-Argos-Signature", "t=1776132669,v1=aa11bb22", `t=` + masked},
		{"X-Hub-Signature-256", "SHA-256=aa11", `SHA-256=` + masked},
		{"X-Content-Hmac", "aa11bb22", masked},
		{"Content-Digest", "sha-256=:aa11:", `sha-256=` + masked},
		{"X-Session", "abc", masked},
		{"X-Forwarded-Client-Cert", "Hash=aa", masked},
		{"X-Custom", "Bearer abc", `Bearer ` + masked},
		{"X-Custom", "eyJhbGciOiJub25lIn0.e30.x", masked},
		{"X-Custom", "sha256=aa", `sha256=aa`},
		{"X-Api-Key", "", ``},
		{"X-Api-Key", "sha256=", masked},
	} {
		t.Run(c.name+" "+c.value, func(t *testing.T) {
			t.Parallel()
			if got := d.maskHeader(c.name, c.value); !regexp.MustCompile("^" + c.want + "$").MatchString(got) {
				t.Errorf("%q, want %s", got, c.want)
			}
		})
	}
}

// A fingerprint tells values of one run apart, and says nothing in another run.
func TestFingerprints(t *testing.T) {
	t.Parallel()
	d, other := &Delivery{runKey: newRunKey()}, &Delivery{runKey: newRunKey()}
	one := d.maskHeader("X-Signature", "sha256=aa11")
	switch {
	case one != d.maskHeader("X-Signature", "sha256=aa11"):
		t.Error("one value has two fingerprints")
	case one == d.maskHeader("X-Signature", "sha256=aa12"):
		t.Error("two values have one fingerprint")
	case one == other.maskHeader("X-Signature", "sha256=aa11"):
		t.Error("two runs have one fingerprint")
	}
}

func TestShow(t *testing.T) {
	t.Parallel()
	d := &Delivery{
		Received: clock(), Peer: netip.MustParseAddrPort("203.0.113.9:4711"), Method: http.MethodPost, Target: "/hook/x?token=hidden&empty=&flag",
		Protocol: "HTTP/1.1", Length: -1, Encoding: "gzip", Body: []byte("12"), Text: []byte("12345"),
		Header: http.Header{"Accept": {"a", "b"}, "X-Api-Key": {"hidden"}}, runKey: newRunKey(),
	}
	got := d.Show()
	want := Shown{
		Received: "2026-04-14T02:11:09.120Z", Peer: "203.0.113.9:4711", Method: "POST", Target: "/hook/x?token=***&empty=***&***", Protocol: "HTTP/1.1",
		Headers: map[string][]string{"Accept": {"a", "b"}, "X-Api-Key": got.Headers["X-Api-Key"]},
		Body:    Sent{Bytes: 2, Transfer: "chunked", Encoding: "gzip", Unpacked: 5},
	}
	if !reflect.DeepEqual(got, want) || !slices.Equal(got.Names(), []string{"Accept", "X-Api-Key"}) {
		t.Errorf("%+v, want %+v", got, want)
	}
	text, err := d.record()
	var again Shown
	if err != nil || json.Unmarshal(text, &again) != nil || !reflect.DeepEqual(again, got) || strings.Contains(string(text), "hidden") {
		t.Errorf("%s, %v", text, err)
	}
}
