// Package unwrap finds webhooks and envelopes inside what they were saved in:
// events of a queue or a gateway, records of a stream, log lines, rows of a
// database, captures of a proxy.
//
// The search is generic. It looks into members and elements, and into strings
// that hold JSON (escaped once or several times), Base64 of JSON, gzip in
// Base64, or the fields of a form, to MaxLevels texts within each other. Known
// containers (containers.go) only give a name to what was found. What is found
// is a source.Payload that knows its place in the file.
//
// The search is for values that are neither a webhook nor an envelope: a plain
// webhook never comes here. It takes time and memory in proportion to the value.
package unwrap

import (
	"iter"
	"strconv"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
)

// MaxLevels is how many texts within each other are looked into.
const MaxLevels = limit.Levels

// Finder looks into one value after another and reuses its memory. The zero
// value is ready. It is not safe for concurrent use.
type Finder struct {
	At   *Pointer // the only place to look at; nil for everywhere
	Lang string   // of the containers' names; empty where nobody asks for them

	// Want, if not nil, is asked which objects to look for in place of webhooks
	// and envelopes.
	Want func(doc *jsonscan.Document, object int) bool

	levels [MaxLevels + 1]level
	frames []frame // the way from the value to what is being looked at
	yield  func(source.Payload, bool) bool
	p      source.Payload // that is being looked into
	whole  int            // how far the value is sound
	found  int
	done   bool
	missed Missed
	lost   bool // missed is a webhook that is cut off or broken

	unpacked int // bytes that came out of gzip for this payload
	steps    int // bytes looked at: what the search costs
	pointer  []byte
	packed   packing
	columns  columns
	glance   glance
	pieces   []layer.Piece
}

// level is a text, and the JSON that stands in it.
type level struct {
	text  layer.Text
	doc   jsonscan.Document
	base  int    // of what doc has parsed, in text
	bytes []byte // the memory of text
}

// span is the place of node i in the level's text.
func (l *level) span(i int) (start, end int) {
	start, end = l.doc.Span(i)
	return l.base + start, l.base + end
}

// frame is a step on the way: from a container of a level to a value in it, or
// to a field by its name.
type frame struct {
	level, node int
	child       int
	index       int              // of the child in an array
	field       string           // of a form or a table; node is then -1
	what        catalog.PhraseID // what the field is of

	judged, fits uint64 // containers that were tried with the object, and are it
}

// Each looks closely at a payload that could not be read as it stands. It yields
// what to read in its place, and true: each webhook and envelope of the payload's
// Values and inside these. What holds none, and says that it should, is yielded
// with false, to be reported; Missed then says more. All else is skipped.
//
// What is yielded is valid until the next.
func (f *Finder) Each(p source.Payload) iter.Seq2[source.Payload, bool] {
	return func(yield func(source.Payload, bool) bool) {
		f.yield, f.done = yield, false
		if f.At.Root() {
			f.report(p)
			return
		}
		if f.begin(p); f.At != nil && !f.leads() {
			p.Pass()
			return
		}
		used := 0
		if doc := f.top(); doc.ParseStrict(p.Bytes) {
			used = f.parsed(p)
		} else if used = f.rowOrLines(p); used == 0 {
			for q := range p.Values() {
				if used += f.piece(q); f.done {
					return
				}
			}
		}
		switch {
		case used > 0:
		case f.isHeader(p):
			p.Pass()
		default:
			p.Skip()
		}
	}
}

// top is the document of the value itself.
func (f *Finder) top() *jsonscan.Document { return &f.levels[0].doc }

// piece looks at one of the Values of a payload. It returns how many payloads it
// yielded.
func (f *Finder) piece(q source.Payload) int {
	doc := f.top()
	if q.Text || startsEncoded(q.Bytes) {
		f.begin(q)
		doc.ParseStrict(nil)
		f.text(0)
		return f.conclude()
	}
	doc.Parse(q.Bytes)
	return f.parsed(q)
}

// parsed looks at the value that the top document holds, or at as much of it as
// is whole.
func (f *Finder) parsed(q source.Payload) int {
	f.begin(q)
	doc := f.top()
	fault := doc.Fatal()
	switch {
	case fault != nil && fault.Full() && f.apart(0, int(doc.Nodes[0].Start)):
		fault, doc.Nodes = nil, doc.Nodes[:0]
	case fault != nil && fault.Full(): // it broke off; what stands before that was found
		doc.Nodes = doc.Nodes[:0]
	case fault != nil:
		f.whole = fault.Offset
		doc.Nodes = doc.Nodes[:before(doc, fault.Offset)]
	case len(doc.Nodes) > 0 && f.At == nil && f.isWanted(doc, q):
		f.done = !f.yield(q, true)
		return 1
	}
	if len(doc.Nodes) > 0 {
		f.value(0, 0)
	}
	n := f.conclude()
	if f.found > 0 && fault != nil && !f.lost && !f.done {
		n += f.report(q)
	}
	return n
}

// report yields a payload without a webhook, unless that is no fault.
func (f *Finder) report(p source.Payload) int {
	if p.Skippable() && !f.lost {
		return 0
	}
	f.done = !f.yield(p, false)
	return 1
}

// isWanted reports whether the value in doc is itself what is looked for.
func (f *Finder) isWanted(doc *jsonscan.Document, q source.Payload) bool {
	if doc.Nodes[0].Kind != jsonscan.Object {
		return false
	}
	if f.Want != nil {
		return f.Want(doc, 0)
	}
	if trigger, _ := seal.TriggerOf(doc, 0); trigger >= 0 {
		return !isTyped(doc, trigger)
	}
	form, _ := seal.FormOf(doc)
	if q.Skippable() {
		form, _ = seal.FormWithin(doc, 0)
	}
	return form == seal.Sealed
}

func (f *Finder) begin(p source.Payload) {
	f.p, f.found, f.missed, f.lost = p, 0, Missed{}, false
	f.frames, f.unpacked, f.steps, f.whole = f.frames[:0], 0, 0, len(p.Bytes)
	f.levels[0].base = 0
	f.levels[0].text.File(p.Bytes, p.Line, p.Column)
	switch {
	case p.Origin.Inside != "": // a piece of a value that is too long for one
		prefix, _ := ParsePointer(p.Origin.Inside)
		for _, part := range prefix.parts {
			f.frames = append(f.frames, frame{node: -1, field: part})
		}
	case p.Origin.Index >= 0:
		f.frames = append(f.frames, frame{node: -1, field: strconv.Itoa(p.Origin.Index)})
	}
}

// isWhole reports whether node i of the value itself ends before its first fault.
// The value itself is not whole where there is one.
func (f *Finder) isWhole(i int) bool {
	doc := f.top()
	if doc.Fatal() == nil || i > 0 && int(doc.Nodes[i].End) < f.whole {
		return true
	}
	own := &f.levels[1].doc // not in use yet
	own.Parse(doc.Raw(i))
	return i > 0 && own.Fatal() == nil
}

// before counts the nodes that end before an offset, but for those that hold it.
func before(doc *jsonscan.Document, offset int) (n int) {
	for n < len(doc.Nodes) && int(doc.Nodes[n].Start) < offset {
		n++
	}
	for i := range doc.Nodes[:n] {
		node := &doc.Nodes[i]
		node.Next = min(node.Next, int32(n))
	}
	return n
}

// value looks at node i of a level's document.
func (f *Finder) value(k, i int) {
	doc := &f.levels[k].doc
	switch kind := doc.Nodes[i].Kind; {
	case f.done:
	case kind == jsonscan.String:
		f.str(k, i)
	case kind == jsonscan.Array && f.array(k, i):
	case f.At != nil && f.depth() == len(f.At.parts):
		f.giveNode(k, i)
	case kind == jsonscan.Object && f.At == nil && f.object(k, i):
	case kind == jsonscan.Object || kind == jsonscan.Array:
		f.children(k, i)
	}
}

// children looks at the values of a container.
func (f *Finder) children(k, i int) {
	doc := &f.levels[k].doc
	n := len(f.frames)
	f.frames = append(f.frames, frame{level: k, node: i})
	index := 0
	for child := range doc.Children(i) {
		if f.done {
			break
		}
		if f.frames[n].child, f.frames[n].index = child, index; f.At == nil || f.onTheWay() {
			f.value(k, child)
		}
		index++
	}
	f.frames = f.frames[:n]
	f.steps += index
}

// object reports whether node i is something to be yielded, or to be left.
func (f *Finder) object(k, i int) bool {
	l := &f.levels[k]
	wanted, typed := false, false
	if f.Want != nil {
		wanted = f.Want(&l.doc, i)
	} else if trigger, _ := seal.TriggerOf(&l.doc, i); trigger >= 0 {
		wanted, typed = true, isTyped(&l.doc, trigger)
	} else {
		form, _ := seal.FormWithin(&l.doc, i)
		wanted = form == seal.Sealed
	}
	switch {
	case !wanted:
		f.answer(k, i)
	case k == 0 && !f.isWhole(i):
	case typed:
		f.typed(k, i)
	default:
		f.giveNode(k, i)
	}
	return wanted
}

// giveNode yields the payload that node i of level k is.
func (f *Finder) giveNode(k, i int) {
	start, end := f.levels[k].span(i)
	f.give(&f.levels[k].text, start, end, 0)
}

// give yields the payload that stands at start up to end in a text.
func (f *Finder) give(text *layer.Text, start, end int, written catalog.PhraseID) {
	q := f.p
	q.Bytes = text.Bytes[start:end]
	q.Inside = source.Inside{Text: text, At: start}
	f.pointer = f.appendPointer(f.pointer[:0])
	q.Origin.Inside, q.Origin.Line, q.Single = string(f.pointer), f.p.RootLine(), q.Single && f.found == 0
	if f.Lang != "" {
		q.Inside.Container = f.containers(written)
	}
	f.found++
	f.done = f.done || !f.yield(q, true)
}

// appendPointer appends the JSON Pointer of what is being looked at.
func (f *Finder) appendPointer(dst []byte) []byte {
	for i := range f.frames {
		dst = f.appendPart(dst, &f.frames[i])
	}
	return dst
}

func (f *Finder) appendPart(dst []byte, step *frame) []byte {
	if step.node < 0 {
		return jsonscan.AppendPointer(dst, step.field)
	}
	doc := &f.levels[step.level].doc
	if doc.Nodes[step.node].Kind == jsonscan.Array {
		return strconv.AppendInt(append(dst, '/'), int64(step.index), 10)
	}
	return jsonscan.AppendPointer(dst, doc.Name(step.child))
}

// within does something with the way one field longer.
func (f *Finder) within(what catalog.PhraseID, field string, do func()) {
	f.frames = append(f.frames, frame{node: -1, field: field, what: what})
	do()
	f.frames = f.frames[:len(f.frames)-1]
}
