package windowserver

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"sync"
)

// mostSessions is how many browsers may know the window, and mostLinks how many
// links are printed.
const (
	mostSessions = 32
	mostLinks    = 8
)

// door lets browsers in. The window stands below a path that nobody can guess, and
// the cookie is for that path: browsers send the cookies of a host to all of its
// ports, and a page on another port must not come by this one.
type door struct {
	host, base, cookie string
	key                []byte // of form tokens

	mu       sync.Mutex
	token    string // of the link that works
	used     map[string]bool
	links    int
	sessions map[string]bool
}

func newDoor(host string) *door {
	return &door{
		host: host, base: "/" + random(8) + "/", cookie: "argosctl-window", key: []byte(random(32)),
		token: random(16), used: map[string]bool{}, sessions: map[string]bool{},
	}
}

// random is n random bytes in hexadecimal.
func random(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b)
}

// link is the link that works.
func (d *door) link() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return "http://" + d.host + "/?token=" + d.token
}

// enter takes a token and gives a cookie.
func (d *door) enter(w http.ResponseWriter, token string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.token == "" || subtle.ConstantTimeCompare([]byte(token), []byte(d.token)) != 1 || len(d.sessions) >= mostSessions {
		return false
	}
	d.used[d.token], d.token = true, ""
	id := random(16)
	d.sessions[id] = true
	http.SetCookie(w, &http.Cookie{Name: d.cookie, Value: id, Path: d.base, HttpOnly: true, SameSite: http.SameSiteStrictMode})
	return true
}

func (d *door) wasUsed(token string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.used[token]
}

// another makes a fresh link, a few times.
func (d *door) another() (link string, ok bool) {
	d.mu.Lock()
	if d.links++; d.token == "" {
		d.token = random(16)
	}
	ok = d.links < mostLinks
	d.mu.Unlock()
	return d.link(), ok
}

// session is the session of a request, "" for none.
func (d *door) session(r *http.Request) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, c := range r.CookiesNamed(d.cookie) {
		if d.sessions[c.Value] {
			return c.Value
		}
	}
	return ""
}

func (d *door) knows(r *http.Request) bool { return d.session(r) != "" }

// form is what the forms of a session carry.
func (d *door) form(r *http.Request) string {
	mac := hmac.New(sha256.New, d.key)
	_, _ = mac.Write([]byte(d.session(r)))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}
