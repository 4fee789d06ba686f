package timeline

import (
	"encoding/binary"
	"slices"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
)

// Entry is one webhook as a life needs it.
type Entry struct {
	Submission  string
	User        string         // empty where it names none
	Info        *catalog.Event // nil for an event outside the catalogue
	Name        string         // canonical, else the trigger as sent
	Status      string         // of the submission, empty where it tells none
	Own         Stamp          // when it happened, as it says itself
	Capture     Stamp          // when it was received or logged
	Created     Stamp          // when the submission was made, as it says itself
	RetryCode   string
	Attempts    int64 // -1 where it tells none
	RejectCodes []string
	Screening   string // what an AML screening came to: "Red Flag, HIGH"; empty where it does not tell
	Origin      diag.Origin
	Place       Place
	Duplicate   bool // of an entry before

	status   *status
	original int    // of a duplicate: the entry that it is a copy of
	act      string // who has to act after it, empty where it does not tell
	next     int    // which of the event's Actions fits it, from 1; 0 for none
	print    uint64 // of its content, 0 where a time or a count tells it from others
	seq      int    // its place in the input
	raw      string // the record
}

// Place is where the name of the event stands in the file, for findings.
type Place struct {
	Offset       int64
	Length       int
	Line, Column int // 0 where nobody asked for the place
	Columns      int // that it takes
}

// The sources of an entry's time.
const (
	AtEvent   = "event"   // it tells the time itself
	AtCapture = "capture" // it was received or logged then
	AtInput   = "input"   // it has no time: its place in the input counts
)

// At is the entry's time and where that is from.
func (e *Entry) At() (at Stamp, from string) {
	switch {
	case e.Own.known:
		return e.Own, AtEvent
	case e.Capture.known:
		return e.Capture, AtCapture
	}
	return Stamp{}, AtInput
}

// stage is what the event does in a life.
func (e *Entry) stage() catalog.Stage {
	if e.Info == nil {
		return ""
	}
	return e.Info.Stage
}

// The marks of a record.
const (
	hasOwn = 1 << iota
	hasCapture
	hasCreated
	hasAttempts
	isKnown
	hasPlace
	hasPrint
	hasScreening
)

// status is what a submission's status means.
type status struct {
	name  string
	final bool   // only a change by an administrator takes it back
	act   string // who has to act
}

// codec writes and reads records. The lists are those of the catalogue; a text
// that is in one of them takes a byte.
type codec struct {
	events   []catalog.Event
	statuses []status // the first is none
	acts     []string // the first is none
	outcomes []string
}

func newCodec() *codec {
	c := &codec{events: catalog.Events(), statuses: []status{{}}, acts: []string{""}}
	for _, v := range catalog.Values(catalog.StatusEnum) {
		c.statuses = append(c.statuses, status{v.Value, v.Final, v.Act})
	}
	for _, v := range catalog.Values(catalog.ActEnum) {
		c.acts = append(c.acts, v.Value)
	}
	for _, v := range catalog.Values(catalog.OutcomeEnum) {
		c.outcomes = append(c.outcomes, v.Value)
	}
	return c
}

// numberOf is the place of an event in the catalogue.
func (c *codec) numberOf(e *catalog.Event) byte {
	n := 0
	for &c.events[n] != e {
		n++
	}
	return byte(n)
}

// place is the place of a text in a list, 0 where it is not there.
func place(list []string, text string) byte {
	for i := range list {
		if list[i] == text {
			return byte(i)
		}
	}
	return 0
}

// append appends the record of an entry, but for its submission and its user, which
// are given as they stand in the payload, and its path, which is a number.
func (c *codec) append(dst []byte, e *Entry, submission, user []byte, file int) []byte {
	marks := byte(0)
	for i, has := range [...]bool{e.Own.known, e.Capture.known, e.Created.known, e.Attempts >= 0, e.Info != nil, e.Place.Line > 0, e.print > 0, e.Screening != ""} {
		if has {
			marks |= 1 << i
		}
	}
	dst = appendText(append(dst, marks), submission)
	dst = appendText(dst, user)
	if e.Info != nil {
		dst = append(dst, c.numberOf(e.Info))
		if len(e.Info.Actions) > 0 {
			dst = append(dst, byte(e.next))
		}
	} else {
		dst = appendText(dst, e.Name)
	}
	known := slices.IndexFunc(c.statuses, func(s status) bool { return s.name == e.Status })
	dst = append(dst, byte(max(0, known)), place(c.acts, e.act))
	for _, s := range [...]Stamp{e.Own, e.Capture, e.Created} {
		dst = appendStamp(dst, s)
	}
	if e.Attempts >= 0 {
		dst = binary.AppendVarint(dst, e.Attempts)
	}
	dst = appendText(dst, e.RetryCode)
	dst = binary.AppendUvarint(dst, uint64(len(e.RejectCodes)))
	for _, code := range e.RejectCodes {
		dst = appendText(dst, code)
	}
	dst = binary.AppendUvarint(dst, uint64(file))
	dst = binary.AppendVarint(binary.AppendVarint(dst, int64(e.Origin.Line)), int64(e.Origin.Index))
	dst = appendText(dst, e.Origin.Inside)
	if e.Place.Line > 0 {
		for _, n := range [...]int64{e.Place.Offset, int64(e.Place.Length), int64(e.Place.Line), int64(e.Place.Column), int64(e.Place.Columns)} {
			dst = binary.AppendVarint(dst, n)
		}
	}
	if e.print > 0 {
		dst = binary.BigEndian.AppendUint64(dst, e.print)
	}
	if e.Screening != "" {
		dst = appendText(dst, e.Screening)
	}
	return dst
}

func appendText[T string | []byte](dst []byte, text T) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(text))), text...)
}

func appendStamp(dst []byte, s Stamp) []byte {
	if !s.known {
		return dst
	}
	return append(binary.AppendUvarint(binary.AppendVarint(dst, s.seconds), uint64(s.nanos)), byte(s.digits))
}

// scanner reads what the append functions wrote. What it reads of texts are parts
// of the text that it was given.
type scanner struct{ rest string }

func (r *scanner) byte() byte {
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}

func (r *scanner) uvarint() uint64 {
	value := uint64(0)
	for shift := 0; ; shift += 7 {
		b := r.byte()
		value |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return value
		}
	}
}

func (r *scanner) varint() int64 {
	u := r.uvarint()
	return int64(u>>1) ^ -int64(u&1)
}

func (r *scanner) text() string { return r.take(int(r.uvarint())) }

func (r *scanner) take(n int) string {
	text := r.rest[:n]
	r.rest = r.rest[n:]
	return text
}

func (r *scanner) stamp(known bool) Stamp {
	if !known {
		return Stamp{}
	}
	return Stamp{r.varint(), int32(r.uvarint()), int8(r.byte()), true}
}

// submissionOf is the submission of a record, with its place in the input before it.
func submissionOf(record string) string {
	r := scanner{record}
	_ = r.uvarint()
	_ = r.byte()
	return r.text()
}

// read reads a record, with its place in the input before it, into e.
func (c *codec) read(e *Entry, record string, paths []string) {
	r := scanner{record}
	*e = Entry{raw: record, Attempts: -1, seq: int(r.uvarint())}
	marks := r.byte()
	e.Submission, e.User = r.text(), r.text()
	if marks&isKnown != 0 {
		e.Info = &c.events[r.byte()]
		e.Name = e.Info.Name
		if len(e.Info.Actions) > 0 {
			e.next = int(r.byte())
		}
	} else {
		e.Name = r.text()
	}
	e.status = &c.statuses[r.byte()]
	e.Status, e.act = e.status.name, c.acts[r.byte()]
	e.Own, e.Capture, e.Created = r.stamp(marks&hasOwn != 0), r.stamp(marks&hasCapture != 0), r.stamp(marks&hasCreated != 0)
	if marks&hasAttempts != 0 {
		e.Attempts = r.varint()
	}
	e.RetryCode = r.text()
	if n := int(r.uvarint()); n > 0 {
		e.RejectCodes = make([]string, n)
		for i := range e.RejectCodes {
			e.RejectCodes[i] = r.text()
		}
	}
	e.Origin.Path = paths[r.uvarint()]
	e.Origin.Line, e.Origin.Index = int(r.varint()), int(r.varint())
	e.Origin.Inside = r.text()
	if marks&hasPlace != 0 {
		e.Place = Place{r.varint(), int(r.varint()), int(r.varint()), int(r.varint()), int(r.varint())}
	}
	for i := 0; marks&hasPrint != 0 && i < 8; i++ {
		e.print = e.print<<8 | uint64(r.byte())
	}
	if marks&hasScreening != 0 {
		e.Screening = r.text()
	}
}
