package timeline

import "github.com/argosctl/argosctl/internal/catalog"

// Finding is what a rule about the order of events finds.
type Finding struct {
	Message catalog.MessageID
	Event   int // the place in Life.Events of the event that it is about

	args []catalog.Arg
}

func (l *Life) find(message catalog.MessageID, i int, args ...catalog.Arg) {
	args = append(args, catalog.Arg{Name: "event", Value: l.Events[i].Name}, catalog.Arg{Name: "submission", Value: l.Submission})
	l.Findings = append(l.Findings, Finding{message, i, args})
}

// Text is the message in lang.
func (f *Finding) Text(lang string) string { return f.fill(catalog.MessageByID(f.Message).Text, lang) }

// Help is what to do, in lang.
func (f *Finding) Help(lang string) string {
	return f.fill(catalog.MessageByID(f.Message).Help[0], lang)
}

func (f *Finding) fill(text catalog.Text, lang string) string {
	return string(catalog.AppendMessage(nil, text.In(lang), f.args...))
}
