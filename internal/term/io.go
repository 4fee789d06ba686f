// Package term is the only room that knows terminals: streams, colour, width,
// tables and progress. fatih/color and tablewriter stay behind it. It prints
// what it is given and judges nothing.
package term

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	xterm "golang.org/x/term"
)

// DefaultWidth is the width, in columns, of output that goes to no terminal.
const DefaultWidth = 80

// IO is the streams of one run and what is known of them. Results go to Out,
// everything else to Err.
type IO struct {
	In  io.Reader
	Out io.Writer
	Err io.Writer

	InTTY  bool
	OutTTY bool
	ErrTTY bool

	OutFile bool // Out is a regular file, no terminal and no pipe

	guards   guards
	out, err Styles
	width    int
	errWidth int  // of Err where it is a terminal, else 0
	ascii    bool // the locale knows no other characters

	outDull, errDull bool // a console that prints escape sequences as they are
}

// System returns the process's own streams.
func System() *IO {
	s := &IO{
		In: os.Stdin, Out: survivable(os.Stdout), Err: survivable(os.Stderr),
		InTTY:  xterm.IsTerminal(int(os.Stdin.Fd())),
		OutTTY: xterm.IsTerminal(int(os.Stdout.Fd())),
		ErrTTY: xterm.IsTerminal(int(os.Stderr.Fd())),
		width:  DefaultWidth,

		outDull: dull(os.Stdout), errDull: dull(os.Stderr),
	}
	if info, err := os.Stdout.Stat(); err == nil {
		s.OutFile = info.Mode().IsRegular()
	}
	if s.OutTTY {
		if w, _, err := xterm.GetSize(int(os.Stdout.Fd())); err == nil && w > 0 {
			s.width = w
		}
	} else if w, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && w >= 40 && w <= 1000 {
		s.width = w
	}
	if w, _, err := xterm.GetSize(int(os.Stderr.Fd())); err == nil && w > 0 {
		s.errWidth = w
	}
	_, unicode := Locale(os.Getenv)
	s.ascii = !unicode
	s.SetColor(Plain, Plain)
	return s
}

// Locale is the locale of characters, "" where none is set, and whether it knows
// Unicode; one that is not set may.
func Locale(getenv func(string) string) (locale string, unicode bool) {
	locale = cmp.Or(getenv("LC_ALL"), getenv("LC_CTYPE"), getenv("LANG"))
	charset := strings.ReplaceAll(strings.ToLower(locale), "-", "")
	return locale, locale == "" || strings.Contains(charset, "utf8")
}

// UseStderr makes f standard error.
func (s *IO) UseStderr(f *os.File) {
	s.Err, s.ErrTTY = f, xterm.IsTerminal(int(f.Fd()))
}

// Buffers returns streams for tests: input from in, output kept in memory,
// no terminal anywhere.
func Buffers(in string) (s *IO, out, errs *bytes.Buffer) {
	out, errs = new(bytes.Buffer), new(bytes.Buffer)
	return Piped(bytes.NewBufferString(in), out, errs), out, errs
}

// Piped returns streams with no terminal anywhere.
func Piped(in io.Reader, out, errs io.Writer) *IO {
	s := &IO{In: in, Out: out, Err: errs, width: DefaultWidth}
	s.SetColor(Plain, Plain)
	return s
}

// On returns streams like s whose Out is w, for a part of what goes to Out.
func (s *IO) On(w io.Writer) *IO {
	on := *s
	on.Out = w
	return &on
}

// Page returns an Out that is a file: without colour, and of the default width.
func Page(w io.Writer) *IO { return &IO{Out: w, width: DefaultWidth} }

// Width returns the columns that Out offers.
func (s *IO) Width() int { return s.width }

// SetWidth overrides the detected width.
func (s *IO) SetWidth(columns int) { s.width = columns }

// SetErrWidth overrides the detected width of Err.
func (s *IO) SetErrWidth(columns int) { s.errWidth = columns }

// SetColor sets the styles of Out and Err. A console that does not know colours gets
// none, whatever was asked for.
func (s *IO) SetColor(out, err Styles) {
	s.out, s.err = out, err
	if s.outDull {
		s.out = Plain
	}
	if s.errDull {
		s.err = Plain
	}
}

// Style returns the styles of Out.
func (s *IO) Style() Styles { return s.out }

// ErrStyle returns the styles of Err.
func (s *IO) ErrStyle() Styles { return s.err }

// Printf writes to Out; a failure to write shows at the end of the run, when
// Out is flushed.
func (s *IO) Printf(format string, args ...any) { _, _ = fmt.Fprintf(s.Out, format, args...) }

// Println writes text and a line break to Out.
func (s *IO) Println(text string) { _, _ = io.WriteString(s.Out, text+"\n") }

// Flush passes on what Out holds back, so that it is seen before what is
// written elsewhere.
func (s *IO) Flush() error {
	if held, ok := s.Out.(interface{ Flush() error }); ok {
		return held.Flush()
	}
	return nil
}

// Errln writes a message and a line break to Err. On a terminal it is wrapped,
// and its other lines hang by two columns. What follows a line break in it is to be
// copied, and stays whole.
func (s *IO) Errln(text string) {
	text, copied, more := strings.Cut(text, "\n")
	if s.errWidth > 0 {
		text = Hang(text, 2, max(s.errWidth, 20))
	}
	if more {
		text += "\n" + copied
	}
	s.Errorf("%s\n", strings.ReplaceAll(text, noBreak, " "))
}

// Errorf writes to Err.
func (s *IO) Errorf(format string, args ...any) { _, _ = fmt.Fprintf(s.Err, format, args...) }
