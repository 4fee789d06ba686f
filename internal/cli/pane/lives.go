package pane

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"sync"
	"time"

	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/timeline"
	"github.com/argosctl/argosctl/internal/window"
)

// livesCache holds the last page of lives, which costs some time to make.
type livesCache struct {
	mu   sync.Mutex
	key  livesKey
	page *window.Page
}

type livesKey struct {
	count int
	lang  string
	clear bool
}

// get returns the page for a key, made where it is not at hand.
func (c *livesCache) get(key livesKey, make func() (*window.Page, error)) (*window.Page, string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.page == nil || c.key != key {
		page, err := make()
		if err != nil {
			return nil, say.Error(key.lang, err)
		}
		c.page, c.key = page, key
	}
	return c.page, ""
}

// Lives implements Bodies.
func (l *Live) Lives(ctx context.Context, f *window.Frame) (*window.Page, string) {
	return l.lives.get(livesKey{l.Pane.Rows.Counts().All, f.Lang, f.Clear}, func() (*window.Page, error) {
		now := l.Pane.F.Now()
		lives := timeline.NewCollector(timeline.Options{TempDir: os.TempDir(), Jobs: 1, AsOf: now})
		defer func() { _ = lives.Close() }()
		recorder, records, failed := lives.Recorder(), new(timeline.Records), error(nil)
		err := l.decodeAll(ctx, func(p *source.Payload, e *event.Event, at time.Time) {
			records.Reset()
			recorder.Add(records, e, p, timeline.StampOf(at))
			if err := lives.Take(records); failed == nil {
				failed = err
			}
		})
		if err == nil {
			err = failed
		}
		if err == nil {
			err = lives.Conclude(ctx)
		}
		if err != nil {
			return nil, err
		}
		return pageOf(ctx, lives, f, now)
	})
}

// pageOf is the page of all lives.
func pageOf(ctx context.Context, lives *timeline.Collector, f *window.Frame, now time.Time) (*window.Page, error) {
	from, to := lives.Mine()
	return window.NewPage(ctx, lives, lives.Users(), from, to, window.Options{Lang: f.Lang, AsOf: now, Clear: f.Clear})
}

// unpacked is a gzip text without its packing; what cannot be unpacked stays.
func unpacked(text []byte) []byte {
	z, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		return text
	}
	out, err := io.ReadAll(io.LimitReader(z, limit.Payload))
	if err != nil {
		return text
	}
	return out
}
