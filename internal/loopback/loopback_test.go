package loopback

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"
)

func addrs(texts ...string) []netip.Addr {
	var list []netip.Addr
	for _, t := range texts {
		list = append(list, netip.MustParseAddr(t))
	}
	return list
}

// book is a resolver that knows a few names.
func book(_ context.Context, host string) ([]netip.Addr, error) {
	switch host {
	case "dev.test":
		return addrs("127.0.0.1", "::1"), nil
	case "public.test":
		return addrs("203.0.113.7"), nil
	case "mixed.test":
		return addrs("127.0.0.1", "203.0.113.7"), nil
	case "empty.test":
		return nil, nil
	}
	return nil, errors.New("no such host")
}

func TestParse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"localhost:8080/hook":          "http://localhost:8080/hook",
		"127.0.0.1:8080/a?b=http://c/": "http://127.0.0.1:8080/a?b=http://c/",
		"[::1]:8080":                   "http://[::1]:8080",
		"dev.test/hook":                "http://dev.test/hook",
		"localhost":                    "http://localhost",
		":8080/hook":                   "http://localhost:8080/hook",
		"8080":                         "http://localhost:8080",
		"https://127.0.0.1/x":          "https://127.0.0.1/x",
	} {
		t.Run(text, func(t *testing.T) {
			if u, err := Parse(text); err != nil || u.String() != want {
				t.Errorf("%v, %v, want %s", u, err, want)
			}
		})
	}
	for text, want := range map[string]string{
		"http://127.0.0.1:8080/webhooks/argos?x=1": "",
		"https://[::1]/":               "",
		"http://me:hunter2@127.0.0.1/": "credentials",
		"http://hunter2@127.0.0.1/":    "credentials",
		"http://me:hunter2":            "not a URL",
		"http://me:hun ter2@h/":        "not a URL",
		"me:hunter2@127.0.0.1/":        "credentials",
		"me:hunter2":                   "not a URL",
		"hunter2":                      "scheme is not",
		"99999999":                     "scheme is not",
		"mailto:hunter2":               "not a URL",
		"http:/hunter2":                "no host",
		"ftp://127.0.0.1/hunter2":      "scheme is not",
		"http:///hunter2":              "no host",
		"http://:8080/hunter2":         "no host",
		"http://127.0.0.1:65536/":      "port is not",
		"http://127.0.0.1:0/":          "port is not",
		"/hunter2":                     "no host",
		"":                             "scheme is not",
	} {
		u, err := Parse(text)
		if want == "" {
			if err != nil || u.String() != text {
				t.Errorf("%s: %v, %v", text, u, err)
			}
			continue
		}
		var bad *URLError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), want) || bad.Hint == "" {
			t.Errorf("%s: %v, want %q", text, err, want)
		} else if strings.Contains(err.Error()+bad.Hint, "hunter2") {
			t.Errorf("%s: the error shows it: %v", text, err)
		}
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]string{
		"127.0.0.1":             "",
		"127.9.9.9":             "",
		"[::1]":                 "",
		"[::ffff:127.0.0.1]":    "",
		"localhost":             "",
		"LOCALHOST.":            "",
		"app.localhost":         "",
		"dev.test":              "",
		"203.0.113.7":           "203.0.113.7 is not a loopback address",
		"10.0.0.1":              "10.0.0.1 is not a loopback address",
		"0.0.0.0":               "0.0.0.0 is not a loopback address",
		"[::]":                  ":: is not a loopback address",
		"[2001:db8::1]":         "2001:db8::1 is not a loopback address",
		"[::ffff:203.0.113.7]":  `host "::ffff:203.0.113.7" is 203.0.113.7, which is not a loopback address`,
		"public.test":           `host "public.test" is 203.0.113.7, which is not a loopback address`,
		"mixed.test":            `host "mixed.test" is 203.0.113.7, which is not a loopback address`,
		"nowhere.test":          `host "nowhere.test" cannot be resolved, so it is not known to be on this machine`,
		"empty.test":            `host "empty.test" cannot be resolved, so it is not known to be on this machine`,
		"localhost.example.com": `host "localhost.example.com" cannot be resolved, so it is not known to be on this machine`,
	} {
		t.Run(host, func(t *testing.T) {
			u, err := url.Parse("http://" + host + ":80/")
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if err := (Guard{Resolve: book}).Check(t.Context(), u); err != nil {
				got = err.Error()
				if refused := new(RefusedError); !errors.As(err, &refused) {
					t.Errorf("%T", err)
				}
			}
			if got != want {
				t.Errorf("%q, want %q", got, want)
			}
			if err := (Guard{Resolve: book, AllowRemote: true}).Check(t.Context(), u); err != nil {
				t.Errorf("%s with AllowRemote: %v", host, err)
			}
		})
	}
}

// A name that was loopback when it was checked and is public when it is dialled
// is not dialled.
func TestRebinding(t *testing.T) {
	t.Parallel()
	asked := 0
	g := Guard{
		Resolve: func(context.Context, string) ([]netip.Addr, error) {
			if asked++; asked == 1 {
				return addrs("127.0.0.1"), nil
			}
			return addrs("127.0.0.1", "203.0.113.7"), nil
		},
		Dial: func(_ context.Context, _, address string) (net.Conn, error) {
			t.Errorf("dialled %s", address)
			return nil, errors.New("dialled")
		},
	}
	if err := g.Check(t.Context(), &url.URL{Host: "evil.test"}); err != nil {
		t.Fatal(err)
	}
	_, err := g.DialContext(t.Context(), "tcp", "evil.test:443")
	if refused := new(RefusedError); !errors.As(err, &refused) {
		t.Errorf("%v, want a RefusedError", err)
	}
	if _, err := g.DialContext(t.Context(), "tcp", "no port"); err == nil {
		t.Error("no error for an address without a port")
	}
}

func TestDialTriesEveryAddress(t *testing.T) {
	t.Parallel()
	var dialled []string
	ours, theirs := net.Pipe()
	defer theirs.Close()
	g := Guard{Resolve: book, Dial: func(_ context.Context, _, address string) (net.Conn, error) {
		if dialled = append(dialled, address); address == "127.0.0.1:81" {
			return nil, errors.New("refused")
		}
		return ours, nil
	}}
	conn, err := g.DialContext(t.Context(), "tcp", "dev.test:81")
	if err != nil || conn != ours || !slices.Equal(dialled, []string{"127.0.0.1:81", "[::1]:81"}) {
		t.Errorf("%v, %v, dialled %v", conn, err, dialled)
	}
	g.Dial = func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("refused") }
	if _, err := g.DialContext(t.Context(), "tcp", "dev.test:81"); err == nil || err.Error() != "refused" {
		t.Errorf("%v", err)
	}
	g.AllowRemote = true
	g.Dial = func(_ context.Context, _, address string) (net.Conn, error) {
		return nil, errors.New("asked for " + address)
	}
	if _, err := g.DialContext(t.Context(), "tcp", "public.test:443"); err == nil || err.Error() != "asked for public.test:443" {
		t.Errorf("%v", err)
	}
}

func TestCanceled(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := (Guard{Resolve: book}).Check(ctx, &url.URL{Host: "public.test"}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestSystemDialer(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	conn, err := Guard{}.DialContext(t.Context(), "tcp", "localhost:"+port)
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
	if _, err := (Guard{}).DialContext(t.Context(), "tcp", "not-there.invalid:80"); err == nil {
		t.Error("a name that cannot exist was dialled")
	}
}
