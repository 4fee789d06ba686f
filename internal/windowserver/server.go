// Package windowserver hands out the pages of a window on webhooks to browsers of
// this machine. Whoever has the link may see the window, once: the link's token
// becomes a cookie. What pages show and do is a Desk's, which the commands give.
//
// The rules of the room: pages run and load nothing but their own script and sheet,
// nothing of another site reaches a handler (serve.HTTP's guard stands before it),
// clear personal data is an answer to a POST alone, and every POST carries the
// session's form token.
package windowserver

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/shelf"
	"github.com/argosctl/argosctl/internal/window"
)

// Desk is what a window shows and does.
type Desk interface {
	// Shelf has the rows.
	Shelf() *shelf.Shelf
	// About tells of the state of things, for a page in one language.
	About(lang string) About
	// Detail is one delivery. It is asked for from several goroutines.
	Detail(ctx context.Context, f *window.Frame, row *shelf.Row) *window.Detail
	// Do does what a person asked for by a form.
	Do(ctx context.Context, f *window.Frame, form url.Values) Done
	// Lives is the page of the timeline; nil, with what there is to wait for, while
	// it is not ready.
	Lives(ctx context.Context, f *window.Frame) (*window.Page, string)
}

// About is the state of things.
type About struct {
	Live    bool // deliveries arrive; the newest comes first
	Handler bool // deliveries are passed on
	Empty   window.Empty
	Banner  *window.Banner
	Gone    string // what was let go
	Reading string // how far files are read
	Status  []window.Fact
}

// Done is what came of a form.
type Done struct {
	Result  *window.Result
	Editing bool
	Set     string
	Saving  string // "fixture" or "scrubbed"
	Name    string
}

// Options are what the command decides.
type Options struct {
	Command string // "listen" or "view"
	Lang    string // of pages that do not say otherwise
	Desk    Desk
	// Used is told that a used link was opened, with a fresh one.
	Used func(link string)
}

// Server is a window.
type Server struct {
	opts  Options
	door  *door
	pages map[string]*window.Pages
	files map[string]string
	bell  *bell
	once  sync.Once
}

// New returns a window that answers at host ("127.0.0.1:4401").
func New(host string, opts Options) (*Server, error) {
	s := &Server{opts: opts, door: newDoor(host), pages: map[string]*window.Pages{}, files: window.Assets(), bell: newBell()}
	for _, lang := range []string{say.English, say.Korean} {
		pages, err := window.NewPages(lang)
		if err != nil {
			return nil, err
		}
		s.pages[lang] = pages
	}
	return s, nil
}

// Link is where a person opens the window: it works once.
func (s *Server) Link() string { return s.door.link() }

// Ring tells the pages that something has changed.
func (s *Server) Ring() { s.bell.ring() }

// Close ends the streams of the pages.
func (s *Server) Close() { s.once.Do(s.bell.close) }

// policy is what pages may do.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// mostForm is the longest form: edits of a payload.
const mostForm = 1 << 20

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin") // with none, browsers hide where a form comes from
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	r.Body = http.MaxBytesReader(w, r.Body, mostForm)
	path, inside := strings.CutPrefix(r.URL.Path, s.door.base)
	switch {
	case !allowed(w, r, http.MethodGet, http.MethodHead, http.MethodPost):
	case r.URL.Path == "/favicon.ico":
		w.WriteHeader(http.StatusNoContent)
	case r.URL.Path == "/desk.css": // of pages without a session
		s.file(w, "desk.css")
	case r.URL.Path == "/" && r.URL.Query().Has("token"):
		s.enter(w, r)
	case inside && s.door.knows(r):
		s.page(w, r, path)
	default:
		s.closed(w)
	}
}

// allowed answers requests with another method than these.
func allowed(w http.ResponseWriter, r *http.Request, methods ...string) bool {
	if slices.Contains(methods, r.Method) {
		return true
	}
	w.Header().Set("Allow", strings.Join(methods, ", "))
	http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
	return false
}

// page answers a request of a session.
func (s *Server) page(w http.ResponseWriter, r *http.Request, path string) {
	if _, ok := s.files[path]; ok {
		if allowed(w, r, http.MethodGet, http.MethodHead) {
			s.file(w, path)
		}
		return
	}
	switch path {
	case "events":
		if allowed(w, r, http.MethodGet) {
			s.stream(w, r)
		}
	case "", "timeline", "totals":
		f, form, ok := s.frame(w, r, path)
		if !ok {
			return
		}
		if path != "" {
			s.lives(w, r, f)
			return
		}
		s.desk(w, r, f, form)
	default:
		s.plain(w, http.StatusNotFound, say.Word("There is no such page"), say.Word("The window has deliveries, a timeline and totals."), s.door.base)
	}
}

// file answers with a file of the program.
func (s *Server) file(w http.ResponseWriter, name string) {
	kind := "text/css; charset=utf-8"
	if strings.HasSuffix(name, ".js") {
		kind = "text/javascript; charset=utf-8"
	}
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write([]byte(s.files[name]))
}

// closed tells those who have no session where to find one.
func (s *Server) closed(w http.ResponseWriter) {
	s.plain(w, http.StatusForbidden, say.Word("This window is closed"), say.Word("Open the link that argosctl printed in the terminal. It works once, and then this browser knows the window."), "")
}

// enter exchanges the token of a link for a cookie.
func (s *Server) enter(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet && s.door.enter(w, r.URL.Query().Get("token")) {
		http.Redirect(w, r, s.door.base, http.StatusSeeOther)
		return
	}
	if !s.door.wasUsed(r.URL.Query().Get("token")) {
		s.closed(w)
		return
	}
	if link, ok := s.door.another(); ok && s.opts.Used != nil {
		s.opts.Used(link)
	}
	s.plain(w, http.StatusForbidden, say.Word("This link was used already"),
		say.Word("A link works once. The browser that used it still has the window; for another one, argosctl has printed a new link in the terminal."), "") // the path is for sessions alone
}

func (s *Server) plain(w http.ResponseWriter, status int, title, text say.Word, link string) {
	lang := s.opts.Lang
	s.write(w, status, lang, "plain", window.PlainPage{
		Lang: lang, Command: s.opts.Command, Title: title.In(lang), Text: text.In(lang), Link: link, LinkText: say.In(lang, "Open the window"),
	})
}

// write writes a page, or a part of one.
func (s *Server) write(w http.ResponseWriter, status int, lang, part string, data any) {
	var page bytes.Buffer
	if err := s.pages[lang].Write(&page, part, data); err != nil {
		http.Error(w, "the page cannot be drawn", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(page.Bytes())
}
