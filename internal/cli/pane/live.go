package pane

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/argosctl/argosctl/internal/capture"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/shelf"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/window"
)

// Live holds what arrives while a window is open.
type Live struct {
	Pane   *Pane
	Addr   string // where webhooks are taken
	Save   string // the archive, as the user named it; "" for none
	Lang   string
	HasKey bool

	reader  *Reader
	bodies  *shelf.Keep[*Body]
	saved   *shelf.Keep[capture.Saved]
	waiting map[uint64]int // the rows of requests whose handler has not answered yet

	mu     sync.Mutex
	last   time.Time // arrival
	times  []time.Duration
	down   time.Time // since when the handler does not answer; zero where it does
	reason error     // why it does not
	failed bool      // some deliveries were not accepted
	answer int       // the status of the handler's last answer
	lives  livesCache
}

// NewLive returns a store for the pane, which it becomes the bodies of.
func NewLive(ctx context.Context, p *Pane, lang string) (*Live, error) {
	l := &Live{Pane: p, Lang: lang, bodies: shelf.NewKeep[*Body](limit.WindowBodies), waiting: map[uint64]int{}, saved: shelf.NewKeep[capture.Saved](limit.WindowRows)}
	p.Bodies, p.Ring, p.Sent, p.Rows = l, func() {}, l.sent, shelf.New(limit.WindowRows)
	if err := p.Settle(); err != nil {
		return nil, err
	}
	var err error
	l.reader, err = p.NewReader(ctx, lang)
	return l, err
}

// Wait takes a request whose handler is slow to answer; Take takes it again. They are
// called on one goroutine.
func (l *Live) Wait(d *capture.Delivery) {
	row := l.rowOf(d)
	row.Handler, row.Took = shelf.Waiting, 0
	id := l.Pane.Rows.Add(&row)
	l.waiting[d.Number] = id
	body := l.bodyOf(d)
	body.First.Err = say.Errorf("the handler has not answered yet")
	l.keep(id, d, body)
	l.Pane.Ring()
}

// Take takes a request that was answered.
func (l *Live) Take(d *capture.Delivery) {
	row := l.rowOf(d)
	id, waited := l.waiting[d.Number]
	if waited {
		delete(l.waiting, d.Number)
		l.Pane.Rows.Update(id, func(r *shelf.Row) { r.Answer, r.Took, r.Handler = row.Answer, row.Took, row.Handler })
	} else {
		id = l.Pane.Rows.Add(&row)
	}
	l.keep(id, d, l.bodyOf(d))
	l.note(d)
	l.Pane.Ring()
}

// keep keeps what the detail of a row shows.
func (l *Live) keep(id int, d *capture.Delivery, body *Body) {
	l.bodies.Put(id, body.size(), body)
	if d.Saved.Path != "" {
		l.saved.Put(id, 1, d.Saved)
	}
}

// rowOf is what the list shows of a request.
func (l *Live) rowOf(d *capture.Delivery) (row shelf.Row) {
	if d.Body == nil {
		row = shelf.Row{Kind: shelf.Refused, Event: "refused", Glyph: "refused"}
		if d.Err != nil {
			row.Code = window.InEach(func(lang string) string { return say.Error(lang, d.Err) })
		}
	} else {
		p := source.Payload{Origin: source.Origin{Path: "listen", Index: -1}, Bytes: d.Text, Line: 1, Column: 1}
		e, trouble := l.reader.facts.Decode(p)
		row = l.reader.Row(p, e, trouble)
	}
	row.At, row.Answer, row.Took = d.Received, d.Status, d.Duration
	if d.Forward != "" {
		if row.Handler = shelf.Answered; d.Err != nil || d.Status >= http.StatusMultipleChoices {
			row.Handler = shelf.Failed
		}
	}
	return row
}

// bodyOf is what is kept of a request.
func (l *Live) bodyOf(d *capture.Delivery) *Body {
	shown := d.Show()
	b := &Body{Bytes: slices.Clip(d.Body), Text: d.Text, Encoding: d.Encoding, Type: d.Type, Shown: &shown, Notes: d.Notes}
	if d.Saved.Length < 0 {
		b.Path = d.Saved.Path
	}
	if d.Forward != "" {
		b.First = &Attempt{At: d.Received, To: d.Forward, Took: d.Duration}
		if d.Answer != nil {
			b.First.Status, b.First.Header, b.First.Body, b.First.Cut = d.Status, d.Answer.Header, d.Answer.Body, d.Answer.Cut
		} else {
			b.First.Err = d.Err
		}
	}
	return b
}

// size is about how much of memory a body takes.
func (b *Body) size() int {
	n := 1024 + cap(b.Bytes)
	if b.Encoding != "" {
		n += cap(b.Text)
	}
	if b.Shown != nil {
		for name, values := range b.Shown.Headers {
			n += len(name) + 64
			for _, value := range values {
				n += len(value) + 32
			}
		}
	}
	if b.First != nil {
		n += cap(b.First.Body) + 64*len(b.First.Header)
	}
	return n
}

// sent follows how the handler does with what is sent again.
func (l *Live) sent(a *Attempt) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if a.Status > 0 && a.To == l.Pane.Sender.Name() {
		l.down, l.answer = time.Time{}, a.Status
	}
}

// note follows how the handler does.
func (l *Live) note(d *capture.Delivery) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last = d.Received
	switch {
	case d.Forward == "":
	case d.Err != nil && d.Status == http.StatusBadGateway:
		if l.down.IsZero() {
			l.down = d.Received
		}
		l.reason, l.failed = d.Err, true
	default:
		l.down, l.answer = time.Time{}, d.Status
		l.failed = l.failed || d.Status >= http.StatusMultipleChoices
		if l.times = append(l.times, d.Duration); len(l.times) > 200 {
			l.times = append(l.times[:0], l.times[100:]...)
		}
	}
}

// Body implements Bodies.
func (l *Live) Body(_ context.Context, row *shelf.Row) (*Body, error) {
	if b, ok := l.bodies.Get(row.ID); ok {
		return b, nil
	}
	saved, ok := l.saved.Get(row.ID)
	if !ok {
		return nil, say.Errorf("the body was let go to save memory: --save keeps all of them")
	}
	text, err := l.read(saved)
	if err != nil {
		return nil, say.Errorf("the body cannot be read from the archive: %w", err)
	}
	b := &Body{Bytes: text, Text: text, Origin: saved.Path}
	if saved.Length < 0 {
		b.Path = saved.Path
		if strings.HasSuffix(saved.Path, ".gz") {
			b.Encoding, b.Text = "gzip", unpacked(text)
		}
	}
	if Sum(b.Text) != row.Place.Sum {
		b.Notes = append(b.Notes, say.Textf("the archive has it in another form than it came: its white space or its encoding is different"))
	}
	return b, nil
}

// read reads a body from the archive.
func (l *Live) read(saved capture.Saved) ([]byte, error) {
	file, err := os.Open(saved.Path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	if saved.Length < 0 {
		return io.ReadAll(io.LimitReader(file, limit.Payload))
	}
	text := make([]byte, saved.Length)
	_, err = io.ReadFull(io.NewSectionReader(file, saved.Offset, int64(saved.Length)), text)
	return text, err
}

// decodeAll hands the events that are held, and when they arrived, to do.
func (l *Live) decodeAll(ctx context.Context, do func(*source.Payload, *event.Event, time.Time)) error {
	err := l.Pane.with(ctx, l.Lang, func(r *Reader) {
		first, next := l.Pane.Rows.Held()
		for id := first; id < next && ctx.Err() == nil; id++ {
			row, ok := l.Pane.Rows.Row(id)
			if !ok || row.Kind == shelf.Refused {
				continue
			}
			b, err := l.Body(ctx, &row)
			if err != nil {
				continue
			}
			p := source.Payload{Origin: source.Origin{Path: "listen", Line: id + 1, Index: -1}, Bytes: b.Text, Line: 1, Column: 1}
			if e, _ := r.Decoder.Decode(p); e != nil {
				do(&p, e, row.At)
			}
		}
	})
	return cmp.Or(err, ctx.Err())
}

// median is about how long the handler takes.
func median(times []time.Duration) time.Duration {
	if len(times) == 0 {
		return 0
	}
	times = slices.Clone(times)
	slices.Sort(times)
	return times[len(times)/2]
}
