package mockapi

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// query answers GET of catalog.APISubmission.
func (s *Server) query(w http.ResponseWriter, r *http.Request) {
	q, err := url.ParseQuery(r.URL.RawQuery)
	kind := q.Get(catalog.QueryType)
	f, ok := s.filter(q)
	if err != nil || !ok || kind != "" && !knownType(kind) {
		s.fail(w, http.StatusBadRequest, gateway("Invalid Query String parameters"))
		return
	}
	if id := q.Get(catalog.QuerySubmissionID); id != "" {
		rec, ok := s.store.find(id)
		if !ok {
			s.fail(w, http.StatusBadRequest, noSubmission())
			return
		}
		s.reply(w, r, answer([]*record{&rec}, kind, false, false))
		return
	}
	page, more := s.store.page(f)
	s.reply(w, r, answer(page, kind, true, more))
}

func knownType(kind string) bool {
	return slices.Contains(catalog.ValueNames(catalog.RequestTypeEnum), kind)
}

// filter reads the parameters of a list.
func (s *Server) filter(q url.Values) (f filter, ok bool) {
	f = filter{userID: q.Get(catalog.QueryUserID), email: q.Get(catalog.QueryEmail), after: q.Get(catalog.QueryNextID), count: s.opts.PageSize}
	if (f.after == "") != (q.Get(catalog.QueryNextDate) == "") { // the two go together
		return f, false
	}
	if text := q.Get(catalog.QueryCount); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return f, false
		}
		f.count = min(n, catalog.APIMaxPageSize)
	}
	f.start, ok = day(q.Get(catalog.QueryStart))
	if !ok {
		return f, false
	}
	f.end, ok = day(q.Get(catalog.QueryEnd))
	return f, ok
}

// day reads a date in both documented forms, as YYYYMMDD.
func day(text string) (string, bool) {
	compact := text
	if len(text) == len("2006-01-02") {
		compact = strings.ReplaceAll(text, "-", "")
	}
	if _, err := time.Parse("20060102", compact); text != "" && err != nil {
		return "", false
	}
	return compact, true
}

// answer writes the body of a page.
func answer(page []*record, kind string, list, more bool) []byte {
	size := 64
	for _, rec := range page {
		size += len(rec.raw) + 1
	}
	dst := append(make([]byte, 0, size), `{"`+catalog.AnswerItems+`":[`...)
	var doc jsonscan.Document
	for i, rec := range page {
		if i > 0 {
			dst = append(dst, ',')
		}
		if kind == "" && !list {
			dst = append(dst, rec.raw...)
			continue
		}
		dst = appendParts(dst, &doc, rec.raw, kind, list)
	}
	dst = append(dst, ']')
	if more {
		last := page[len(page)-1]
		dst = jsonscan.AppendQuoted(append(dst, `,"`+catalog.AnswerNextPage+`":{"`+catalog.AnswerNextID+`":`...), last.id)
		dst = append(jsonscan.AppendQuoted(append(dst, `,"`+catalog.AnswerNextDate+`":`...), last.created), '}')
	}
	return append(dst, '}')
}
