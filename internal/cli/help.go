package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// helpPage writes the help of a command in a language, fit to a width.
type helpPage struct {
	strings.Builder
	lang  string
	width int
	style term.Styles
}

const (
	helpWidth  = 100 // a text is no wider
	helpNarrow = 60  // under it, what a name means stands below it
	helpNames  = 26  // the names of a list are no wider; a longer one has a line of its own
)

// showHelp is the help function of all commands.
func showHelp(f *kit.Factory) func(*cobra.Command, []string) {
	return func(cmd *cobra.Command, _ []string) {
		f.StyleHelp()
		p := &helpPage{lang: f.HelpLang(), width: f.IO.Width(), style: f.IO.Style()}
		p.write(cmd)
		f.IO.Printf("%s", p.String())
	}
}

func (p *helpPage) write(cmd *cobra.Command) {
	if cmd.IsAdditionalHelpTopicCommand() {
		p.topic(cmd.Name())
		return
	}
	long := cmd.Long
	if long == "" {
		long = cmd.Short
	}
	p.text(long)
	p.usage(cmd)
	if cmd.Example != "" {
		p.head("Examples")
		for line := range strings.Lines(strings.TrimRight(cmd.Example, "\n")) {
			p.command(strings.TrimSpace(line))
		}
	}
	p.commands(cmd)
	p.flags("Flags", cmd.LocalFlags())
	p.flags("Everywhere", cmd.InheritedFlags())
	if cmd.HasParent() && cmd.Runnable() {
		p.exitCodes(cmd)
	}
	if cmd.HasAvailableSubCommands() {
		p.WriteString("\n")
		p.fill(say.Textf("%s COMMAND --help explains a command; argosctl commands lists them all.", cmd.CommandPath()).In(p.lang), "", "")
	}
}

// text writes paragraphs. What is set in is a list of names and what they mean, or
// lines to be copied.
func (p *helpPage) text(en string) {
	text := say.In(p.lang, en)
	if !strings.Contains(text, "\n") && !strings.HasSuffix(text, ".") {
		text += "."
	}
	for i, paragraph := range strings.Split(strings.Trim(text, "\n"), "\n\n") {
		if i > 0 {
			p.WriteString("\n")
		}
		if strings.HasPrefix(paragraph, "  ") {
			p.setIn(paragraph)
		} else {
			p.fill(paragraph, "", "")
		}
	}
}

// setIn writes a paragraph that is set in.
func (p *helpPage) setIn(paragraph string) {
	var rows [][2]string
	for line := range strings.SplitSeq(paragraph, "\n") {
		text := strings.TrimLeft(line, " ")
		name, meaning, pair := strings.Cut(text, "  ")
		switch more := len(line)-len(text) > 4 && len(rows) > 0; {
		case more:
			rows[len(rows)-1][1] += " " + text
		case pair:
			rows = append(rows, [2]string{name, strings.TrimLeft(meaning, " ")})
		default:
			rows = append(rows, [2]string{text, ""})
		}
	}
	p.rowsOf(rows)
}

// fill writes text as lines of the page; first and rest stand before them.
func (p *helpPage) fill(text, first, rest string) {
	for i, line := range term.Wrap(text, max(20, min(p.width, helpWidth)-term.Width(rest))) {
		if i > 0 {
			first = rest
		}
		p.WriteString(strings.TrimRight(first+line, " ") + "\n")
	}
}

func (p *helpPage) head(en string) {
	p.WriteString("\n" + p.style.Bold(say.In(p.lang, en)) + "\n")
}

func (p *helpPage) usage(cmd *cobra.Command) {
	label := say.In(p.lang, "Usage:") + " "
	var lines []string
	if cmd.Runnable() && (!cmd.HasAvailableSubCommands() || len(kit.ArgumentsOf(cmd)) > 0) {
		lines = append(lines, kit.UsageLine(cmd).In(p.lang))
	}
	if cmd.HasAvailableSubCommands() {
		lines = append(lines, cmd.CommandPath()+" COMMAND")
	}
	p.WriteString("\n")
	for i, line := range lines {
		first := p.style.Bold(label)
		if i > 0 {
			first = strings.Repeat(" ", term.Width(label))
		}
		p.fill(line, first, strings.Repeat(" ", term.Width(label)))
	}
}

// command writes a command line. One that is wider than the page goes on behind a
// backslash, as a shell takes it.
func (p *helpPage) command(line string) {
	const indent, more = "  ", ` \`
	at := indent
	for term.Width(at+line) > p.width {
		head := shellBreak(line, p.width-term.Width(at+more))
		if head == 0 {
			break
		}
		p.edge(at, line[:head]+more)
		at, line = indent+"  ", line[head+1:]
	}
	p.edge(at, line)
}

// edge writes a text that is broken at the edge of the page alone.
func (p *helpPage) edge(at, text string) {
	for _, part := range term.Wrap(term.Together(text), p.width-term.Width(at)) {
		p.WriteString(at + part + "\n")
	}
}

// shellBreak is where a command line has a blank, outside quotes, that leaves at most
// width columns before it; the first one where none does, 0 where it has none.
func shellBreak(line string, width int) int {
	quote, best := byte(0), 0
	for i := range len(line) {
		switch c := line[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == ' ' && best > 0 && term.Width(line[:i]) > width:
			return best
		case c == ' ':
			best = i
		}
	}
	return best
}

// commands lists those below cmd, by their groups.
func (p *helpPage) commands(cmd *cobra.Command) {
	for _, group := range cmd.Groups() {
		p.list(group.Title, p.group(cmd, group.ID))
	}
	p.list("Commands", p.group(cmd, ""))
	if !cmd.HasParent() {
		var rows [][2]string
		for _, t := range topics() {
			rows = append(rows, [2]string{"help " + t.name, say.In(p.lang, t.short)})
		}
		p.list("Topics", rows)
	}
}

func (p *helpPage) group(cmd *cobra.Command, id string) (rows [][2]string) {
	for _, sub := range cmd.Commands() {
		if sub.GroupID == id && sub.IsAvailableCommand() {
			rows = append(rows, [2]string{sub.Name(), say.In(p.lang, sub.Short)})
		}
	}
	return rows
}

func (p *helpPage) flags(title string, set *pflag.FlagSet) {
	var rows [][2]string
	set.VisitAll(func(flag *pflag.Flag) {
		if flag.Hidden {
			return
		}
		spelled, _ := kit.Spelled(flag)
		if flag.Shorthand == "" {
			spelled = "    " + spelled
		}
		rows = append(rows, [2]string{spelled, p.flagText(flag)})
	})
	p.list(title, rows)
}

// flagText is what a flag is for, and its default.
func (p *helpPage) flagText(flag *pflag.Flag) string {
	if flag.Name == "help" {
		return say.In(p.lang, "show this help")
	}
	text := kit.UsageText(flag.Usage).In(p.lang)
	if value := kit.DefaultOf(p.lang, flag); value != "" {
		text += " " + say.Textf("(default %s)", value).In(p.lang)
	}
	return text
}

// list sets names and what they mean in two columns, or under each other.
func (p *helpPage) list(title string, rows [][2]string) {
	if len(rows) == 0 {
		return
	}
	p.head(title)
	p.rowsOf(rows)
}

// rowsOf is list without a head.
func (p *helpPage) rowsOf(rows [][2]string) {
	width := 0
	for _, row := range rows {
		width = max(width, term.Width(row[0]))
	}
	width = min(width, helpNames)
	for _, row := range rows {
		name, used := p.style.Name(row[0]), term.Width(row[0])
		switch rest := strings.Repeat(" ", width+4); {
		case row[1] == "":
			p.fill(row[0], "  ", "    ")
		case p.width < helpNarrow:
			p.WriteString("  " + strings.TrimLeft(name, " ") + "\n")
			p.fill(row[1], "    ", "    ")
		case used > width:
			p.WriteString("  " + name + "\n")
			p.fill(row[1], rest, rest)
		default:
			p.fill(row[1], "  "+name+strings.Repeat(" ", width-used+2), rest)
		}
	}
}

func (p *helpPage) exitCodes(cmd *cobra.Command) {
	var codes []string
	for _, row := range kit.ExitCodesOf(cmd) {
		codes = append(codes, fmt.Sprintf("%d %s", row.Code, say.In(p.lang, row.Brief)))
	}
	p.WriteString("\n")
	p.fill(say.In(p.lang, "Exit codes:")+" "+strings.Join(codes, ", "), "", "  ")
}

// topic writes a page that belongs to no command.
func (p *helpPage) topic(name string) {
	for _, t := range topics() {
		if t.name == name {
			t.write(p)
		}
	}
}
