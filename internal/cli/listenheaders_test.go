package cli

import (
	"net/http"
	"strings"
	"testing"
)

// With -v, headers that no page documents are named with the assumption that
// they contradict, without their values; a plain request has none.
func TestListenNamesUndocumentedHeaders(t *testing.T) {
	t.Parallel()
	send := func(l *listening, headers map[string]string) {
		t.Helper()
		req, err := http.NewRequest(http.MethodPost, l.url+"/hook?token=hidden", strings.NewReader(retryBody))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		for name, value := range headers {
			req.Header.Set(name, value)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
	}
	odd := map[string]string{"X-Argos-Signature": "sha256=aa11bb22", "X-Request-Id": "8f14e45f", "X-Forwarded-For": "203.0.113.9", "Cf-Ray": "1"}

	l := listen(t, "--once", "-v")
	send(l, odd)
	l.end(0, "retry", `POST /hook from 127.0.0.1:\d+: headers that no page documents: X-Argos-Signature: this contradicts what argosctl assumes \(webhook-signature\)[^\n]+
note: POST /hook from 127.0.0.1:\d+: headers that no page documents: X-Request-Id: this contradicts what argosctl assumes \(webhook-headers\)`)
	for _, value := range []string{"aa11bb22", "8f14e45f", "203.0.113.9", "hidden", "Cf-Ray", "X-Forwarded"} {
		if strings.Contains(l.errs.String(), value) {
			t.Errorf("stderr shows %q:\n%s", value, l.errs)
		}
	}
	for name, run := range map[string]struct {
		args    []string
		headers map[string]string
	}{
		"a plain request": {[]string{"--once", "-v"}, nil},
		"without -v":      {[]string{"--once"}, odd},
	} {
		l := listen(t, run.args...)
		send(l, run.headers)
		l.end(0, "retry", "listening")
		if strings.Contains(l.errs.String(), "contradicts") {
			t.Errorf("%s: %s", name, l.errs)
		}
	}
}
