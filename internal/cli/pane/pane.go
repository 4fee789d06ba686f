// Package pane is what `listen --ui` and `view` have in common: it reads, explains
// and checks deliveries for the window, sends them again, and saves them.
//
// Where bodies are kept is the commands' affair; see Bodies.
package pane

import (
	"context"
	"sync"

	"github.com/argosctl/argosctl/internal/capture"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/shelf"
	"github.com/argosctl/argosctl/internal/standin"
	"github.com/argosctl/argosctl/internal/window"
	"github.com/argosctl/argosctl/internal/windowserver"
)

// Body is a delivery's body and how it came.
type Body struct {
	Bytes    []byte         // as received
	Text     []byte         // without its content encoding
	Encoding string         // the content encoding, "" for none
	Type     string         // the content type, "" where it is not known
	Shown    *capture.Shown // nil for a body from a file
	Origin   string         // where it was found, "" for a request
	Path     string         // a file that holds exactly these bytes, "" for none
	Notes    []say.Message  // what had to be changed or left out
	First    *Attempt       // to the handler, when it arrived; nil for none
}

// Bodies is where bodies are kept.
type Bodies interface {
	// Body returns a body, or says why it is not there.
	Body(ctx context.Context, row *shelf.Row) (*Body, error)
	// Lives is the page of the timeline, as windowserver.Desk has it.
	Lives(ctx context.Context, f *window.Frame) (*window.Page, string)
	// About tells of the state of things.
	About(lang string) windowserver.About
}

// Pane is the desk of a window.
type Pane struct {
	Bodies

	F      *kit.Factory
	Opener *kit.Opener
	Sender *Sender
	Dir    string // where fixtures are saved
	Rows   *shelf.Shelf
	Ring   func()         // tells pages that something has changed
	Sent   func(*Attempt) // is told of what was sent from the window

	severities map[string]diag.Severity
	standins   standin.Key
	readers    sync.Map // *sync.Pool of *Reader by language
	attempts   attempts
}

// Settle reads the configuration that findings depend on.
func (p *Pane) Settle() error {
	settings, err := p.F.Settings()
	if err != nil {
		return err
	}
	p.standins, p.attempts.all = standin.NewKey(), map[int][]Attempt{}
	p.severities, err = view.Severities(settings)
	return err
}

// Shelf implements windowserver.Desk.
func (p *Pane) Shelf() *shelf.Shelf { return p.Rows }

// Reader reads payloads on one goroutine.
type Reader struct {
	Decoder *view.Decoder
	facts   *view.Decoder // only facts, for rows
	masking *view.Decoder
	linter  *lint.Linter
}

// NewReader returns a reader whose texts are in lang.
func (p *Pane) NewReader(ctx context.Context, lang string) (*Reader, error) {
	linter, err := lint.New(lint.Config{Severities: p.severities, Lang: lang, Open: view.LintOpener(ctx, p.Opener, lang)})
	if err != nil {
		return nil, kit.Fail(kit.Usage, err)
	}
	return &Reader{
		Decoder: view.NewDecoder(ctx, view.Options{Lang: lang, Opener: p.Opener}),
		facts:   view.NewDecoder(ctx, view.Options{Lang: lang, Opener: p.Opener, Facts: true, Dir: p.F.Dir}),
		masking: view.NewDecoder(ctx, view.Options{Lang: lang, Opener: p.Opener, Mask: true}), linter: linter,
	}, nil
}

// with lends a reader.
func (p *Pane) with(ctx context.Context, lang string, do func(*Reader)) error {
	pool, _ := p.readers.LoadOrStore(lang, new(sync.Pool))
	r, _ := pool.(*sync.Pool).Get().(*Reader)
	if r == nil {
		var err error
		if r, err = p.NewReader(context.WithoutCancel(ctx), lang); err != nil {
			return err
		}
	}
	do(r)
	pool.(*sync.Pool).Put(r)
	return nil
}
