package pane

import (
	"context"
	"errors"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/loopback"
	"github.com/argosctl/argosctl/internal/replay"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/shelf"
	"github.com/argosctl/argosctl/internal/window"
)

// Attempt is one sending to a handler, and its answer.
type Attempt struct {
	At     time.Time
	To     string // without its query
	Status int    // 0 where no answer came
	Took   time.Duration
	Err    error // why there is no answer
	Header http.Header
	Body   []byte // at most limit.AnswerKept
	Cut    bool   // there was more
	Edited bool
}

// ok reports whether the handler accepted the delivery.
func (a *Attempt) ok() bool { return a.Status >= 200 && a.Status < 300 }

// mostAttempts is how many of one delivery are kept, and mostResent of how many
// deliveries.
const (
	mostAttempts = 20
	mostResent   = 500
)

// attempts are what was sent from the window.
type attempts struct {
	mu    sync.Mutex
	all   map[int][]Attempt
	order []int
}

func (a *attempts) add(id int, one Attempt) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.all[id]) == 0 {
		if a.order = append(a.order, id); len(a.order) > mostResent {
			delete(a.all, a.order[0])
			a.order = a.order[1:]
		}
	}
	list := append(a.all[id], one)
	a.all[id] = list[max(0, len(list)-mostAttempts):]
}

func (a *attempts) of(id int) []Attempt {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append([]Attempt(nil), a.all[id]...)
}

// Sender sends bodies to a handler on this machine.
type Sender struct {
	F       *kit.Factory
	To      *url.URL            // nil where a person has to say
	Routes  map[string]*url.URL // of single events
	Timeout time.Duration
	Guard   loopback.Guard
}

// Name is the handler's URL without its query; "" for none.
func (s *Sender) Name() string {
	if s == nil || s.To == nil {
		return ""
	}
	return nameOf(s.To)
}

func nameOf(u *url.URL) string { return u.Scheme + "://" + u.Host + u.EscapedPath() }

// handler is where a body goes: the handler, else the URL that a person typed.
func (s *Sender) handler(ctx context.Context, event, typed string) (*url.URL, error) {
	if to := s.Routes[event]; to != nil {
		return to, nil
	}
	if s.To != nil {
		return s.To, nil
	}
	u, err := loopback.Parse(typed)
	if err != nil {
		return nil, err
	}
	return u, loopback.Guard{Resolve: s.Guard.Resolve, Dial: s.Guard.Dial}.Check(ctx, u)
}

// outgoing is what is sent to a handler.
type outgoing struct {
	bytes          []byte
	kind, encoding string // content type and encoding, "" for none
	edited         bool
}

// asSent is a body as it came.
func (b *Body) asSent() outgoing {
	return outgoing{bytes: b.Bytes, kind: b.Type, encoding: b.Encoding}
}

// send sends exactly these bytes.
func (s *Sender) send(ctx context.Context, to *url.URL, out outgoing) Attempt {
	header := http.Header{}
	if out.kind != "" {
		header.Set("Content-Type", out.kind)
	}
	if out.encoding != "" {
		header.Set("Content-Encoding", out.encoding)
	}
	client := replay.NewClient(replay.Target{
		URL: to, Header: header, Agent: "argosctl/" + kit.ReadVersion().Version, Timeout: s.Timeout, Dial: s.dial(to),
	}, 1)
	defer client.Close()
	a := Attempt{At: s.F.Now().UTC(), To: nameOf(to), Edited: out.edited}
	any, _ := replay.ParseStatuses("1xx,2xx,3xx,4xx,5xx")
	feed := func(yield func(replay.Delivery, error) bool) { yield(replay.Delivery{Body: out.bytes}, nil) }
	err := replay.Run(ctx, replay.Options{Client: client, KeepAll: true, Expect: replay.Expect{Status: any}}, feed, func(r *replay.Result) error {
		a.Status, a.Took, a.Err = r.Status, r.Duration, r.Err
		if r.Response != nil {
			a.Header, a.Body, a.Cut = r.Response.Header, r.Response.Body, r.Response.Truncated
		}
		return nil
	})
	if err != nil {
		a.Err = err
	}
	return a
}

// dial reaches a handler: what a person typed is on this machine, whatever the flags
// allow.
func (s *Sender) dial(to *url.URL) func(ctx context.Context, network, address string) (net.Conn, error) {
	guard := s.Guard
	if to != s.To && !slices.Contains(slices.Collect(maps.Values(s.Routes)), to) {
		guard.AllowRemote = false
	}
	return guard.DialContext
}

// sendAgain sends a delivery once more and keeps how that went.
func (p *Pane) sendAgain(ctx context.Context, row *shelf.Row, to *url.URL, out outgoing) Attempt {
	a := p.Sender.send(ctx, to, out)
	p.attempts.add(row.ID, a)
	p.Sent(&a)
	if a.ok() && !a.Edited && row.Handler == shelf.Failed {
		p.Rows.Update(row.ID, func(r *shelf.Row) { r.Handler, r.Answer, r.Took = shelf.Answered, a.Status, a.Took })
	}
	p.Ring()
	return a
}

// told is what came of a sending, for the person who asked for it.
func (p *Pane) told(a *Attempt, lang string) *window.Result {
	if a.Status == 0 {
		r := &window.Result{Text: say.Textf("not delivered: %v", a.Err).In(lang)}
		var answer *replay.AnswerError
		if errors.As(a.Err, &answer) {
			r.Hint = answer.Hint().In(lang)
		}
		return r
	}
	return &window.Result{Good: a.ok(), Text: say.Textf("sent: the handler answered %[1]d in %[2]s", a.Status, window.Took(a.Took)).In(lang)}
}

// handler fills in the attempts, the newest first.
func (s *study) handler() {
	list := s.p.attempts.of(s.row.ID)
	if s.body != nil && s.body.First != nil {
		list = append([]Attempt{*s.body.First}, list...)
	}
	for i := len(list) - 1; i >= 0; i-- {
		a := &list[i]
		row := window.Attempt{
			At: a.At.Format("2006-01-02 15:04:05.000"), To: s.texts.Path(a.To), Took: window.Took(a.Took), Edited: a.Edited, Bad: !a.ok(),
			Answer: say.In(s.f.Lang, "no answer"),
		}
		if a.Status > 0 {
			row.Answer = strconv.Itoa(a.Status)
		}
		if a.Err != nil {
			row.Error = s.safe(inBrief(s.f.Lang, a.Err))
		}
		if s.f.Tab == "handler" {
			for _, name := range sortedNames(a.Header) {
				row.Headers = append(row.Headers, window.Pair{Name: s.texts.Of(name), Value: s.texts.Long(a.Header.Get(name))})
			}
			left := 0
			if len(a.Body) > 0 {
				row.Body, left = answerLines(a.Body, s.f.Clear)
			}
			if left > 0 || a.Cut {
				row.Left = say.In(s.f.Lang, "The answer is longer.")
			}
		}
		s.d.Attempts = append(s.d.Attempts, row)
	}
}
