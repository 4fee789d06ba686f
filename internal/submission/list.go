package submission

import (
	"context"
	"errors"
	"iter"

	"github.com/argosctl/argosctl/internal/say"
)

// List is one run through a list. It is not safe for concurrent use.
type List struct {
	client *Client
	query  Query
	limit  int
	at     Cursor
	done   bool
	end    bool // the last item was the last one of its page
}

// Errors of a list that does not end.
var (
	ErrLoop  = errors.New("the service gave a page key for the second time: the list would never end")
	ErrEmpty = errors.New("the service gave too many empty pages one after the other")
)

// maxEmpty is how many empty pages with a next key are followed in a row; a
// filter may leave some of them.
const maxEmpty = 100

// List begins a run at a place of the list of q that ends after limit items,
// or at the end of the list where limit is 0. A bad query is a *QueryError.
func (c *Client) List(q Query, from Cursor, limit int) (*List, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	if limit < 0 {
		return nil, &QueryError{"limit", say.Textf("it is negative")}
	}
	return &List{client: c, query: q, limit: limit, at: from}, nil
}

// Cursor is the place after the last item that Items yielded; more is false
// where the list ended there.
func (l *List) Cursor() (at Cursor, more bool) { return l.at, !l.done }

// PageEnd reports whether the item that Items yielded last ends a page: the
// next one may take a while.
func (l *List) PageEnd() bool { return l.end }

// Items yields the items in the order of the service. While those of a page
// are used, the next one is on its way. An item is valid until the next one;
// an error ends the run, and what came before it stands. Beside the errors of
// a call there are ErrLoop and ErrEmpty.
func (l *List) Items(ctx context.Context) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		run := &pages{list: l, ctx: ctx, seen: map[pageKey]bool{l.at.key: true}, left: l.limit, spare: new(page)}
		defer run.end(cancel)
		run.ask(l.at.key, new(page))
		for {
			p, err := run.next()
			if err != nil {
				yield(Item{}, err)
				return
			}
			if !l.yieldPage(p, &run.left, yield) {
				return
			}
			if run.stop != nil {
				yield(Item{}, run.stop)
				return
			}
			l.done = p.next == pageKey{}
			if l.done {
				return
			}
			if l.at = (Cursor{key: p.next}); run.ahead == nil { // the limit
				return
			}
			run.spare = p
		}
	}
}

// pages is the sequence of pages of one run.
type pages struct {
	list  *List
	ctx   context.Context
	ahead chan fetched // the page that was asked for; nil where none is
	spare *page        // memory for it
	seen  map[pageKey]bool
	empty int // empty pages in a row
	left  int // items up to the limit
	stop  error
}

// fetched is a page as it came, not yet parsed.
type fetched struct {
	page   *page
	answer answer
	err    error
}

// ask asks for the page of a key in the background.
func (r *pages) ask(key pageKey, into *page) {
	out := make(chan fetched, 1)
	query := r.list.query.values(Cursor{key: key})
	go func() {
		a, err := r.list.client.ask(r.ctx, query, into)
		out <- fetched{into, a, err}
	}()
	r.ahead = out
}

// end leaves nothing running.
func (r *pages) end(cancel context.CancelFunc) {
	cancel()
	if r.ahead != nil {
		<-r.ahead
	}
}

// next waits for the page that was asked for, and asks for the one after it:
// at a glance where that is possible, else once it is parsed.
func (r *pages) next() (*page, error) {
	got := <-r.ahead
	r.ahead = nil
	if got.err != nil {
		return nil, got.err
	}
	p := got.page
	guess := pageKey{}
	if r.list.limit == 0 {
		guess = glance(got.answer.body)
	}
	if guess != (pageKey{}) && !r.seen[guess] {
		r.ask(guess, r.spare)
	}
	if err := r.list.client.parse(got.answer, p); err != nil {
		return nil, err
	}
	if r.ahead != nil && guess != p.next {
		<-r.ahead
		r.ahead = nil
	}
	if r.empty++; len(p.items) > 0 {
		r.empty = 0
	}
	switch {
	case p.next == pageKey{}:
	case r.seen[p.next]:
		r.stop = ErrLoop
	case r.empty >= maxEmpty:
		r.stop = ErrEmpty
	case r.list.limit == 0 || r.left > len(p.items)-r.list.at.skip:
		r.seen[p.next] = true
		if r.ahead == nil {
			r.ask(p.next, r.spare)
		}
	}
	return p, nil
}

// yieldPage yields what of a page lies after the cursor and within the limit,
// and reports whether to go on with the next page.
func (l *List) yieldPage(p *page, left *int, yield func(Item, error) bool) bool {
	rest := p.items[min(l.at.skip, len(p.items)):]
	for i, node := range rest {
		if l.limit > 0 && *left == 0 {
			return false
		}
		l.at.skip++
		l.end = i == len(rest)-1
		*left--
		if !yield(Item{&p.doc, node}, nil) {
			return false
		}
	}
	return true
}
