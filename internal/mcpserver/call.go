package mcpserver

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/plain"
	"github.com/argosctl/argosctl/internal/say"
)

// answer is what a command line printed.
type answer struct {
	lines    [][]byte // of JSON, each a value; personal data masked where it has to be
	total    int      // how many there were, those left out included
	messages []string // errors, warnings and notes, a line each
	code     int
}

// whole stands for a result that may have several lines.
const whole = -1

// invented marks calls whose results are of invented people, or of nobody.
type invented bool

// run runs a command line and keeps the first results of those that it prints, one
// a line, or its only result, where keep is whole.
func (s *server) run(ctx context.Context, stdin io.Reader, keep int, free invented, args ...string) (*answer, error) {
	ctx, cancel := context.WithTimeout(ctx, limit.AgentCall)
	defer cancel()
	if stdin == nil {
		stdin = strings.NewReader("")
	}
	out, errs := &results{keep: keep}, &head{left: limit.AgentMessages}
	code := s.Run(ctx, Call{Args: args, Stdin: stdin, Stdout: out, Stderr: errs})
	out.end()
	if err := ctx.Err(); errors.Is(err, context.DeadlineExceeded) {
		return nil, say.Errorf("this took longer than %s: ask for less", limit.AgentCall)
	}
	if keep == whole && out.total > len(out.kept) {
		return nil, say.Errorf("the answer is too long: ask for less")
	}
	a := &answer{lines: out.kept, total: out.total, messages: s.messages(errs.String()), code: code}
	if !s.Personal && !bool(free) {
		masker := personal.NewMasker()
		for i, line := range a.lines {
			a.lines[i] = masker.Append(nil, line)
		}
	}
	if a.total == 0 && code != 0 {
		return nil, a.failure()
	}
	return a, nil
}

// failure is the error of a command line that has no result.
func (a *answer) failure() error {
	if len(a.messages) == 0 {
		return say.Errorf("the command ended with exit code %d", a.code)
	}
	return errors.New(strings.Join(a.messages, "\n"))
}

// messages are the lines on stderr, without personal data where it has to be masked.
func (s *server) messages(text string) (all []string) {
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if line == "" {
			continue
		}
		if !s.Personal {
			line = personal.Text(line)
		}
		all = append(all, plain.Text(line))
	}
	return all
}

// into decodes the i-th value.
func (a *answer) into(i int, v any) error {
	if err := json.Unmarshal(a.lines[i], v); err != nil {
		return say.Errorf("read the result of the command: %w", err)
	}
	return nil
}

// results keeps the first results that are written to it, and counts all.
type results struct {
	keep, size int
	kept       [][]byte
	total      int
	next       []byte
}

// Write implements io.Writer.
func (r *results) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0; {
		line, after, ends := rest, []byte(nil), false
		if r.keep != whole {
			line, after, ends = bytes.Cut(rest, []byte("\n"))
		}
		if r.keeps() {
			r.next = append(r.next, line...)
		}
		if rest = after; ends {
			r.take()
		}
	}
	return len(p), nil
}

// keeps tells whether the result that is under way is kept.
func (r *results) keeps() bool {
	return (r.keep == whole || len(r.kept) < r.keep) && r.size+len(r.next) < limit.AgentAnswer
}

func (r *results) take() {
	r.total++
	if r.keeps() {
		r.kept = append(r.kept, r.next)
		r.size += len(r.next)
	} else {
		r.keep = 0 // what is kept is a run from the first one on
	}
	r.next = nil
}

// end takes what follows the last line break.
func (r *results) end() {
	if len(r.next) > 0 {
		r.take()
	}
}

// head keeps the first bytes that are written to it.
type head struct {
	strings.Builder

	left int
}

// Write implements io.Writer.
func (h *head) Write(p []byte) (int, error) {
	n := min(h.left, len(p))
	h.left -= n
	h.WriteString(strings.ToValidUTF8(string(p[:n]), "\uFFFD"))
	return len(p), nil
}
