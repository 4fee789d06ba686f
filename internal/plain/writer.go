package plain

import (
	"io"
	"sync"
	"unicode/utf8"
)

// Rules say what a Writer lets pass beside plain text. The zero value lets
// nothing pass but line breaks and tabs.
type Rules struct {
	Color  func() bool // asked for each write: whether sequences of colours pass; nil: they do not
	Draw   bool        // a carriage return and "erase to the end of the line" pass
	Runner bool        // the text goes to the log of a CI job, whose runner must find no command in it
	Colons bool        // but those that begin with "::", which the text is made of
}

// Writer escapes what acts in everything that is written through it. The
// escapes are those of JSON, so that JSON stays the same JSON. It holds back
// the bytes that the next write decides about until then, or until Flush. It
// may be used from several goroutines.
type Writer struct {
	mu      sync.Mutex
	w       io.Writer
	rules   Rules
	runner  runner
	prev    rune
	held    []byte
	out     []byte
	changed bool
}

// NewWriter returns a Writer in front of w.
func NewWriter(w io.Writer, rules Rules) *Writer { return &Writer{w: w, rules: rules} }

// Unwrap returns the writer below.
func (w *Writer) Unwrap() io.Writer { return w.w }

// Changed tells whether anything has been escaped.
func (w *Writer) Changed() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.changed
}

// Write passes p on. It reports len(p) where the writer below took everything.
func (w *Writer) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.held) == 0 && w.harmless(p) == len(p) {
		if len(p) > 0 {
			w.prev = rune(p[len(p)-1])
		}
		return w.w.Write(p)
	}
	text := p
	if len(w.held) > 0 {
		text = append(w.held, p...)
	}
	done := w.escape(text, false)
	w.held = append([]byte(nil), text[done:]...)
	if _, err := w.w.Write(w.out); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Flush writes what is held back, and flushes the writer below where it can.
func (w *Writer) Flush() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.held) > 0 {
		w.escape(w.held, true)
		w.held = nil
		if _, err := w.w.Write(w.out); err != nil {
			return err
		}
	}
	if below, ok := w.w.(interface{ Flush() error }); ok {
		return below.Flush()
	}
	return nil
}

// harmless returns the length of the text at the start that passes as it is and
// tells a runner nothing: printable ASCII, line breaks and tabs. It stops at
// the first other character, so that a text is gone through once.
func (w *Writer) harmless(text []byte) int {
	if w.rules.Runner {
		return w.idle(text)
	}
	n := Printable(text)
	for n < len(text) && (text[n] == '\n' || text[n] == '\t') {
		n += 1 + Printable(text[n+1:])
	}
	return n
}

// idle is harmless where the text goes to a runner.
func (w *Writer) idle(text []byte) int {
	if !w.runner.idle() {
		return 0
	}
	for i, c := range text {
		if (c < ' ' || c > '~') && c != '\t' || c == '#' {
			return i
		}
	}
	return len(text)
}

// escape puts text into w.out and returns how much of it. What the next bytes
// decide about is left, unless there are none.
func (w *Writer) escape(text []byte, last bool) int {
	w.out = w.out[:0]
	for i := 0; i < len(text); {
		if n := w.harmless(text[i:]); n > 0 {
			w.out = append(w.out, text[i:i+n]...)
			i += n
			w.prev = rune(text[i-1])
			continue
		}
		n, undecided := w.passes(text[i:])
		switch {
		case undecided && !last:
			return i
		case n > 0:
			w.out = append(w.out, text[i:i+n]...)
			i += n
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		rest := text[i+size:]
		if !last && (!utf8.FullRune(text[i:]) || contextual(r) && !utf8.FullRune(rest)) {
			return i
		}
		next, _ := utf8.DecodeRune(rest)
		w.char(r, next, size)
		i += size
	}
	return len(text)
}

// char puts one character out.
func (w *Writer) char(r, next rune, size int) {
	bad := r != '\n' && r != '\t' && acts(w.prev, r, next)
	bad = w.rules.Runner && w.runner.next(r) && !(w.rules.Colons && r == ':') || bad
	if bad {
		w.out = AppendEscape(w.out, r)
	} else {
		w.out = utf8.AppendRune(w.out, r)
	}
	w.changed = w.changed || bad || r == utf8.RuneError && size == 1
	w.prev = r
}

// passes returns the length of what may pass at the start of text though it
// acts, 0 where that is nothing. Undecided means that text is too short to say.
func (w *Writer) passes(text []byte) (n int, undecided bool) {
	switch {
	case text[0] == '\r' && w.rules.Draw:
		return 1, false
	case text[0] == '\r' && len(text) > 1 && text[1] == '\n':
		return 1, false
	case text[0] == '\r':
		return 0, len(text) == 1
	case text[0] != 0x1b || !w.rules.Draw && (w.rules.Color == nil || !w.rules.Color()):
		return 0, false
	}
	const longest = 16
	for i := 1; i < len(text) && i < longest; i++ {
		switch c := text[i]; {
		case i == 1 && c == '[', i > 1 && (c >= '0' && c <= '9' || c == ';'):
		case i > 1 && c == 'm' && w.rules.Color != nil && w.rules.Color(), i == 2 && c == 'K' && w.rules.Draw:
			return i + 1, false
		default:
			return 0, false
		}
	}
	return 0, len(text) < longest
}
