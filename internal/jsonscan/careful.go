package jsonscan

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
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
	full    bool   // there are more than MaxValues
	wide    bool   // a wide sign was in the way, see careful_wide.go
}

// parseCareful reads the text into nodes and faults.
func (d *Document) parseCareful() {
	r := &reader{Document: d}
	if name := encodingOf(d.Data); name != "" {
		r.report(Fault{Code: UTF8, Length: 2, Say: catalog.MsgJSONUTF8Encoding, Words: Words{Found: literal(name)}})
		return
	}
	if r.read(); r.wide {
		d.readNarrowed()
	}
}

// read reads the text from its start.
func (r *reader) read() {
	if bytes.HasPrefix(r.Data, []byte(utf8BOM)) {
		r.report(Fault{Code: BOM, Length: len(utf8BOM), Say: catalog.MsgJSONBOM, Repair: replace(0, len(utf8BOM), "")})
		r.i, r.prev = len(utf8BOM), len(utf8BOM)
	}
	r.space()
	r.value(Node{})
	if r.space(); r.i < len(r.Data) && !r.stopped() {
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
		Say: catalog.MsgJSONTrailingData, Words: Words{Found: r.found()}}
	switch c := rest[0]; {
	case len(rest) == 1 && (c == ',' || c == ';'):
		f.Say, f.Repair = catalog.MsgJSONTrailingDataSeparator, replace(r.i, 1, "")
	case c == '{' || c == '[':
		f.Say = catalog.MsgJSONTrailingDataValue
	case c == '}' || c == ']':
		f.Say = catalog.MsgJSONTrailingDataBracket
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

// found describes the next character for a message. It is no white space and no
// control character: those are skipped, or faults of their own.
func (r *reader) found() catalog.Text { return describe(r.Data[r.i:]) }

func describe(data []byte) catalog.Text {
	c, size := utf8.DecodeRune(data)
	if c == utf8.RuneError && size == 1 {
		return literal(fmt.Sprintf("0x%02X", data[0]))
	}
	return literal("'" + string(c) + "'")
}

// syntax reports a syntax fault. There may be no repair.
func (r *reader) syntax(offset, length int, repair *Repair, say catalog.MessageID, words Words) {
	r.report(Fault{Code: Syntax, Offset: offset, Length: length, Say: say, Words: words, Repair: repair})
}

func (r *reader) report(f Fault) {
	f.node = r.here
	if f.Code != DuplicateKey {
		f.Related = -1
	}
	if len(r.Faults) == MaxFaults {
		f = Fault{Code: Syntax, Offset: f.Offset, Length: f.Length, Related: -1, node: f.node, Say: catalog.MsgJSONSyntaxMore}
	}
	if len(r.Faults) <= MaxFaults {
		r.Faults = append(r.Faults, f)
	}
}

// stopped reports whether there are more values than are read, or more faults
// than anyone will look at. The rest of the text is then not read, which also
// bounds the time that all looking ahead can take.
func (r *reader) stopped() bool { return r.full || len(r.Faults) > MaxFaults }

// finish brings the faults into the order of the text and gives them pointers.
func (r *reader) finish() {
	slices.SortStableFunc(r.Faults, func(a, b Fault) int { return cmp.Compare(a.Offset, b.Offset) })
	for i := range r.Faults {
		r.Faults[i].Pointer = r.Pointer(r.Faults[i].node)
	}
}

// replace makes a repair of one edit.
func replace(offset, length int, text string) *Repair {
	return &Repair{Edits: []Edit{{offset, length, text}}}
}

// endOfInput reports, once, that the text ends too early. Brackets that are
// still open are closed where nothing but them can be missing: after a whole
// value that is no number, which might have lost digits.
func (r *reader) endOfInput(expected catalog.Text, repairable bool) {
	if r.ended {
		return
	}
	r.ended = true
	end := len(bytes.TrimRight(r.Data, " \t\r\n"))
	if last := len(r.Nodes) - 1; last >= 0 && r.Nodes[last].Kind == Number && int(r.Nodes[last].End) == r.prev {
		repairable = false
	}
	if last := len(r.Faults) - 1; last >= 0 && r.Faults[last].Comment && r.Faults[last].Offset+r.Faults[last].Length >= end {
		repairable = false // the comment may have swallowed what is missing
	}
	var repair *Repair
	say, words := catalog.MsgJSONSyntaxEnd, Words{Want: expected}
	if repairable {
		closing := slices.Clone(r.closers)
		slices.Reverse(closing)
		repair = replace(r.prev, 0, string(closing))
		say, words.Right = catalog.MsgJSONSyntaxOpen, "'"+string(closing)+"'"
	}
	if end == 0 {
		say = catalog.MsgJSONSyntaxEmpty
	}
	r.syntax(end, 0, repair, say, words)
}
