package pane

import (
	"hash/crc32"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/shelf"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/window"
)

// Row is the row of a payload that r.facts has just read: e, or why it cannot be
// read.
func (r *Reader) Row(p source.Payload, e *event.Event, trouble *kit.Problem) shelf.Row {
	var row shelf.Row
	switch {
	case e != nil && !e.Sealed():
		row = factsOf(e)
	case r.facts.Form == seal.Sealed:
		row = shelf.Row{Kind: shelf.Sealed, Event: "encrypted", Glyph: "encrypted", Code: inShort(trouble)}
	default:
		row = shelf.Row{Kind: shelf.Unreadable, Event: "unreadable", Glyph: "unreadable", Code: inShort(trouble)}
	}
	row.Place.Sum = Sum(p.Bytes)
	r.linter.Check(p, func(f *diag.Finding) {
		row.Findings++
		row.Worst = max(row.Worst, f.Severity)
		if !strings.Contains(row.Rules, f.Rule) {
			row.Rules = strings.TrimSpace(row.Rules + " " + f.Rule)
		}
	})
	return row
}

// Sum tells bodies apart.
func Sum(body []byte) uint32 { return crc32.ChecksumIEEE(body) }

func factsOf(e *event.Event) shelf.Row {
	row := shelf.Row{
		Event: e.Name(), Submission: e.SubmissionID(), User: e.UserID(), Glyph: window.GlyphOf(e.Info, e.Status), Outcome: e.Status,
	}
	if row.Code, _ = view.CodesOf(e); row.Code == "" {
		row.Code = e.Screening()
	}
	switch row.Glyph {
	case catalog.LifeDeleted, catalog.LifeUnknown:
		row.Outcome = row.Glyph
	}
	return row
}

// inShort is why a payload cannot be read, in a few words of each language.
func inShort(trouble *kit.Problem) string {
	return window.InEach(func(lang string) string {
		switch {
		case trouble == nil:
			return ""
		case trouble.Line > 0:
			return say.Textf("line %[1]d, column %[2]d", trouble.Line, trouble.Column).In(lang)
		case trouble.Category == kit.NoKey:
			return say.In(lang, "no key is set")
		}
		what, _, _ := strings.Cut(trouble.Message.In(lang), ": ")
		return what
	})
}
