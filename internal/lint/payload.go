package lint

import (
	"errors"
	"fmt"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/source"
)

// careful asks the rules one by one and leaves what they find in l.check.
func (l *Linter) careful(p source.Payload) {
	c := &l.check
	*c = check{l: l, doc: &l.doc, found: c.found[:0], path: c.path[:0], text: c.text[:0], name: c.name[:0]}
	c.document(p.Bytes)
}

// document judges a text. Only one that is JSON, but for a byte order mark and
// duplicate names, has fields to judge: a guess at what a broken one means
// would accuse what is right.
func (c *check) document(data []byte) {
	c.doc.Parse(data)
	readable, repairable := true, true
	for i := range c.doc.Faults {
		f := &c.doc.Faults[i]
		repairable = repairable && (f.Repair != nil || f.Comment || f.Code == jsonscan.DuplicateKey)
	}
	for i := range c.doc.Faults {
		readable = c.fault(&c.doc.Faults[i], repairable) && readable
	}
	if !readable {
		return
	}
	if faults := len(c.doc.Faults); !c.doc.RequireObject() {
		if len(c.doc.Faults) > faults {
			c.fault(&c.doc.Faults[faults], true)
		}
		return
	}
	if c.envelope() {
		return
	}
	c.payload()
}

// fault reports what the scanner found, and reports whether the rest of the
// text can be trusted all the same. The repair of a text that does not parse is
// only offered where all of it can be repaired: half of a repair is a guess.
func (c *check) fault(f *jsonscan.Fault, repairable bool) bool {
	readable := f.Code == jsonscan.BOM || f.Code == jsonscan.DuplicateKey
	r := raw{rule: f.Code.String(), start: f.Offset, end: f.Offset + f.Length, pointer: f.Pointer, message: f.Message, help: f.Help, fix: f.Repair, first: max(f.Related, 0)}
	if len(r.help) == 0 {
		if f.Repair != nil {
			r.help = []string{f.Repair.Description}
		} else {
			r.help = faultHelp(f.Code)
		}
	}
	if !repairable && !readable {
		r.fix = nil
	}
	c.add(r)
	return readable
}

func faultHelp(code jsonscan.FaultCode) []string {
	switch code {
	case jsonscan.DuplicateKey:
		return []string{"keep one of the two members: readers differ in which one they take"}
	case jsonscan.UTF8:
		return []string{"write the text in UTF-8"}
	case jsonscan.TrailingData:
		return []string{"a payload is one JSON object"}
	case jsonscan.Depth:
		return []string{fmt.Sprintf("payloads of the service are far less than %d levels deep", jsonscan.MaxDepth)}
	case jsonscan.NotObject:
		return []string{"a payload is a JSON object with a " + triggerName}
	default:
		return []string{"correct the text here"}
	}
}

// payload judges the root object: which event it is, then its members.
func (c *check) payload() {
	i, name := c.trigger()
	if i < 0 {
		c.missingTrigger()
	} else if c.doc.Nodes[i].Kind == jsonscan.String {
		before := c.push([]byte(name))
		c.chooseEvent(i)
		c.pop(before)
	}
	switch {
	case c.event != nil:
		c.members(c.event, 0)
	case i >= 0:
		c.wrongName(i, name)
		if n := &c.doc.Nodes[i]; n.Kind != jsonscan.String {
			before := c.push([]byte(name))
			c.add(c.at("field/type", i, triggerName+" is "+article(n.Kind)+", expected the name of an event as a string",
				"write the event's name in double quotes, such as \"approved\""))
			c.pop(before)
		}
		fallthrough
	default:
		c.strays(0)
	}
}

// trigger finds the member that names the event, by its right name or by one
// in another spelling; -1 where there is none.
func (c *check) trigger() (i int, name string) {
	if i, ok := c.doc.Get(0, triggerName); ok {
		return i, triggerName
	}
	for i := range c.doc.Children(0) {
		if name := c.doc.Name(i); catalog.SameName(name, triggerName) {
			return i, name
		}
	}
	return -1, ""
}

// wrongName reports a misspelt trigger name where no table of fields does.
func (c *check) wrongName(i int, name string) {
	if name != triggerName {
		before := c.push([]byte(name))
		f := c.atName("field/case", i, fmt.Sprintf("%s is spelled %s", quote(name), quote(triggerName)), "names are case-sensitive: rename the member")
		f.fix = c.renameTo(i, triggerName)
		c.add(f)
		c.pop(before)
	}
}

// ours reports whether the text, once it is judged, turned out to be a webhook
// or a broken one: an event was recognised in it, a key opened it, or a member
// of it is called webhook_trigger. Nothing else gets a repair: it belongs to
// another program, whose syntax may differ from JSON's on purpose.
func (c *check) ours() bool {
	if c.looked {
		return c.own
	}
	c.looked = true
	c.own = c.own || c.event != nil
	for i := 0; i < len(c.doc.Nodes) && !c.own; i++ {
		c.own = c.doc.NameIs(i, triggerName)
	}
	return c.own
}

func (c *check) missingTrigger() {
	help := []string{"every webhook of the service carries " + triggerName + " with the name of its event"}
	for i := range c.doc.Children(0) {
		name := c.doc.Name(i)
		if name == "Items" {
			help = []string{"this looks like an answer of the submission API, not a webhook"}
		} else if near := catalog.Nearest(name, []string{triggerName}, 1); len(near) > 0 {
			help = []string{fmt.Sprintf("did you mean %s by %s?", quote(triggerName), quote(name))}
		}
	}
	const message = "the object has no " + triggerName
	if form, data := seal.FormOf(c.doc); form == seal.Encoded {
		before := c.push([]byte("data"))
		c.add(c.at("event/missing", data, message, seal.EncodedHint))
		c.pop(before)
		return
	}
	c.add(c.at("event/missing", 0, message, help...))
}

// chooseEvent finds the event that node i names.
func (c *check) chooseEvent(i int) {
	c.text = c.doc.AppendText(c.text[:0], i)
	name := string(c.text)
	if name == "" {
		c.add(c.at("event/missing", i, triggerName+" is empty", "name the event, one of: "+list(eventNames())))
		return
	}
	if n := c.l.names.find(c.text); n >= 0 {
		c.event = c.l.events[c.l.byName[n]]
	}
	var right string
	switch {
	case c.event == nil:
		right = c.unknownEvent(i, name)
	case c.event.event.Name != name:
		right = c.event.event.Name
		why := " is another name of the event that the service sends as "
		if name == c.event.event.Official {
			why = " is the name in the documentation's event table, the service sends "
		}
		f := c.at("event/alias", i, quote(name)+why+quote(right),
			fmt.Sprintf("write %s; a handler that waits for %s never hears of it", quote(right), quote(name)))
		f.fix = c.replaceNode(i, "write "+quote(right), quote(right))
		c.add(f)
	default:
		right = name
	}
	if want := c.l.config.Event; want != "" && right != want && c.event != nil {
		c.add(c.at("event/unknown", i, fmt.Sprintf("expected event %s, found %s", quote(want), quote(name)),
			fmt.Sprintf("this run asserts that every payload is %s: move this one elsewhere, or drop the assertion", quote(want))))
	}
}

// unknownEvent reports an event outside the catalogue; one that is only spelled
// wrong is judged as what it means, and its right name returned.
func (c *check) unknownEvent(i int, name string) (right string) {
	f := c.at("event/unknown", i, quote(name)+" is not an event of the service")
	for _, o := range c.l.events {
		if catalog.SameName(o.event.Name, name) {
			c.event, right = o, o.event.Name
			f.message += ", it is spelled " + quote(right)
			f.help = []string{"write " + quote(right) + ": names are case-sensitive"}
			f.fix = c.replaceNode(i, "write "+quote(right), quote(right))
			c.add(f)
			return right
		}
	}
	if isPlaceholder([]byte(name)) {
		f.help = []string{"this is a template of the documentation: put the name of an event"}
	} else if near := catalog.Nearest(name, c.l.names.list, 1); len(near) > 0 {
		e, _, _ := catalog.EventByName(near[0])
		f.help = []string{"did you mean " + quote(e.Name) + "?"}
	} else {
		f.help = []string{"the events are: " + list(eventNames())}
	}
	c.add(f)
	return name
}

// envelope judges an encrypted payload, and reports whether this is one.
func (c *check) envelope() bool {
	form, i := seal.FormOf(c.doc)
	if form != seal.Sealed {
		return false
	}
	before := c.push([]byte("data"))
	c.open(i)
	c.pop(before)
	return true
}

func (c *check) open(i int) {
	n := c.doc.Nodes[i]
	plain, hint, err := c.decrypt(seal.Ciphertext(c.doc, i))
	if errors.Is(err, ErrNoKey) {
		c.add(c.at("envelope/no-key", i, "the payload is encrypted and there is no key to open it",
			"give the project's API key by ARGOS_API_KEY, --key-file or a profile; without it only the envelope is checked"))
		return
	}
	if err != nil {
		if hint == "" {
			hint = "check that the key belongs to the project that sent the payload"
		}
		c.add(c.at("envelope/undecryptable", i, err.Error(), hint))
		return
	}
	c.own = true
	if c.anchor != nil || c.quickly(plain) {
		return
	}
	outer, path := c.doc, c.path
	c.doc, c.path, c.anchor = &c.l.inner, nil, &span{n.Start, n.End}
	c.document(plain)
	c.doc, c.path, c.anchor = outer, path, nil
}

func (c *check) decrypt(ciphertext []byte) (plain []byte, hint string, err error) {
	if c.l.config.Open == nil {
		return nil, "", ErrNoKey
	}
	return c.l.config.Open(ciphertext)
}

// quickly reports whether what an envelope held is certainly clean.
func (c *check) quickly(plain []byte) bool {
	o, ok := c.l.fast.clean(plain)
	return ok && (c.l.config.Event == "" || o.event.Name == c.l.config.Event)
}

// usually gives a finding another severity than its rule's.
func (f raw) usually(s diag.Severity) raw {
	f.severity = s
	return f
}
