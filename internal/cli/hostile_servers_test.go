package cli

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/cli/clitest"
	"github.com/argosctl/argosctl/internal/term"
)

// TestHostileRequests sends listen and mock text that acts in every part of a
// request, and has them show it in every format: nothing that acts comes out.
func TestHostileRequests(t *testing.T) {
	t.Parallel()
	handler := newStall(t, func(conn net.Conn) {
		_, _ = io.WriteString(conn, "HTTP/1.1 500 \u202e::error::x\r\nX-Hostile: \u202e##[error]\u200b\r\nContent-Type: text/\u0085\r\nContent-Length: 14\r\nConnection: close\r\n\r\n\x1b[2J::error::x")
	})
	for _, command := range []string{"listen", "mock"} {
		lines := []string{"", "-v", "-v --lang ko"}
		if command == "listen" {
			lines = append(lines, "-o json", "-o ndjson -v", "-o yaml -v", "-v --forward-to http://"+handler.Addr().String()+"/")
		}
		for _, line := range lines {
			for mode, set := range textModes() {
				t.Run(strings.Join([]string{command, line, mode}, " "), func(t *testing.T) {
					t.Parallel()
					out, errs := serveHostile(t, set, append([]string{command, "--addr", "127.0.0.1:0"}, strings.Fields(line)...))
					for stream, text := range map[string]string{"stdout": out, "stderr": errs} {
						if at := actingText(text); at >= 0 {
							t.Errorf("%s holds a character that acts: %+q", stream, text[max(0, at-60):min(len(text), at+20)])
						}
						if line := runnerCommand(text, false); line != "" {
							t.Errorf("%s holds a runner's command: %+q", stream, line)
						}
					}
					if command == "listen" && !strings.Contains(out, "error") {
						t.Errorf("the text is not shown: the test proves nothing\n%s", out)
					}
				})
			}
		}
	}
}

// serveHostile runs a server, sends it what tellServer and raw bytes hold, and
// returns what it has printed when it ends.
func serveHostile(t *testing.T, set func(*term.IO) map[string]string, args []string) (out, errs string) {
	t.Helper()
	streams, _, _ := term.Buffers("")
	says, seen, told := &announced{addr: make(chan string, 1)}, new(clitest.Screen), new(clitest.Screen)
	env := set(streams)
	streams.Out, streams.Err = io.MultiWriter(seen, says), io.MultiWriter(told, says)
	f := validateFactory(t, streams)
	f.Getenv = func(name string) string { return env[name] }
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan error, 1)
	f.Begin()
	go func() { done <- execute(ctx, args, f) }()
	var addr string
	select {
	case addr = <-says.addr:
	case err := <-done:
		t.Fatal(err, told)
	}
	tellServer(addr)
	post := func(body []byte, header ...string) {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
		_ = conn.SetDeadline(time.Now().Add(patience))
		var request bytes.Buffer
		request.WriteString("POST /%1b%5b2J?%E2%80%AE=::error::x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + strings.Join(header, ""))
		request.WriteString("Content-Length: ")
		request.WriteString(strconv.Itoa(len(body)) + "\r\n\r\n")
		_, _ = conn.Write(append(request.Bytes(), body...))
		if resp, err := http.ReadResponse(bufio.NewReader(conn), nil); err == nil {
			_, _ = io.Copy(io.Discard, resp.Body)
			_ = resp.Body.Close()
		}
	}
	hostileHeader := []string{"X-A: \u202e::error::x\u0085##[error]y\u200b\xff\r\n", "User-Agent: ##vso[task.complete]\u2066\r\n", "Content-Type: application/json; \u202e\r\n"}
	for _, event := range []string{"approved", "retry", "rejected", hostileText} {
		post(hostilePayload(event, true), hostileHeader...)
		post(hostilePayload(event, false), "Content-Encoding: \u202e\r\n")
	}
	post([]byte(hostileText), hostileHeader...)
	post([]byte("{\"webhook_trigger\":"+hostileText), "Origin: http://\u202e::error::x\r\n")
	post(nil, "Host: \u202e##[error]\r\n")
	cancel()
	<-done
	return seen.String(), told.String()
}
