package submission

import (
	"context"
	"errors"
	"iter"
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
		return nil, &QueryError{"limit", "it is negative"}
	}
	return &List{client: c, query: q, limit: limit, at: from}, nil
}

// Cursor is the place after the last item that Items yielded; more is false
// where the list ended there.
func (l *List) Cursor() (at Cursor, more bool) { return l.at, !l.done }

// PageEnd reports whether the item that Items yielded last ends a page: the
// next one may take a while.
func (l *List) PageEnd() bool { return l.end }

// fetched is a page that was asked for ahead.
type fetched struct {
	page *page
	err  error
}

// Items yields the items in the order of the service. While those of a page
// are used, the next one is on its way. An item is valid until the next one;
// an error ends the run, and what came before it stands. Beside the errors of
// a call there are ErrLoop and ErrEmpty.
func (l *List) Items(ctx context.Context) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		ahead := l.ask(ctx, l.at, new(page))
		defer func() {
			cancel()
			if ahead != nil {
				<-ahead // nothing is left running
			}
		}()
		spare, seen, empty := new(page), map[pageKey]bool{l.at.key: true}, 0
		for left := l.limit; ; {
			got := <-ahead
			ahead = nil
			if got.err != nil {
				yield(Item{}, got.err)
				return
			}
			p := got.page
			next := p.next
			last := next == pageKey{}
			if empty++; len(p.items) > 0 {
				empty = 0
			}
			var stop error
			switch {
			case !last && seen[next]:
				stop = ErrLoop
			case !last && empty >= maxEmpty:
				stop = ErrEmpty
			case !last && (l.limit == 0 || left > len(p.items)-l.at.skip):
				seen[next] = true
				ahead = l.ask(ctx, Cursor{key: next}, spare)
			}
			if !l.yieldPage(p, &left, yield) {
				return
			}
			switch {
			case last:
				l.done = true
				return
			case stop != nil:
				yield(Item{}, stop)
				return
			case ahead == nil: // the limit
				l.at = Cursor{key: next}
				return
			}
			l.at = Cursor{key: next}
			spare = p
		}
	}
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

// ask fetches the page of a cursor in the background.
func (l *List) ask(ctx context.Context, at Cursor, into *page) chan fetched {
	out := make(chan fetched, 1)
	query := l.query.values(at)
	go func() { out <- fetched{into, l.client.fetch(ctx, query, into)} }()
	return out
}
