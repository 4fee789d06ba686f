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
	"strings"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/layer"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
)

// MaxLevels is how many texts within each other are looked into: strings of
// JSON, fields, Base64.
const MaxLevels = 8

// Finder looks into one value after another and reuses its memory. The zero
// value is ready. It is not safe for concurrent use.
type Finder struct {
	At    *Pointer // the only place to look at; nil for everywhere
	Named bool     // name the containers

	levels [MaxLevels + 1]level
	frames []frame // the way from the value to what is being looked at
	yield  func(source.Payload) bool
	p      source.Payload // that is being looked into
	outer  int            // parts of the pointer that lead to p
	found  int
	done   bool
	missed Missed

	unpacked int // bytes that came out of gzip for this payload
	steps    int // bytes looked at: what the search costs
	pointer  []byte
	packed   packing
	pieces   []layer.Piece
}

// level is a text, and the JSON that stands in it.
type level struct {
	text  layer.Text
	doc   jsonscan.Document
	base  int    // of what doc has parsed, in text
	bytes []byte // the memory of text
}

// frame is a step on the way: from a container of a level to a value in it, or
// to a field by its name.
type frame struct {
	level, node int
	child       int
	index       int    // of the child in an array
	field       string // of a form or a table; node is then -1
	container   *container
	judged      bool // container is settled
}

// In yields the webhooks and envelopes inside p, which is neither itself. doc
// holds what was parsed of p.Bytes; it is nil where that is no JSON. Where
// something is found, doc is used up: it holds nothing afterwards.
//
// What is yielded is valid until the next one.
func (f *Finder) In(p source.Payload, doc *jsonscan.Document) iter.Seq[source.Payload] {
	return func(yield func(source.Payload) bool) {
		f.begin(p, yield)
		top := &f.levels[0]
		if doc == nil {
			f.text(0)
			return
		}
		top.doc, *doc = *doc, top.doc
		f.root()
		if f.found == 0 {
			f.noticeName()
			top.doc, *doc = *doc, top.doc
		}
	}
}

func (f *Finder) begin(p source.Payload, yield func(source.Payload) bool) {
	f.p, f.yield, f.found, f.done, f.missed = p, yield, 0, false, Missed{}
	f.frames, f.unpacked, f.steps = f.frames[:0], 0, 0
	f.levels[0].base = 0
	f.levels[0].text.File(p.Bytes, p.Line, p.Column)
	f.outer = 0
	if f.At != nil {
		f.outer = strings.Count(string(f.appendPointer(nil)), "/")
	}
}

// root looks into the value of a document. Of a broken one, what is whole
// before the first fault is looked into.
func (f *Finder) root() {
	doc := &f.levels[0].doc
	if len(doc.Nodes) == 0 {
		return
	}
	if fault := doc.Fatal(); fault != nil {
		doc.Nodes = doc.Nodes[:before(doc, fault.Offset)]
	}
	f.value(0, 0)
}

// before counts the nodes that end before an offset, but for those that hold it.
func before(doc *jsonscan.Document, offset int) (n int) {
	for n < len(doc.Nodes) && doc.Nodes[n].Start < offset {
		n++
	}
	for i := range doc.Nodes[:n] {
		node := &doc.Nodes[i]
		node.Next = min(node.Next, n)
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
	case f.At != nil && f.depth() == len(f.At.parts):
		f.give(&f.levels[k].text, f.levels[k].base+doc.Nodes[i].Start, f.levels[k].base+doc.Nodes[i].End, "")
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
}

// object reports whether node i is something to be yielded, or to be left.
func (f *Finder) object(k, i int) bool {
	l := &f.levels[k]
	f.steps += l.doc.Nodes[i].Next - i
	trigger, _ := seal.TriggerOf(&l.doc, i)
	switch {
	case trigger >= 0 && isTyped(&l.doc, trigger):
		f.typed(k, i)
	case trigger >= 0, f.isEnvelope(k, i):
		if k > 0 || i > 0 {
			f.give(&l.text, l.base+l.doc.Nodes[i].Start, l.base+l.doc.Nodes[i].End, "")
		}
	default:
		return false
	}
	return true
}

func (f *Finder) isEnvelope(k, i int) bool {
	form, _ := seal.FormWithin(&f.levels[k].doc, i)
	return form == seal.Sealed
}

// give yields the payload that stands at start up to end in a text.
func (f *Finder) give(text *layer.Text, start, end int, container string) {
	q := f.p
	q.Bytes = text.Bytes[start:end]
	q.Inside = source.Inside{Text: text, At: start, Container: container}
	f.pointer = f.appendPointer(f.pointer[:0])
	q.Origin.Inside, q.Origin.Line, q.Single = string(f.pointer), max(q.Origin.Line, q.Line), q.Single && f.found == 0
	if f.Named {
		q.Inside.Container = f.containers(container)
	}
	f.found++
	f.done = f.done || !f.yield(q)
}

// appendPointer appends the JSON Pointer of what is being looked at.
func (f *Finder) appendPointer(dst []byte) []byte {
	dst = append(dst, f.p.Origin.Inside...)
	if f.p.Origin.Inside == "" && f.p.Origin.Index >= 0 {
		dst = strconv.AppendInt(append(dst, '/'), int64(f.p.Origin.Index), 10)
	}
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
func (f *Finder) within(field string, do func()) {
	f.frames = append(f.frames, frame{node: -1, field: field})
	do()
	f.frames = f.frames[:len(f.frames)-1]
}

