package pane

import (
	"bytes"
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/shelf"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/window"
)

// study is one delivery while its page is made.
type study struct {
	p     *Pane
	f     *window.Frame
	r     *Reader
	d     *window.Detail
	row   *shelf.Row
	body  *Body
	texts window.Texts
	hide  *strings.Replacer // its personal data, where that is masked; nil until it is asked for

	payload source.Payload
	opened  []byte // what the body says: Text, or what was sealed in it
}

// Detail implements windowserver.Desk.
func (p *Pane) Detail(ctx context.Context, f *window.Frame, row *shelf.Row) *window.Detail {
	d := &window.Detail{Frame: f, Delivery: window.DeliveryOf(row, f)}
	if !row.At.IsZero() {
		d.At = row.At.Format("2006-01-02 15:04:05.000")
	}
	s := &study{p: p, f: f, d: d, row: row, texts: window.Texts{Clear: f.Clear}}
	d.Act.Handler, d.Act.Dir = p.Sender.Name(), s.texts.Path(p.Dir)
	body, err := p.Body(ctx, row)
	if err != nil {
		d.Gone = say.Error(f.Lang, err)
		if row.Kind == shelf.Refused {
			d.Headline = d.Code
		}
	} else {
		s.body = body
		if err := p.with(ctx, f.Lang, func(r *Reader) { s.r = r; s.read() }); err != nil {
			d.Gone = say.Error(f.Lang, err)
		}
	}
	s.life()
	s.handler()
	s.tabs()
	return d
}

// read reads the body and fills in what it says.
func (s *study) read() {
	d, body := s.d, s.body
	s.payload = source.Payload{Origin: source.Origin{Path: "window", Index: -1}, Bytes: body.Text, Line: 1, Column: 1}
	e, trouble := s.r.Decoder.Decode(s.payload)
	s.opened = body.Text
	if e != nil && !e.Sealed() {
		s.opened = bytes.Clone(e.Payload())
	}
	d.Origin = s.texts.Path(body.Origin)
	d.Act.Can = len(body.Bytes) > 0
	d.Act.Name = fileName(s.row)
	if s.f.Tab == "" {
		s.headline(e, trouble)
		s.check()
		if e != nil && !e.Sealed() {
			s.fields()
		}
	}
	s.sent()
	if s.f.Tab == "body" {
		s.showBody()
	}
}

// headline fills in what happened, or why nobody can tell.
func (s *study) headline(e *event.Event, trouble *kit.Problem) {
	d := s.d
	switch {
	case e == nil:
		d.Headline = s.safe(trouble.Message.In(s.f.Lang))
		if trouble.Line > 0 {
			d.Headline += " (" + say.Textf("line %[1]d, column %[2]d", trouble.Line, trouble.Column).In(s.f.Lang) + ")"
		}
		d.Action = s.safe(trouble.Hint.In(s.f.Lang))
	case e.Sealed():
		d.Headline = s.safe(e.Summary())
		if trouble != nil {
			d.Headline, d.Action = s.safe(trouble.Message.In(s.f.Lang)), s.safe(trouble.Hint.In(s.f.Lang))
		}
	default:
		s.explain(e)
	}
}

// secrets readies what hides personal data in messages about the body.
func (s *study) secrets() {
	s.hide = strings.NewReplacer()
	if s.f.Clear || s.opened == nil {
		return
	}
	var pairs []string
	for _, span := range personal.NewFinder().Find(s.opened) {
		value := strings.TrimSpace(string(jsonscan.AppendUnquoted(nil, s.opened[span.Start:span.End])))
		if value = strings.Trim(value, `"`); len(value) >= 3 && len(pairs) < 2*limit.Fields {
			pairs = append(pairs, value, personal.Mask)
		}
	}
	s.hide = strings.NewReplacer(pairs...)
}

// safe is a message as the page shows it.
func (s *study) safe(text string) string {
	if s.hide == nil {
		s.secrets()
	}
	return s.texts.Long(s.hide.Replace(strings.ReplaceAll(text, "`", "")))
}

// explain fills in what happened and what to do.
func (s *study) explain(e *event.Event) {
	d, lang := s.d, s.f.Lang
	d.Headline = s.safe(e.Summary())
	if e.Info != nil {
		d.Action = strings.ReplaceAll(e.Next().In(lang), "`", "")
	}
	s.codes(e)
}

// fields fills in the values of the payload.
func (s *study) fields() {
	d := s.d
	var values []window.FieldRow
	e, _ := s.r.masking.Decode(s.payload)
	if e == nil {
		return
	}
	n := 0
	for v := range e.Fields() {
		if n++; n > limit.Fields {
			break
		}
		row := window.FieldRow{Path: s.texts.Long(v.Path), Value: s.texts.Long(v.Value), Personal: strings.Contains(v.Value, personal.Mask)}
		if v.Field != nil {
			row.Meaning = strings.ReplaceAll(v.Field.Meaning.In(s.f.Lang), "`", "")
		}
		values = append(values, row)
	}
	d.More = e.FieldCount() - len(values)
	if s.f.Clear {
		if e, _ := s.r.Decoder.Decode(s.payload); e != nil {
			n = 0
			for v := range e.Fields() {
				if n >= len(values) {
					break
				}
				values[n].Path, values[n].Value = s.texts.Long(v.Path), s.texts.Long(v.Value)
				n++
			}
		}
	}
	d.Fields = values
	for i := range values {
		d.Act.Paths = append(d.Act.Paths, values[i].Path)
	}
}

// life is what else is known of the submission.
func (s *study) life() {
	var last time.Time
	for _, r := range s.p.Rows.Of(s.row.Submission, limit.Sample) {
		row := window.DeliveryOf(&r, s.f)
		step := window.LifeStep{
			Glyph: row.Glyph, Event: row.Event, Class: row.Class, Code: row.Code, Link: s.f.To("id", strconv.Itoa(r.ID)), Current: row.Current,
		}
		if !r.At.IsZero() {
			step.At = r.At.Format(time.DateTime)
			if since := r.At.Sub(last); !last.IsZero() && since > 0 {
				step.After = say.Lasted(since).In(s.f.Lang)
			}
			last = r.At
		}
		s.d.Life = append(s.d.Life, step)
	}
}

// tabs are the parts of the detail.
func (s *study) tabs() {
	d, lang := s.d, s.f.Lang
	add := func(name string, text say.Word, count string) {
		d.Tabs = append(d.Tabs, window.Tab{Name: name, Text: text.In(lang), Count: count, Link: s.f.To("tab", name, "view", ""), Current: s.f.Tab == name})
	}
	number := func(n int) string {
		if n == 0 {
			return ""
		}
		return say.Number(n)
	}
	size := ""
	if s.body != nil {
		size = sizeOf(len(s.body.Bytes))
	}
	add("", say.Word("Explanation"), "")
	add("body", say.Word("Body"), size)
	add("headers", say.Word("Headers"), number(len(d.Headers)))
	add("handler", say.Word("Handler"), number(len(d.Attempts)))
	add("life", say.Word("Life"), number(len(d.Life)))
}

// sizeOf is a number of bytes.
func sizeOf(n int) string {
	switch {
	case n < 10_000:
		return say.Number(n) + " B"
	case n < 10_000_000:
		return say.Number((n+500)/1000) + " kB"
	}
	return say.Number((n+500_000)/1_000_000) + " MB"
}
