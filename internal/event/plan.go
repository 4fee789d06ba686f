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

// roleOf is the catalogue's role of a field.
func roleOf(field *catalog.Field) role {
	switch field.Role {
	case catalog.RoleSubmissionID:
		return roleSubmissionID
	case catalog.RoleUserID:
		return roleUserID
	case catalog.RoleEmail:
		return roleEmail
	case catalog.RoleStatus:
		return roleStatus
	case catalog.RoleRetryCode:
		return roleRetryCode
	case catalog.RoleAttempts:
		return roleAttempts
	case catalog.RoleRejectComment:
		return roleComment
	case catalog.RoleRejectCode:
		return roleRejectCode
	case catalog.RoleCustomField:
		return roleCF1 + role(field.Rank-1)
	default:
		return roleNone
	}
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
	for field := range info.Fields() {
		s := slot{field: field, role: roleOf(field)}
		if field.Role == catalog.RoleOccurredAt {
			s.when = field.Rank
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
		for field := range info.Fields() {
			s := slot{field: field, role: roleOf(field)}
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
