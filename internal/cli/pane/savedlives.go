package pane

import (
	"context"
	"os"
	"strings"
	"sync"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/timeline"
	"github.com/argosctl/argosctl/internal/window"
	"github.com/argosctl/argosctl/internal/windowserver"
)

// savedLives are the lives of the files, put together when somebody asks for them.
type savedLives struct {
	once  sync.Once
	ready chan struct{} // closed when lives or fault is there
	lives *timeline.Collector
	fault error
	cache livesCache
}

// Lives implements Bodies. The files are read once more, behind the page.
func (s *Saved) Lives(ctx context.Context, f *window.Frame) (*window.Page, string) {
	l := &s.lives
	l.once.Do(func() {
		l.ready = make(chan struct{})
		go func() {
			defer close(l.ready)
			l.lives, l.fault = s.collect(context.WithoutCancel(ctx))
		}()
	})
	select {
	case <-l.ready:
	default:
		return nil, say.In(f.Lang, "The files are read once more for that. The page shows them when they are ready.")
	}
	if l.fault != nil {
		return nil, say.Error(f.Lang, l.fault)
	}
	return l.cache.get(livesKey{0, f.Lang, f.Clear}, func() (*window.Page, error) {
		return pageOf(ctx, l.lives, f, s.Pane.F.Now())
	})
}

// Close removes what lives took of the disk.
func (s *Saved) Close() {
	l := &s.lives
	l.once.Do(func() { l.ready = make(chan struct{}); close(l.ready) })
	select {
	case <-l.ready:
		if l.lives != nil {
			_ = l.lives.Close()
		}
	default:
	}
}

// collect reads the files into lives.
func (s *Saved) collect(ctx context.Context) (*timeline.Collector, error) {
	read := s.Read
	read.Progress, read.Skipped = nil, nil
	lives := timeline.NewCollector(timeline.Options{TempDir: os.TempDir(), Jobs: read.Jobs, AsOf: s.Pane.F.Now()})
	type worker struct {
		decoder  *view.Decoder
		recorder *timeline.Recorder
	}
	workers := make([]worker, read.Jobs)
	for i := range workers {
		workers[i] = worker{view.NewDecoder(ctx, view.Options{Lang: s.Lang, Opener: s.Pane.Opener, Facts: true, Dir: s.Pane.F.Dir}), lives.Recorder()}
	}
	err := source.Process(ctx, s.Inputs, read, func(c *source.Chunk) *timeline.Records {
		w, records := workers[c.Worker], new(timeline.Records)
		for p, fault := range c.Payloads() {
			if fault != nil {
				continue
			}
			w.decoder.Each(p, func(q source.Payload, e *event.Event, _ *kit.Problem) {
				if e != nil {
					w.recorder.Add(records, e, &q, w.decoder.Captured(&q))
				}
			})
		}
		return records
	}, lives.Take)
	if err == nil {
		err = lives.Conclude(ctx)
	}
	return lives, err
}

// About implements Bodies.
func (s *Saved) About(lang string) windowserver.About {
	counts, part := s.Pane.Rows.Counts(), s.progress()
	a := windowserver.About{Handler: counts.Failed > 0, Empty: s.empty(lang)}
	b := bar{lang: lang}
	b.add(say.Word("Files"), say.Plain(say.Number(s.Read.Progress.Files())+" / "+say.Number(len(s.Inputs))), "live")
	if len(s.Inputs) == 1 {
		b.name("", s.Inputs[0].Path, "")
	}
	if part < 1 {
		reading := say.Textf("reading, %d %%", int(part*100))
		a.Reading = reading.In(lang)
		b.add("", reading, "warn")
	}
	s.mu.Lock()
	faults, done := s.faults, s.done
	s.mu.Unlock()
	if faults > 0 {
		b.add("", say.Count(faults, "%s place could not be read", "%s places could not be read"), "bad")
	}
	if done && s.Read.Skipped.Lines > 0 {
		b.add("", say.Count(s.Read.Skipped.Lines, "%s line without a webhook", "%s lines without a webhook"), "")
	}
	if name := s.Pane.Sender.Name(); name != "" {
		b.name(say.Word("Sending to"), name, "")
	}
	a.Status = b.facts
	return a
}

// empty is what the page says where the files hold no webhook.
func (s *Saved) empty(lang string) window.Empty {
	var names []string
	for i := range s.Inputs[:min(len(s.Inputs), 8)] {
		names = append(names, term.Clean(s.Inputs[i].Path))
	}
	if len(s.Inputs) > 8 {
		names = append(names, "…")
	}
	return window.Empty{
		Title: say.In(lang, "No webhook was found"),
		Text:  say.Textf("Looked into %[1]s: %[2]s.", say.Count(len(s.Inputs), "%s file", "%s files"), strings.Join(names, ", ")).In(lang),
		Steps: []window.Step{
			{Title: say.In(lang, "See why"), Text: say.In(lang, "decode says of each file what is wrong, with its place."), Command: "argosctl decode PATH"},
			{Title: say.In(lang, "Look at invented ones"), Text: say.In(lang, "A hundred events of people who do not exist."), Command: "argosctl event sample all --count 100 | argosctl view -"},
			{Title: say.In(lang, "Catch live ones"), Text: say.In(lang, "The same window, while they arrive."), Command: "argosctl listen --ui"},
		},
	}
}
