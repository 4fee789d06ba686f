package reference

import (
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// fewHits is how many hits are explained; more are a table.
const fewHits = 3

// hitTable lists hits.
func hitTable(f *kit.Factory, hits []hit, lang string) error {
	list := f.IO.List(term.Layout{Columns: []term.Column{
		{Key: "name", Head: kit.Head(lang, "Name"), Kind: term.Field},
		{Key: "kind", Head: kit.Head(lang, "Kind"), Kind: term.Value},
		{Key: "meaning", Head: kit.Head(lang, "Meaning"), Kind: term.Meaning},
	}})
	for _, h := range hits {
		if err := list.Row(term.S(f.IO.Style().Name, h.Name), term.C(h.label(lang)), term.C(h.meaning)); err != nil {
			return err
		}
	}
	if err := list.Close(); err != nil {
		return err
	}
	view.PrintCredit(f, meaningCredit(hits, lang))
	return f.CloseList(list, say.Textf("%s; --details explains each", say.Count(len(hits), "%s hit", "%s hits")))
}

// label is the kind of a hit, and what tells it from others of its name: the
// enumeration of a value, the events of a field.
func (h *hit) label(lang string) string {
	label := kit.Label(lang, kindLabel(h.Kind))
	switch v := h.Detail.(type) {
	case *fieldHit:
		label += " · " + strings.Join(v.Events, ", ")
	case entryView:
		if h.Kind == "value" {
			label += " · " + v.Of
		}
	}
	return label
}

// meaningCredit says which meanings in a table of hits are argosctl's: all but the
// vendor's texts of codes and the titles of its documents.
func meaningCredit(hits []hit, lang string) string {
	var ours []string
	for _, h := range hits {
		by := catalog.ByArgosctl
		switch v := h.Detail.(type) {
		case view.Code:
			by = v.DescriptionSource
		case sourceView:
			by = catalog.ByVendor
		}
		if by == catalog.ByArgosctl {
			ours = append(ours, h.Name)
		}
	}
	switch len(ours) {
	case 0:
		return ""
	case len(hits):
		return view.Credit(lang, kit.Label(lang, "Meaning"))
	}
	slices.Sort(ours)
	return view.Credit(lang, kit.Label(lang, "Meaning")+" ("+strings.Join(slices.Compact(ours), ", ")+")")
}

// kindLabel is a kind of hit as people read it.
func kindLabel(kind string) string {
	for _, fam := range view.Families() {
		if fam.Command == kind {
			return fam.Noun
		}
	}
	return kind
}
