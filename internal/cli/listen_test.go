package cli

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/cli/clitest"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/workdir"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/argosctl/argosctl/internal/term"
)

// scriptPost is `post ERRFILE PATH BODYFILE STATUS`: it sends a body to the
// listener that says in ERRFILE where it is.
func scriptPost(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 4 || neg {
		ts.Fatalf("usage: post ERRFILE PATH BODYFILE STATUS")
	}
	scriptSend(ts, scriptListener(ts, args[0])+args[1], args[2], args[3], "Content-Type: application/json")
}

// scriptRequest is `request ERRFILE BODYFILE STATUS HEADER...`: it sends a body
// with these header lines.
func scriptRequest(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 4 || neg {
		ts.Fatalf("usage: request ERRFILE BODYFILE STATUS HEADER...")
	}
	scriptSend(ts, scriptListener(ts, args[0]), args[1], args[2], args[3:]...)
}

// scriptListener waits for a listener and returns its URL.
func scriptListener(ts *testscript.TestScript, errs string) string {
	for until := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		text, _ := os.ReadFile(ts.MkAbs(errs))
		if url := listenURL(string(text)); url != "" {
			return url
		}
		if time.Now().After(until) {
			ts.Fatalf("no listener came up: %s", text)
		}
	}
}

// scriptSend sends a body, prints the answer and checks its status.
func scriptSend(ts *testscript.TestScript, url, body, status string, headers ...string) {
	req, err := http.NewRequest(http.MethodPost, url, strings.NewReader(ts.ReadFile(body)))
	ts.Check(err)
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		req.Header.Set(name, value)
	}
	req.Host = req.Header.Get("Host")
	resp, err := http.DefaultClient.Do(req)
	ts.Check(err)
	defer resp.Body.Close()
	_, err = io.Copy(ts.Stdout(), resp.Body)
	ts.Check(err)
	if strconv.Itoa(resp.StatusCode) != status {
		ts.Fatalf("status %d, want %s", resp.StatusCode, status)
	}
}

func listenURL(stderr string) string {
	m := regexp.MustCompile(`(?m)^(?:listening on|수신 중:) (\S+)$`).FindStringSubmatch(stderr)
	if m == nil {
		return ""
	}
	return m[1]
}

// listening is `argosctl listen` in this process.
type listening struct {
	t         *testing.T
	url       string
	out, errs *clitest.Screen
	code      chan int
}

func listen(t *testing.T, args ...string) *listening {
	t.Helper()
	l := &listening{t: t, out: new(clitest.Screen), errs: new(clitest.Screen), code: make(chan int, 1)}
	streams, _, _ := term.Buffers("")
	streams.Out, streams.Err = l.out, l.errs
	dir := t.TempDir()
	f := &kit.Factory{
		IO:     streams,
		Getenv: func(string) string { return "" },
		Now:    func() time.Time { return time.Date(2026, 4, 14, 2, 0, 0, 0, time.UTC) },
		Seed:   func() uint64 { return 1 },
		Dir:    workdir.Dir(dir),
		Home:   func() (string, error) { return dir, nil },
	}
	go func() { l.code <- Main(append([]string{"listen", "--addr", "127.0.0.1:0"}, args...), f) }()
	for until := time.Now().Add(20 * time.Second); l.url == "" && time.Now().Before(until); time.Sleep(time.Millisecond) {
		l.url = listenURL(l.errs.String())
	}
	if l.url == "" {
		t.Fatalf("no listener came up: %s", l.errs)
	}
	return l
}

func (l *listening) post(body string, want int) string {
	l.t.Helper()
	resp, err := http.Post(l.url+"/hook?token=hidden", "application/json", strings.NewReader(body))
	if err != nil {
		l.t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != want {
		l.t.Errorf("answer %d %s, %v; want %d", resp.StatusCode, answer, err, want)
	}
	return string(answer)
}

// end waits for the end and checks the exit code and the streams.
func (l *listening) end(code int, out, errs string) {
	l.t.Helper()
	if got := <-l.code; got != code {
		l.t.Errorf("exit code %d, want %d", got, code)
	}
	for _, c := range []struct{ name, got, want string }{{"stdout", l.out.String(), out}, {"stderr", l.errs.String(), errs}} {
		if matched, err := regexp.MatchString(c.want, c.got); err != nil || !matched {
			l.t.Errorf("%s is\n%s\nwant %s (%v)", c.name, c.got, c.want, err)
		}
	}
	if strings.Contains(l.out.String()+l.errs.String(), "hidden") {
		l.t.Errorf("the query is shown")
	}
}

const (
	retryBody    = `{"webhook_trigger":"retry","submission_id":"6xx28lo115832","retryCode":"glare_detected","attempts":2}`
	approvedBody = `{"webhook_trigger":"approved","submission_id":"6xx28lo115832","kyc_result":{"status":"approved"}}`
	sealedBody   = `{"data":"fdyBtjvS5zpIo9mhf3Bi2PsnnqRnxC0gCvq9ydNyE3un95LdRflyZpAXnoaZ1k+tF1sxkiCYPEz2s/3eFc6ZkrELYj+9S2KauGOM/4XCaTGCNZ3NGiZsOtmdkfjJVPExGbgXxe1jPjlRBv+hlDExTNmy+mjoiJg5euPhaevWD0YD+qjV8DTD67jofiYdLQFK"}`
)

func TestListenTable(t *testing.T) {
	t.Parallel()
	l := listen(t, "--max", "4")
	for _, body := range []string{retryBody, approvedBody, sealedBody, "{\"a\":\n1 \x1b[2J"} {
		if got := l.post(body, 200); got != "{\"ok\":true}\n" {
			t.Errorf("answer %q", got)
		}
	}
	l.end(0, `^02:00:00Z  retry          6xx28lo115832  glare_detected            200         -
02:00:00Z  approved       6xx28lo115832  -                         200         -
02:00:00Z  encrypted      -              -                         200         -
02:00:00Z  unreadable     -              not JSON at 2:3           200         -
$`, `^listening on http://127.0.0.1:\d+\nwarning: POST /hook from 127.0.0.1:\d+: listen:2:3: not JSON: .*\n$`)
}

// An id that is longer than its column is whole where the code beside it leaves room:
// what is written to a file can be searched for it.
func TestListenWholeIDs(t *testing.T) {
	t.Parallel()
	l := listen(t, "--max", "4")
	l.post(approvedBody, 200)
	for _, code := range []string{"", "no_face", "VERIFICATION_CODE_MISS_MATCH"} {
		l.post(`{"webhook_trigger":"retry","submission_id":"6d8h3ygdckx7a1k_ju","retryCode":"`+code+`","attempts":2}`, 200)
	}
	l.end(0, `^02:00:00Z  approved       6xx28lo115832  -                         200         -
02:00:00Z  retry          6d8h3ygdckx7a1k_ju  -                    200         -
02:00:00Z  retry          6d8h3ygdckx7a1k_ju  no_face              200         -
02:00:00Z  retry          6d8h3y…a1k_ju  VERIFICATION…_MISS_MATCH  200         -
$`, "listening")
}

// A body with long texts makes one line, with their beginning.
func TestListenLongTexts(t *testing.T) {
	t.Parallel()
	l := listen(t, "--max", "2")
	l.post(`{"webhook_trigger":"approved","submission_id":"`+strings.Repeat("x", 900_000)+`"}`, 200)
	l.post(`{"webhook_trigger":"`+strings.Repeat("y", 900_000)+`"}`, 200)
	l.end(0, `^\S+  approved       x{6}…x{6}  .{1,40}\n\S+  y{6}…y{6}  .{1,60}\n$`, `^.{1,500}\n$`)
}

func TestListenKorean(t *testing.T) {
	t.Parallel()
	l := listen(t, "--once", "--lang", "ko", "--color", "always")
	l.post(approvedBody, 200)
	l.end(0, `^.\[2m02:00:00Z.\[22m  .\[32mapproved.\[0m  `, "수신 중: http://127.0.0.1")

	l = listen(t, "--once", "--lang", "ko")
	l.post("{"+strings.Repeat(" ", 1<<20)+"}", 413)
	l.post(approvedBody, 200)
	l.end(0, "approved", `경고: POST /hook \(발신: 127.0.0.1:\d+\): 응답 413: 본문이 한도 1048576바이트를 넘었습니다`)
}

func TestListenMachine(t *testing.T) {
	t.Parallel()
	l := listen(t, "-o", "ndjson", "--max", "3", "--expect-source")
	l.post(retryBody, 200)
	l.post("nonsense", 200)
	l.post(sealedBody, 200)
	l.end(0, `^\{"origin":\{"path":"listen"\},"event":"retry",.*"retry":\{"code":"glare_detected",.*\}
\{"origin":\{"path":"listen"\},.*"encrypted":true,.*
$`, `(?m)^warning: POST /hook from 127.0.0.1:\d+: the sender is not the service's address 52\.78\.194\.237: if the service sent this, it contradicts .* \(sender-addresses\).*
(.*\n)*warning: POST /hook from .*listen:1:1: not JSON`)

	l = listen(t, "--once", "--jq", ".[].submission_id")
	l.post(retryBody, 200)
	l.end(0, "^6xx28lo115832\n$", "")
}

// --event counts and shows some events; the others are saved all the same.
func TestListenEvent(t *testing.T) {
	t.Parallel()
	path := t.TempDir() + "/x.ndjson"
	l := listen(t, "--once", "--event", "approved", "--save", path, "-o", "json")
	l.post(retryBody+"\n", 200)
	l.post(approvedBody, 200)
	l.end(0, `^\[\n  \{\n    "origin": \{\n      "path": "listen"\n    \},\n    "event": "approved",`, "")
	if got, err := os.ReadFile(path); err != nil || string(got) != retryBody+"\n"+approvedBody+"\n" {
		t.Errorf("saved %q, %v", got, err)
	}
}

// A note that is true of many deliveries is told with the first; the end counts the rest.
func TestListenTellsOnce(t *testing.T) {
	t.Parallel()
	l := listen(t, "--max", "4", "--save", t.TempDir()+"/x.ndjson")
	for range 3 {
		l.post(strings.Replace(retryBody, ",", ",\n", 1), 200)
	}
	l.post(strings.Replace(retryBody, ":", ":\n", 1)+"x\ny", 200)
	l.end(0, "", `^listening on .*
warning: POST /hook from 127.0.0.1:\d+: the body has line breaks and was saved without .*
warning: POST /hook from 127.0.0.1:\d+: the body has line breaks and is not JSON; .*
warning: POST /hook from 127.0.0.1:\d+: listen:\d+:\d+: not JSON: .*
warning: 2 more deliveries: the body has line breaks and was saved without .*
$`)
}

// Sealed bodies are opened with the key that is at hand, and saved as they came.
func TestListenSealed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	key := dir + "/key"
	if err := os.WriteFile(key, []byte(clitest.Key+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	l := listen(t, "--once", "--event", "retry", "--save", dir+"/hooks", "--key-file", key, "-o", "ndjson")
	l.post(sealedBody, 200)
	l.end(0, `"event":"retry",.*"submission_id":"sub_abc123",.*"encrypted":true,`, `^listening on \S+\n$`)
	saved, err := filepath.Glob(dir + "/hooks/*-retry-sub_abc123.json") // not .headers.json
	if err != nil || len(saved) != 1 {
		t.Fatalf("saved %v, %v", saved, err)
	}
	if got, err := os.ReadFile(saved[0]); err != nil || string(got) != sealedBody {
		t.Errorf("saved %q, %v", got, err)
	}

	if err := os.WriteFile(key, []byte("another key"), 0o600); err != nil {
		t.Fatal(err)
	}
	l = listen(t, "--once", "--save", dir+"/other", "--key-file", key)
	l.post(sealedBody, 200)
	l.end(0, `  encrypted +- +cannot open the ciphert… +200 `, "listen: cannot open the ciphertext: .*padding")
}

// Bodies go on to a handler, events with a route to another, and the handler's
// answer comes back. Where a handler is down it is a 502, and nothing is lost.
func TestListenForward(t *testing.T) {
	t.Parallel()
	var got clitest.Screen
	handler := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		_, _ = got.Write(append(body, []byte(" at "+r.URL.Path+"\n")...))
		w.WriteHeader(http.StatusAccepted)
		_, _ = io.WriteString(w, "thanks")
	}))
	defer handler.Close()
	archive := t.TempDir() + "/x.ndjson"
	l := listen(t, "--max", "2", "--forward-to", handler.URL+"/all?token=hidden", "--route", "approved="+handler.URL+"/ok", "--save", archive)
	for _, body := range []string{retryBody, approvedBody} {
		if answer := l.post(body, 202); answer != "thanks" {
			t.Errorf("answer %q", answer)
		}
	}
	l.end(0, `(?s)retry .* 202 +[0-9.]+ ms.*approved .* 202 +[0-9.]+ ms`, `^listening on \S+\nforwarding to \S+/all; Ctrl-C stops\n$`)
	if want := retryBody + " at /all\n" + approvedBody + " at /ok\n"; got.String() != want {
		t.Errorf("the handlers got %q, want %q", got.String(), want)
	}
	if saved, err := os.ReadFile(archive); err != nil || string(saved) != retryBody+"\n"+approvedBody+"\n" {
		t.Errorf("saved %q, %v", saved, err)
	}

	handler.Close()
	l = listen(t, "--once", "--forward-to", handler.URL+"/all?token=hidden", "-o", "json", "--save", archive)
	if answer := l.post(retryBody, 502); answer != "{\"ok\":false,\"error\":\"the handler cannot be reached\"}\n" {
		t.Errorf("answer %q", answer)
	}
	l.end(0, `"event": "retry"`, `warning: POST /hook from \S+: answered 502: the handler cannot be reached: .*refused`)
}

func TestListenTimeout(t *testing.T) {
	t.Parallel()
	listen(t, "--once", "--timeout", "50ms").end(1, "", "error: received 0 of 1 events within 50ms\n")
	listen(t, "--timeout", "50ms", "-o", "json").end(0, `^\[\]\n$`, "")
}

func TestListenRefuses(t *testing.T) {
	t.Parallel()
	l := listen(t, "--max", "1")
	resp, err := http.Get(l.url + "/x\x7fy")
	if err == nil {
		resp.Body.Close()
	}
	if resp, err = http.Get(l.url + "/%1b%5b2J"); err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	l.post("{"+strings.Repeat(" ", 1<<20)+"}", 413)
	l.post(retryBody, 200)
	l.end(0, "retry", `warning: GET /%1b%5b2J from 127.0.0.1:\d+: answered 405: method "GET", expected POST: if the service sent this, it contradicts what argosctl assumes \(delivery-method\).*
warning: POST /hook from 127.0.0.1:\d+: answered 413: body over the limit of 1048576 bytes\n`)
}
