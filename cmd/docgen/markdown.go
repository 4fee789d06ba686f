package main

import (
	"fmt"
	"strings"

	"github.com/argosctl/argosctl/internal/cli/kit"
)

// referencePages renders one page a command; the root's page is the index.
func referencePages(pages []page) files {
	out := files{}
	for _, p := range pages {
		out[referenceDir+"/"+fileName(p.name)] = []byte(p.markdown(pages))
	}
	return out
}

// fileName is where the page of a command is: "event-show.md".
func fileName(command string) string {
	_, below, ok := strings.Cut(command, " ")
	if !ok {
		return "README.md"
	}
	return strings.ReplaceAll(below, " ", "-") + ".md"
}

func (p page) markdown(all []page) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!-- Written by `make gen`. -->\n# %s\n\n%s.\n\n```text\n%s\n```\n", p.name, p.short, p.usage)
	if p.long != "" {
		paragraphs(&b, p.long)
	}
	if len(p.global) > 0 {
		b.WriteString("\n## Every command\n\n")
		commandTable(&b, below(all))
	} else if len(p.subs) > 0 {
		b.WriteString("\n## Commands\n\n")
		commandTable(&b, p.subs)
	}
	optionTable(&b, "Flags", p.flags)
	optionTable(&b, "Flags of every command", p.global)
	if p.example != "" {
		fmt.Fprintf(&b, "\n## Examples\n\n```sh\n%s\n```\n", unindent(p.example))
	}
	if len(p.subs) == 0 || len(p.global) > 0 {
		exitTable(&b, p.codes)
	}
	if p.parent != "" {
		fmt.Fprintf(&b, "\nSee also: [%s](%s)", p.parent, fileName(p.parent))
		if p.parent != "argosctl" {
			b.WriteString(", [flags of every command](README.md#flags-of-every-command)")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// paragraphs writes a command's description; lines that it indents stay as they
// are.
func paragraphs(b *strings.Builder, long string) {
	for p := range strings.SplitSeq(strings.Trim(long, "\n"), "\n\n") {
		if strings.HasPrefix(p, "  ") {
			fmt.Fprintf(b, "\n```text\n%s\n```\n", unindent(p))
		} else {
			fmt.Fprintf(b, "\n%s\n", prose().Replace(p))
		}
	}
}

// below lists every command but the root.
func below(all []page) []entry {
	var out []entry
	for _, p := range all {
		if p.parent != "" {
			out = append(out, entry{p.name, p.short})
		}
	}
	return out
}

func commandTable(b *strings.Builder, entries []entry) {
	b.WriteString("| command | what it does |\n| --- | --- |\n")
	for _, e := range entries {
		row(b, fmt.Sprintf("[`%s`](%s)", e.name, fileName(e.name)), cell(e.short))
	}
}

func optionTable(b *strings.Builder, heading string, options []option) {
	if len(options) == 0 {
		return
	}
	fmt.Fprintf(b, "\n## %s\n\n| flag | default | what it does |\n| --- | --- | --- |\n", heading)
	for _, o := range options {
		row(b, code(o.spelled), code(o.fallback), cell(o.usage))
	}
}

func exitTable(b *strings.Builder, codes []kit.ExitCode) {
	b.WriteString("\n## Exit codes\n\n| code | meaning |\n| --- | --- |\n")
	for _, c := range codes {
		row(b, fmt.Sprint(c.Code), cell(c.Meaning))
	}
}

// row writes one line of a table; its cells are Markdown already.
func row(b *strings.Builder, cells ...string) {
	b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

// cell makes plain text fit for a table.
func cell(text string) string {
	return strings.NewReplacer("\n", " ", "|", `\|`).Replace(prose().Replace(text))
}

// prose makes plain text fit for a paragraph.
func prose() *strings.Replacer { return strings.NewReplacer("<", "&lt;", "*", `\*`) }

// code is text set as code in a table, empty for an empty text.
func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + strings.NewReplacer("\n", " ", "|", `\|`).Replace(text) + "`"
}
