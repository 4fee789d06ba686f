package event

import (
	"github.com/argosctl/argosctl/internal/catalog"
)

// memory keeps what was found out about names and codes that are not
// documented: archives hold the same ones in every payload, and looking for
// near ones costs more than reading a payload.
type memory struct {
	members map[memberKey]guess
	codes   map[codeKey]guess
}

type memberKey struct {
	object *Object
	name   string
}

type codeKey struct{ table, code string }

// guess is what an undocumented name or code may have been meant to be.
type guess struct {
	similar int               // of a member: the place of the one that it is another name of, else -1
	message catalog.MessageID // about a member
	right   string
	near    []string
	meaning *Member // the member of the event that one with its name stands for, wherever it is
}

// maxMemory bounds each part of a memory; past it, a new one begins.
const maxMemory = 256

// maxRemembered is the longest name or code, in bytes, that is kept.
const maxRemembered = 128

// member says what an undocumented member of o, in the event of root, is.
func (k *memory) member(root, o *Object, name []byte) guess {
	if g, ok := k.members[memberKey{o, string(name)}]; ok {
		return g
	}
	var g guess
	if g.similar, g.message = o.similar(name); g.similar < 0 {
		g = o.unknown(root, string(name))
	}
	if len(name) <= maxRemembered {
		if k.members == nil || len(k.members) == maxMemory {
			k.members = map[memberKey]guess{}
		}
		k.members[memberKey{o, string(name)}] = g
	}
	return g
}

// unknown tells what a name may stand for: the status in the words of the
// return URL, a field of another object of the event, or a typo.
func (o *Object) unknown(root *Object, name string) guess {
	m := named(root.roles, []byte(name))
	if catalog.SameName(name, catalog.ParamStatus) {
		return guess{similar: -1, message: catalog.MsgFieldUnknownReturnURL, meaning: m}
	}
	if m != nil {
		return guess{similar: -1, message: catalog.MsgFieldUnknownElsewhere, meaning: m, right: m.Field.Path}
	}
	if near := catalog.Nearest(name, o.Names.List(), 1); len(near) > 0 {
		return guess{similar: -1, message: catalog.MsgFieldUnknownNear, near: near}
	}
	return guess{similar: -1, message: catalog.MsgFieldUnknown}
}

// code says what a code outside its table may have been meant to be.
func (k *memory) code(table catalog.Table, text []byte) guess {
	if g, ok := k.codes[codeKey{table.ID, string(text)}]; ok {
		return g
	}
	var g guess
	if c := table.Misspelt(string(text)); c != nil {
		g.right = c.Code
	} else {
		g.near = table.Nearest(string(text), 3)
	}
	if len(text) <= maxRemembered {
		if k.codes == nil || len(k.codes) == maxMemory {
			k.codes = map[codeKey]guess{}
		}
		k.codes[codeKey{table.ID, string(text)}] = g
	}
	return g
}
