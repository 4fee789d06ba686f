package submission

import (
	"slices"
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
)

// Webhook is the payload that the service would have sent for a submission's
// present state, made anew from what the API knows.
type Webhook struct {
	Event   string
	Payload []byte        // compact JSON
	Notes   []say.Message // what to know about it; never in the payload
}

// StateError says why no webhook can be made for a submission.
type StateError struct{ Status string }

func (e *StateError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *StateError) In(lang string) string {
	switch e.Status {
	case "":
		return say.In(lang, "the submission has no status, so no webhook announces its state")
	case Deleted:
		return say.In(lang, "the submission was deleted: the API does not know what its webhook carried")
	}
	return say.Textf("no webhook announces the status %q", e.Status).In(lang)
}

// Reconstruct makes the webhook of the item's present state: created or retry,
// submit, approved or rejected. Every field of the event in the catalogue is
// filled from the item where the item has it; the API and the webhooks name
// some things differently. The error is a *StateError.
func Reconstruct(item Item) (Webhook, error) {
	e, err := announced(item)
	if err != nil {
		return Webhook{}, err
	}
	b := builder{item: item, event: e}
	payload := b.object(&b.event.Payload)
	notes := []say.Message{say.Textf("reconstructed from the submission's present state; the service did not send these bytes")}
	if len(b.missing) > 0 {
		notes = append(notes, say.Textf("not known to the API, so left out: %s", strings.Join(b.missing, ", ")))
	}
	return Webhook{Event: e.Name, Payload: payload, Notes: append(notes, b.notes...)}, nil
}

// announced is the event of the present state: the first one that announces
// its status, or the retry where the item says which attempt failed.
func announced(item Item) (*catalog.Event, error) {
	status := item.Status()
	code, attempts := item.Retry()
	stages := []catalog.Stage{catalog.StageCreate, catalog.StageReview, catalog.StageDecide}
	if code != "" && attempts != "" {
		stages = append([]catalog.Stage{catalog.StageRetry}, stages...)
	}
	for _, stage := range stages {
		if e := catalog.EventOf(stage, status); e != nil && status != "" {
			return e, nil
		}
	}
	return nil, &StateError{status}
}

// builder fills an event's fields in the catalogue's order.
type builder struct {
	item    Item
	event   *catalog.Event
	missing []string
	notes   []say.Message
}

// object writes an object of the payload, empty where none of its fields is
// known.
func (b *builder) object(object *catalog.Field) []byte {
	dst := []byte{'{'}
	for i := range object.Members {
		f := &object.Members[i]
		if f.Legacy {
			continue
		}
		value := b.value(f)
		if len(value) == 0 {
			continue
		}
		if len(dst) > 1 {
			dst = append(dst, ',')
		}
		dst = append(append(jsonscan.AppendQuoted(dst, f.Name), ':'), value...)
	}
	if len(dst) == 1 {
		return nil
	}
	return append(dst, '}')
}

// value is the JSON of a field, nothing where the item does not have it.
func (b *builder) value(f *catalog.Field) []byte {
	switch {
	case f.Role == catalog.RoleTrigger:
		return jsonscan.AppendQuoted(nil, b.event.Name)
	case f.Types[0] == catalog.Object:
		return b.object(f)
	case f.Role == catalog.RoleRetryCode || f.Role == catalog.RoleAttempts:
		return b.retry(f)
	case f.Role == catalog.RoleStatus && len(f.Enum) == 1:
		return jsonscan.AppendQuoted(nil, b.event.Status)
	}
	for _, path := range f.APIPaths() {
		if node, ok := b.item.doc.At(b.item.node, path); ok {
			if raw := b.fit(f, node); len(raw) > 0 {
				return raw
			}
		}
	}
	b.missing = append(b.missing, f.Path)
	return nil
}

// retry is the code or the number of the last attempt.
func (b *builder) retry(f *catalog.Field) []byte {
	code, attempts := b.item.Retry()
	if n, err := strconv.Atoi(attempts); err == nil && f.Role == catalog.RoleAttempts {
		return strconv.AppendInt(nil, int64(n), 10)
	}
	if code != "" && f.Role == catalog.RoleRetryCode {
		return jsonscan.AppendQuoted(nil, code)
	}
	b.missing = append(b.missing, f.Path)
	return nil
}

// fit is the value of a node as the field wants it, nothing where it does not
// go: webhooks have one comment where the API has a list, and only RFC 3339
// times.
func (b *builder) fit(f *catalog.Field, node int) []byte {
	doc := b.item.doc
	kind := doc.Nodes[node].Kind
	switch {
	case f.Types[0] == catalog.Integer && kind == jsonscan.Number, f.Types[0] == catalog.Array && kind == jsonscan.Array:
		return jsonscan.AppendCompact(nil, doc.Raw(node))
	case f.Types[0] != catalog.String || kind == jsonscan.Null:
		return nil
	}
	value := text(doc, node)
	if kind == jsonscan.Array {
		values := Item{doc, node}.list()
		if len(values) > 1 {
			b.notes = append(b.notes, say.Textf("%s is a list of %d in the API; the webhook has one text", f.Path, len(values)))
		}
		value = strings.Join(values, ", ")
	}
	if f.Format == catalog.DateTime {
		value = utc(value)
	}
	if value == "" || len(f.Enum) > 0 && !f.Open && !slices.Contains(f.Enum, value) {
		return nil
	}
	return jsonscan.AppendQuoted(nil, value)
}
