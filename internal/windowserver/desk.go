package windowserver

import (
	"cmp"
	"crypto/subtle"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/shelf"
	"github.com/argosctl/argosctl/internal/window"
)

// pageRows is how many rows a page has.
const pageRows = 60

// mostQuery is the longest filter.
const mostQuery = 500

// frame reads what is asked for. ok is false where the request was answered: a form
// with a token of another window.
func (s *Server) frame(w http.ResponseWriter, r *http.Request, page string) (f *window.Frame, form url.Values, ok bool) {
	q := r.URL.Query()
	f = &window.Frame{
		Command: s.opts.Command, Lang: s.opts.Lang, Form: s.door.form(r), Page: page,
		Query: strings.ToValidUTF8(q.Get("q")[:min(len(q.Get("q")), mostQuery)], ""), Tab: known(q.Get("tab"), "body", "headers", "handler", "life"),
		View: known(q.Get("view"), "sent", "bytes"), ID: number(q.Get("id")), From: number(q.Get("from")), Pin: number(q.Get("pin")),
	}
	if lang := q.Get("lang"); s.pages[lang] != nil {
		f.Lang = lang
	}
	if r.Method == http.MethodPost {
		if err := r.ParseForm(); err != nil || subtle.ConstantTimeCompare([]byte(r.PostForm.Get("form")), []byte(f.Form)) != 1 {
			s.plain(w, http.StatusForbidden, say.Word("This form is not of this window"), say.Word("Reload the page and send it again."), s.door.base)
			return nil, nil, false
		}
		form = r.PostForm
		f.Clear = form.Get("show") == "1"
	}
	about := s.opts.Desk.About(f.Lang)
	f.Status, f.Reading, f.Count = about.Status, about.Reading, s.opts.Desk.Shelf().Counts().All
	return f, form, true
}

// known is text if it is one of the words, else "".
func known(text string, words ...string) string {
	if slices.Contains(words, text) {
		return text
	}
	return ""
}

// number is an ID; -1 for what is none.
func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// desk answers with the page of deliveries, or the part that the script asks for.
func (s *Server) desk(w http.ResponseWriter, r *http.Request, f *window.Frame, form url.Values) {
	status, done := http.StatusOK, Done{}
	if form.Has("do") {
		done = s.opts.Desk.Do(r.Context(), f, form)
		if done.Result != nil && !done.Result.Good {
			status = http.StatusUnprocessableEntity
		}
	}
	part := known(r.URL.Query().Get("part"), "list", "detail", "tools", "mask")
	d := &window.Desk{Frame: f}
	about := s.opts.Desk.About(f.Lang)
	d.Newest, d.Handler, d.Banner, d.Gone = about.Live, about.Handler, about.Banner, about.Gone
	if part == "" || part == "list" {
		s.list(d)
	}
	if part == "" || part == "tools" {
		s.chips(d)
	}
	if done.Result != nil && form.Get("do") == "resend" { // of many deliveries
		told := &window.Banner{Good: done.Result.Good, Text: done.Result.Text}
		if d.Banner != nil {
			told.Resend = d.Banner.Resend
		}
		d.Banner, done.Result = told, nil
	}
	if part == "" || part == "detail" {
		d.Detail = s.detail(r, f, done)
	}
	if part == "" && f.Count == 0 && f.Reading == "" {
		d.Empty = &about.Empty
	}
	switch part {
	case "":
		s.write(w, status, f.Lang, "desk", d)
	case "detail":
		s.write(w, status, f.Lang, "detail", d.Detail)
	case "tools":
		s.write(w, status, f.Lang, "tools part", d)
	case "mask":
		s.write(w, status, f.Lang, "mask", d.Frame)
	default:
		s.write(w, status, f.Lang, part, d)
	}
}

func (s *Server) ask(f *window.Frame, newest bool) shelf.Ask {
	return shelf.Ask{Filter: shelf.ParseFilter(f.Query), From: f.From, Pin: f.Pin, Size: pageRows, Newest: newest}
}

// list fills in the rows.
func (s *Server) list(d *window.Desk) {
	f := d.Frame
	page := s.opts.Desk.Shelf().Page(s.ask(f, d.Newest))
	selected, _ := s.opts.Desk.Shelf().Row(f.ID)
	day := ""
	for i := range page.Rows {
		r := &page.Rows[i]
		row := window.DeliveryOf(r, f)
		row.Sibling = f.ID >= 0 && !row.Current && r.Submission != "" && r.Submission == selected.Submission
		switch at := r.At.Format(time.DateOnly); {
		case !r.At.IsZero() && at != day:
			row.Day, day = at, at
		case i == 0: // what is new stands over the first heading
			row.Day = say.In(f.Lang, "no time")
		}
		d.Rows = append(d.Rows, row)
	}
	d.Matched = page.Matched
	if n := len(page.Rows); n > 0 {
		d.Range = say.Textf("%[1]s–%[2]s of %[3]s", say.Number(page.Before+1), say.Number(page.Before+n), say.Number(page.Matched)).In(f.Lang)
	} else {
		d.Range = say.Count(page.Matched, "%s delivery", "%s deliveries").In(f.Lang)
	}
	if page.Prev >= 0 {
		d.Prev = f.To("from", strconv.Itoa(page.Prev))
		if page.Before <= pageRows {
			d.Prev = f.To("from", "")
		}
	}
	if page.Next >= 0 {
		d.Next = f.To("from", strconv.Itoa(page.Next))
	}
	if page.Newer > 0 {
		d.Newer = say.Textf("%s new", say.Number(page.Newer)).In(f.Lang)
	}
}

// chips are the filters with their numbers.
func (s *Server) chips(d *window.Desk) {
	f, c := d.Frame, s.opts.Desk.Shelf().Counts()
	add := func(text say.Word, filter string, n int) {
		if n > 0 || filter == "" {
			d.Chips = append(d.Chips, window.Chip{Text: text.In(f.Lang), Filter: filter, Count: n})
		}
	}
	add(say.Word("All"), "", c.All)
	d.Chips = append(d.Chips, window.OutcomeChips(c.Outcomes, f.Lang)...)
	add(say.Word("Findings"), "finding:", c.Found)
	add(say.Word("Handler failed"), "handler:failed", c.Failed)
	add(say.Word("encrypted"), "event:encrypted", c.Sealed)
	add(say.Word("not readable"), "event:unreadable", c.Unreadable)
	add(say.Word("refused"), "event:refused", c.Refused)
	for i := range d.Chips {
		d.Chips[i].Current = d.Chips[i].Filter == f.Query
	}
}

// detail is the selected delivery, nil for none.
func (s *Server) detail(r *http.Request, f *window.Frame, done Done) *window.Detail {
	row, ok := s.opts.Desk.Shelf().Row(f.ID)
	if !ok {
		return nil
	}
	d := s.opts.Desk.Detail(r.Context(), f, &row)
	about := s.opts.Desk.About(f.Lang)
	prev, next, place := s.opts.Desk.Shelf().Neighbours(s.ask(f, about.Live), f.ID)
	all := s.opts.Desk.Shelf().Page(shelf.Ask{Filter: shelf.ParseFilter(f.Query), From: -1, Pin: f.Pin, Newest: about.Live}).Matched
	d.Place = say.Number(place) + " / " + say.Number(cmp.Or(all, place))
	if prev >= 0 {
		d.Prev = f.To("id", strconv.Itoa(prev))
	}
	if next >= 0 {
		d.Next = f.To("id", strconv.Itoa(next))
	}
	d.Result, d.Act.Editing, d.Act.Saving = done.Result, done.Editing, done.Saving
	d.Act.Set = done.Set
	d.Act.Name = cmp.Or(done.Name, d.Act.Name)
	return d
}

// servedTimeline is the page of the timeline, or of the totals.
type servedTimeline struct {
	Lang, Wait string
	Page       *window.Frame
	Timeline   *window.Page
}

func (s *Server) lives(w http.ResponseWriter, r *http.Request, f *window.Frame) {
	page, wait := s.opts.Desk.Lives(r.Context(), f)
	if page == nil {
		w.Header().Set("Refresh", "1")
	} else { // it may be of several requests
		only := *page
		only.Only = f.Page
		page = &only
	}
	s.write(w, http.StatusOK, f.Lang, "served timeline", servedTimeline{f.Lang, wait, f, page})
}
