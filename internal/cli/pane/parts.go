package pane

import (
	"bytes"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/window"
)

// mostBoxes is how many codes and findings of one payload a page explains.
const mostBoxes = 50

// codes explains the codes of an event.
func (s *study) codes(e *event.Event) {
	if e.Retry != nil && e.Retry.Code != "" {
		s.code(view.RetryCodes(), e.Retry.Code, e.Retry.Info)
	}
	if e.Reject == nil {
		return
	}
	for _, code := range e.Reject.Codes[:min(len(e.Reject.Codes), mostBoxes)] {
		info, _ := catalog.RejectCodes().Find(code)
		s.code(view.RejectCodes(), code, info)
	}
}

func (s *study) code(fam view.Family, code string, info *catalog.Code) {
	lang := s.f.Lang
	box := window.CodeBox{Kind: kit.Label(lang, fam.Noun), Code: s.texts.Of(code), Filter: `code:"` + s.texts.Of(code) + `"`}
	add := func(label, text string) {
		if text != "" {
			box.Rows = append(box.Rows, window.Pair{Name: label, Value: text})
		}
	}
	if info == nil {
		add(kit.Label(lang, "Meaning"), kit.Label(lang, "not in the table of "+fam.Noun+"s"))
	} else {
		v := fam.View(info, lang)
		add(kit.Label(lang, "Meaning"), v.Description)
		add(kit.Label(lang, "Retry helps"), view.RetryHelps(lang, v.RetryHelps))
		add(kit.Label(lang, "Submitter"), v.Guidance.User)
		add(kit.Label(lang, "Integrator"), v.Guidance.Integrator)
	}
	s.d.Codes = append(s.d.Codes, box)
}

// check fills in the findings, each in its place in the formatted body.
func (s *study) check() {
	shape := indented(s.opened)
	spans := s.spans(shape)
	code := window.NewCode(shape, spans, s.f.Clear)
	s.r.linter.Check(s.payload, func(f *diag.Finding) {
		if len(s.d.Findings) == mostBoxes {
			return
		}
		box := window.FindingBox{Note: s.note(f), Rule: f.Rule, About: view.RuleURL(f.Rule)}
		for _, help := range f.Help {
			box.Help = append(box.Help, s.safe(help))
		}
		for _, span := range spans {
			if span.Note == box.Note {
				box.Lines = code.Around(span)
				break
			}
		}
		s.d.Findings = append(s.d.Findings, box)
	})
}

// note is a finding in words.
func (s *study) note(f *diag.Finding) window.Note {
	return window.Note{Severity: f.Severity.String(), Rule: f.Rule, Text: s.safe(f.Message)}
}

// spans are the findings in a text.
func (s *study) spans(text []byte) (all []window.Span) {
	p := source.Payload{Origin: s.payload.Origin, Bytes: text, Line: 1, Column: 1}
	s.r.linter.Check(p, func(f *diag.Finding) {
		if len(all) < mostBoxes && f.Length > 0 {
			at := int(f.Offset)
			all = append(all, window.Span{Start: at, End: at + f.Length, Note: s.note(f)})
		}
	})
	return all
}

// showBody fills in the body in the view that is asked for.
func (s *study) showBody() {
	b, lang := &s.d.Body, s.f.Lang
	views := []struct {
		name string
		text say.Word
	}{{"", say.Word("Formatted")}, {"sent", say.Word("As sent")}, {"bytes", say.Word("Bytes")}}
	for _, v := range views {
		b.Views = append(b.Views, window.Tab{Text: v.text.In(lang), Link: s.f.To("view", v.name), Current: s.f.View == v.name})
	}
	b.Facts = say.Count(len(s.body.Bytes), "%s byte", "%s bytes").In(lang)
	if utf8.Valid(s.body.Text) {
		b.Facts += ", UTF-8"
	}
	if s.body.Type != "" {
		b.Facts += ", " + s.texts.Of(s.body.Type)
	}
	if s.body.Encoding != "" {
		b.Facts += ", " + s.texts.Of(s.body.Encoding)
	}
	left := 0
	switch s.f.View {
	case "bytes":
		if b.Lines, left = window.NewCode(s.body.Bytes, nil, s.f.Clear).Dump(); left > 0 {
			b.Left = say.Count(left, "%s more byte", "%s more bytes").In(lang)
		}
		return
	case "sent":
		b.Lines, left = window.NewCode(s.body.Text, s.spans(s.body.Text), s.f.Clear).Lines(1, 0)
	default:
		shape := indented(s.opened)
		b.Lines, left = window.NewCode(shape, s.spans(shape), s.f.Clear).Lines(1, 0)
	}
	if left > 0 {
		b.Left = say.Textf("%s: save it to see all of it", say.Count(left, "%s more line", "%s more lines")).In(lang)
	}
}

// sent fills in the headers and how the body was sent.
func (s *study) sent() {
	d, lang := s.d, s.f.Lang
	add := func(label say.Word, text string) {
		if text != "" {
			d.Sent = append(d.Sent, window.Pair{Name: label.In(lang), Value: s.texts.Long(text)})
		}
	}
	if shown := s.body.Shown; shown != nil {
		add(say.Word("Received"), shown.Received)
		d.Sent = append(d.Sent, window.Pair{Name: say.In(lang, "From"), Value: shown.Peer}) // the address of a sender, not of a person
		add(say.Word("Request"), shown.Method+" "+shown.Target+" "+shown.Protocol)
		add(say.Word("Body"), strconv.Itoa(shown.Body.Bytes)+" B, "+shown.Body.Transfer)
		add(say.Word("Content encoding"), shown.Body.Encoding)
		for _, name := range shown.Names() {
			for _, value := range shown.Headers[name] {
				d.Headers = append(d.Headers, window.Pair{Name: s.texts.Of(name), Value: s.safe(value)})
			}
		}
	}
	add(say.Word("Origin"), s.body.Origin)
	add(say.Word("Saved as"), s.body.Path)
	for _, note := range s.body.Notes {
		add(say.Word("Note"), note.In(lang))
	}
}

// answerLines is the body of an answer.
func answerLines(text []byte, clear bool) ([]window.CodeLine, int) {
	return window.NewCode(indented(bytes.TrimSpace(text)), nil, clear).Lines(1, 0)
}

// mostIndented is how long a formatted body may become: levels within levels make
// lines of white space.
const mostIndented = 64 << 20

// indented is JSON with a line for each value; anything else stays.
func indented(text []byte) []byte {
	if !jsonscan.Valid(text) {
		return text
	}
	var out bounded
	rest, err := jsonscan.WriteIndent(&out, nil, text, "", "  ")
	if err != nil {
		return text
	}
	return append(out.text, rest...)
}

// bounded takes bytes up to mostIndented.
type bounded struct{ text []byte }

func (b *bounded) Write(p []byte) (int, error) {
	if len(b.text)+len(p) > mostIndented {
		return 0, io.ErrShortWrite
	}
	b.text = append(b.text, p...)
	return len(p), nil
}
