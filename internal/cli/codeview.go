package cli

import (
	"fmt"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/term"
)

// codeView is a code of any family as `explain` and `list` print it. Each
// ..._source says who wrote what stands before it; it is empty where that is.
type codeView struct {
	Code              string             `json:"code"`
	Known             bool               `json:"known"`
	Description       string             `json:"description"`
	DescriptionSource catalog.Author     `json:"description_source"`
	Flows             []string           `json:"flows"`
	Category          string             `json:"category"`
	CategorySource    catalog.Author     `json:"category_source"`
	Retryable         bool               `json:"retryable"`
	RetryHelps        catalog.RetryHelps `json:"retry_helps"`
	RetryHelpsSource  catalog.Author     `json:"retry_helps_source"`
	Guidance          guidanceView       `json:"guidance"`
	GuidanceSource    catalog.Author     `json:"guidance_source"`
	UserMessage       string             `json:"user_message"`
	UserMessageSource catalog.Author     `json:"user_message_source"`
	Notes             []string           `json:"notes"`
	NotesSource       catalog.Author     `json:"notes_source"`
	Related           []string           `json:"related"`
	Source            string             `json:"source"`

	categoryName string
}

type guidanceView struct {
	User       string `json:"user"`
	Integrator string `json:"integrator"`
}

// codeFamily is one table of codes and how it is spoken of.
type codeFamily struct {
	command string // "retrycode"
	noun    string // "retry code"
	short   string
	long    string
	sample  string // a code for examples
	table   func() catalog.Table
	flows   bool // codes differ by flow
	// categoryOf finds the category of a code outside the table, nil where
	// there is none; categoryLabel is what the JSON shows of a category.
	categoryOf    func(code string) *catalog.Category
	categoryLabel func(*catalog.Category) string
}

func codeFamilies() []codeFamily {
	none := func(string) *catalog.Category { return nil }
	id := func(c *catalog.Category) string { return c.ID }
	return []codeFamily{
		{
			command: "retrycode", noun: "retry code", sample: "glare_detected",
			short: "Explain the codes of retry webhooks",
			long: `Explain the 45 documented retry codes: what the service found, in which flow,
whether a retry can help, and what the submitter and the integrator should do.`,
			table: catalog.RetryCodes, flows: true, categoryOf: none, categoryLabel: id,
		},
		{
			command: "rejectcode", noun: "reject code", sample: "too_many_retry",
			short: "Explain the codes of rejected submissions",
			long: `Explain the comment codes of rejected submissions. The vendor's list is not
known to us in full; a code outside it can be genuine.`,
			table: catalog.RejectCodes, categoryOf: none, categoryLabel: id,
		},
		{
			command: "errorcode", noun: "error code", sample: "DE-20000",
			short: "Explain the error codes of return URLs",
			long: `Explain the errorCode parameter of return URLs. A code that is not listed but
has a known prefix is explained by its category.`,
			table: catalog.ErrorCodes, categoryOf: catalog.ErrorCategory,
			categoryLabel: func(c *catalog.Category) string { return c.Name.En },
		},
	}
}

// view describes one code in lang.
func (fam codeFamily) view(c *catalog.Code, lang string) codeView {
	v := codeView{
		Code: c.Code, Known: true, Description: c.Description.In(lang), DescriptionSource: c.DescriptionAuthor(lang),
		Flows: append([]string{}, c.Flows...), UserMessage: c.UserMessage.In(lang),
		Notes: []string{}, Related: append([]string{}, c.Related...), Source: sourceLine(c.Fact, lang),
	}
	v.advise(c.Guidance, c.RetryHelps, lang)
	if v.UserMessage != "" {
		v.UserMessageSource = c.MessageFact.Author(lang)
	}
	for _, n := range c.Notes {
		v.note(n.In(lang))
	}
	if cat := fam.table().Category(c.Category); cat != nil {
		v.file(fam, cat, lang)
	}
	return v
}

// advise adds what argosctl advises.
func (v *codeView) advise(g catalog.Guidance, retry catalog.RetryHelps, lang string) {
	v.Guidance = guidanceView{g.User.In(lang), g.Integrator.In(lang)}
	v.GuidanceSource = catalog.ByArgosctl
	if retry != "" {
		v.Retryable, v.RetryHelps, v.RetryHelpsSource = retry.Retryable(), retry, catalog.ByArgosctl
	}
}

// file puts the code into its category.
func (v *codeView) file(fam codeFamily, cat *catalog.Category, lang string) {
	v.Category, v.categoryName = fam.categoryLabel(cat), cat.Name.In(lang)
	v.CategorySource = cat.Author("en") // a name is not translated away from its author
}

func (v *codeView) note(text string) {
	v.Notes, v.NotesSource = append(v.Notes, text), catalog.ByArgosctl
}

// lookup explains code; nearest holds suggestions for a code that is neither
// listed nor of a known category.
func (fam codeFamily) lookup(code, lang string) (v codeView, nearest []string, ok bool) {
	table := fam.table()
	if c, exact := table.Find(code); c != nil {
		v = fam.view(c, lang)
		if !exact {
			v.note(fmt.Sprintf("%q is spelled %q", code, c.Code))
		}
		return v, nil, true
	}
	v = codeView{Code: code, Flows: []string{}, Notes: []string{}, Related: []string{}}
	cat := fam.categoryOf(code)
	if cat == nil {
		return v, table.Nearest(code, 3), false
	}
	v.file(fam, cat, lang)
	v.Description, v.DescriptionSource = cat.Meaning.In(lang), catalog.ByArgosctl
	v.advise(cat.Guidance, cat.RetryHelps, lang)
	v.note(fmt.Sprintf("the code itself is not listed; this is what its category %s says", cat.ID))
	v.Source = sourceLine(cat.Fact, lang)
	return v, nil, true
}

// sourceLine names the document a fact is from and how well it is founded.
func sourceLine(fact catalog.Fact, lang string) string {
	confidence := label(lang, string(fact.Confidence))
	s := catalog.SourceByID(fact.Source)
	if s == nil {
		return confidence
	}
	return fmt.Sprintf("%s (%s)", label(lang, s.Title), confidence)
}

// flowNames are the flows as the vendor's table heads them.
func flowNames(flows []string, lang string) string {
	names := make([]string, 0, len(flows))
	for _, flow := range flows {
		switch flow {
		case "id_document":
			names = append(names, label(lang, "ID document"))
		case "knowledge_based":
			names = append(names, label(lang, "Knowledge Based"))
		}
	}
	return strings.Join(names, ", ")
}

// showCode prints the table view of one code.
func (f *Factory) showCode(fam codeFamily, v codeView, lang string) error {
	style := f.IO.Style()
	f.IO.Printf("%s  %s\n", style.Bold(clean(v.Code)), style.Faint(label(lang, fam.noun)))
	if v.Description != "" {
		f.IO.Printf("%s", term.Indent(v.Description, "  ", f.IO.Width()))
	}
	t := newAuthored(f, lang)
	t.credit("Description", v.DescriptionSource)
	t.line("Flows", flowNames(v.Flows, lang), catalog.ByVendor)
	t.line("Category", v.categoryName, v.CategorySource)
	t.line("Retry helps", retryHelps(lang, v.RetryHelps), v.RetryHelpsSource)
	t.line("Submitter", v.Guidance.User, v.GuidanceSource)
	t.line("Integrator", v.Guidance.Integrator, v.GuidanceSource)
	t.line("Message", v.UserMessage, v.UserMessageSource)
	t.line("Related", strings.Join(v.Related, ", "), catalog.ByArgosctl)
	for _, n := range v.Notes {
		t.line("Note", n, v.NotesSource)
	}
	t.line("Source", v.Source, catalog.ByVendor)
	return t.print(2)
}
