package final

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

func TestTransport(t *testing.T) {
	t.Parallel()
	const early, ok = "HTTP/1.1 103 Early Hints\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n"
	for _, c := range []struct {
		name, answer string
		status       int // of the error; 0: the answer is final
	}{
		{"final", ok, 0},
		{"a few informational ones before it", strings.Repeat(early, maxInformational) + ok, 0},
		{"too many", strings.Repeat(early, maxInformational+1) + ok, 103},
		{"101", "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n", 101},
		{"101 after others", early + "HTTP/1.1 101 Switching Protocols\r\n\r\n", 101},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			closed := make(chan struct{})
			base := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
				client, server := net.Pipe()
				go func() {
					defer close(closed)
					requests := bufio.NewReader(server)
					if req, err := http.ReadRequest(requests); err == nil {
						_, _ = io.Copy(io.Discard, req.Body)
					}
					go func() { _, _ = io.WriteString(server, c.answer) }()
					_, _ = io.Copy(io.Discard, requests) // until the client closes
				}()
				return client, nil
			}}
			req, err := http.NewRequest(http.MethodPost, "http://127.0.0.1/", strings.NewReader("{}"))
			if err != nil {
				t.Fatal(err)
			}
			resp, err := Transport{base}.RoundTrip(req)
			var interim *InformationalError
			switch {
			case c.status == 0 && err != nil:
				t.Fatal(err)
			case c.status == 0:
				_ = resp.Body.Close()
				Transport{base}.CloseIdleConnections()
			case !errors.As(err, &interim) || interim.Status != c.status:
				t.Fatalf("%v, want status %d", err, c.status)
			}
			<-closed
		})
	}
}
