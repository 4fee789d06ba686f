package reference

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// eventView is an event as `event list` and `event show` print it; only show
// fills in fields, variants and notes. Each ..._source says who wrote what stands
// before it: these are argosctl's words, and source says what they are founded on.
type eventView struct {
	Name         string         `json:"name"`
	Official     string         `json:"official"`
	Aliases      []string       `json:"aliases"`
	Status       *string        `json:"status"`
	Fires        string         `json:"fires"`
	FiresSource  catalog.Author `json:"fires_source"`
	Action       string         `json:"action"`
	ActionSource catalog.Author `json:"action_source"`
	Source       string         `json:"source"`
	Fields       []fieldView    `json:"fields,omitempty"`
	Variants     []variantView  `json:"variants,omitempty"`
	Notes        []string       `json:"notes,omitempty"`
	NotesSource  catalog.Author `json:"notes_source,omitempty"`
}

type fieldView struct {
	Path    string   `json:"path"`
	Type    string   `json:"type"`
	Accepts []string `json:"also_accepts,omitempty"`
	// What the vendor's own pages call the member elsewhere, and values of it that
	// they misspell. Where the API has it is documented nowhere.
	OtherNames     []string       `json:"other_names,omitempty"`
	Misspelt       []string       `json:"misspelt_values,omitempty"`
	APINames       []string       `json:"api_names,omitempty"`
	APINamesSource catalog.Author `json:"api_names_source,omitempty"`
	Required       bool           `json:"required"`
	Presence       string         `json:"presence"`
	// The vendor marks no field as required.
	PresenceSource catalog.Author `json:"presence_source"`
	Format         string         `json:"format,omitempty"`
	Enum           []string       `json:"enum,omitempty"`
	Open           bool           `json:"open,omitempty"`
	Personal       bool           `json:"personal"`
	Legacy         bool           `json:"legacy,omitempty"`
	Meaning        string         `json:"meaning"`
	MeaningSource  catalog.Author `json:"meaning_source"`
	Source         string         `json:"source"`
}

type variantView struct {
	Name          string         `json:"name"`
	Meaning       string         `json:"meaning"`
	MeaningSource catalog.Author `json:"meaning_source"`
}

func viewEvent(e *catalog.Event, lang string) eventView {
	v := eventView{
		Name: e.Name, Official: e.Official, Aliases: append([]string{}, e.Aliases...),
		Fires: e.Fires.In(lang), FiresSource: catalog.ByArgosctl,
		Action: e.Action.In(lang), ActionSource: catalog.ByArgosctl, Source: view.SourceLine(e.Fact, lang),
	}
	if e.Status != "" {
		v.Status = &e.Status
	}
	return v
}

func showEvent(e *catalog.Event, lang string) eventView {
	v := viewEvent(e, lang)
	for field := range e.Fields() {
		fv := fieldView{
			Path: field.Path, Type: string(field.Types[0]), Required: field.Presence == catalog.Required, Presence: field.Presence.String(), PresenceSource: catalog.ByArgosctl,
			Format: string(field.Format), Enum: field.Enum, Open: field.Open,
			Personal: field.Personal != "", Legacy: field.Legacy,
			Meaning: field.Meaning.In(lang), MeaningSource: catalog.ByArgosctl, Source: view.SourceLine(field.Fact, lang),
		}
		for _, t := range field.Types[1:] {
			fv.Accepts = append(fv.Accepts, string(t))
		}
		fv.OtherNames, fv.APINames = field.OtherNames, field.ItemPaths
		if len(fv.APINames) > 0 {
			fv.APINamesSource = catalog.ByArgosctl
		}
		if field.Role != catalog.RoleTrigger { // whose aliases are those of the event
			fv.Misspelt = field.Tolerated
		}
		v.Fields = append(v.Fields, fv)
	}
	for _, variant := range e.Variants {
		v.Variants = append(v.Variants, variantView{variant.Name, variant.Doc.In(lang), catalog.ByArgosctl})
	}
	for _, note := range e.Notes {
		v.Notes, v.NotesSource = append(v.Notes, note.In(lang)), catalog.ByArgosctl
	}
	return v
}

func newEventListCmd(f *kit.Factory) *cobra.Command {
	return &cobra.Command{
		Use:         "list",
		Annotations: kit.About{Instant: true, Schema: "event-list", CSV: true}.Annotations(),
		Short:       "List every webhook event and when it is sent",
		Example: `  argosctl event list
  argosctl event list -o csv`,
		Args: kit.NoArgs,
		RunE: func(*cobra.Command, []string) error { return runEventList(f) },
	}
}

func runEventList(f *kit.Factory) error {
	lang, format, err := f.View()
	if err != nil {
		return err
	}
	var views []eventView
	for i := range catalog.Events() {
		views = append(views, viewEvent(&catalog.Events()[i], lang))
	}
	if format == kit.Table {
		return eventTable(f, views, lang)
	}
	return kit.PutList(f, format, []string{"name", "official", "aliases", "status", "fires", "fires_source"}, views...)
}

func eventTable(f *kit.Factory, views []eventView, lang string) error {
	list := f.IO.List(term.Layout{
		Columns: []term.Column{
			{Key: "event", Head: kit.Head(lang, "Event"), Kind: term.Word},
			{Key: "aliases", Head: kit.Head(lang, "Aliases"), Kind: term.Value, Least: len("aml-ongoing, aml_ongoing"), Label: kit.Before(lang, "Aliases")},
			{Key: "status", Head: kit.Head(lang, "Status"), Kind: term.Word},
			{Key: "fires", Head: kit.Head(lang, "Sent when"), Kind: term.Meaning},
		},
		Drop: []string{"aliases", "status"},
	})
	for _, v := range views {
		names := v.Aliases
		if v.Official != "" && v.Official != v.Name && !slices.Contains(names, v.Official) {
			names = append([]string{v.Official}, names...)
		}
		status := ""
		if v.Status != nil {
			status = *v.Status
		}
		err := list.Row(term.S(f.IO.Style().Name, v.Name), f.IO.Cell(nil, strings.Join(names, ", ")),
			f.IO.Cell(view.StatusStyle(f.IO.Style(), status), status), term.C(v.Fires))
		if err != nil {
			return err
		}
	}
	if err := list.Close(); err != nil {
		return err
	}
	view.PrintCredit(f, view.Credit(lang, kit.Label(lang, "Sent when")))
	return f.CloseList(list, say.Textf("%s", say.Count(len(views), "%s event", "%s events")))
}

func newEventShowCmd(f *kit.Factory) *cobra.Command {
	return &cobra.Command{
		Use:         "show NAME",
		Annotations: kit.About{Instant: true, Schema: "event-show", Takes: catalog.EventNames(), Ends: []kit.Category{kit.Negative}}.Annotations(),
		Short:       "Show the fields of an event",
		Long: `Show when an event is sent and its fields with type, presence and meaning.
NAME is an event or one of its aliases.`,
		Example: `  argosctl event show approved
  argosctl event show retry --jq '.fields[] | select(.required) | .path'`,
		Args:              kit.OneArg("event"),
		ValidArgsFunction: kit.CompleteEvents(),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runEventShow(cmd.Context(), f, args[0])
		},
	}
}

func runEventShow(_ context.Context, f *kit.Factory, name string) error {
	lang, format, err := f.View()
	if err != nil {
		return err
	}
	e, err := knownEvent(name)
	if err != nil {
		return err
	}
	v := showEvent(e, lang)
	if format == kit.Table {
		return showEventTable(f, v, lang)
	}
	return kit.PutOne(f, format, v)
}

// knownEvent finds the event that is the subject of a command: an unknown one
// is the answer "no".
func knownEvent(name string) (*catalog.Event, error) {
	e, err := kit.CanonicalEvent(name)
	if err != nil {
		f := kit.Categorize(err)
		f.Category = kit.Negative
		return nil, f
	}
	return e, nil
}

func showEventTable(f *kit.Factory, v eventView, lang string) error {
	style := f.IO.Style()
	f.IO.Headline(term.C(v.Name), kit.Label(lang, "event"), 0)
	f.IO.Paragraph(term.C(v.Fires), 2)
	facts := view.NewAuthored(f, lang)
	facts.Credit("Sent when", v.FiresSource)
	facts.Line("Next", v.Action, v.ActionSource)
	facts.Line("Official name", v.Official, catalog.ByVendor)
	facts.Line("Aliases", strings.Join(v.Aliases, ", "), aliasAuthor(v))
	if v.Status != nil {
		facts.Line("Status", *v.Status, catalog.ByVendor)
	}
	for _, note := range v.Notes {
		facts.Line("Note", note, v.NotesSource)
	}
	facts.Line("Source", v.Source, catalog.ByVendor)
	for _, column := range []string{"Presence", "Meaning"} { // of the fields and variants below
		facts.Credit(column, catalog.ByArgosctl)
	}
	if err := facts.Print(2); err != nil {
		return err
	}
	f.IO.Println("")
	if err := showFields(f, v.Fields, lang); err != nil {
		return err
	}
	f.IO.Println("")
	f.IO.Paragraph(term.S(style.Faint, say.Textf("expected: in every complete sample; usual: the same, but the vendor's text allows its absence").In(lang)), 2)
	f.IO.Println("")
	variants := f.IO.List(term.Layout{Indent: 2, Columns: []term.Column{
		{Key: "variant", Head: kit.Head(lang, "Variant"), Kind: term.Word},
		{Key: "meaning", Head: kit.Head(lang, "Meaning"), Kind: term.Meaning},
	}})
	for _, variant := range v.Variants {
		if err := variants.Row(term.S(style.Name, variant.Name), term.C(variant.Meaning)); err != nil {
			return err
		}
	}
	return variants.Close()
}

// showFields lists the fields of an event.
func showFields(f *kit.Factory, fields []fieldView, lang string) error {
	list := f.IO.List(term.Layout{Indent: 2, Columns: []term.Column{
		{Key: "field", Head: kit.Head(lang, "Field"), Kind: term.Field},
		{Key: "type", Head: kit.Head(lang, "Type"), Kind: term.Value, Least: 24},
		{Key: "presence", Head: kit.Head(lang, "Presence"), Kind: term.Word},
		{Key: "meaning", Head: kit.Head(lang, "Meaning"), Kind: term.Meaning},
	}})
	style := f.IO.Style()
	for _, field := range fields {
		err := list.Row(term.S(style.Name, field.Path), term.C(typeLine(field)), term.C(kit.Label(lang, field.Presence)), term.S(style.Faint, field.Meaning))
		if err != nil {
			return err
		}
	}
	return list.Close()
}

// aliasAuthor says who gave an event its other names: the vendor's event table, or
// argosctl, which takes what people write.
func aliasAuthor(v eventView) catalog.Author {
	for _, name := range v.Aliases {
		if name != v.Official {
			return catalog.ByArgosctl
		}
	}
	return catalog.ByVendor
}

// typeLine is what a field takes: its few values, else its format, else its type,
// and the other types that it comes in: "count | time", "date-time", "integer | string".
func typeLine(field fieldView) string {
	own := []string{field.Type}
	switch {
	case len(field.Enum) > 0 && len(field.Enum) <= 4:
		own = field.Enum
	case field.Format != "":
		own = []string{field.Format}
	}
	return strings.Join(slices.Concat(own, field.Accepts), " | ")
}
