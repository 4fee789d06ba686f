package cli

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/argosctl/argosctl/internal/loopback"
)

// scriptGuard resolves invented names and dials nothing but loopback.
func scriptGuard(ts *testscript.TestScript) loopback.Guard {
	return loopback.Guard{
		Resolve: func(_ context.Context, host string) ([]netip.Addr, error) {
			switch host {
			case "dev.test":
				return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
			case "public.test":
				return []netip.Addr{netip.MustParseAddr("203.0.113.7")}, nil
			}
			return nil, fmt.Errorf("no such host")
		},
		Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			if at, err := netip.ParseAddrPort(address); err != nil || !at.Addr().IsLoopback() {
				ts.Fatalf("dialled %s", address)
			}
			return new(net.Dialer).DialContext(ctx, network, address)
		},
	}
}

// scriptHandler is `handler KIND`: it starts a webhook handler and puts its
// URL into $URL. The kinds go, node, python, java and bad are those of testdata/handlers;
// the others are below. What a handler gets is in $WORK/got, a body a line.
func scriptHandler(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: handler KIND")
	}
	switch args[0] {
	case "go", "bad":
		path, err := program("testdata/handlers/" + args[0])
		ts.Check(err)
		run(ts, exec.Command(path))
		return
	case "node", "python", "java":
		program := map[string][]string{"node": {"node", "server.mjs"}, "python": {"python3", "server.py"}, "java": {"java", "Server.java"}}[args[0]]
		run(ts, exec.Command(program[0], filepath.Join(ts.Getenv("REPO"), "testdata/handlers", args[0], program[1])))
		return
	}
	var mu sync.Mutex
	var count atomic.Int64
	respond, ok := handlerKinds(&count)[args[0]]
	if !ok {
		ts.Fatalf("no handler %q", args[0])
	}
	got := ts.MkAbs("got")
	_ = os.Remove(got)
	serve := httptest.NewServer
	if args[0] == "tls" {
		serve = httptest.NewTLSServer
	}
	server := serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		f, err := os.OpenFile(got, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
		if err == nil {
			_, _ = f.Write(append(bytes.TrimSuffix(body, []byte("\n")), '\n'))
			_ = f.Close()
		}
		respond(w, r)
	}))
	ts.Defer(server.Close)
	ts.Setenv("URL", server.URL+"/hook")
}

// scriptCondition is [cryptography]: python3 has the package that opens bodies.
func scriptCondition(cond string) (bool, error) {
	if cond != "cryptography" {
		return false, fmt.Errorf("unknown condition %q", cond)
	}
	return exec.Command("python3", "-c", "import cryptography").Run() == nil, nil
}

func handlerKinds(count *atomic.Int64) map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"ok":  func(http.ResponseWriter, *http.Request) {},
		"tls": func(http.ResponseWriter, *http.Request) {},
		"echo": func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, "%s %s %s %s", r.Method, r.Header.Get("Content-Type"), r.Header.Get("User-Agent"), r.Header.Get("X-Test"))
		},
		"broken": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(500)
			fmt.Fprint(w, "no \x1b[31mdatabase\nsecond line")
		},
		"flaky": func(w http.ResponseWriter, _ *http.Request) {
			if count.Add(1)%2 == 1 {
				w.WriteHeader(503)
			}
		},
		"picky": func(w http.ResponseWriter, r *http.Request) {
			if body, _ := io.ReadAll(r.Body); !bytes.Contains(body, []byte(`"userid"`)) {
				w.WriteHeader(400)
				fmt.Fprint(w, "missing userid")
			}
		},
		"moved": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/elsewhere", http.StatusFound) },
		"third": func(w http.ResponseWriter, _ *http.Request) {
			if count.Add(1)%3 == 0 {
				w.WriteHeader(422)
			}
		},
	}
}

// run starts a handler's process, which prints its URL first.
func run(ts *testscript.TestScript, cmd *exec.Cmd) {
	cmd.Env = append(os.Environ(), "PORT=0", "ARGOS_API_KEY="+ts.Getenv("HANDLER_KEY"))
	out, err := cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	ts.Defer(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	ts.Check(err)
	ts.Setenv("URL", strings.TrimSpace(line))
}

func TestHandlersAreFormatted(t *testing.T) {
	t.Parallel()
	if out, err := exec.Command("gofmt", "-l", "../../testdata/handlers").CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v %s", err, out)
	}
}
