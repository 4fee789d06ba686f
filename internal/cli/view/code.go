package view

import (
	"fmt"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/term"
)

// Code is a code of any family as `explain` and `list` print it.
type Code struct {
	Code        string       `json:"code"`
	Known       bool         `json:"known"`
	Description string       `json:"description"`
	Flows       []string     `json:"flows"`
	Category    string       `json:"category"`
	Retryable   bool         `json:"retryable"`
	Guidance    guidanceView `json:"guidance"`
	UserMessage string       `json:"user_message"`
	Notes       []string     `json:"notes"`
	Related     []string     `json:"related"`
	Source      string       `json:"source"`

	CategoryName string `json:"-"`
}

type guidanceView struct {
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
	// categoryOf finds the category of a code outside the table, nil where
	// there is none; categoryLabel is what the JSON shows of a category.
	categoryOf    func(code string) *catalog.Category
	categoryLabel func(*catalog.Category) string
}

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
		Long: `Explain the 45 retry codes: what the service found, in which flow, whether a
retry can help, and what the submitter and the integrator should do.`,
		Table: catalog.RetryCodes, Flows: true, categoryOf: noCategory, categoryLabel: categoryID,
	}
}

// RejectCodes are the comment codes of rejected submissions.
func RejectCodes() Family {
	return Family{
		Command: "rejectcode", Noun: "reject code", Sample: "too_many_retry",
		Short: "Explain the codes of rejected submissions",
		Long: `Explain the comment codes of rejected submissions. The vendor's list is not
known to us in full; a code outside it can be genuine.`,
		Table: catalog.RejectCodes, categoryOf: noCategory, categoryLabel: categoryID,
	}
}

// ErrorCodes are the error codes of return URLs.
func ErrorCodes() Family {
	return Family{
		Command: "errorcode", Noun: "error code", Sample: "DE-20000",
		Short: "Explain the error codes of return URLs",
		Long: `Explain the errorCode parameter of return URLs. A code that is not listed but
has a known prefix is explained by its category.`,
		Table: catalog.ErrorCodes, categoryOf: catalog.ErrorCategory,
		categoryLabel: func(c *catalog.Category) string { return c.Name.En },
	}
}

// View describes one code in lang.
func (fam Family) View(c *catalog.Code, lang string) Code {
	v := Code{
		Code: c.Code, Known: true, Description: c.Description.In(lang),
		Flows: append([]string{}, c.Flows...), Retryable: c.Retryable,
		Guidance:    guidanceView{c.Guidance.User.In(lang), c.Guidance.Integrator.In(lang)},
		UserMessage: c.UserMessage.In(lang), Notes: []string{},
		Related: append([]string{}, c.Related...), Source: SourceLine(c.Fact),
	}
	for _, n := range c.Notes {
		v.Notes = append(v.Notes, n.In(lang))
	}
	if cat := fam.Table().Category(c.Category); cat != nil {
		v.Category, v.CategoryName = fam.categoryLabel(cat), cat.Name.In(lang)
	}
	return v
}

// Lookup explains code; nearest holds suggestions for a code that is neither
// listed nor of a known category.
func (fam Family) Lookup(code, lang string) (v Code, nearest []string, ok bool) {
	table := fam.Table()
	if c, exact := table.Find(code); c != nil {
		v = fam.View(c, lang)
		if !exact {
			v.Notes = append(v.Notes, fmt.Sprintf("%q is spelled %q", code, c.Code))
		}
		return v, nil, true
	}
	v = Code{Code: code, Flows: []string{}, Notes: []string{}, Related: []string{}}
	cat := fam.categoryOf(code)
	if cat == nil {
		return v, table.Nearest(code, 3), false
	}
	v.Category, v.CategoryName = fam.categoryLabel(cat), cat.Name.In(lang)
	v.Description = cat.Meaning.In(lang)
	v.Guidance = guidanceView{cat.Guidance.User.In(lang), cat.Guidance.Integrator.In(lang)}
	v.Notes = append(v.Notes, fmt.Sprintf("the code itself is not listed; this is what its category %s says", cat.ID))
	v.Source = SourceLine(cat.Fact)
	return v, nil, true
}

// SourceLine names the document a fact is from and how well it is founded.
func SourceLine(fact catalog.Fact) string {
	s := catalog.SourceByID(fact.Source)
	if s == nil {
		return string(fact.Confidence)
	}
	return fmt.Sprintf("%s (%s)", s.Title, fact.Confidence)
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
	style := f.IO.Style()
	f.IO.Printf("%s  %s\n", style.Bold(term.Clean(v.Code)), style.Faint(kit.Label(lang, fam.Noun)))
	if v.Description != "" {
		f.IO.Printf("%s", term.Indent(v.Description, "  ", f.IO.Width()))
	}
	t := &term.Table{}
	line := func(name, value string) {
		if value != "" {
			t.Row(term.S(style.Name, kit.Label(lang, name)), term.C(value))
		}
	}
	line("Flows", flowNames(v.Flows, lang))
	line("Category", v.CategoryName)
	if v.Known {
		line("Retry helps", kit.YesNo(lang, v.Retryable))
	}
	line("Submitter", v.Guidance.User)
	line("Integrator", v.Guidance.Integrator)
	line("Message", v.UserMessage)
	line("Related", strings.Join(v.Related, ", "))
	for _, n := range v.Notes {
		line("Note", n)
	}
	line("Source", v.Source)
	return f.IO.Table(t, 2)
}
