package cli

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/testkit"
)

// nodeHandler is a handler of another make. bodies has what it was sent, byte for
// byte.
func nodeHandler(t *testing.T) (url string, bodies <-chan string) {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("node is not installed")
	}
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, "node", "-e", `const s = require('http').createServer((q, r) => { const b = [];
		q.on('data', d => b.push(d)); q.on('end', () => { console.log(Buffer.concat(b).toString('base64')); r.end('{"taken":true}'); }); });
		s.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + s.address().port))`)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	if url, err = lines.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	taken := make(chan string, 100)
	go func() {
		for {
			line, err := lines.ReadString('\n')
			if err != nil {
				return
			}
			body, _ := base64.StdEncoding.DecodeString(strings.TrimSpace(line))
			taken <- string(body)
		}
	}()
	t.Cleanup(func() { stop(); _ = cmd.Wait() })
	return strings.TrimSpace(url), taken
}

// copied is the command that an action gives.
func (w *windowed) copied(t *testing.T, id int, action string) string {
	t.Helper()
	_, page := w.do(t, "?id="+strconv.Itoa(id), "do", action)
	command := regexp.MustCompile(`(?s)<textarea class="to-copy"[^>]*>(.*?)</textarea>`).FindStringSubmatch(page)
	if command == nil {
		t.Fatalf("%s: no command in %s", action, page)
	}
	return unescaped(command[1])
}

// TestWindowBytes: whatever a body holds, a handler gets the same bytes from send
// again and from the copied commands; a saved fixture has them, too.
func TestWindowBytes(t *testing.T) {
	testkit.NotUnderRace(t, "it runs argosctl as a process of its own")
	t.Parallel()
	url, taken := nodeHandler(t)
	w := openWindow(t, "--forward-to", url+"/hook")
	w.enter(t)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write([]byte(sampleOf(t, "approved", "--seed", "7")))
	_ = z.Close()
	path := "PATH=" + selfDir(t) + ":" + os.Getenv("PATH")
	for id, c := range []struct {
		name, body, encoding string
		valid                bool // a webhook without an error
		unread               bool // replay does not send it as it is
	}{
		{"a sample", sampleOf(t, "rejected", "--seed", "3"), "", true, false},
		{"pretty, Korean, CRLF", "{\r\n  \"webhook_trigger\": \"created\",\r\n  \"submission_id\": \"6가\",\r\n  \"userid\": \"홍길동\"\r\n}\r\n", "", false, false},
		{"escapes, a half surrogate", `{"webhook_trigger":"retry","submission_id":"6\u0061","userid":"\ud800 \u0000 it's '\\'' $HOME %s","attempts":1.0e0}`, "", false, false},
		{"a byte order mark, no line end", "\ufeff{\"webhook_trigger\":\"submit\",\"submission_id\":\"6b\"}", "", false, false},
		{"not UTF-8", "{\"webhook_trigger\":\"submit\",\"submission_id\":\"6\xff\xfe\"}", "", false, false},
		{"not JSON, with control characters", "\x00\x01\x1b[31m{not JSON\n\n\n", "", false, true},
		{"packed", packed.String(), "gzip", false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.url, strings.NewReader(c.body))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Content-Type", "application/json")
			if c.encoding != "" {
				req.Header.Set("Content-Encoding", c.encoding)
			}
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			same := func(way, want string) {
				t.Helper()
				if got := <-taken; got != want {
					t.Errorf("%s: the handler got %q, want %q", way, got, want)
				}
			}
			same("passed on", c.body)
			waitFor(t, func() bool {
				_, page := w.do(t, "?id="+strconv.Itoa(id))
				return strings.Contains(page, `value="send"`)
			})
			if _, page := w.do(t, "?id="+strconv.Itoa(id), "do", "send"); !strings.Contains(page, "the handler answered 200") {
				t.Fatalf("not sent again: %s", page)
			}
			same("sent again", c.body)
			for _, way := range []string{"curl", "replay"} {
				if _, err := exec.LookPath("curl"); way == "curl" && err != nil {
					continue
				}
				if way == "replay" && c.unread {
					if _, page := w.do(t, "?id="+strconv.Itoa(id), "do", "replay-clear"); !strings.Contains(page, "would not send exactly these bytes") {
						t.Errorf("a command for replay: %s", page)
					}
					continue
				}
				line := w.copied(t, id, way+"-clear")
				cmd := exec.CommandContext(t.Context(), "sh", "-c", line)
				cmd.Env = append(os.Environ(), path, "HOME="+t.TempDir())
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Fatalf("%s: %v %s", line, err, out)
				}
				same(line, c.body)
			}
			w.savedAs(t, id, c.body, c.encoding, c.valid)
		})
	}
}

// savedAs saves a delivery as a fixture, and scrubbed.
func (w *windowed) savedAs(t *testing.T, id int, body, encoding string, valid bool) {
	t.Helper()
	names := map[string]string{}
	for _, kind := range []string{"fixture", "scrubbed"} {
		names[kind] = kind + strconv.Itoa(id) + ".json"
		if status, page := w.do(t, "?id="+strconv.Itoa(id), "do", "save-"+kind, "name", names[kind]); status != http.StatusOK {
			t.Fatalf("%s: %s", kind, page)
		}
		names[kind] = filepath.Join(w.dir, names[kind])
	}
	if text, err := os.ReadFile(names["fixture"]); err != nil || encoding == "" && string(text) != body {
		t.Errorf("the fixture is %q, want %q: %v", text, body, err)
	}
	for kind, name := range names {
		out, errs, code := windowRun(t, "validate", name)
		if valid && code != 0 {
			t.Errorf("validate of the %s: %d %s%s", kind, code, out, errs)
		}
		if kind == "scrubbed" && strings.Contains(out, "fixture/personal-data") {
			t.Errorf("personal data is left: %s", out)
		}
	}
	if out, errs, code := windowRun(t, "scrub", "--check", names["scrubbed"]); valid && code != 0 {
		t.Errorf("scrub --check of what was scrubbed: %d %s%s", code, out, errs)
	}
}
