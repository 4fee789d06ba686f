package source

import "bytes"

// Skipped counts what consumers pass over with Payload.Skip: lines of texts
// that hold no webhook. Process fills it in, in the order of the inputs and on
// the goroutine of its caller. Read it when Process has returned.
type Skipped struct {
	Lines int64
	First Origin // of the first of them
	// Bare is the inputs that the user named (not those found in a directory or
	// by a glob) and of which every line was skipped.
	Bare []Bare

	path    string // of the input that is being counted
	handed  int64  // payloads of it
	passed  int64  // of these, skipped
	named   bool
	mention Origin
}

// Bare is an input without a webhook in it.
type Bare struct {
	Path    string
	Mention Origin // of the first line that names webhook_trigger; without a Path where none does
}

// add counts what was skipped of a chunk.
func (s *Skipped) add(c *Chunk) {
	for i := range c.parts {
		p := &c.parts[i]
		if p.err != nil {
			if p.err.Origin.Path == s.path {
				s.handed++ // it was not only skipped
			}
			continue
		}
		if p.path != s.path {
			s.end()
			s.path, s.named = p.path, p.named
		}
		if p.lines > 0 && s.Lines == 0 {
			s.First = p.first
		}
		s.Lines += p.lines
		s.handed += p.handed
		s.passed += p.passed
		if s.mention.Path == "" {
			s.mention = p.mention
		}
	}
}

// end ends the input that is being counted.
func (s *Skipped) end() {
	if s.named && s.passed > 0 && s.handed == s.passed {
		s.Bare = append(s.Bare, Bare{s.path, s.mention})
	}
	s.path, s.handed, s.passed, s.named, s.mention = "", 0, 0, false, Origin{}
}

// tally is what was handed out of a part, and skipped of that.
type tally struct {
	handed, passed, lines int64
	first, mention        Origin
}

func (t *tally) skip(p Payload) {
	if t.lines == 0 {
		t.first = p.Origin
	}
	if t.mention.Path == "" && names(p.Bytes) {
		t.mention = p.Origin
	}
	t.passed++
	t.lines += 1 + int64(bytes.Count(trimSpace(p.Bytes), []byte{'\n'}))
}
