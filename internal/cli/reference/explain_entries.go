package reference

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
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
	Guidance         view.Guidance      `json:"guidance"`
	GuidanceSource   catalog.Author     `json:"guidance_source"`
	Source           string             `json:"source"`

	kind  string
	names []string // what it is found by
}

// entryViews are all of them, in the order of the hits.
func entryViews(lang string) []entryView {
	var views []entryView
	for _, fam := range view.Families() {
		for i := range fam.Table().Categories {
			views = append(views, categoryEntry(fam, &fam.Table().Categories[i], lang))
		}
	}
	for _, p := range catalog.Params() {
		views = append(views, entryView{
			kind: "parameter", names: []string{p.Name}, Name: p.Name, Of: "return URL",
			Values: append([]string{}, p.Enum...), Meaning: p.Meaning.In(lang), Source: view.SourceLine(p.Fact, lang),
		})
	}
	for _, v := range catalog.AllValues() {
		views = append(views, entryView{
			kind: "value", names: []string{v.Value}, Name: v.Value, Of: v.Enum, Values: []string{},
			Meaning: v.Meaning.In(lang), VendorText: v.VendorText, Source: view.SourceLine(v.Fact, lang),
		})
	}
	for _, o := range catalog.Outcomes() {
		views = append(views, entryView{
			kind: "outcome", names: []string{o.Name}, Name: o.Name, Of: "return URL", Values: []string{},
			Meaning: o.Meaning.In(lang), Guidance: view.Guidance{Integrator: o.Next.In(lang)},
			Source: view.SourceLine(catalog.Fact{Source: "argosctl", Confidence: catalog.Ours}, lang),
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

func categoryEntry(fam view.Family, c *catalog.Category, lang string) entryView {
	v := entryView{
		kind: "category", names: []string{c.ID, c.Name.En, c.Name.Ko}, Name: c.ID, Of: fam.Noun, Values: []string{},
		Title: c.Name.In(lang), Meaning: c.Meaning.In(lang),
		RetryHelps: c.RetryHelps, Guidance: view.Guidance{User: c.Guidance.User.In(lang), Integrator: c.Guidance.Integrator.In(lang)},
		Source: view.SourceLine(c.Fact, lang),
	}
	for _, code := range fam.Table().Codes {
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
			hits = append(hits, hit{v.kind, v.Name, v, v.Meaning, func(f *kit.Factory, lang string) error { return showEntry(f, v, lang) }})
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

func showEntry(f *kit.Factory, v entryView, lang string) error {
	f.IO.Headline(term.C(v.Name), kit.Label(lang, v.kind)+" · "+kit.Label(lang, v.Of), 0)
	f.IO.Paragraph(term.C(v.Meaning), 2)
	t := view.NewAuthored(f, lang)
	t.Credit("Meaning", v.MeaningSource)
	values := "Values"
	if v.kind == "category" {
		values = "Codes"
	}
	t.Line("Name", v.Title, catalog.ByVendor)
	t.Line(values, strings.Join(v.Values, ", "), catalog.ByVendor)
	t.Line("Vendor's text", v.VendorText, catalog.ByVendor)
	t.Line("Retry helps", view.RetryHelps(lang, v.RetryHelps), v.RetryHelpsSource)
	t.Line("Submitter", v.Guidance.User, v.GuidanceSource)
	t.Line("Integrator", v.Guidance.Integrator, v.GuidanceSource)
	t.Line("Source", v.Source, catalog.ByVendor)
	return t.Print(2)
}
