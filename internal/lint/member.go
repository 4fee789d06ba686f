package lint

import (
	"fmt"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/personal"
)

// members judges the object at node: the names of its members, what each of
// them holds, and what is missing.
func (c *check) members(o *table, node int) {
	seen := c.present(o, node)
	for i := range c.doc.Children(node) {
		if c.more {
			return
		}
		c.name = c.doc.AppendName(c.name[:0], i)
		before := c.push(c.name)
		if n := o.names.find(c.name); n >= 0 {
			c.value(&o.fields[n], i)
		} else if n := o.similar(c.name); n >= 0 {
			c.misspelt(&o.fields[n], i, seen>>n&1 == 1)
			seen |= 1 << n
		} else {
			c.unknown(o, i)
		}
		c.pop(before)
	}
	for n := range o.fields {
		if o.required&^seen>>n&1 == 1 && o.fields[n].judge != triggers {
			f := &o.fields[n]
			c.add(c.at("field/missing", node, fmt.Sprintf("%s is missing, a field that every %s event carries", f.info.Path, o.event.Name),
				"add "+quote(f.name)+": "+lowerFirst(f.info.Meaning.En)))
		}
	}
}

// present is the mask of the fields that are there by their right names.
func (c *check) present(o *table, node int) (mask uint64) {
	for i := range c.doc.Children(node) {
		c.name = c.doc.AppendName(c.name[:0], i)
		if n := o.names.find(c.name); n >= 0 {
			mask |= 1 << n
		}
	}
	return mask
}

// similar finds the field whose name differs only in case and separators.
func (o *table) similar(name []byte) int {
	if len(name) > 64 {
		return -1
	}
	for n := range o.fields {
		if catalog.SameName(o.fields[n].name, string(name)) {
			return n
		}
	}
	return -1
}

// misspelt reports a name in the wrong spelling. Where the right one is not
// there as well, the value is judged as if it were.
func (c *check) misspelt(m *field, i int, twin bool) {
	message := fmt.Sprintf("%s is spelled %s", quote(string(c.name)), quote(m.name))
	if twin {
		c.add(c.atName("field/case", i, message, quote(m.name)+" is there as well: remove one of the two"))
		c.stray(i, m.hint)
		return
	}
	f := c.atName("field/case", i, message, "names are case-sensitive: rename the member")
	f.fix = c.renameTo(i, m.name)
	c.add(f)
	c.value(m, i)
}

func (c *check) renameTo(i int, name string) *jsonscan.Repair {
	n := &c.doc.Nodes[i]
	return &jsonscan.Repair{Description: "rename it to " + quote(name),
		Edits: []jsonscan.Edit{{Offset: n.KeyStart, Length: n.KeyEnd - n.KeyStart, Text: quote(name)}}}
}

// unknown reports a member that is not documented for the event.
func (c *check) unknown(o *table, i int) {
	if c.l.severity("field/unknown", diag.Warning) == diag.Off {
		c.stray(i, personal.HintOf(string(c.name), ""))
		return
	}
	name := string(c.name)
	message := fmt.Sprintf("%s is not a documented field of the %s event", quote(name), o.event.Name)
	c.add(c.atName("field/unknown", i, message, o.unknownHelp(name)))
	c.stray(i, personal.HintOf(name, ""))
}

// unknownHelp tells what a name may stand for: the status in the words of the
// return URL, a field of another object of the event, or a typo.
func (o *table) unknownHelp(name string) string {
	if catalog.SameName(name, "kycStatus") {
		return "kycStatus is a parameter of the return URL: webhooks tell the result in kyc_result.status"
	}
	for f := range o.event.Fields() {
		if strings.HasSuffix(f.Path, "."+name) || f.Path == name {
			return "the event has it as " + f.Path
		}
	}
	if near := catalog.Nearest(name, o.names.list, 1); len(near) > 0 {
		return "did you mean " + quote(near[0]) + "?"
	}
	return "the service may send more than it documents; if it is a typo of yours, correct it"
}

// strays looks at the texts below node, of which nothing is known.
func (c *check) strays(node int) {
	index, inArray := 0, c.doc.Nodes[node].Kind == jsonscan.Array
	for i := range c.doc.Children(node) {
		if c.more {
			return
		}
		var before int
		var h personal.Hint
		if inArray {
			before = c.pushIndex(index)
		} else {
			c.name = c.doc.AppendName(c.name[:0], i)
			before, h = c.push(c.name), personal.HintOf(string(c.name), "")
		}
		c.stray(i, h)
		c.pop(before)
		index++
	}
}

func (c *check) stray(i int, h personal.Hint) {
	switch c.doc.Nodes[i].Kind {
	case jsonscan.String:
		c.text = c.doc.AppendText(c.text[:0], i)
		if !c.template(i) {
			c.personal(i, h)
		}
	case jsonscan.Object, jsonscan.Array:
		c.strays(i)
	default:
	}
}

// value judges what node i, the value of m, holds.
func (c *check) value(m *field, i int) {
	n := &c.doc.Nodes[i]
	if !m.allows(n.Kind) || m.integer && n.Kind == jsonscan.Number && !isWhole(c.doc.Raw(i)) {
		c.wrongType(m, i)
		c.stray(i, m.hint)
		return
	}
	switch n.Kind {
	case jsonscan.String:
		if m.judge != triggers {
			c.text = c.doc.AppendText(c.text[:0], i)
			c.judgeText(m, i)
		}
	case jsonscan.Object:
		if m.object != nil {
			c.members(m.object, i)
		} else {
			c.strays(i)
		}
	case jsonscan.Array:
		c.elements(m, i)
	default:
	}
}

// elements judges an array. The elements of a code's array are codes.
func (c *check) elements(m *field, node int) {
	index := 0
	for i := range c.doc.Children(node) {
		before := c.pushIndex(index)
		switch {
		case m.items != nil:
			c.value(m.items, i)
		case c.doc.Nodes[i].Kind == jsonscan.String:
			c.text = c.doc.AppendText(c.text[:0], i)
			c.judgeText(m, i)
		default:
			c.stray(i, m.hint)
		}
		c.pop(before)
		index++
	}
}

func (c *check) wrongType(m *field, i int) {
	n := &c.doc.Nodes[i]
	found, want := article(n.Kind), indefinite(string(m.info.Types[0]))
	if m.integer && n.Kind == jsonscan.Number {
		found = "a number that is not whole"
	}
	f := c.at("field/type", i, fmt.Sprintf("%s is %s, expected %s", m.info.Path, found, want))
	raw := c.doc.Raw(i)
	switch {
	case m.integer && n.Kind == jsonscan.String && isInteger(raw[1:n.End-n.Start-1]):
		f.fix = c.replaceNode(i, "remove the quotes", string(raw[1:len(raw)-1]))
		f.help = []string{"remove the quotes: the service sends a number"}
	case m.allows(jsonscan.String) && n.Kind == jsonscan.Number && isInteger(raw):
		f.fix = c.replaceNode(i, "put the number in quotes", `"`+string(raw)+`"`)
		f.help = []string{"put the number in quotes: the service sends a string"}
	case n.Kind == jsonscan.Null:
		f.help = []string{"the service leaves out what it has no value for: remove the member, or put " + want}
	default:
		f.help = []string{"put " + want + ": " + lowerFirst(m.info.Meaning.En)}
	}
	c.add(f)
}
