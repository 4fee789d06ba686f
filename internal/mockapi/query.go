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

// query is GET /submission ("Get Submission").
func (s *Server) query(w http.ResponseWriter, r *http.Request) {
	q, err := url.ParseQuery(r.URL.RawQuery)
	kind := q.Get("request_type")
	f, ok := s.filter(q)
	if err != nil || !ok || kind != "" && !knownType(kind) {
		s.fail(w, http.StatusBadRequest, gateway("Invalid Query String parameters"))
		return
	}
	if id := q.Get("submission_id"); id != "" {
		rec, ok := s.store.find(id)
		if !ok {
			s.fail(w, http.StatusBadRequest, []byte(`{"message":"not Exist Submission ID","statusCode":400}`))
			return
		}
		s.reply(w, r, answer([]*record{&rec}, kind, false, false))
		return
	}
	page, more := s.store.page(f)
	s.reply(w, r, answer(page, kind, true, more))
}

func knownType(kind string) bool {
	return slices.ContainsFunc(catalog.Values("api.request_type"), func(v catalog.Value) bool { return v.Value == kind })
}

// filter reads the parameters of a list.
func (s *Server) filter(q url.Values) (f filter, ok bool) {
	f = filter{userID: q.Get("userid"), email: q.Get("email"), after: q.Get("nextpage_id"), count: s.opts.PageSize}
	if (f.after == "") != (q.Get("nextpage_date") == "") { // the two go together
		return f, false
	}
	if text := q.Get("count"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return f, false
		}
		f.count = min(n, maxPage)
	}
	f.start, ok = day(q.Get("start_date"))
	if !ok {
		return f, false
	}
	f.end, ok = day(q.Get("end_date"))
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
	dst := append(make([]byte, 0, size), `{"Items":[`...)
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
		dst = jsonscan.AppendQuoted(append(dst, `,"nextpageKey":{"id":`...), last.id)
		dst = append(jsonscan.AppendQuoted(append(dst, `,"created_at":`...), last.created), '}')
	}
	return append(dst, '}')
}
