package scrub

import (
	"bytes"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
)

func (j *job) describe(text *source.Text) {
	j.Packing = text.Packing()
	j.Wide, j.Marked = text.Wide()
}

// loop is a worker.
func (r *run) loop(s *Scrubber) {
	for j := range r.work {
		r.do(s, j)
		close(j.done)
	}
}

func (r *run) do(s *Scrubber, j *job) {
	defer func() {
		if v := recover(); v != nil {
			j.panic = &source.Panic{Value: v}
		}
	}()
	if j.file && !r.readFile(j) {
		return
	}
	r.scrub(s, j)
}

// readFile reads a small file. One that is packed may be long all the same.
func (r *run) readFile(j *job) bool {
	j.First, j.Last = true, true
	text, fault := source.OpenText(*j.Input, r.opts.Read, j.data)
	if fault != nil {
		j.Fault = fault
		return false
	}
	j.describe(text)
	j.header = text.Header()
	for j.data = text.Take(); ; {
		n, err := text.Read(j.data[len(j.data):cap(j.data)])
		j.data = j.data[:len(j.data)+n]
		if err != nil {
			break
		}
		if len(j.data) == cap(j.data) {
			if len(j.data) > 2*small {
				text.Close()
				j.data, j.long = j.data[:0], text
				return false
			}
			j.data = append(make([]byte, 0, 2*len(j.data)), j.data...)
		}
	}
	j.Fault = text.Fault()
	text.Close()
	return true
}

// scrub scrubs the data of a job.
func (r *run) scrub(s *Scrubber, j *job) {
	j.Lines = bytes.Count(j.data, []byte{'\n'})
	if r.opts.Tell {
		at, line := 0, 0
		s.Tell = func(f Found) {
			if f.Offset >= at {
				line += bytes.Count(j.data[at:f.Offset], []byte{'\n'})
				at = f.Offset
			}
			j.Found = append(j.Found, Replaced{f, line})
		}
	}
	s.Closed = func(offset int, err error) {
		j.Closed = append(j.Closed, Closed{bytes.Count(j.data[:offset], []byte{'\n'}), err})
	}
	e := r.opts.Read.Encoding
	named := e.IsNarrow() && j.Wide == source.NoEncoding
	switch {
	case named && r.foreign(s, j, e):
		return
	case !named && !utf8.Valid(j.data):
		j.strange(j.data)
	}
	j.out, j.Changed = s.Append(j.out, j.data, j.header)
	j.Text = j.out
}

// strange notes the lines of text that are not UTF-8.
func (j *job) strange(text []byte) {
	n := 0
	for line := range bytes.Lines(text) {
		if !utf8.Valid(line) {
			j.unreadable(n)
		}
		n++
	}
}

// unreadable notes a line, from 0, with bytes that say nothing.
func (j *job) unreadable(line int) {
	if j.Unreadable == 0 {
		j.FirstUnreadable = line
	}
	j.Unreadable++
}

// foreign scrubs a text in which lines are in another encoding, which they keep. It
// reports false, and does nothing, where there is none.
func (r *run) foreign(s *Scrubber, j *job, e source.Encoding) bool {
	var text []byte
	raw := map[int][]byte{} // lines that are in it
	n := 0
	for line := range bytes.Lines(j.data) {
		decoded, changed := e.Decode(line)
		if changed {
			raw[n] = line
		}
		if changed && bytes.ContainsRune(decoded, utf8.RuneError) {
			j.unreadable(n)
		}
		text = append(text, decoded...)
		n++
	}
	if len(raw) == 0 {
		return false
	}
	j.data = text
	out, changed := s.Append(nil, text, j.header)
	j.Changed = changed
	j.Fault = j.back(out, raw, e)
	return true
}

// back writes the lines of a scrubbed text as they were written. Those in which
// nothing was replaced keep every byte, also bytes that are none of e.
func (j *job) back(scrubbed []byte, raw map[int][]byte, e source.Encoding) *diag.Problem {
	n := 0
	for line := range bytes.Lines(scrubbed) {
		if old, ok := raw[n]; ok {
			if was, _ := e.Decode(old); bytes.Equal(was, line) {
				line = old
			} else if encoded, err := e.Encode(line); err == nil {
				line = encoded
			} else {
				return &diag.Problem{
					Origin: diag.Whole(j.Input.Path), Message: say.Textf("cannot be written in %s: %v", e, err),
					Hint: say.Textf("convert the file to UTF-8 first"),
				}
			}
		}
		j.out = append(j.out, line...)
		n++
	}
	j.Text = j.out
	return nil
}
