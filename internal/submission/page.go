package submission

import (
	"bytes"
	"context"
	"net/http"
	"net/url"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
)

// page is one answer of the list. Its memory is used again for a later page.
type page struct {
	doc   jsonscan.Document
	items []int // nodes
	next  pageKey
	buf   []byte
}

// fetch asks for one page and parses it.
func (c *Client) fetch(ctx context.Context, query url.Values, p *page) error {
	a, err := c.ask(ctx, query, p)
	if err != nil {
		return err
	}
	return c.parse(a, p)
}

// ask asks for one page, which is not parsed yet.
func (c *Client) ask(ctx context.Context, query url.Values, p *page) (answer, error) {
	a, err := c.call(ctx, request{method: http.MethodGet, path: catalog.APISubmission, query: query, repeatable: true}, p.buf)
	if cap(a.body) > cap(p.buf) {
		p.buf = a.body
	}
	return a, err
}

// parse finds the items of an answer and the key of the next page.
func (c *Client) parse(a answer, p *page) error {
	if err := c.object(a, &p.doc); err != nil {
		return err
	}
	list, ok := p.doc.Get(0, catalog.AnswerItems)
	if !ok || p.doc.Nodes[list].Kind != jsonscan.Array {
		return &APIError{Status: a.status, Kind: KindForeign, Message: say.Textf("the answer has no list of %s", catalog.AnswerItems),
			Hint: say.Textf("expected the API's JSON: is --base-url right?")}
	}
	p.items = p.items[:0]
	for item := range p.doc.Children(list) {
		p.items = append(p.items, item)
	}
	p.next = nextKey(&p.doc)
	return nil
}

// glance finds the key of the next page without parsing the items, where it
// stands behind them: then the next request need not wait for the parser. A
// wrong guess is found out by parse.
func glance(body []byte) pageKey {
	var doc jsonscan.Document
	tail := body[bytes.LastIndexByte(body, ']')+1:]
	_, tail, found := bytes.Cut(tail, []byte(","))
	if !found || len(tail) > 4<<10 || !doc.Parse(append([]byte{'{'}, tail...)) {
		return pageKey{}
	}
	return nextKey(&doc)
}

// nextKey finds the key of the next page: as the service documents it, and in
// the spellings that a gateway or a newer page may use (assumed).
func nextKey(doc *jsonscan.Document) pageKey {
	for _, name := range []string{catalog.AnswerNextPage, "nextPageKey", "LastEvaluatedKey"} {
		node, ok := doc.Get(0, name)
		if !ok || doc.Nodes[node].Kind != jsonscan.Object {
			continue
		}
		return pageKey{
			ID:   firstText(doc, node, catalog.AnswerNextID, "submission_id", "submissionId"),
			Date: firstText(doc, node, catalog.AnswerNextDate, "createdAt", "date"),
		}
	}
	return pageKey{}
}

// firstText is the first member that has a text or a number.
func firstText(doc *jsonscan.Document, object int, names ...string) string {
	for _, name := range names {
		if node, ok := doc.Get(object, name); ok {
			if kind := doc.Nodes[node].Kind; kind == jsonscan.String || kind == jsonscan.Number {
				return doc.Text(node)
			}
		}
	}
	return ""
}
