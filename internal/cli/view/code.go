package view

import (
	"fmt"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// Code is a code of any family as `explain` and `list` print it. Each
// ..._source says who wrote what stands before it; it is empty where that is.
type Code struct {
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
	Guidance          Guidance           `json:"guidance"`
	GuidanceSource    catalog.Author     `json:"guidance_source"`
	UserMessage       string             `json:"user_message"`
	UserMessageSource catalog.Author     `json:"user_message_source"`
	Notes             []string           `json:"notes"`
	NotesSource       catalog.Author     `json:"notes_source"`
	Related           []string           `json:"related"`
	Source            string             `json:"source"`

	CategoryName string `json:"-"`
}

// Guidance is what argosctl advises.
type Guidance struct {
	User       string `json:"user"`
	Integrator string `json:"integrator"`
}

// Family is one table of codes and how it is spoken of.
type Family struct {
	Command string // "retrycode"
	Noun    string // "retry code"
	Short   string
	Long    string
	Sample  string // a code for examples
	Table   func() catalog.Table
	Flows   bool // codes differ by flow
	// CategoryOf finds the category of a code outside the table, nil where
	// there is none; categoryLabel is what the JSON shows of a category.
	CategoryOf    func(code string) *catalog.Category
	categoryLabel func(*catalog.Category) string
}

// Count is how many of its codes there are.
func (fam Family) Count(n int) say.Counted { return say.Count(n, "%s "+fam.Noun, "%s "+fam.Noun+"s") }

// Families are all tables of codes.
func Families() []Family {
	return []Family{RetryCodes(), RejectCodes(), ErrorCodes()}
}

func noCategory(string) *catalog.Category { return nil }

func categoryID(c *catalog.Category) string { return c.ID }

// RetryCodes are the codes of retry webhooks.
func RetryCodes() Family {
	return Family{
		Command: "retrycode", Noun: "retry code", Sample: "glare_detected",
		Short: "Explain the codes of retry webhooks",
		Long: `Explain the documented retry codes: what the service found, in which flow,
whether a retry can help, and what the submitter and the integrator should do.`,
		Table: catalog.RetryCodes, Flows: true, CategoryOf: noCategory, categoryLabel: categoryID,
	}
}

// RejectCodes are the comment codes of rejected submissions.
func RejectCodes() Family {
	return Family{
		Command: "rejectcode", Noun: "reject code", Sample: "too_many_retry",
		Short: "Explain the codes of rejected submissions",
		Long: `Explain the comment codes of rejected submissions. The vendor's list is not
known to us in full; a code outside it can be genuine.`,
		Table: catalog.RejectCodes, CategoryOf: noCategory, categoryLabel: categoryID,
	}
}

// ErrorCodes are the error codes of return URLs.
func ErrorCodes() Family {
	return Family{
		Command: "errorcode", Noun: "error code", Sample: "DE-20000",
		Short: "Explain the error codes of return URLs",
		Long: `Explain the errorCode parameter of return URLs. A code that is not listed but
has a known prefix is explained by its category.`,
		Table: catalog.ErrorCodes, CategoryOf: catalog.ErrorCategory,
		categoryLabel: func(c *catalog.Category) string { return c.Name.En },
	}
}

// View describes one code in lang.
func (fam Family) View(c *catalog.Code, lang string) Code {
	v := Code{
		Code: c.Code, Known: true, Description: c.Description.In(lang), DescriptionSource: c.DescriptionAuthor(lang),
		Flows: append([]string{}, c.Flows...), UserMessage: c.UserMessage.In(lang),
		Notes: []string{}, Related: append([]string{}, c.Related...), Source: SourceLine(c.Fact, lang),
	}
	v.advise(c.Guidance, c.RetryHelps, lang)
	if v.UserMessage != "" {
		v.UserMessageSource = c.MessageFact.Author(lang)
	}
	for _, n := range c.Notes {
		v.note(n.In(lang))
	}
	if cat := fam.Table().Category(c.Category); cat != nil {
		v.file(fam, cat, lang)
	}
	return v
}

// advise adds what argosctl advises.
func (v *Code) advise(g catalog.Guidance, retry catalog.RetryHelps, lang string) {
	v.Guidance = Guidance{g.User.In(lang), g.Integrator.In(lang)}
	v.GuidanceSource = catalog.ByArgosctl
	if retry != "" {
		v.Retryable, v.RetryHelps, v.RetryHelpsSource = retry.Retryable(), retry, catalog.ByArgosctl
	}
}

// file puts the code into its category.
func (v *Code) file(fam Family, cat *catalog.Category, lang string) {
	v.Category, v.CategoryName = fam.categoryLabel(cat), cat.Name.In(lang)
	v.CategorySource = cat.Author("en") // a name is not translated away from its author
}

func (v *Code) note(text string) {
	v.Notes, v.NotesSource = append(v.Notes, text), catalog.ByArgosctl
}

// Lookup explains code; nearest holds suggestions for a code that is neither
// listed nor of a known category.
func (fam Family) Lookup(code, lang string) (v Code, nearest []string, ok bool) {
	table := fam.Table()
	if c, exact := table.Find(code); c != nil {
		v = fam.View(c, lang)
		if !exact {
			v.note(say.Textf("%q is spelled %q", code, c.Code).In(lang))
		}
		return v, nil, true
	}
	v = Code{Code: code, Flows: []string{}, Notes: []string{}, Related: []string{}}
	cat := fam.CategoryOf(code)
	if cat == nil {
		if nearest = table.Nearest(code, 3); len(nearest) == 0 {
			nearest = table.Described(code, 3)
		}
		return v, nearest, false
	}
	v.file(fam, cat, lang)
	v.Description, v.DescriptionSource = cat.Meaning.In(lang), catalog.ByArgosctl
	v.advise(cat.Guidance, cat.RetryHelps, lang)
	v.note(say.Textf("the code itself is not listed; this is what its category %s says", cat.ID).In(lang))
	v.Source = SourceLine(cat.Fact, lang)
	return v, nil, true
}

// SourceLine names the document a fact is from and how well it is founded.
func SourceLine(fact catalog.Fact, lang string) string {
	confidence := kit.Label(lang, string(fact.Confidence))
	s := catalog.SourceByID(fact.Source)
	if s == nil {
		return confidence
	}
	return fmt.Sprintf("%s (%s)", s.Name(lang), confidence)
}

// flowNames are the flows as the vendor's table heads them.
func flowNames(flows []string, lang string) string {
	names := make([]string, 0, len(flows))
	for _, flow := range flows {
		switch flow {
		case catalog.FlowIDDocument:
			names = append(names, kit.Label(lang, "ID document"))
		case catalog.FlowKnowledgeBased:
			names = append(names, kit.Label(lang, "Knowledge Based"))
		}
	}
	return strings.Join(names, ", ")
}

// ShowCode prints the table view of one code.
func ShowCode(f *kit.Factory, fam Family, v Code, lang string) error {
	f.IO.Headline(term.C(v.Code), kit.Label(lang, fam.Noun), 0)
	f.IO.Paragraph(term.C(v.Description), 2)
	f.IO.Println("")
	t := NewAuthored(f, lang)
	t.Credit("Description", v.DescriptionSource)
	t.Line("Flow", flowNames(v.Flows, lang), catalog.ByVendor)
	t.Line("Category", v.CategoryName, v.CategorySource)
	t.Line("Retry helps", RetryHelps(lang, v.RetryHelps), v.RetryHelpsSource)
	t.Line("Submitter", v.Guidance.User, v.GuidanceSource)
	t.Line("Integrator", v.Guidance.Integrator, v.GuidanceSource)
	t.Line("Message", v.UserMessage, v.UserMessageSource)
	t.Line("Related", strings.Join(v.Related, ", "), catalog.ByArgosctl)
	for _, n := range v.Notes {
		t.Line("Note", n, v.NotesSource)
	}
	t.Line("Source", v.Source, catalog.ByVendor)
	return t.Print(2)
}
