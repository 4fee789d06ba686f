package submission

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/event"
)

// Personal tells which values of an item are personal data: the fields that
// the catalogue marks so, those that only the API has, and every e-mail
// address whatever its field.
type Personal struct {
	names  map[string]bool // folded
	groups []string
}

// NewPersonal returns the rules. It is cheap to use and may be shared.
func NewPersonal() *Personal {
	p := &Personal{names: map[string]bool{}, groups: groups()}
	for _, e := range catalog.Events() {
		for f := range e.Fields() {
			if f.Personal != "" {
				p.names[fold(f.Path[strings.LastIndexByte(f.Path, '.')+1:])] = true
			}
		}
	}
	for _, name := range []string{"name", "phone", "ssn", "serialNumber", "idNumber"} {
		p.names[fold(name)] = true
	}
	return p
}

// groups are members whose whole content is personal.
func groups() []string { return []string{"image", "memo", "additional_list"} }

// Field reports whether the value at a path is personal whatever it is.
func (p *Personal) Field(path string) bool {
	for _, group := range p.groups {
		if rest, ok := strings.CutPrefix(path, group); ok && (rest == "" || rest[0] == '.') {
			return true
		}
	}
	name := fold(path[strings.LastIndexByte(path, '.')+1:])
	return p.names[name] || strings.HasPrefix(name, "address")
}

// Mask is value, or a mask in its place.
func (p *Personal) Mask(path, value string) string {
	if value != "" && (isMail(value) || p.Field(path)) {
		return event.MaskText
	}
	return value
}

func fold(name string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r == ' ' {
			return -1
		}
		return r
	}, name))
}

// isMail tells texts that hold something like an e-mail address.
func isMail[T string | []byte](text T) bool {
	for at := range len(text) {
		if text[at] == '@' && at > 0 {
			return strings.Contains(string(text[at:]), ".")
		}
	}
	return false
}
