package submission

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
)

// Image is one image of a submission: the bytes of the file.
type Image struct {
	ContentType string // told by the bytes, such as "image/jpeg"
	Body        []byte
}

// ImageTypes are the types of images that a submission has.
func ImageTypes() []string { return catalog.ValueNames(catalog.ImageTypeEnum) }

// Image asks for one image of a submission; kind is one of ImageTypes, else
// there is a *QueryError. An answer that is no image, such as the page of a
// proxy, is an *APIError of KindForeign. The service documents neither the
// content type nor what comes where there is no such image.
func (c *Client) Image(ctx context.Context, id, kind string) (Image, error) {
	if err := CheckID(id); err != nil {
		return Image{}, err
	}
	if !slices.Contains(ImageTypes(), kind) {
		return Image{}, &QueryError{"type", say.Textf("unknown type %q: expected %s", kind, strings.Join(ImageTypes(), ", "))}
	}
	a, err := c.call(ctx, request{
		method: http.MethodGet, path: catalog.APIImage, accept: "image/*, application/json", repeatable: true,
		query: url.Values{catalog.QuerySubmissionID: {id}, catalog.QueryImageType: {kind}},
	}, nil)
	if err != nil {
		return Image{}, err
	}
	media := http.DetectContentType(a.body)
	if len(a.body) > 0 && !strings.HasPrefix(media, "text/") {
		return Image{media, a.body}, nil
	}
	var doc jsonscan.Document
	if doc.Parse(a.body); isObject(&doc, a.body) {
		return Image{}, c.apiError(a, &doc)
	}
	e := (&APIError{Status: a.status}).foreign(a, len(a.body))
	if len(a.body) > 0 && a.status < 400 {
		e.Message = say.Textf("not an image (%s, %s)", contentType(a), say.Count(len(a.body), "%s byte", "%s bytes"))
	}
	e.Hint = say.Textf("expected the file of an image: is --base-url right, and does a proxy answer in its place? %s", catalog.Remark(catalog.UnknownImageAnswer))
	return Image{}, e
}

// Monitoring asks for one record of AML ongoing monitoring.
func (c *Client) Monitoring(ctx context.Context, worklist, record string) (Item, error) {
	if err := cmp.Or(checkSegment("worklist id", worklist), checkSegment("record id", record)); err != nil {
		return Item{}, err
	}
	return c.read(ctx, catalog.APIMonitor+"/"+worklist+"/"+record, nil)
}

// Projections asks for all projection policies of the project: an object with
// the list under catalog.AnswerProjections.
func (c *Client) Projections(ctx context.Context) (Item, error) {
	answer, err := c.read(ctx, catalog.APIProjection, nil)
	if err != nil {
		return Item{}, err
	}
	if node, ok := answer.doc.Get(answer.node, catalog.AnswerProjections); !ok || answer.doc.Nodes[node].Kind != jsonscan.Array {
		return Item{}, lacks(catalog.AnswerProjections)
	}
	return answer, nil
}

// Projection asks for one projection policy.
func (c *Client) Projection(ctx context.Context, id string) (Item, error) {
	if err := checkSegment("projection id", id); err != nil {
		return Item{}, err
	}
	answer, err := c.read(ctx, catalog.APIProjection+"/"+id, nil)
	if err != nil {
		return Item{}, err
	}
	node, ok := answer.doc.Get(answer.node, catalog.AnswerProjection)
	if !ok || answer.doc.Nodes[node].Kind != jsonscan.Object {
		return Item{}, lacks(catalog.AnswerProjection)
	}
	return Item{answer.doc, node}, nil
}

func lacks(member string) error {
	return &APIError{Status: http.StatusOK, Kind: KindForeign, Message: say.Textf("the answer has no %s", member),
		Hint: say.Textf("expected the API's JSON: is --base-url right?")}
}

// Settings asks for the project's settings. The names of their members are not
// documented, and may change without notice.
func (c *Client) Settings(ctx context.Context) (Item, error) {
	return c.read(ctx, catalog.APISettings, url.Values{catalog.QueryCategory: {catalog.SettingsCategory}})
}

// read asks for a JSON object.
func (c *Client) read(ctx context.Context, path string, query url.Values) (Item, error) {
	body, err := c.send(ctx, request{method: http.MethodGet, path: path, query: query, repeatable: true})
	if err != nil {
		return Item{}, err
	}
	item, _ := ParseItem(body)
	return item, nil
}

// checkSegment refuses what cannot be one segment of a path.
func checkSegment(name, id string) error {
	if err := checkID(name, id); err != nil {
		return err
	}
	if strings.Trim(id, ".") == "" || strings.ContainsAny(id, `/\`) {
		return &QueryError{name, say.Textf("it holds a slash, or dots alone")}
	}
	return nil
}
