package cli

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/term"
)

// entryView is a small entry of the catalogue as `explain` prints it: a category
// of codes, a parameter or outcome of the return URL, a value of an enumeration.
type entryView struct {
	Name             string             `json:"name"`
	Title            string             `json:"title"`  // of a category
	Of               string             `json:"of"`     // what it belongs to: "error code", "return URL", "aml.currentstatus"
	Values           []string           `json:"values"` // of a parameter; of a category its codes
	Meaning          string             `json:"meaning"`
	MeaningSource    catalog.Author     `json:"meaning_source"`
	VendorText       string             `json:"vendor_text"`
	RetryHelps       catalog.RetryHelps `json:"retry_helps"`
	RetryHelpsSource catalog.Author     `json:"retry_helps_source"`
	Guidance         guidanceView       `json:"guidance"`
	GuidanceSource   catalog.Author     `json:"guidance_source"`
	Source           string             `json:"source"`

	kind  string
	names []string // what it is found by
}

// entryViews are all of them, in the order of the hits.
func entryViews(lang string) []entryView {
	var views []entryView
	for _, fam := range codeFamilies() {
		for i := range fam.table().Categories {
			views = append(views, categoryEntry(fam, &fam.table().Categories[i], lang))
		}
	}
	for _, p := range catalog.Params() {
		views = append(views, entryView{
			kind: "parameter", names: []string{p.Name}, Name: p.Name, Of: "return URL",
			Values: append([]string{}, p.Enum...), Meaning: p.Meaning.In(lang), Source: sourceLine(p.Fact, lang),
		})
	}
	for _, v := range catalog.AllValues() {
		views = append(views, entryView{
			kind: "value", names: []string{v.Value}, Name: v.Value, Of: v.Enum, Values: []string{},
			Meaning: v.Meaning.In(lang), VendorText: v.VendorText, Source: sourceLine(v.Fact, lang),
		})
	}
	for _, o := range catalog.Outcomes() {
		views = append(views, entryView{
			kind: "outcome", names: []string{o.Name}, Name: o.Name, Of: "return URL", Values: []string{},
			Meaning: o.Meaning.In(lang), Guidance: guidanceView{Integrator: o.Next.In(lang)},
			Source: sourceLine(catalog.Fact{Source: "argosctl", Confidence: catalog.Ours}, lang),
		})
	}
	for i := range views {
		v := &views[i]
		v.MeaningSource = catalog.ByArgosctl
		if v.Guidance.Integrator != "" {
			v.GuidanceSource = catalog.ByArgosctl
		}
		if v.RetryHelps != "" {
			v.RetryHelpsSource = catalog.ByArgosctl
		}
	}
	return views
}

func categoryEntry(fam codeFamily, c *catalog.Category, lang string) entryView {
	v := entryView{
		kind: "category", names: []string{c.ID, c.Name.En, c.Name.Ko}, Name: c.ID, Of: fam.noun, Values: []string{},
		Title: c.Name.In(lang), Meaning: c.Meaning.In(lang),
		RetryHelps: c.RetryHelps, Guidance: guidanceView{c.Guidance.User.In(lang), c.Guidance.Integrator.In(lang)},
		Source: sourceLine(c.Fact, lang),
	}
	for _, code := range fam.table().Codes {
		if code.Category == c.ID {
			v.Values = append(v.Values, code.Code)
		}
	}
	return v
}

// entryHits finds categories, parameters, values and outcomes by their names.
func entryHits(lang string, matches func(name string) bool) []hit {
	return selectEntries(lang, func(v *entryView) bool { return anyMatch(v.names, matches) })
}

// enumHits finds the values of the enumeration called name.
func enumHits(lang, name string) []hit {
	return selectEntries(lang, func(v *entryView) bool { return v.kind == "value" && catalog.SameName(v.Of, name) })
}

func selectEntries(lang string, want func(*entryView) bool) []hit {
	var hits []hit
	for _, v := range entryViews(lang) {
		if want(&v) {
			hits = append(hits, hit{v.kind, v.Name, v, func(f *Factory, lang string) error { return f.showEntry(v, lang) }})
		}
	}
	return hits
}

func entryNames() []string {
	var names []string
	for _, v := range entryViews("en") {
		names = append(names, v.Name)
	}
	return names
}

func (f *Factory) showEntry(v entryView, lang string) error {
	style := f.IO.Style()
	f.IO.Printf("%s  %s\n", style.Bold(v.Name), style.Faint(label(lang, v.kind)+" · "+label(lang, v.Of)))
	f.IO.Printf("%s", term.Indent(v.Meaning, "  ", f.IO.Width()))
	t := newAuthored(f, lang)
	t.credit("Meaning", v.MeaningSource)
	values := "Values"
	if v.kind == "category" {
		values = "Codes"
	}
	t.line("Name", v.Title, catalog.ByVendor)
	t.line(values, strings.Join(v.Values, ", "), catalog.ByVendor)
	t.line("Vendor's text", v.VendorText, catalog.ByVendor)
	t.line("Retry helps", retryHelps(lang, v.RetryHelps), v.RetryHelpsSource)
	t.line("Submitter", v.Guidance.User, v.GuidanceSource)
	t.line("Integrator", v.Guidance.Integrator, v.GuidanceSource)
	t.line("Source", v.Source, catalog.ByVendor)
	return t.print(2)
}
