package jsonscan

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"
)

const utf8BOM = "\xef\xbb\xbf"

// reader is the careful parser: it records what is wrong, guesses what was
// meant and goes on. Every method moves forward or leaves the byte to a caller
// that does, so its time is linear in the text.
type reader struct {
	*Document
	i       int    // offset of the next byte
	prev    int    // end of the last token: where a missing one belongs
	here    int    // node that faults belong to
	closers []byte // of the open containers, outermost first
	ended   bool   // the early end of the text has been reported
}

// parseCareful reads the text into nodes and faults.
func (d *Document) parseCareful() {
	r := &reader{Document: d}
	if name := encodingOf(d.Data); name != "" {
		r.report(Fault{Code: UTF8, Length: 2, Message: "the text is " + name + ", JSON must be UTF-8",
			Help: []string{"convert it: iconv -f " + name + " -t UTF-8"}})
		return
	}
	if bytes.HasPrefix(d.Data, []byte(utf8BOM)) {
		r.report(Fault{Code: BOM, Length: len(utf8BOM), Message: "the text starts with a byte order mark",
			Help:   []string{"save the file as UTF-8 without BOM"},
			Repair: replace("remove the byte order mark", 0, len(utf8BOM), "")})
		r.i, r.prev = len(utf8BOM), len(utf8BOM)
	}
	r.space()
	start := r.i
	r.value(Node{})
	if r.space(); r.i < len(r.Data) && r.i > start && !r.stopped() {
		r.trailing()
	}
	r.finish()
}

// encodingOf names an encoding that is recognised by its byte order mark or
// its zero bytes, "" for anything that may be UTF-8.
func encodingOf(data []byte) string {
	if len(data) < 2 {
		return ""
	}
	head := [4]byte{1, 1, 1, 1}
	copy(head[:], data)
	zero := func(pattern string) bool { // 0 for a zero byte, x for any other
		for i := range pattern {
			if (pattern[i] == '0') != (head[i] == 0) {
				return false
			}
		}
		return true
	}
	switch {
	case string(head[:]) == "\xff\xfe\x00\x00" || zero("x000"):
		return "UTF-32LE"
	case string(head[:]) == "\x00\x00\xfe\xff" || zero("000x"):
		return "UTF-32BE"
	case head[0] == 0xff && head[1] == 0xfe || zero("x0x0"):
		return "UTF-16LE"
	case head[0] == 0xfe && head[1] == 0xff || zero("0x0x"):
		return "UTF-16BE"
	}
	return ""
}

// trailing reports what follows the value, once.
func (r *reader) trailing() {
	rest := bytes.TrimRight(r.Data[r.i:], " \t\r\n")
	f := Fault{Code: TrailingData, Offset: r.i, Length: min(len(rest), r.tokenLength()),
		Message: "data after the JSON value: found " + r.found() + " where the end of input was expected"}
	switch c := rest[0]; {
	case len(rest) == 1 && (c == ',' || c == ';'):
		f.Repair = replace("remove the "+r.found(), r.i, 1, "")
	case c == '{' || c == '[':
		f.Help = []string{"one file holds one value; put several into an array, or one on each line of an .ndjson file"}
	case c == '}' || c == ']':
		f.Help = []string{"there are more closing brackets than opening ones"}
	}
	r.report(f)
}

// tokenLength returns how many bytes at the reader's place to point at.
func (r *reader) tokenLength() int {
	if r.i >= len(r.Data) {
		return 0
	}
	if r.Data[r.i] == '"' {
		end, _ := lineStringEnd(r.Data, r.i)
		return end - r.i
	}
	if end := wordEnd(r.Data, r.i); end > r.i {
		return end - r.i
	}
	_, size := utf8.DecodeRune(r.Data[r.i:])
	return size
}

// found describes the next byte for a message.
func (r *reader) found() string {
	if r.i >= len(r.Data) {
		return "end of input"
	}
	return describe(r.Data[r.i:])
}

func describe(data []byte) string {
	c, size := utf8.DecodeRune(data)
	switch {
	case c == utf8.RuneError && size == 1:
		return fmt.Sprintf("byte 0x%02X", data[0])
	case c == 0:
		return "a NUL byte"
	case c == '\n' || c == '\r':
		return "the end of the line"
	case c < ' ' || c == 0x7f:
		return fmt.Sprintf("control character U+%04X", c)
	}
	return "'" + string(c) + "'"
}

// syntax reports a syntax fault. There may be no repair and no help.
func (r *reader) syntax(offset, length int, repair *Repair, message string, help ...string) {
	r.report(Fault{Code: Syntax, Offset: offset, Length: length, Message: message, Help: help, Repair: repair})
}

func (r *reader) report(f Fault) {
	f.node = r.here
	if f.Code != DuplicateKey {
		f.Related = -1
	}
	if len(r.Faults) == MaxFaults {
		f = Fault{Code: Syntax, Offset: f.Offset, Length: f.Length, Related: -1, node: f.node,
			Message: fmt.Sprintf("more faults follow; only the first %d are reported", MaxFaults)}
	}
	if len(r.Faults) <= MaxFaults {
		r.Faults = append(r.Faults, f)
	}
}

// stopped reports whether there are more faults than anyone will look at. The
// rest of the text is then not read, which also bounds the time that all
// looking ahead can take.
func (r *reader) stopped() bool { return len(r.Faults) > MaxFaults }

// finish brings the faults into the order of the text and gives them pointers.
func (r *reader) finish() {
	slices.SortStableFunc(r.Faults, func(a, b Fault) int { return cmp.Compare(a.Offset, b.Offset) })
	for i := range r.Faults {
		r.Faults[i].Pointer = r.Pointer(r.Faults[i].node)
	}
}

// replace makes a repair of one edit.
func replace(description string, offset, length int, text string) *Repair {
	return &Repair{Description: description, Edits: []Edit{{offset, length, text}}}
}

// endOfInput reports, once, that the text ends too early. Brackets that are
// still open are closed where nothing but them can be missing: after a whole
// value that is no number, which might have lost digits.
func (r *reader) endOfInput(expected string, repairable bool) {
	if r.ended {
		return
	}
	r.ended = true
	end := len(bytes.TrimRight(r.Data, " \t\r\n"))
	if last := len(r.Nodes) - 1; last >= 0 && r.Nodes[last].Kind == Number && r.Nodes[last].End == r.prev {
		repairable = false
	}
	if last := len(r.Faults) - 1; last >= 0 && r.Faults[last].Comment && r.Faults[last].Offset+r.Faults[last].Length >= end {
		repairable = false // the comment may have swallowed what is missing
	}
	var repair *Repair
	help := []string{"the text seems to be cut off"}
	if repairable {
		closing := slices.Clone(r.closers)
		slices.Reverse(closing)
		repair = replace("add the missing '"+string(closing)+"'", r.prev, 0, string(closing))
		help = nil
	}
	if end == 0 {
		help = []string{"the text is empty"}
	}
	r.syntax(end, 0, repair, "unexpected end of input, expected "+expected, help...)
}
