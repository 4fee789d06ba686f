package pane

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/loopback"
	"github.com/argosctl/argosctl/internal/sample"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/shelf"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/window"
	"github.com/argosctl/argosctl/internal/windowserver"
)

// Do implements windowserver.Desk.
func (p *Pane) Do(ctx context.Context, f *window.Frame, form url.Values) (done windowserver.Done) {
	refuse := func(err error) windowserver.Done {
		done.Result = refusal(f, err)
		return done
	}
	action := form.Get("do")
	if action == "resend" {
		done.Result = p.resend(ctx, f.Lang)
		return done
	}
	row, ok := p.Rows.Row(f.ID)
	if !ok {
		return refuse(say.Errorf("this delivery is not held any more"))
	}
	if action == "" {
		return done
	}
	body, err := p.Body(ctx, &row)
	if err != nil {
		return refuse(err)
	}
	what, how, _ := strings.Cut(action, "-")
	switch what {
	case "edit":
		done.Editing = true
	case "send", "sendedited":
		to, err := p.Sender.handler(ctx, row.Event, form.Get("to"))
		out := body.asSent()
		if what == "sendedited" {
			if done.Editing, done.Set = true, form.Get("set"); err == nil {
				out, err = p.edited(ctx, body, done.Set)
			}
		}
		if err != nil {
			return refuse(err)
		}
		a := p.sendAgain(ctx, &row, to, out)
		done.Result = p.told(&a, f.Lang)
	case "curl", "replay":
		done.Result = p.command(ctx, f, body, what, how, form.Get("to"))
	case "fixture", "scrubbed":
		done.Saving = what
		if what == "fixture" {
			done.Result = p.warnPersonal(ctx, f, body)
		}
	case "save":
		if done.Result, err = p.save(ctx, f.Lang, body, how, form.Get("name")); err != nil {
			done.Saving, done.Name = how, form.Get("name")
			return refuse(err)
		}
	default:
		return refuse(say.Errorf("there is no such action"))
	}
	return done
}

// refusal is an error with the next step that it knows.
func refusal(f *window.Frame, err error) *window.Result {
	text, hint := say.Error(f.Lang, err), ""
	var bad *loopback.URLError
	var refused *loopback.RefusedError
	var unread *kit.Problem
	switch {
	case errors.As(err, &bad):
		hint = say.In(f.Lang, bad.Hint)
	case errors.As(err, &refused):
		hint = say.In(f.Lang, "deliveries stay on this machine")
	case errors.As(err, &unread): // the page says which one it is
		text, hint = unread.Message.In(f.Lang), unread.Hint.In(f.Lang)
	}
	return &window.Result{Text: window.Texts{Clear: f.Clear}.Long(text), Hint: hint}
}

// resend sends what the handler did not accept, in the order in which it came.
func (p *Pane) resend(ctx context.Context, lang string) *window.Result {
	sent, failed := 0, 0
	page := p.Rows.Page(shelf.Ask{Filter: shelf.ParseFilter("handler:failed"), From: -1, Pin: -1, Size: mostResent})
	for i := range page.Rows {
		row := &page.Rows[i]
		body, err := p.Body(ctx, row)
		var to *url.URL
		if err == nil {
			to, err = p.Sender.handler(ctx, row.Event, "")
		}
		if err != nil {
			failed++
			continue
		}
		a := p.sendAgain(ctx, row, to, body.asSent())
		if sent++; !a.ok() {
			failed++
		}
		if ctx.Err() != nil || a.Status == 0 { // it still does not answer
			break
		}
	}
	return &window.Result{Good: failed == 0, Text: say.Textf("%[1]s sent again, %[2]d failed", say.Count(sent, "%s delivery", "%s deliveries"), failed).In(lang)}
}

// opened is what a body says: its text, byte for byte, or what is sealed in it.
func (p *Pane) opened(ctx context.Context, body *Body) (text []byte, name string, sealed bool, err error) {
	unread := p.with(ctx, say.English, func(r *Reader) {
		e, trouble := r.Decoder.Decode(source.Payload{Origin: source.Origin{Index: -1}, Bytes: body.Text, Line: 1, Column: 1})
		switch {
		case e != nil && !e.Sealed():
			text, name, sealed = body.Text, e.Name(), e.Encrypted
			if sealed {
				text = bytes.Clone(e.Payload())
			}
		case r.Decoder.Form == seal.Sealed && trouble != nil:
			sealed, err = true, trouble
		default:
			text = body.Text
		}
	})
	return text, name, sealed, cmp.Or(unread, err)
}

// edited is a body with fields set, sealed again where it was sealed.
func (p *Pane) edited(ctx context.Context, body *Body, set string) (out outgoing, err error) {
	text, name, sealed, err := p.opened(ctx, body)
	if err != nil {
		return out, err
	}
	var sets []sample.Set
	info, _, _ := catalog.EventByName(name)
	if info == nil {
		info = &catalog.Event{Name: name}
	}
	for line := range strings.Lines(set) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		one, err := sample.ParseSet(info, line)
		var unknown *sample.UnknownFieldError
		if errors.As(err, &unknown) {
			one, err = sample.ParseNewSet(info, line)
		}
		if err != nil {
			return out, err
		}
		sets = append(sets, one)
	}
	if len(sets) == 0 {
		return out, say.Errorf("nothing is changed: write a field and its value, such as userid=user123")
	}
	out = outgoing{kind: body.Type, edited: true}
	if out.bytes, err = sample.Apply(text, sets...); err != nil || !sealed {
		return out, err
	}
	key, err := p.Opener.Load(ctx)
	if err == nil {
		out.bytes = seal.AppendEnvelope(nil, key.Seal(out.bytes, seal.Base64))
	}
	return out, err
}

func sortedNames(h http.Header) []string { return slices.Sorted(maps.Keys(h)) }
