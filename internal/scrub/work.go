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
	if r.opts.Tell {
		at, line := 0, 0
		s.Tell = func(f Found) {
			if f.Offset >= at {
				line += bytes.Count(j.data[at:f.Offset], []byte{'\n'})
				at = f.Offset
			}
			j.Found = append(j.Found, Replaced{f, line})
		}
		j.Lines = bytes.Count(j.data, []byte{'\n'})
	}
	s.Closed = func(offset int, err error) {
		j.Closed = append(j.Closed, Closed{bytes.Count(j.data[:offset], []byte{'\n'}), err})
	}
	if e := r.opts.Read.Encoding; e != source.NoEncoding && j.Wide == source.NoEncoding && !utf8.Valid(j.data) {
		r.foreign(s, j, e)
		return
	}
	j.out, j.Changed = s.Append(j.out, j.data, j.header)
	j.Text = j.out
}

// foreign scrubs a text in which lines are in another encoding, which they keep.
func (r *run) foreign(s *Scrubber, j *job, e source.Encoding) {
	var text []byte
	var foreign []bool
	for line := range bytes.Lines(j.data) {
		decoded, changed := e.Decode(line)
		text, foreign = append(text, decoded...), append(foreign, changed)
	}
	j.data = text
	out, changed := s.Append(nil, text, j.header)
	j.Changed = changed
	i := 0
	for line := range bytes.Lines(out) {
		if i < len(foreign) && foreign[i] {
			back, err := e.Encode(line)
			if err != nil {
				j.Fault = &diag.Problem{
					Origin: diag.Whole(j.Input.Path), Message: say.Textf("cannot be written in %s: %v", e, err),
					Hint: say.Textf("convert the file to UTF-8 first"),
				}
				return
			}
			line = back
		}
		j.out = append(j.out, line...)
		i++
	}
	j.Text = j.out
}
