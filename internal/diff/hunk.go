package diff

import (
	"bytes"
	"fmt"
	"strings"
)

// hunk collects changed lines and the unchanged ones around them. Its texts
// are valid until the next call.
type hunk struct {
	oldLine, newLine   int // of the next line, from 1
	oldStart, newStart int // of the first line in body
	body               []byte
	come               []byte   // lines that have come, for behind all that are gone
	quiet              [][]byte // unchanged lines since the last change
	text               []byte
}

// same adds an unchanged line. Where it is too far from the last change to
// share a hunk with another one, the hunk is complete and returned.
func (h *hunk) same(line []byte) []byte {
	h.oldLine++
	h.newLine++
	h.settle()
	h.quiet = append(h.quiet, bytes.Clone(line))
	switch {
	case len(h.body) == 0:
		h.quiet = h.quiet[max(0, len(h.quiet)-context):]
	case len(h.quiet) > 2*context:
		return h.end()
	}
	return nil
}

// change adds lines that are gone, and those that have come in their place.
func (h *hunk) change(gone, come [][]byte) {
	if len(h.body)+len(h.come) == 0 {
		h.oldStart, h.newStart = h.oldLine-len(h.quiet), h.newLine-len(h.quiet)
	}
	for _, line := range h.quiet {
		h.body = appendLine(h.body, ' ', line)
	}
	h.quiet = h.quiet[:0]
	for _, line := range gone {
		h.body = appendLine(h.body, '-', line)
	}
	for _, line := range come {
		h.come = appendLine(h.come, '+', line)
	}
	h.oldLine += len(gone)
	h.newLine += len(come)
}

func (h *hunk) settle() {
	h.body = append(h.body, h.come...)
	h.come = h.come[:0]
}

// end returns the hunk, nothing where there is none, and begins the next.
func (h *hunk) end() []byte {
	h.settle()
	if len(h.body) == 0 {
		return nil
	}
	trail := h.quiet[:min(context, len(h.quiet))]
	far := len(h.quiet) - len(trail) // lines passed that are not in this hunk
	for _, line := range trail {
		h.body = appendLine(h.body, ' ', line)
	}
	h.text = fmt.Appendf(h.text[:0], "@@ -%s +%s @@\n",
		span(h.oldStart, h.oldLine-far-h.oldStart), span(h.newStart, h.newLine-far-h.newStart))
	h.text = append(h.text, h.body...)
	h.body = h.body[:0]
	h.quiet = h.quiet[max(0, len(h.quiet)-context):]
	return h.text
}

func appendLine(dst []byte, mark byte, line []byte) []byte {
	dst = append(append(dst, mark), line...)
	if !bytes.HasSuffix(line, []byte{'\n'}) {
		dst = append(dst, "\n\\ No newline at end of file\n"...)
	}
	return dst
}

// span is a range of lines as a hunk's head has it. An empty one names the
// line before it.
func span(start, count int) string {
	switch count {
	case 0:
		return fmt.Sprintf("%d,0", start-1)
	case 1:
		return fmt.Sprint(start)
	default:
		return fmt.Sprintf("%d,%d", start, count)
	}
}

// quoteName writes a file's name as git does: in quotes with octal escapes
// where it holds what would break the line, and with a tab behind one that
// holds a blank, so that no time is read out of it.
func quoteName(name string) string {
	if !strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f || r == '"' || r == '\\' }) {
		if strings.Contains(name, " ") {
			return name + "\t"
		}
		return name
	}
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(name) {
		switch c := name[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c == 0x7f:
			fmt.Fprintf(&b, "\\%03o", c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
