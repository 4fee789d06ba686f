package submission

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/argosctl/argosctl/internal/say"
)

// pageKey is the service's key of a page; the zero key is the first page.
type pageKey struct {
	ID   string `json:"i,omitempty"`
	Date string `json:"d,omitempty"`
}

// Cursor is a place in a list, between two items. The zero Cursor is its
// beginning.
type Cursor struct {
	key  pageKey
	skip int // items of that page that come before the place
}

// tokenMark begins every token; the digit is the version of what follows.
const tokenMark = "r1."

// token is what a resume token holds. It names no person: the query is only in
// it as a hash.
type token struct {
	pageKey
	Skip  int    `json:"s,omitempty"`
	Size  int    `json:"n,omitempty"`
	Query uint32 `json:"q"`
}

// Token writes a place in the list of q as a text for Resume.
func (q Query) Token(at Cursor) string {
	t := token{pageKey: at.key, Skip: at.skip, Query: q.hash()}
	if at.skip > 0 {
		t.Size = q.PageSize
	}
	raw, err := json.Marshal(t)
	if err != nil { // strings and numbers always marshal
		panic(err)
	}
	return tokenMark + base64.RawURLEncoding.EncodeToString(raw)
}

// Resume reads a token that Token wrote for the same query. Where
// it stands within a page, the page size must be the same too. White space in it is
// of a terminal that it was copied from. The error is a *QueryError.
func (q Query) Resume(text string) (Cursor, error) {
	const name = "resume token"
	encoded, ok := strings.CutPrefix(strings.Join(strings.Fields(text), ""), tokenMark)
	raw, err := base64.RawURLEncoding.DecodeString(encoded)
	var t token
	if !ok || err != nil || json.Unmarshal(raw, &t) != nil || t.Skip < 0 {
		return Cursor{}, &QueryError{name, say.Textf("not a token that argosctl printed: copy it whole")}
	}
	if t.Query != q.hash() {
		return Cursor{}, &QueryError{name, say.Textf("it belongs to a list with other filters: give the same ones again")}
	}
	if t.Skip > 0 && t.Size != q.PageSize {
		return Cursor{}, &QueryError{name, say.Textf("it stands within a page of %d: give that page size again", t.Size)}
	}
	return Cursor{t.pageKey, t.Skip}, nil
}

func (q Query) hash() uint32 {
	h := fnv.New32a()
	_, _ = fmt.Fprintf(h, "%q %q %q %q %q", q.UserID, q.Email, q.StartDate, q.EndDate, q.Type)
	return h.Sum32()
}
