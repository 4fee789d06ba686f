package submission

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// Probe is what the smallest answer of the API tells.
type Probe struct {
	Took time.Duration
	Skew time.Duration // how far this machine's clock is ahead; whole seconds, half the time that the answer took taken off
	Date bool          // whether the answer told the time
}

// Probe asks for as little as there is, as Ping does.
func (c *Client) Probe(ctx context.Context) (p Probe, err error) {
	begun := c.opts.Now()
	var answered page
	a, err := c.ask(ctx, Query{PageSize: 1}.values(Cursor{}), &answered)
	if err != nil {
		return p, err
	}
	if err := c.parse(a, &answered); err != nil {
		return p, err
	}
	now := c.opts.Now()
	p.Took = now.Sub(begun)
	if date, err := http.ParseTime(a.header.Get("Date")); err == nil {
		p.Skew, p.Date = now.Add(-p.Took/2).Sub(date).Truncate(time.Second), true
	}
	return p, nil
}

// ReturnURL is what the settings of a project say of its return URL.
type ReturnURL struct {
	URL       string // empty where they do not say
	Encrypted bool
	Told      bool // whether Encrypted is told
}

// ReturnURLOf looks for the return URL in the settings of a project. The names of
// their members are not documented: the URL is looked for in and below a member
// whose name holds "return url" in any spelling, and its encryption in a member
// beside it that is true or false.
func ReturnURLOf(settings Item) (found ReturnURL) {
	doc := settings.doc
	var look func(i int, within bool)
	look = func(i int, within bool) {
		n := &doc.Nodes[i]
		name := catalog.Fold(doc.Name(i))
		within = within || strings.Contains(name, "returnurl") || strings.Contains(name, "redirecturl")
		switch n.Kind {
		case jsonscan.Object, jsonscan.Array:
			for child := range doc.Children(i) {
				look(child, within)
			}
		case jsonscan.String:
			if text := doc.Text(i); within && found.URL == "" && strings.Contains(text, "://") {
				found.URL = text
			}
		case jsonscan.Bool:
			if within && strings.Contains(name, "encrypt") {
				found.Encrypted, found.Told = doc.Bool(i)
			}
		default:
		}
	}
	look(settings.node, false)
	return found
}
