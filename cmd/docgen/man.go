package main

import (
	"fmt"
	"strings"
)

// manPages renders one man page (section 1) a command.
func manPages(pages []page) files {
	out := files{}
	for _, p := range pages {
		out[strings.ReplaceAll(p.name, " ", "-")+".1"] = []byte(p.man(pages[0].global))
	}
	return out
}

func (p page) man(global []option) string {
	var b strings.Builder
	dashed := strings.ReplaceAll(p.name, " ", "-")
	fmt.Fprintf(&b, ".TH \"%s\" \"1\" \"\" \"argosctl\" \"argosctl manual\"\n", roff(strings.ToUpper(dashed)))
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n.SH SYNOPSIS\n%s\n", roff(dashed), roff(p.short), roff(p.usage))
	if p.long != "" {
		b.WriteString(".SH DESCRIPTION\n" + roff(strings.TrimSpace(p.long)) + "\n")
	}
	if len(p.subs) > 0 {
		b.WriteString(".SH COMMANDS\n")
		for _, e := range p.subs {
			tagged(&b, e.name, e.short)
		}
	}
	for _, section := range []struct {
		heading string
		options []option
	}{{"OPTIONS", p.flags}, {"GLOBAL OPTIONS", global}} {
		if len(section.options) == 0 {
			continue
		}
		b.WriteString(".SH " + section.heading + "\n")
		for _, o := range section.options {
			usage := o.usage
			if o.fallback != "" {
				usage += " (default " + o.fallback + ")"
			}
			tagged(&b, o.spelled, usage)
		}
	}
	if p.example != "" {
		fmt.Fprintf(&b, ".SH EXAMPLES\n.nf\n%s\n.fi\n", roff(unindent(p.example)))
	}
	b.WriteString(".SH EXIT STATUS\n")
	for _, c := range p.codes {
		tagged(&b, fmt.Sprint(c.Code), c.Meaning)
	}
	if p.parent != "" {
		fmt.Fprintf(&b, ".SH SEE ALSO\n.BR %s (1)\n", roff(strings.ReplaceAll(p.parent, " ", "-")))
	}
	return b.String()
}

func tagged(b *strings.Builder, tag, text string) {
	fmt.Fprintf(b, ".TP\n\\fB%s\\fR\n%s\n", roff(tag), roff(text))
}

// roff makes plain text fit for a man page: nothing in it is a request, and
// paragraphs stay apart.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`, "\n\n", "\n.PP\n").Replace(text)
	var b strings.Builder
	for line := range strings.Lines(text) {
		if (strings.HasPrefix(line, ".") && line != ".PP\n") || strings.HasPrefix(line, "'") {
			b.WriteString(`\&`)
		}
		b.WriteString(line)
	}
	return b.String()
}
