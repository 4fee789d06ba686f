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

// theUnknowns is the text under which explain lists the whole ledger.
const theUnknowns = "unknowns"

// factView is a fact of running an integration in machine output.
type factView struct {
	ID           string         `json:"id"`
	Names        []string       `json:"names"`
	Text         string         `json:"text"`
	TextSource   catalog.Author `json:"text_source"` // in argosctl's words, what source says
	Source       string         `json:"source"`
	Advice       string         `json:"advice,omitempty"`
	AdviceSource catalog.Author `json:"advice_source,omitempty"`
}

func factOf(k catalog.Known, lang string) factView {
	v := factView{ID: k.ID, Names: append([]string{}, k.Names...), Text: k.Text.In(lang), TextSource: catalog.ByArgosctl, Source: view.SourceLine(k.Fact, lang)}
	if v.Advice = k.Advice.In(lang); v.Advice != "" {
		v.AdviceSource = catalog.ByArgosctl
	}
	return v
}

// unknownView is an entry of the ledger of unknowns in machine output.
type unknownView struct {
	ID        string   `json:"id"`
	Group     string   `json:"group"`
	Question  string   `json:"question"`
	Assumed   string   `json:"assumed"`
	AssumedIn string   `json:"assumed_in,omitempty"`
	Rules     []string `json:"rules,omitempty"`  // that find what contradicts it
	Unseen    string   `json:"unseen,omitempty"` // why argosctl cannot see what contradicts it
	Settle    string   `json:"settle"`
	Commands  []string `json:"commands"`
	Trail     string   `json:"trail"`
	Report    string   `json:"report"`

	TextsSource catalog.Author `json:"texts_source"` // of all of it
}

// factHits finds facts and unknowns by their id or one of their names.
func factHits(lang string, matches func(name string) bool) []hit {
	var hits []hit
	for _, k := range catalog.Facts() {
		if matches(k.ID) || anyMatch(k.Names, matches) {
			v := factOf(k, lang)
			hits = append(hits, hit{"fact", k.ID, v, v.Text, func(f *kit.Factory, lang string) error { return showFact(f, v, lang) }})
		}
	}
	ledger := catalog.Unknowns()
	for _, u := range ledger.Unknowns {
		if matches(theUnknowns) || matches(u.ID) || anyMatch(u.Names, matches) {
			v := unknownView{u.ID, u.Group, u.Question.In(lang), u.Assumed.In(lang), u.AssumedIn, u.Rules(), u.Unseen.In(lang), u.Settle.In(lang),
				u.Commands, u.Trail.In(lang), ledger.Report.In(lang), catalog.ByArgosctl}
			hits = append(hits, hit{"unknown", u.ID, v, v.Question, func(f *kit.Factory, lang string) error { return showUnknown(f, v, lang) }})
		}
	}
	return hits
}

// factNames are the words under which factHits finds something.
func factNames() []string {
	names := []string{theUnknowns}
	for _, k := range catalog.Facts() {
		names = append(append(names, k.ID), k.Names...)
	}
	for _, u := range catalog.Unknowns().Unknowns {
		names = append(append(names, u.ID), u.Names...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func showFact(f *kit.Factory, v factView, lang string) error {
	f.IO.Headline(term.C(v.ID), kit.Label(lang, "fact"), 0)
	f.IO.Paragraph(term.C(v.Text), 2)
	t := view.NewAuthored(f, lang)
	t.Line("Source", v.Source, catalog.ByVendor)
	t.Line("argosctl advises", v.Advice, catalog.ByVendor) // which says whose it is
	t.Credit("Meaning", v.TextSource)
	return t.Print(2)
}

func showUnknown(f *kit.Factory, v unknownView, lang string) error {
	f.IO.Headline(term.C(v.ID), kit.Label(lang, "unknown"), 0)
	f.IO.Paragraph(term.C(v.Question), 2)
	rows := [][2]string{{"Assumed", v.Assumed}, {"Assumed in", v.AssumedIn}, {"Noted by", strings.Join(v.Rules, ", ")}, {"Not noted", v.Unseen}, {"Settle", v.Settle}}
	for _, command := range v.Commands {
		rows = append(rows, [2]string{"Command", command})
	}
	rows = append(rows, [2]string{"Trail", v.Trail}, [2]string{"Report", v.Report})
	return labelled(f, lang, append(rows, [2]string{"Written by", string(v.TextsSource)}))
}

// labelled prints the rows that have a text.
func labelled(f *kit.Factory, lang string, rows [][2]string) error {
	var labels term.Labels
	for _, row := range rows {
		labels.Line(kit.Label(lang, row[0]), term.C(row[1]))
	}
	return f.IO.Labels(&labels, 2)
}

// showLedger lists the unknowns: explain unknowns.
func showLedger(f *kit.Factory, lang string) error {
	list := f.IO.List(term.Layout{Columns: []term.Column{
		{Key: "unknown", Head: kit.Head(lang, "Unknown"), Kind: term.Field},
		{Key: "question", Head: kit.Head(lang, "Question"), Kind: term.Text},
		{Key: "assumed", Head: kit.Head(lang, "Assumed"), Kind: term.Text, Label: kit.Before(lang, "Assumed")},
	}})
	unknowns := catalog.Unknowns().Unknowns
	for _, u := range unknowns {
		if err := list.Row(term.S(f.IO.Style().Name, u.ID), term.C(u.Question.In(lang)), term.C(u.Assumed.In(lang))); err != nil {
			return err
		}
	}
	if err := list.Close(); err != nil {
		return err
	}
	f.IO.Paragraph(term.S(f.IO.Style().Faint, kit.Label(lang, "Written by")+": "+string(catalog.ByArgosctl)), 0)
	return f.CloseList(list, say.Textf("%s", say.Count(len(unknowns), "%s unknown", "%s unknowns")))
}
