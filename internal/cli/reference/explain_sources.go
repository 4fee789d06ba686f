package reference

import (
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/term"
)

// noticeView is a warning or note that belongs to no rule of validate, in machine
// output.
type noticeView struct {
	ID          string         `json:"id"`
	Texts       []string       `json:"texts"` // one for each variant, arguments as {name}
	TextsSource catalog.Author `json:"texts_source"`
}

// noticeViews are those that machine output names, by their rules.
func noticeViews(lang string) []noticeView {
	var views []noticeView
	for i, n := range catalog.Notices() {
		id := catalog.NoticeID(i + 1).Rule()
		if !strings.HasPrefix(id, "returnurl/") && !strings.HasPrefix(id, "seal/") {
			continue
		}
		if last := len(views) - 1; last >= 0 && views[last].ID == id {
			views[last].Texts = append(views[last].Texts, n.Text.In(lang))
			continue
		}
		views = append(views, noticeView{id, []string{n.Text.In(lang)}, catalog.ByArgosctl})
	}
	return views
}

// noticeHits finds warnings by their rule, or the part of it after the slash.
func noticeHits(lang string, matches func(name string) bool) []hit {
	var hits []hit
	for _, v := range noticeViews(lang) {
		if _, name, _ := strings.Cut(v.ID, "/"); matches(v.ID) || matches(name) {
			hits = append(hits, hit{"warning", v.ID, v, v.Texts[0], func(f *kit.Factory, lang string) error {
				f.IO.Headline(term.C(v.ID), kit.Label(lang, "warning"), 0)
				for _, text := range v.Texts {
					f.IO.Paragraph(term.C(text), 2)
				}
				t := view.NewAuthored(f, lang)
				t.Credit("Message", v.TextsSource)
				return t.Print(2)
			}})
		}
	}
	return hits
}

func noticeNames() []string {
	var names []string
	for _, v := range noticeViews("en") {
		names = append(names, v.ID)
	}
	return names
}

// sourceView is a document of the vendor in machine output.
type sourceView struct {
	ID         string `json:"id"`
	Title      string `json:"title"`
	URL        string `json:"url"` // empty where no address is known
	Confidence string `json:"confidence"`
}

// sourceHits finds documents by their id or title.
func sourceHits(lang string, matches func(name string) bool) []hit {
	var hits []hit
	for _, s := range catalog.Sources() {
		if !anyMatch([]string{s.ID, s.Title, s.Name("ko")}, matches) {
			continue
		}
		v := sourceView{s.ID, s.Name(lang), s.URL, string(s.Confidence)}
		hits = append(hits, hit{"source", s.ID, v, v.Title, func(f *kit.Factory, lang string) error {
			f.IO.Headline(term.C(v.ID), kit.Label(lang, "document"), 0)
			f.IO.Paragraph(term.C(v.Title), 2)
			return labelled(f, lang, [][2]string{{"Source", kit.Label(lang, v.Confidence)}, {"URL", v.URL}})
		}})
	}
	return hits
}

func sourceNames() []string {
	var names []string
	for _, s := range catalog.Sources() {
		names = append(names, s.ID)
	}
	return slices.Compact(names)
}
