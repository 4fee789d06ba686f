package mockapi

import (
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/say"
)

// Fault is a row of answers that go wrong.
type Fault struct {
	Kind  string // a status, or one of faultKinds
	Count int    // answers
	From  int    // the first one, counted from 1; 0 = the next one not yet planned
}

func faultKinds() []string { return []string{"reset", "slow", "cut", "html", "deny"} }

// ParseFaults reads KIND:COUNT[@FROM], joined by commas: "429:3" fails the
// first three answers, "reset:1@3" the third one.
func ParseFaults(text string) ([]Fault, error) {
	var plan []Fault
	for part := range strings.SplitSeq(text, ",") {
		kind, rest, _ := strings.Cut(strings.TrimSpace(part), ":")
		number, from, placed := strings.Cut(rest, "@")
		f := Fault{Kind: kind}
		var err, fromErr error
		f.Count, err = strconv.Atoi(number)
		if placed {
			f.From, fromErr = strconv.Atoi(from)
		}
		status, statusErr := strconv.Atoi(kind)
		known := slices.Contains(faultKinds(), kind) || statusErr == nil && status >= 400 && status <= 599
		if err != nil || fromErr != nil || f.Count < 1 || placed && f.From < 1 || !known {
			return nil, say.Errorf("fault %q: expected STATUS:COUNT[@FROM], such as 429:3, with a status from 400 to 599 or %s",
				part, strings.Join(faultKinds(), ", "))
		}
		plan = append(plan, f)
	}
	return plan, nil
}

// faults counts the answers and says which go wrong.
type faults struct {
	mu   sync.Mutex
	n    int
	plan []Fault
}

func (f *faults) next() (Fault, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n++
	at := 1
	for _, fault := range f.plan {
		from := max(fault.From, at)
		if fault.From > 0 {
			from = fault.From
		}
		if f.n >= from && f.n < from+fault.Count {
			return fault, true
		}
		at = from + fault.Count
	}
	return Fault{}, false
}

// slowness is how long a slow answer holds each request up.
const slowness = 2 * time.Second

// play does the fault and reports whether the request is answered by that.
func (f Fault) play(w http.ResponseWriter, r *http.Request) bool {
	switch f.Kind {
	case "reset":
		reset(w)
	case "slow":
		select {
		case <-time.After(slowness):
		case <-r.Context().Done():
		}
		return false
	case "cut":
		send(w, http.StatusOK, []byte(`{"`+catalog.AnswerItems+`":[{"`+idMember()+`":"6`))
	case "html":
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<!doctype html><title>Sign in</title>"))
	case "deny":
		send(w, http.StatusForbidden, gateway("User is not authorized to access this resource with an explicit deny"))
	default:
		status, _ := strconv.Atoi(f.Kind)
		send(w, status, gateway(statusMessage(status)))
	}
	return true
}

// statusMessage is the gateway's text for a status ("Submit via API").
func statusMessage(status int) string {
	switch status {
	case http.StatusBadRequest:
		return "Invalid Query String parameters"
	case http.StatusRequestEntityTooLarge:
		return "Request Entity Too Large"
	}
	return http.StatusText(status)
}

// reset sends a part of an answer and breaks the connection off.
func reset(w http.ResponseWriter) {
	conn, buf, err := http.NewResponseController(w).Hijack()
	if err != nil { // a transport without connections of its own: HTTP/2, a recorder
		panic(http.ErrAbortHandler)
	}
	_, _ = buf.WriteString("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{\"" + catalog.AnswerItems + "\":[")
	_ = buf.Flush()
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // an RST instead of an orderly end
	}
	_ = conn.Close()
}
