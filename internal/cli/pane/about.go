package pane

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"syscall"
	"time"

	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/window"
	"github.com/argosctl/argosctl/internal/windowserver"
)

// About implements Bodies.
func (l *Live) About(lang string) windowserver.About {
	l.mu.Lock()
	defer l.mu.Unlock()
	counts := l.Pane.Rows.Counts()
	a := windowserver.About{Live: true, Handler: l.Pane.Sender.To != nil || counts.Failed > 0, Empty: l.empty(lang), Banner: l.banner(lang, counts.Failed)}
	if first, _ := l.Pane.Rows.Held(); first > 0 || l.bodies.Dropped() > 0 && l.Save == "" {
		rows, bodies := say.Count(first, "%s older delivery was let go", "%s older deliveries were let go"), say.Count(l.bodies.Dropped(), "the body of %s is not held any more", "the bodies of %s are not held any more")
		switch {
		case first > 0 && l.Save == "":
			a.Gone = say.Textf("%[1]s: use --save to keep them", rows).In(lang)
		case first > 0:
			a.Gone = say.Textf("%[1]s; the archive has them: argosctl view %[2]s", rows, term.Clean(l.Save)).In(lang)
		default:
			a.Gone = say.Textf("%[1]s: use --save to keep them", bodies).In(lang)
		}
	}
	a.Status = l.status(lang, counts.Failed)
	return a
}

// status is the bar at the bottom.
func (l *Live) status(lang string, failed int) []window.Fact {
	b := bar{lang: lang}
	b.name(say.Word("Listening on"), l.Addr, "live")
	if name := l.Pane.Sender.Name(); name != "" {
		b.name(say.Word("Passing on to"), name, "")
		switch {
		case !l.down.IsZero():
			b.add("", say.Textf("does not answer, %d failed", failed), "bad")
		case l.answer >= http.StatusMultipleChoices:
			b.add("", say.Textf("answers %[1]d, %[2]d failed", l.answer, failed), "bad")
		case len(l.times) > 0:
			b.add("", say.Textf("answers, median %s", window.Took(median(l.times))), "good")
		}
	}
	if l.Save != "" {
		b.name(say.Word("Saved in"), l.Save, "")
	} else {
		b.add("", say.Word("Not saved, in memory only"), "")
	}
	if !l.HasKey {
		b.add("", say.Word("No API key: encrypted webhooks stay closed"), "minor")
	}
	if !l.last.IsZero() {
		b.add(say.Word("Last arrival"), say.Plain(l.last.Format(time.TimeOnly)), "end")
	} else {
		b.add("", say.Word("No arrivals yet"), "end")
	}
	return b.facts
}

// bar collects the facts at the bottom of a page.
type bar struct {
	lang  string
	facts []window.Fact
}

// add adds a fact in words.
func (b *bar) add(label say.Word, value say.Speaker, class string) {
	b.facts = append(b.facts, window.Fact{Label: label.In(b.lang), Value: value.In(b.lang), Class: class})
}

// name adds an address or a path, which may hold anything.
func (b *bar) name(label say.Word, name, class string) {
	b.facts = append(b.facts, window.Fact{Label: label.In(b.lang), Value: term.Clean(name), Class: class, Mono: true})
}

// banner tells of a handler that does not answer, or that answers again.
func (l *Live) banner(lang string, failed int) *window.Banner {
	resend := ""
	if failed > 0 && l.Pane.Sender.To != nil {
		resend = say.Textf("Send the %s again", say.Number(failed)).In(lang)
	}
	switch {
	case !l.down.IsZero():
		return &window.Banner{Resend: resend, Text: say.Textf("The handler does not answer: %[1]s, since %[2]s. The service is answered with 502; everything is kept.",
			term.Clean(inBrief(lang, l.reason)), l.down.Format(time.TimeOnly)).In(lang)}
	case failed > 0 && l.answer >= http.StatusMultipleChoices:
		return &window.Banner{Resend: resend, Text: say.Textf("The handler answers %[1]d. %[2]s not accepted so far.", l.answer, say.Count(failed, "%s delivery was", "%s deliveries were")).In(lang)}
	case failed > 0 && l.failed && len(l.times) > 0:
		return &window.Banner{Good: true, Resend: resend, Text: say.Textf("The handler answers. %s not accepted so far.", say.Count(failed, "%s delivery was", "%s deliveries were")).In(lang)}
	}
	return nil
}

// inBrief is why a handler does not answer: "connection refused".
func inBrief(lang string, err error) string {
	var errno syscall.Errno
	switch {
	case errors.As(err, &errno):
		return errno.Error()
	case errors.Is(err, context.DeadlineExceeded):
		return say.In(lang, "no answer in time")
	}
	return say.Error(lang, err)
}

// empty is what the page says before the first arrival.
func (l *Live) empty(lang string) window.Empty {
	to := "http://" + l.Addr + "/"
	_, port, _ := strings.Cut(l.Addr, ":")
	return window.Empty{
		Title: say.In(lang, "Ready for the first webhook"),
		Text:  say.Textf("What is sent to %s appears here as it arrives. Nothing leaves this machine.", to).In(lang),
		Steps: []window.Step{
			{Title: say.In(lang, "Send one yourself"), Text: say.In(lang, "An invented person is rejected. No account, no network."), Command: "argosctl replay rejected --to " + to},
			{Title: say.In(lang, "Play a whole life"), Text: say.In(lang, "Created, two retries, approved: four deliveries in order."), Command: "argosctl replay retry-then-approved --to " + to},
			{Title: say.In(lang, "Receive from ARGOS"), Text: say.Textf("Point a tunnel at port %s, restart with its name, and enter its URL as your project's webhook URL.", port).In(lang), Command: "argosctl listen --ui --allow-host hooks.example.com"},
			{Title: say.In(lang, "Look at saved webhooks"), Text: say.In(lang, "A file, a directory, a log, an export."), Command: "argosctl view archive.ndjson"},
		},
		After: say.In(lang, "Nothing arrives? \"argosctl doctor\" checks this machine, and \"argosctl listen -v\" prints every request, also those that are refused."),
	}
}
