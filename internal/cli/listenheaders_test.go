package cli

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/term"
)

// With -v, each request's headers are shown, masked, with how the body was sent,
// and those that no page documents are named with the assumption that they
// contradict; a plain request has none.
func TestListenShowsHeaders(t *testing.T) {
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
	odd := map[string]string{"X-Argos-Signature": "sha256=aa11bb22", "X-Request-Id": "8f14e45f", "X-Forwarded-For": "203.0.113.9",
		"Cf-Ray": "1\u00a0\u200b", "Cookie": "session=c00c1e", "X-Api-Key": "k3yk3y", "Content-Type": "text/plain; charset=utf-8"}

	l := listen(t, "--once", "-v")
	send(l, odd)
	l.end(0, "retry", `(?m)^> POST /hook\?token=\*\*\* HTTP/1\.1
(> .*\n)*> Content-Type: text/plain; charset=utf-8
> Cookie: \*\*\* \(14 characters, fingerprint [0-9a-f]{8}\)
(> .*\n)*> X-Api-Key: \*\*\* \(6 characters, fingerprint [0-9a-f]{8}\)
> X-Argos-Signature: sha256=\*\*\* \(8 characters, fingerprint [0-9a-f]{8}\)
> X-Forwarded-For: 203\.0\.113\.9
> X-Request-Id: 8f14e45f
> body: 101 bytes, sent by content-length, without a content encoding
note: POST /hook from 127.0.0.1:\d+: headers that no page documents: X-Argos-Signature: if the service sent this, it contradicts what argosctl assumes \(webhook-signature\)[^\n]+
note: POST /hook from 127.0.0.1:\d+: headers that no page documents: Cookie, X-Api-Key, X-Request-Id, Content-Type \(text/plain\): if the service sent this, it contradicts what argosctl assumes \(webhook-headers\)`)
	for _, value := range []string{"aa11bb22", "c00c1e", "k3yk3y", "hidden", "\u200b"} {
		if strings.Contains(l.errs.String(), value) {
			t.Errorf("stderr shows %q:\n%s", value, l.errs)
		}
	}
	for name, run := range map[string]struct {
		args    []string
		headers map[string]string
		want    string
	}{
		"a plain request": {[]string{"--once", "-v"}, map[string]string{"Content-Type": "application/json; charset=utf-8"}, "listening"},
		"without -v":      {[]string{"--once"}, odd, "^listening[^\n]*\n$"},
		"Korean":          {[]string{"--once", "-v", "--lang", "ko"}, nil, "> 본문: 101바이트, 전송 방식 content-length, Content-Encoding 없음"},
	} {
		l := listen(t, run.args...)
		send(l, run.headers)
		l.end(0, "retry", run.want)
		if strings.Contains(l.errs.String(), "contradicts") {
			t.Errorf("%s: %s", name, l.errs)
		}
	}
}

// With -v, what of a payload contradicts an assumption names it.
func TestListenDoubts(t *testing.T) {
	t.Parallel()
	const body = `{"webhook_trigger":"aml","submission_id":"6xx28lo115832","email":"a@example.com","aml_result":{"currentstatus":"Clear","risk_level_summary":"LOW"}}`
	l := listen(t, "--once", "-v")
	l.post(body, http.StatusOK)
	l.end(0, "aml", `(?m)^note: POST /hook from 127\.0\.0\.1:\d+: aml_result\.currentstatus is "Clear", which no page documents: if the service sent this, no public page documents it \(aml-values\)`)
	l = listen(t, "--once")
	l.post(body, http.StatusOK)
	l.end(0, "aml", "^listening[^\n]*\n$")
}

// A directory keeps the headers beside each body, masked; the commands that read
// it pass them over.
func TestListenSavesHeaders(t *testing.T) {
	t.Parallel()
	dir := t.TempDir() + "/hooks"
	l := listen(t, "--max", "2", "--save", dir)
	for range 2 {
		req, err := http.NewRequest(http.MethodPost, l.url+"/hook?token=hidden", strings.NewReader(retryBody))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("X-Api-Key", "k3yk3y")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
	}
	l.end(0, "retry", "listening")
	for _, name := range []string{"20260414T020000.000Z-retry-6xx28lo115832", "20260414T020000.000Z-retry-6xx28lo115832-2"} {
		text, err := os.ReadFile(filepath.Join(dir, name+".headers.json"))
		if err != nil || !strings.Contains(string(text), `"X-Api-Key": [`) || strings.Contains(string(text), "k3yk3y") || strings.Contains(string(text), "hidden") {
			t.Errorf("%s: %s, %v", name, text, err)
		}
		if info, err := os.Stat(filepath.Join(dir, name+".headers.json")); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	files, err := filepath.Glob(dir + "/*")
	if err != nil || len(files) != 4 {
		t.Fatal(files, err)
	}
	for _, args := range [][]string{{dir}, {dir + "/*.json"}, files} {
		streams, out, errs := term.Buffers("")
		f := &kit.Factory{IO: streams, Now: time.Now, Getenv: func(string) string { return "" }, Home: func() (string, error) { return "", os.ErrNotExist }}
		if code := Main(append([]string{"decode", "--jq", "length"}, args...), f); code != 0 || out.String() != "2\n" {
			t.Errorf("decode %q: exit code %d, %s%s", args, code, out, errs)
		}
	}
}

// A sender that does not wait for the handler is told of, with how long it waited.
func TestListenTellsOfHangUps(t *testing.T) {
	t.Parallel()
	waiting, done := make(chan bool, 1), make(chan bool)
	handler := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		waiting <- true
		<-done
	}))
	defer handler.Close()
	defer close(done)
	l := listen(t, "--once", "--forward-to", handler.URL)
	ctx, cancel := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, l.url+"/hook", strings.NewReader(retryBody))
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		<-waiting
		cancel()
	}()
	if resp, err := http.DefaultClient.Do(req); err == nil {
		resp.Body.Close()
		t.Error("the request was answered")
	}
	l.end(0, "retry", `warning: POST /hook from \S+: the sender hung up after 0\.0 s, before the handler answered: if the service sent this, it contradicts what argosctl assumes \(delivery-timeout\)`)
}
