package mockapi

import (
	"bytes"
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

// tokenIDs reads {"tokenId":[…]} with 1 to most entries; checked are ids whose
// form is wrong refused with the whole request ("Delete token").
func (s *Server) tokenIDs(w http.ResponseWriter, r *http.Request, most int, checked bool) ([]string, bool) {
	refuse := func(code, message string) ([]string, bool) {
		s.fail(w, http.StatusBadRequest, coded(code, message))
		return nil, false
	}
	doc, failure := s.body(r)
	switch {
	case failure != nil && s.opts.Encrypt: // it may not have opened
		s.fail(w, http.StatusBadRequest, failure)
		return nil, false
	case failure != nil:
		return refuse(catalog.TokenInvalidPayload, "The body is missing or has the wrong form.")
	}
	list, ok := doc.Get(0, catalog.TokenIDs)
	if !ok || doc.Nodes[list].Kind != jsonscan.Array || doc.After(list) == list+1 {
		return refuse(catalog.TokenInvalidID, catalog.TokenIDs+" must be an array with an entry.")
	}
	var ids []string
	for child := range doc.Children(list) {
		ids = append(ids, doc.Text(child))
	}
	if len(ids) > most {
		return refuse(catalog.TokenLimitExceeded, fmt.Sprintf("%s has %d entries, at most %d are taken.", catalog.TokenIDs, len(ids), most))
	}
	if checked && slices.ContainsFunc(ids, func(id string) bool { return !s.tokens.form.MatchString(id) }) {
		return refuse(catalog.TokenInvalidFormat, "A token id has the wrong form.")
	}
	return ids, true
}

// refuseTokens answers the methods that the path of the tokens does not have.
func (s *Server) refuseTokens(w http.ResponseWriter, _ *http.Request) {
	s.fail(w, http.StatusBadRequest, coded(catalog.TokenInvalidPath, "The method is not supported."))
}

func (s *Server) addTokens(w http.ResponseWriter, r *http.Request) {
	ids, ok := s.tokenIDs(w, r, catalog.APIMaxTokensAdded, false)
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
	message := catalog.TokensAddedMessage
	if failed > 0 {
		message = "Tokens processed."
	}
	s.reply(w, r, fmt.Appendf(nil, `{"success":%t,"message":%q,"summary":{"totalSubmitted":%d,"currentCount":%d,"processed":%d,"failed":%d}}`,
		failed == 0, message, len(ids), len(t.updated), processed, failed))
}

func (s *Server) removeTokens(w http.ResponseWriter, r *http.Request) {
	ids, ok := s.tokenIDs(w, r, catalog.APIMaxTokensRemoved, true)
	if !ok {
		return
	}
	t := s.tokens
	t.mu.Lock()
	defer t.mu.Unlock()
	deleted := 0
	missing := []byte{}
	for _, id := range ids {
		if _, held := t.updated[id]; held {
			delete(t.updated, id)
			deleted++
			continue
		}
		missing = jsonscan.AppendQuoted(append(missing, ','), id)
	}
	s.reply(w, r, fmt.Appendf(nil, `{"success":true,"message":"Successfully deleted %d tokens","summary":{"totalSubmitted":%d,"deleted":%d,"notFound":%d,"failed":0},"details":{"notFound":[%s]}}`,
		deleted, len(ids), deleted, len(ids)-deleted, bytes.TrimPrefix(missing, []byte(","))))
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
			s.fail(w, http.StatusBadRequest, coded(catalog.TokenNotFound, "Token not found."))
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
