package window

import (
	"strconv"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/shelf"
)

// GlyphOf is the glyph of an event with a status; info is nil for one that is not
// in the catalogue.
func GlyphOf(info *catalog.Event, status string) string {
	if info == nil {
		return catalog.LifeUnknown
	}
	switch info.Stage {
	case catalog.StageCreate:
		return "created"
	case catalog.StageRetry:
		return "retry"
	case catalog.StageReview:
		return "submit"
	case catalog.StageChange:
		return "updated"
	case catalog.StageDelete:
		return catalog.LifeDeleted
	case catalog.StageDecide:
		if catalog.IsFinal(status) {
			return status
		}
		return info.Status
	}
	if info.Act == catalog.ActCompliance || info.FieldOf(catalog.RoleScreening) != nil {
		return "aml"
	}
	return "other"
}

// DeliveryOf is a row of the shelf as a list shows it.
func DeliveryOf(r *shelf.Row, f *Frame) Delivery {
	t := Texts{f.Clear}
	d := Delivery{
		ID: r.ID, Glyph: r.Glyph, Event: t.Of(r.Event), Code: t.Of(r.Code), Findings: r.Findings, Worst: r.Worst.String(),
		Submission: t.Of(r.Submission), User: t.ID(r.User), Current: r.ID == f.ID, Link: f.To("id", strconv.Itoa(r.ID)),
	}
	if !r.At.IsZero() {
		d.Time = r.At.Format(time.TimeOnly)
	}
	switch r.Kind {
	case shelf.Sealed, shelf.Unreadable, shelf.Refused:
		d.Event, d.Words, d.Class = kindWord(r.Kind).In(f.Lang), true, "o-rejected"
		d.Code = t.Of(ofEach(r.Code, f.Lang))
		if r.Kind == shelf.Sealed {
			d.Class = "o-unknown"
		}
	case shelf.Webhook:
		if outcome := outcomeClass(r.Glyph); outcome != "" {
			d.Class = "o-" + outcome
		}
	}
	d.answer(r, f.Lang)
	return d
}

// answer is what the sender, or the handler, was told.
func (d *Delivery) answer(r *shelf.Row, lang string) {
	switch {
	case r.Handler == shelf.Waiting:
		d.Answer, d.Waits = say.In(lang, "waiting"), true
	case r.Handler == shelf.Failed && r.Answer == badGateway:
		d.Answer, d.Bad = say.In(lang, "no answer"), true
	case r.Answer > 0:
		d.Answer, d.Bad = strconv.Itoa(r.Answer), r.Answer >= 300
	}
	if r.Handler != shelf.NotAsked && r.Took > 0 && !d.Bad || r.Answer != badGateway && r.Took > 0 {
		d.Took = Took(r.Took)
	}
}

// badGateway is what the sender is told where the handler does not answer.
const badGateway = 502

// Took is how long an answer took: "41 ms", "1.2 s".
func Took(d time.Duration) string {
	if d < time.Second {
		return strconv.FormatInt(max(1, d.Round(time.Millisecond).Milliseconds()), 10) + " ms"
	}
	return strconv.FormatFloat(d.Seconds(), 'f', 1, 64) + " s"
}

// between stands between the languages of a text, and mostOfEach is how long it is
// in one of them.
const (
	between    = "\x1f"
	mostOfEach = 120
)

// InEach is a text in each language, as the code of a row that is no webhook: pages
// of different languages show the same rows.
func InEach(text func(lang string) string) string {
	en, ko := cut(text(say.English), mostOfEach), text(say.Korean)
	if en == ko {
		return en
	}
	return en + between + ko
}

// ofEach is the text for a page.
func ofEach(text, lang string) string {
	en, ko, both := strings.Cut(text, between)
	if both && lang == say.Korean {
		return ko
	}
	return en
}

// kindWord names what is no webhook.
func kindWord(k shelf.Kind) say.Word {
	switch k {
	case shelf.Sealed:
		return "encrypted"
	case shelf.Refused:
		return "refused"
	case shelf.Webhook, shelf.Unreadable:
	}
	return "not readable"
}

// outcomeClass is the colour that an event has: that of its outcome.
func outcomeClass(glyph string) string {
	switch glyph {
	case catalog.StatusApproved, catalog.StatusRejected, catalog.StatusPending, catalog.LifeDeleted, catalog.LifeUnknown:
		return glyph
	case "submit":
		return catalog.StatusPending
	}
	return ""
}

// OutcomeChips are the filters of the outcomes that occur.
func OutcomeChips(counts map[string]int, lang string) (chips []Chip) {
	for _, name := range []string{catalog.StatusApproved, catalog.StatusRejected, catalog.StatusPending, catalog.StatusIncomplete, catalog.LifeDeleted, catalog.LifeUnknown} {
		if counts[name] > 0 {
			chips = append(chips, Chip{Glyph: name, Text: outcomeWord(name).In(lang), Filter: "outcome:" + name, Count: counts[name]})
		}
	}
	return chips
}
