package submission

import (
	"iter"
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// Item is one submission as the API gave it. It points into the answer: see
// where it comes from for how long it is valid.
type Item struct {
	doc  *jsonscan.Document
	node int
}

// ParseItem reads an item from its JSON text; ok is false where it is none.
func ParseItem(raw []byte) (item Item, ok bool) {
	doc := new(jsonscan.Document)
	doc.Parse(raw)
	return Item{doc, 0}, isObject(doc, raw)
}

// Raw is the literal JSON text.
func (i Item) Raw() []byte { return i.doc.Raw(i.node) }

// AppendCompact appends the JSON text without white space between its tokens.
func (i Item) AppendCompact(dst []byte) []byte { return jsonscan.AppendCompact(dst, i.Raw()) }

// Text is the value at a path of member names joined by dots: a string's text,
// another scalar's literal, the texts of a list joined by "; "; empty where
// there is nothing.
func (i Item) Text(path string) string {
	node, ok := i.doc.At(i.node, path)
	if !ok {
		return ""
	}
	return text(i.doc, node)
}

// Texts is the value at path as a list: the service has comments as lists, the
// webhook as strings.
func (i Item) Texts(path string) []string {
	node, ok := i.doc.At(i.node, path)
	if !ok {
		return nil
	}
	return Item{i.doc, node}.list()
}

// list is the texts of an array, or the one text of another value; empty ones
// are left out.
func (i Item) list() []string {
	if i.doc.Nodes[i.node].Kind != jsonscan.Array {
		if value := text(i.doc, i.node); value != "" {
			return []string{value}
		}
		return nil
	}
	var out []string
	for child := range i.doc.Children(i.node) {
		if value := text(i.doc, child); value != "" {
			out = append(out, value)
		}
	}
	return out
}

// value is the first text among the paths of a role.
func (i Item) value(role catalog.Role) string {
	for _, path := range catalog.ItemPaths(role) {
		if value := i.Text(path); value != "" {
			return value
		}
	}
	return ""
}

// values is the list at the best path of a role.
func (i Item) values(role catalog.Role) []string {
	for _, path := range catalog.ItemPaths(role) {
		if list := i.Texts(path); len(list) > 0 {
			return list
		}
	}
	return nil
}

// ID is the submission's id.
func (i Item) ID() string { return i.value(catalog.RoleSubmissionID) }

// Deleted is the status of what was deleted: "Get Submission" says that it
// shows as "Deleted Submission", not where.
const Deleted = "deleted"

// Status is approved, rejected, pending, incomplete, Deleted, or what the
// service calls it else.
func (i Item) Status() string {
	status := i.value(catalog.RoleStatus)
	for _, value := range []string{status, i.Text("status"), i.Text(catalog.AnswerMessage)} {
		if strings.EqualFold(value, catalog.DeletedSubmission) {
			return Deleted
		}
	}
	return status
}

// Created is when the submission was made, as RFC 3339 in UTC; empty where the
// item does not say it in a known form.
func (i Item) Created() string { return utc(i.value(catalog.RoleCreatedAt)) }

// OddTime is the first time of the item that is not in RFC 3339, which is assumed
// of all of them; odd is false where there is none.
func (i Item) OddTime() (name string, odd bool) {
	for child := range i.doc.Children(i.node) {
		name := i.doc.Name(child)
		if !strings.HasSuffix(name, "_at") || i.doc.Nodes[child].Kind != jsonscan.String {
			continue
		}
		if value := i.doc.Text(child); value != "" && event.JudgeTime([]byte(value)) != event.GoodTime {
			return name, true
		}
	}
	return "", false
}

func utc(value string) string {
	at, _, _ := event.ParseTime(value)
	return at
}

// Comments and Codes are the reasons of a rejection.
func (i Item) Comments() []string { return i.values(catalog.RoleRejectComment) }

// Codes are the comment codes of a rejection.
func (i Item) Codes() []string { return i.values(catalog.RoleRejectCode) }

// Name is the submitter's full name.
func (i Item) Name() string {
	if name := i.value(catalog.RoleFullName); name != "" {
		return name
	}
	return strings.TrimSpace(i.value(catalog.RoleFirstName) + " " + i.value(catalog.RoleLastName))
}

// Leaves yields every value that is no object, with its path; lists of scalars
// are one value, those of objects have the index in the path.
func (i Item) Leaves() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) { leaves(i.doc, i.node, "", yield) }
}

func leaves(doc *jsonscan.Document, node int, path string, yield func(string, string) bool) bool {
	kind := doc.Nodes[node].Kind
	if kind == jsonscan.Array && hasContainers(doc, node) || kind == jsonscan.Object {
		index := 0
		for child := range doc.Children(node) {
			below := doc.Name(child)
			if kind == jsonscan.Array {
				below = strconv.Itoa(index)
				index++
			}
			if path != "" {
				below = path + "." + below
			}
			if !leaves(doc, child, below, yield) {
				return false
			}
		}
		return true
	}
	return yield(path, text(doc, node))
}

func hasContainers(doc *jsonscan.Document, array int) bool {
	for child := range doc.Children(array) {
		if kind := doc.Nodes[child].Kind; kind == jsonscan.Object || kind == jsonscan.Array {
			return true
		}
	}
	return false
}

// text writes any value for people.
func text(doc *jsonscan.Document, node int) string {
	switch doc.Nodes[node].Kind {
	case jsonscan.Null:
		return ""
	case jsonscan.Array:
		var parts []string
		for child := range doc.Children(node) {
			parts = append(parts, text(doc, child))
		}
		return strings.Join(parts, "; ")
	default:
		return doc.Text(node)
	}
}

// Object is the object at a path, the item itself where there is none.
func (i Item) Object(path string) Item {
	if node, ok := i.doc.At(i.node, path); ok && i.doc.Nodes[node].Kind == jsonscan.Object {
		return Item{i.doc, node}
	}
	return i
}

// Objects yields the objects in the list at a path.
func (i Item) Objects(path string) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		list, ok := i.doc.At(i.node, path)
		if !ok || i.doc.Nodes[list].Kind != jsonscan.Array {
			return
		}
		for child := range i.doc.Children(list) {
			if i.doc.Nodes[child].Kind == jsonscan.Object && !yield(Item{i.doc, child}) {
				return
			}
		}
	}
}
