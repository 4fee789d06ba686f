package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// theme is the colours of a terminal, by the codes that choose them.
type theme struct {
	name                   string
	background, text, dots string
	colours                map[string]string
	faint                  string
}

var (
	lightTheme = theme{
		name: "light", background: "#ffffff", text: "#1f2328", dots: "#d1d9e0", faint: "#59636e",
		colours: map[string]string{"31": "#cf222e", "32": "#116329", "33": "#7d4e00", "34": "#0550ae", "35": "#8250df", "36": "#0a6674"},
	}
	darkTheme = theme{
		name: "dark", background: "#0d1117", text: "#e6edf3", dots: "#3d444d", faint: "#9198a1",
		colours: map[string]string{"31": "#ff7b72", "32": "#7ee787", "33": "#e3b341", "34": "#79c0ff", "35": "#d2a8ff", "36": "#56d4dd"},
	}
)

// The grid of the picture in pixels.
const (
	columns    = 80
	cellWidth  = 8.4
	lineHeight = 19
	margin     = 18
	barHeight  = 34
)

// drawTerminal draws the text of a screen, of which only colours and weights may
// be sequences, as an SVG.
func drawTerminal(screen string, t theme) ([]byte, error) {
	lines := strings.Split(strings.TrimRight(screen, "\n"), "\n")
	width, height := columns*cellWidth+2*margin, barHeight+len(lines)*lineHeight+margin
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%d" viewBox="0 0 %.0f %d" role="img">`+"\n", width, height, width, height)
	fmt.Fprintf(&b, "<title>%s</title>\n", escaped(plainText(screen)))
	b.WriteString("<style>text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,\"Liberation Mono\",\"D2Coding\",monospace;white-space:pre}.b{font-weight:700}.w{font-size:16px}</style>\n")
	fmt.Fprintf(&b, `<rect x="0.5" y="0.5" width="%.0f" height="%d" rx="8" fill="%s" stroke="%s"/>`+"\n", width-1, height-1, t.background, t.dots)
	for i := range 3 {
		fmt.Fprintf(&b, `<circle cx="%d" cy="18" r="5.5" fill="%s"/>`+"\n", margin+4+i*18, t.dots)
	}
	pen := pen{theme: t}
	for i, line := range lines {
		if err := pen.line(&b, line, barHeight+(i+1)*lineHeight-5); err != nil {
			return nil, err
		}
	}
	b.WriteString("</svg>\n")
	return b.Bytes(), nil
}

// pen is how the terminal writes at the moment.
type pen struct {
	theme  theme
	bold   bool
	faint  bool
	colour string // empty: the text's
}

// line draws one line with its base at y, run by run: each stands at its column
// and is as wide as its columns, whatever font there is.
func (p *pen) line(b *bytes.Buffer, line string, y int) error {
	column := 0
	for line != "" {
		start := strings.Index(line, "\x1b[")
		if start < 0 {
			start = len(line)
		}
		column = p.run(b, line[:start], column, y)
		if line = line[start:]; line == "" {
			break
		}
		end := strings.IndexByte(line, 'm')
		if end < 0 {
			return fmt.Errorf("a sequence that is no colour: %q", line)
		}
		if err := p.set(line[2:end]); err != nil {
			return err
		}
		line = line[end+1:]
	}
	return nil
}

// set takes a sequence's code.
func (p *pen) set(code string) error {
	switch code {
	case "0", "":
		p.bold, p.faint, p.colour = false, false, ""
	case "1":
		p.bold = true
	case "2":
		p.faint = true
	case "22":
		p.bold, p.faint = false, false
	case "39":
		p.colour = ""
	default:
		if p.colour = p.theme.colours[code]; p.colour == "" {
			return fmt.Errorf("the picture has no colour for %q", code)
		}
	}
	return nil
}

// run draws text that is written alike and returns the column behind it. Each
// stretch of narrow or of wide letters stands at its own column, so that the grid
// holds whatever the fonts for them are.
func (p *pen) run(b *bytes.Buffer, text string, column, y int) int {
	for text != "" {
		stretch := stretchOf(text)
		word := strings.Trim(stretch, " ")
		if word != "" {
			start := column + strings.Index(stretch, word)
			fmt.Fprintf(b, `<text x="%.1f" y="%d" textLength="%.1f"%s>%s</text>`+"\n", margin+float64(start)*cellWidth, y,
				float64(displaywidth.String(word))*cellWidth, p.style(word), escaped(word))
		}
		column += displaywidth.String(stretch)
		text = text[len(stretch):]
	}
	return column
}

// style is the attributes of a word that the pen writes.
func (p *pen) style(word string) string {
	fill := p.theme.text
	switch {
	case p.colour != "":
		fill = p.colour
	case p.faint:
		fill = p.theme.faint
	}
	var classes []string
	if p.bold {
		classes = append(classes, "b")
	}
	if r, _ := utf8.DecodeRuneInString(word); displaywidth.Rune(r) > 1 {
		classes = append(classes, "w")
	}
	if len(classes) > 0 {
		return fmt.Sprintf(` fill="%s" class="%s"`, fill, strings.Join(classes, " "))
	}
	return fmt.Sprintf(` fill="%s"`, fill)
}

// stretchOf is the beginning of text whose letters are all as wide as the first;
// blanks belong to either.
func stretchOf(text string) string {
	width := 0
	for i, r := range text {
		if r == ' ' {
			continue
		}
		switch w := displaywidth.Rune(r); {
		case width == 0:
			width = w
		case w != width:
			return text[:i]
		}
	}
	return text
}

// plainText is a screen without its sequences.
func plainText(screen string) string {
	var b strings.Builder
	for part := range strings.SplitSeq("m"+screen, "\x1b[") {
		_, text, _ := strings.Cut(part, "m")
		b.WriteString(text)
	}
	return strings.TrimSpace(b.String())
}

func escaped(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // writing to a buffer does not fail
	return b.String()
}
