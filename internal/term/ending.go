package term

import "io"

// Ending writes a text as it stands to Data. Close it where the text is whole: what comes
// next on a terminal begins a line of its own.
type Ending struct {
	w    io.Writer
	tty  bool
	open bool // the text does not end with a line break
}

// Ending returns a writer of one text.
func (s *IO) Ending() *Ending { return &Ending{w: s.Data(), tty: s.OutTTY} }

// Write implements io.Writer.
func (e *Ending) Write(p []byte) (int, error) {
	if n := len(p); n > 0 {
		e.open = p[n-1] != '\n'
	}
	return e.w.Write(p)
}

// Close ends the last line on a terminal. Elsewhere the bytes are exact.
func (e *Ending) Close() (err error) {
	if e.tty && e.open {
		_, err = e.w.Write([]byte{'\n'})
	}
	e.open = false
	return err
}
