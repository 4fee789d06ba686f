package submission

import (
	"context"
	"iter"
	"net/http"
	"net/url"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
)

// Get asks for one submission; kind is a request type or empty for all of it.
// Beside the errors of a call there is *QueryError for an id or type that
// cannot be. A submission that does not exist, or no longer, is an *APIError
// of KindNotFound or KindDeleted.
func (c *Client) Get(ctx context.Context, id, kind string) (Item, error) {
	if err := CheckID(id); err != nil {
		return Item{}, err
	}
	if err := (Query{Type: kind}).Check(); err != nil {
		return Item{}, err
	}
	query := url.Values{catalog.QuerySubmissionID: {id}}
	if kind != "" {
		query.Set(catalog.QueryType, kind)
	}
	var p page
	if err := c.fetch(ctx, query, &p); err != nil {
		return Item{}, err
	}
	if len(p.items) == 0 {
		return Item{}, &APIError{Status: http.StatusOK, Kind: KindNotFound, Message: say.Textf("no such submission")}
	}
	item := Item{&p.doc, p.items[0]}
	if p.doc.Nodes[item.node].Kind != jsonscan.Object {
		if strings.EqualFold(p.doc.Text(item.node), catalog.DeletedSubmission) {
			return Item{}, &APIError{Status: http.StatusOK, Kind: KindDeleted, Message: say.Textf("%s", catalog.DeletedSubmission)}
		}
		return Item{}, &APIError{Status: http.StatusOK, Kind: KindForeign, Message: say.Textf("the item is not a JSON object")}
	}
	if got := item.ID(); got != "" && got != id {
		return Item{}, &APIError{Status: http.StatusOK, Kind: KindForeign, Message: say.Textf("the answer is about another submission"),
			Hint: say.Textf("asked for %s", id)}
	}
	return item, nil
}

// Ping asks for as little as there is, to see whether address and key are
// taken.
func (c *Client) Ping(ctx context.Context) error {
	var p page
	return c.fetch(ctx, Query{PageSize: 1}.values(Cursor{}), &p)
}

// Answer is the outcome for one id.
type Answer struct {
	ID   string
	Item Item // valid as long as it is held
	Err  error
}

// Many gets submissions, jobs of them at a time, and yields the answers in the
// order of the ids.
func (c *Client) Many(ctx context.Context, ids iter.Seq[string], kind string, jobs int) iter.Seq[Answer] {
	return func(yield func(Answer) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		type job struct {
			id  string
			out chan Answer
		}
		todo, order := make(chan job), make(chan chan Answer, 4*jobs)
		for range jobs {
			go func() {
				for j := range todo {
					item, err := c.Get(ctx, j.id, kind)
					j.out <- Answer{j.id, item, err}
				}
			}()
		}
		go func() {
			defer close(order)
			defer close(todo)
			for id := range ids {
				j := job{id, make(chan Answer, 1)}
				select {
				case order <- j.out:
				case <-ctx.Done():
					return
				}
				todo <- j // a worker is or comes free: with ctx done its call ends at once
			}
		}()
		for out := range order {
			if !yield(<-out) {
				return
			}
		}
	}
}
