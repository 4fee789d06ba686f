package mockapi

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"sync"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// tokens is the pool of a private-mode project.
type tokens struct {
	mu      sync.Mutex
	updated map[string]time.Time
	form    *regexp.Regexp
}

func newTokens() *tokens {
	return &tokens{updated: map[string]time.Time{}, form: regexp.MustCompile(fmt.Sprintf(`^[A-Za-z0-9][A-Za-z0-9%s]{%d,%d}[A-Za-z0-9]$`,
		catalog.TokenIDMarks, catalog.TokenIDMin-2, catalog.TokenIDMax-2))}
}

// tokenIDs reads {"tokenId":[…]} with 1 to most entries.
func (s *Server) tokenIDs(w http.ResponseWriter, r *http.Request, most int) ([]string, bool) {
	doc, failure := s.body(r)
	if failure != nil {
		s.fail(w, http.StatusBadRequest, failure)
		return nil, false
	}
	var ids []string
	if list, ok := doc.Get(0, catalog.TokenIDs); ok && doc.Nodes[list].Kind == jsonscan.Array {
		for child := range doc.Children(list) {
			ids = append(ids, doc.Text(child))
		}
	}
	if len(ids) == 0 || len(ids) > most {
		s.fail(w, http.StatusBadRequest, []byte(`{"`+catalog.AnswerErrorCode+`":"invalid_payload","`+catalog.AnswerMessage+`":"`+catalog.TokenIDs+` must hold 1 to `+fmt.Sprint(most)+` entries"}`))
		return nil, false
	}
	return ids, true
}

func (s *Server) addTokens(w http.ResponseWriter, r *http.Request) {
	ids, ok := s.tokenIDs(w, r, catalog.APIMaxTokensAdded)
	if !ok {
		return
	}
	t := s.tokens
	t.mu.Lock()
	defer t.mu.Unlock()
	processed, failed := 0, 0
	for _, id := range ids {
		_, held := t.updated[id]
		if !t.form.MatchString(id) || !held && len(t.updated) >= catalog.APIMaxTokensHeld {
			failed++
			continue
		}
		t.updated[id] = s.opts.Now()
		processed++
	}
	s.reply(w, r, fmt.Appendf(nil, `{"success":%t,"message":"Tokens processed.","summary":{"totalSubmitted":%d,"currentCount":%d,"processed":%d,"failed":%d}}`,
		failed == 0, len(ids), len(t.updated), processed, failed))
}

func (s *Server) removeTokens(w http.ResponseWriter, r *http.Request) {
	ids, ok := s.tokenIDs(w, r, catalog.APIMaxTokensRemoved)
	if !ok {
		return
	}
	t := s.tokens
	t.mu.Lock()
	defer t.mu.Unlock()
	deleted := 0
	for _, id := range ids {
		if _, held := t.updated[id]; held {
			delete(t.updated, id)
			deleted++
		}
	}
	s.reply(w, r, fmt.Appendf(nil, `{"success":true,"message":"Tokens deleted.","summary":{"totalSubmitted":%d,"deleted":%d,"notFound":%d,"failed":0}}`,
		len(ids), deleted, len(ids)-deleted))
}

// listTokens answers GET of catalog.APITokens: one, the count, or a page of all. That
// the list's entries are like the single one, and that the keys of the next
// page come back under the same names, is assumed.
func (s *Server) listTokens(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	t := s.tokens
	t.mu.Lock()
	defer t.mu.Unlock()
	if id := q.Get(catalog.TokenIDs); id != "" {
		at, ok := t.updated[id]
		if !ok {
			s.fail(w, http.StatusBadRequest, coded("token_not_found", "Token not found."))
			return
		}
		dst := jsonscan.AppendQuoted([]byte(`{"success":true,"`+catalog.TokenIDs+`":`), id)
		s.reply(w, r, append(appendToken(append(dst, `,"data":`...), id, at), '}'))
		return
	}
	if q.Get("type") == "count" {
		s.reply(w, r, fmt.Appendf(nil, `{"success":true,"count":%d}`, len(t.updated)))
		return
	}
	s.reply(w, r, t.page(q.Get(catalog.TokensNextID)))
}

func (t *tokens) page(after string) []byte {
	ids := make([]string, 0, len(t.updated))
	for id := range t.updated {
		if id > after {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	dst := []byte(`{"success":true,"data":[`)
	for i, id := range ids[:min(len(ids), catalog.APITokensPage)] {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendToken(dst, id, t.updated[id])
	}
	dst = append(dst, ']')
	if len(ids) > catalog.APITokensPage {
		last := ids[catalog.APITokensPage-1]
		dst = jsonscan.AppendQuoted(append(dst, `,"`+catalog.TokensNextID+`":`...), last)
		dst = jsonscan.AppendQuoted(append(dst, `,"`+catalog.TokensNextTime+`":`...), stamp(t.updated[last]))
	}
	return append(dst, '}')
}

func appendToken(dst []byte, id string, at time.Time) []byte {
	dst = jsonscan.AppendQuoted(append(dst, `{"`+catalog.TokenIDs+`":`...), id)
	return append(jsonscan.AppendQuoted(append(dst, `,"updateTime":`...), stamp(at)), '}')
}

func stamp(at time.Time) string { return at.UTC().Format(time.RFC3339) }
