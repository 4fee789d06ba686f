package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// runner follows text on its way to the log of a CI job and tells where it
// becomes a command:
//
//   - "::" at the start of a line, blanks aside: GitHub Actions, Gitea, Forgejo
//   - "##[" anywhere: GitHub Actions, Azure Pipelines
//   - "##vso[" anywhere: Azure Pipelines
//   - "##teamcity[" anywhere: TeamCity
//
// Other runners obey only control characters, which never get that far.
type runner struct {
	begun  bool   // something but blanks stands in the line
	colon  bool   // the line is one colon so far
	hashes int    // so many "#" stand before word
	word   string // the start of a runner's name
}

// next takes the next character, and tells whether it completes a command. The
// caller then writes another character in its place.
func (s *runner) next(r rune) bool {
	if r == '\n' {
		*s = runner{}
		return false
	}
	second := s.colon && r == ':'
	s.colon = !s.begun && r == ':'
	s.begun = s.begun || !unicode.IsSpace(r)
	return s.bracket(r) || second
}

// idle tells whether nothing but a "#" or a new line can begin a command.
func (s *runner) idle() bool { return s.begun && !s.colon && s.hashes == 0 && s.word == "" }

// bracket follows "##[", "##vso[" and "##teamcity[".
func (s *runner) bracket(r rune) bool {
	switch {
	case r == '#' && s.word == "":
		s.hashes++
		return false
	case s.hashes < 2:
	case r == '[' && (s.word == "" || s.word == vso || s.word == teamcity):
		s.hashes, s.word = 0, ""
		return true
	default:
		word := s.word + string(unicode.ToLower(r))
		if strings.HasPrefix(vso, word) || strings.HasPrefix(teamcity, word) {
			s.word = word
			return false
		}
	}
	s.hashes, s.word = 0, ""
	if r == '#' {
		s.hashes = 1
	}
	return false
}

const (
	vso      = "vso"
	teamcity = "teamcity"
)

// Disarm returns one line as it is, or, where a CI runner would take it as a
// command, with a character of the command replaced by with.
func Disarm(line []byte, with rune) []byte {
	var s runner
	var out []byte
	for i := 0; i < len(line); {
		r, size := utf8.DecodeRune(line[i:])
		switch hit := s.next(r); {
		case hit && out == nil:
			out = append(append(make([]byte, 0, len(line)+8), line[:i]...), string(with)...)
		case hit:
			out = utf8.AppendRune(out, with)
		case out != nil:
			out = append(out, line[i:i+size]...)
		}
		i += size
	}
	if out == nil {
		return line
	}
	return out
}
