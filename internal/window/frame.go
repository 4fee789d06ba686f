package window

import (
	"html/template"
	"io"
	"net/url"
	"strconv"
)

// Frame is what stands around every page that a server hands out.
type Frame struct {
	Command string // "listen" or "view"
	Lang    string
	Clear   bool   // personal data is shown
	Form    string // proves that a form is of this page
	Page    string // "", "timeline" or "totals": the page at hand, as its address ends
	Count   int    // deliveries
	Query   string // the filter
	ID      int    // of the selected delivery; -1 for none
	Tab     string // of its detail
	View    string // of its body
	From    int    // ID of the first row; -1 for the first page
	Pin     int    // no row behind this ID is shown; -1 for none
	Status  []Fact // the bar at the bottom
	Reading string // how far the files are read, "" where they are
}

// Fact is a short statement about the state of things.
type Fact struct {
	Label, Value, Class string
	Mono                bool
}

// at is the address of a page with one thing changed.
func (f *Frame) at(page string, set ...string) string {
	q := url.Values{}
	put := func(name, value, usual string) {
		if value != usual {
			q.Set(name, value)
		}
	}
	put("lang", f.Lang, "")
	put("q", f.Query, "")
	put("id", strconv.Itoa(f.ID), "-1")
	put("tab", f.Tab, "")
	put("view", f.View, "")
	put("from", strconv.Itoa(f.From), "-1")
	put("pin", strconv.Itoa(f.Pin), "-1")
	for i := 0; i+1 < len(set); i += 2 {
		if q.Del(set[i]); set[i+1] != "" {
			q.Set(set[i], set[i+1])
		}
	}
	return "./" + page + "?" + q.Encode()
}

// To is the address of this page with members of its query changed.
func (f *Frame) To(set ...string) string { return f.at(f.Page, set...) }

// Go is the address of a page of the window.
func (f *Frame) Go(page string) string {
	return f.at(page, "id", "", "tab", "", "view", "", "from", "", "pin", "")
}

// OtherLang is the language that the page can change to.
func (f *Frame) OtherLang() string {
	if f.Lang == "ko" {
		return "en"
	}
	return "ko"
}

// Assets are the files that pages of a server load, by their names.
func Assets() map[string]string {
	sheet := func(names ...string) (all string) {
		for _, name := range names {
			all += asset(name)
		}
		return all
	}
	return map[string]string{
		"desk.css":     sheet("tokens.css", "parts.css", "frame.css", "desk.css"),
		"desk.js":      sheet("frame.js", "desk.js"),
		"timeline.css": sheet("tokens.css", "parts.css", "timeline.css", "frame.css"),
		"timeline.js":  sheet("frame.js", "timeline.js"),
		"frame.js":     sheet("frame.js"), // of pages that wait for their contents
	}
}

// Pages writes pages in one language.
type Pages struct{ all *template.Template }

// NewPages returns the pages in lang.
func NewPages(lang string) (*Pages, error) {
	all, err := parsed(lang, "parts.html", "frame.html", "timeline.html", "desk.html", "detail.html", "actions.html")
	if err != nil {
		return nil, err
	}
	return &Pages{all}, nil
}

// Write writes a page or a part of it: "desk", "list", "detail", "timeline", "plain".
func (p *Pages) Write(w io.Writer, part string, data any) error {
	return p.all.ExecuteTemplate(w, part, data)
}

// PlainPage is a page with a message and nothing else.
type PlainPage struct{ Lang, Title, Text, Link, LinkText, Command string }
