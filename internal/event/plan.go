package event

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
)

// role is what a field means to the decoder, whatever it is called in an event.
type role uint8

const (
	roleNone role = iota
	roleSubmissionID
	roleUserID
	roleEmail
	roleStatus
	roleRetryCode
	roleAttempts
	roleComment
	roleRejectCode
	roleCF1
	roleCF2
	roleCF3
)

// roleOf reads the role off the invented value that a sample puts there.
func roleOf(field *catalog.Field) role {
	switch field.Sample {
	case "submission-id":
		return roleSubmissionID
	case "userid":
		return roleUserID
	case "email":
		return roleEmail
	case "status", "kyc-status":
		return roleStatus
	case "retry-code":
		return roleRetryCode
	case "attempts":
		return roleAttempts
	case "reject-comment":
		return roleComment
	case "reject-code":
		return roleRejectCode
	case "cf1":
		return roleCF1
	case "cf2":
		return roleCF2
	case "cf3":
		return roleCF3
	}
	return roleNone
}

// slot is one field of an event, as the decoder looks it up.
type slot struct {
	field *catalog.Field
	role  role
	when  int // 1 for the best of the times that say when it happened, 0 for none
}

// plan is an event compiled for decoding.
type plan struct {
	info   *catalog.Event
	paths  map[string]slot // by catalogue path
	names  map[string]slot // by the folded last name, for odd spellings and places
	pieces []piece         // the summary in the decoder's language
	recent [64]slot        // what the nodes of the payload before were
}

// lookup finds the documented field at path, which is that of a node. Payloads
// of an event mostly have the same fields at the same nodes: the payload before
// is asked first, which costs a comparison in place of a hash.
func (p *plan) lookup(path []byte, node int) (s slot, documented bool) {
	if node >= len(p.recent) {
		s, documented = p.paths[string(path)]
		return s, documented
	}
	if s := p.recent[node]; s.field != nil && s.field.Path == string(path) {
		return s, true
	}
	if s, documented = p.paths[string(path)]; documented {
		p.recent[node] = s
	}
	return s, documented
}

func newPlan(info *catalog.Event, lang string) *plan {
	p := &plan{info: info, paths: map[string]slot{}, names: map[string]slot{}}
	for i := range info.Fields {
		field := &info.Fields[i]
		s := slot{field: field, role: roleOf(field)}
		for rank, path := range info.OccurredAt {
			if path == field.Path {
				s.when = rank + 1
			}
		}
		p.paths[field.Path] = s
		if name := catalog.Fold(lastName(field.Path)); p.names[name].field == nil {
			p.names[name] = s
		}
	}
	p.pieces = parseSummary(info.Summary.In(lang))
	return p
}

// newLoosePlan is for events outside the catalogue: the fields that mean the
// same in every event.
func newLoosePlan() *plan {
	p := &plan{paths: map[string]slot{}, names: map[string]slot{}}
	for _, info := range catalog.Events() {
		for i := range info.Fields {
			s := slot{field: &info.Fields[i], role: roleOf(&info.Fields[i])}
			if name := catalog.Fold(lastName(s.field.Path)); s.role != roleNone && p.names[name].field == nil {
				p.names[name] = s
			}
		}
	}
	return p
}

// lastName is the last member name of a path: "recordId" of "records[].recordId".
func lastName(path string) string {
	path = strings.TrimSuffix(path, "[]")
	return path[strings.LastIndexByte(path, '.')+1:]
}
