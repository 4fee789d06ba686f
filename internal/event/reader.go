package event

import (
	"cmp"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/seal"
)

// Reader reads one payload after another along the catalogue's tree and
// observes what is odd in them. All that decode notes and all that the rules
// about payloads find comes from here. It reuses its memory and is not safe
// for concurrent use.
type Reader struct {
	// Watch, if not nil, is handed the texts that say more than the catalogue
	// lists: not the values of closed lists, not codes, nothing empty. m is nil
	// for a member outside the catalogue. text is valid during the call.
	Watch func(i int, text []byte, m *Member)

	// Keep, if not nil, tells by its canonical name whether an event is wanted.
	Keep func(name string) bool

	// FactsOnly leaves out what nobody wants to know who asks for facts alone: members
	// that tell none are not judged, and nothing is missing.
	FactsOnly bool

	// What the last Read came to.
	Observations []Observation
	Root         *Object // the event's, nil where none was recognised
	Form         seal.Form
	Data         int  // the node of an envelope's data, where Form is not Clear
	Trigger      int  // the node that names the event, -1 where there is none
	Dropped      bool // Keep does not want the event: nothing else was read
	More         bool // there were more than MaxObservations

	tree   *Tree
	doc    *jsonscan.Document
	teller *teller // nil where nobody asks for facts
	owner  int     // of the values that are being read along no member: the last name
	texts  []byte  // memory of textOf
	textOn int     // the node that texts is of, -1 for none
	name   []byte
	base64 seal.Lenient
	packed []byte // what a text is Base64 of
	known  memory
}

// NewReader returns a Reader along t.
func NewReader(t *Tree) *Reader {
	return &Reader{tree: t}
}

// Read reads the object that doc holds, whose faults are bearable. It reports
// whether it is a webhook, by its trigger, or an envelope; where it is neither,
// the first observation says why.
func (r *Reader) Read(doc *jsonscan.Document) bool {
	r.begin(doc)
	doc.Number(r.tree.Names)
	i, exact := r.trigger()
	r.Trigger = i
	if i < 0 {
		if r.Form, r.Data = seal.FormOf(doc); r.Form == seal.Sealed {
			r.Observations = appendEnvelope(r.Observations, doc, r.Data)
			return true
		}
		r.missingTrigger()
		r.strays(0, nil)
		return false
	}
	ok := r.choose(i)
	if r.Keep != nil && ok && !r.Keep(r.EventName()) {
		r.Dropped = true
		return true
	}
	if r.Root != nil {
		r.members(r.Root, 0)
	} else {
		if !exact {
			r.observe(Observation{Message: catalog.MsgFieldCase, Node: i, OnName: true, Right: catalog.TriggerName, Repair: Rename})
		}
		r.strays(0, nil)
	}
	r.sort()
	return ok
}

func (r *Reader) begin(doc *jsonscan.Document) {
	r.doc, r.Root, r.Form, r.Data = doc, nil, seal.Clear, 0
	r.Observations, r.More, r.Dropped, r.textOn = r.Observations[:0], false, false, -1
}

// EventName is the canonical name of the event: the catalogue's, else the
// trigger as sent.
func (r *Reader) EventName() string {
	if r.Root != nil {
		return r.Root.Event.Name
	}
	return r.doc.Text(r.Trigger)
}

// sort brings the observations into the order of the text, and at one place
// into that of the rules' names.
func (r *Reader) sort() {
	if len(r.Observations) < 2 {
		return
	}
	slices.SortStableFunc(r.Observations, func(a, b Observation) int {
		from, _ := a.Span(r.doc)
		to, _ := b.Span(r.doc)
		return cmp.Or(cmp.Compare(from, to), strings.Compare(a.Message.Rule().ID, b.Message.Rule().ID))
	})
}

func (r *Reader) observe(o Observation) {
	if len(r.Observations) == MaxObservations {
		r.More = true
		return
	}
	r.Observations = append(r.Observations, o)
}

// trigger finds the member that names the event, by its right name or by one in
// another spelling; -1 where there is none.
func (r *Reader) trigger() (i int, exact bool) {
	if i, ok := r.doc.Member(0, r.tree.trigger); ok {
		return i, true
	}
	return seal.TriggerOf(r.doc, 0)
}

// missingTrigger looks for what the object may be instead.
func (r *Reader) missingTrigger() {
	o := Observation{Message: catalog.MsgEventMissing, Right: catalog.TriggerName}
	if r.Form == seal.Encoded {
		o.Message, o.Node = catalog.MsgEventMissingEncoded, r.Data
		r.observe(o)
		return
	}
	if seal.IsAnswer(r.doc, 0) {
		o.Message = catalog.MsgEventMissingItems
		r.observe(o)
		return
	}
	for i := range r.doc.Children(0) {
		name := r.doc.Name(i)
		if len(catalog.Nearest(name, []string{catalog.TriggerName}, 1)) > 0 {
			o.Message, o.Near = catalog.MsgEventMissingNear, []string{name}
		}
	}
	r.observe(o)
}

// choose finds the event that node i names, and reports whether it names one.
func (r *Reader) choose(i int) bool {
	o := Observation{Node: i}
	if kind := r.doc.Nodes[i].Kind; kind != jsonscan.String {
		o.Message, o.Found = catalog.MsgFieldTypeTrigger, phraseOf(kind)
		r.observe(o)
		return false
	}
	text := r.textOf(i)
	if len(text) == 0 {
		o.Message = catalog.MsgEventMissingEmpty
		r.observe(o)
		return false
	}
	if r.Root = r.tree.Named(text); r.Root == nil {
		r.unknownEvent(o, text)
	} else if e := r.Root.Event; e.Like != "" {
		o.Message, o.Object, o.Right = catalog.MsgEventUnconfirmed, r.Root, e.Like
		r.observe(o)
	} else if e.Name != string(text) {
		o.Message, o.Right, o.Repair = catalog.MsgEventAlias, e.Name, Rewrite
		if string(text) == e.Official {
			o.Message = catalog.MsgEventAliasOfficial
		}
		r.observe(o)
	}
	return true
}

// unknownEvent observes an event outside the catalogue. One that is only
// spelled wrong is read as what it means.
func (r *Reader) unknownEvent(o Observation, text []byte) {
	o.Message = catalog.MsgEventUnknown
	defer func() { r.observe(o) }()
	for _, root := range r.tree.events {
		if len(text) <= longestName && catalog.SameName(root.Event.Name, string(text)) {
			r.Root = root
			o.Message, o.Right, o.Repair = catalog.MsgEventUnknownSpelling, root.Event.Name, Rewrite
			return
		}
	}
	if IsPlaceholder(text) {
		o.Message = catalog.MsgEventUnknownPlaceholder
	} else if near := catalog.Nearest(string(text), r.tree.names.List(), 1); len(near) > 0 {
		e, _, _ := catalog.EventByName(near[0])
		o.Message, o.Near = catalog.MsgEventUnknownNear, []string{e.Name}
	}
}

// textOf is the decoded text of the string at node i, valid until the next call.
func (r *Reader) textOf(i int) []byte {
	n := &r.doc.Nodes[i]
	if !n.Escaped {
		return r.doc.Data[n.Start+1 : n.End-1]
	}
	if r.textOn != i {
		r.texts, r.textOn = r.doc.AppendText(r.texts[:0], i), i
	}
	return r.texts
}

// nameOf is the decoded name of the member at node i, valid until the next call.
func (r *Reader) nameOf(i int) []byte {
	n := &r.doc.Nodes[i]
	if !n.KeyEscaped {
		return r.doc.Data[n.KeyStart+1 : n.KeyEnd-1]
	}
	r.name = r.doc.AppendName(r.name[:0], i)
	return r.name
}

// take tells the facts what node i says as the value of m.
func (r *Reader) take(m *Member, i int, astray bool) {
	if m.fact != noFact && r.teller != nil {
		r.teller.take(m, i, astray)
	}
}
