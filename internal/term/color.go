package term

import (
	"slices"

	"github.com/fatih/color"

	"github.com/argosctl/argosctl/internal/say"
)

// ColorMode is the value of --color.
type ColorMode string

// The colour modes.
const (
	ColorAuto   ColorMode = "auto"
	ColorAlways ColorMode = "always"
	ColorNever  ColorMode = "never"
)

// ColorModes lists the values of --color.
func ColorModes() []ColorMode { return []ColorMode{ColorAuto, ColorAlways, ColorNever} }

// ParseColorMode reads a value of --color.
func ParseColorMode(text string) (ColorMode, error) {
	if m := ColorMode(text); slices.Contains(ColorModes(), m) {
		return m, nil
	}
	return "", say.Errorf("unknown colour mode %q: expected auto, always or never", text)
}

// ColorWanted decides whether a stream gets colour: the flag first, then
// NO_COLOR (non-empty), CLICOLOR_FORCE, CLICOLOR=0, then whether the stream is
// a terminal.
func ColorWanted(mode ColorMode, getenv func(string) string, tty bool) bool {
	switch mode {
	case ColorAlways:
		return true
	case ColorNever:
		return false
	case ColorAuto:
	}
	force := getenv("CLICOLOR_FORCE")
	switch {
	case getenv("NO_COLOR") != "":
		return false
	case force != "" && force != "0":
		return true
	case getenv("CLICOLOR") == "0", getenv("TERM") == "dumb":
		return false
	}
	return tty
}

// Styles marks text up for one stream. It holds no state of the process: two
// streams can have different styles.
type Styles struct{ on bool }

// Plain leaves text as it is; Colored marks it up with ANSI sequences that
// read well on dark and on light backgrounds.
var (
	Plain   = Styles{}
	Colored = Styles{on: true}
)

// StylesFor returns Colored or Plain.
func StylesFor(on bool) Styles { return Styles{on} }

// On reports whether the styles mark anything up.
func (s Styles) On() bool { return s.on }

func (s Styles) mark(text string, attrs ...color.Attribute) string {
	if !s.on || text == "" {
		return text
	}
	c := color.New(attrs...)
	c.EnableColor()
	return c.Sprint(text)
}

// Bold is for headlines and column heads.
func (s Styles) Bold(text string) string { return s.mark(text, color.Bold) }

// Faint is for what may be skipped.
func (s Styles) Faint(text string) string { return s.mark(text, color.Faint) }

// Good is for what went well.
func (s Styles) Good(text string) string { return s.mark(text, color.FgGreen) }

// Warn is for what needs a look.
func (s Styles) Warn(text string) string { return s.mark(text, color.FgYellow) }

// Bad is for errors and refusals.
func (s Styles) Bad(text string) string { return s.mark(text, color.FgRed) }

// Unknown is for what the catalogue does not know.
func (s Styles) Unknown(text string) string { return s.mark(text, color.FgMagenta) }

// Name is for what can be typed: fields, codes, rules, commands.
func (s Styles) Name(text string) string { return s.mark(text, color.FgCyan) }
