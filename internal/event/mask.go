package event

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// MaskText stands for a piece of personal data.
const MaskText = "***"

// Masker replaces personal data in JSON texts: the values of fields that the
// catalogue marks as personal, and of others named for what they hold, under
// any spelling and at any depth, and every e-mail address whatever its field. Everything else stays byte for byte. It
// is not safe for concurrent use.
type Masker struct {
	names map[string]bool
	doc   jsonscan.Document
	name  []byte
}

// NewMasker returns a Masker that knows the personal fields of all events.
func NewMasker() *Masker {
	m := &Masker{names: map[string]bool{}}
	for _, name := range strayPersonal() {
		m.names[name] = true
	}
	for _, e := range catalog.Events() {
		for field := range e.Fields() {
			if field.Personal != "" {
				m.names[fold(lastName(field.Path))] = true
			}
		}
	}
	return m
}

// strayPersonal are the folded names of personal data that no event documents
// but that the service's API, or an older or newer webhook, may well carry.
func strayPersonal() []string {
	return []string{
		"name", "middlename", "birthdate", "birthday", "dob", "phone", "phonenumber", "mobile",
		"address", "fulladdress", "passportnumber", "licensenumber", "personalnumber", "idnumber",
		"serialnumber", "curpnumber", "ssn", "ip", "image", "photo",
	}
}

// Append appends text to dst with personal data replaced. A text that is not
// JSON is appended as far as it could be read.
func (m *Masker) Append(dst, text []byte) []byte {
	m.doc.Parse(text)
	at := 0
	hidden := 0 // nodes before this one are within a personal value
	for i := range m.doc.Nodes {
		n := &m.doc.Nodes[i]
		if i >= hidden && m.personal(n) {
			hidden = n.Next
		}
		scalar := n.Kind != jsonscan.Object && n.Kind != jsonscan.Array && n.Kind != jsonscan.Null
		if !scalar || i >= hidden && !isMail(n, m.doc.Raw(i)) || n.Start < at || isEmpty(m.doc.Raw(i)) {
			continue
		}
		dst = append(append(dst, text[at:n.Start]...), `"`+MaskText+`"`...)
		at = n.End
	}
	return append(dst, text[at:]...)
}

func (m *Masker) personal(n *jsonscan.Node) bool {
	if n.KeyEnd == 0 {
		return false
	}
	m.name = m.name[:0]
	for _, c := range bytes.Trim(m.doc.Data[n.KeyStart:n.KeyEnd], `"`) {
		switch {
		case c == '_' || c == '-' || c == ' ':
		case 'A' <= c && c <= 'Z':
			m.name = append(m.name, c+'a'-'A')
		default:
			m.name = append(m.name, c)
		}
	}
	return m.names[string(m.name)] || bytes.Contains(m.name, []byte("image"))
}

func isEmpty(raw []byte) bool { return len(raw) == 2 && raw[0] == '"' }

// isMail tells strings that hold something like an e-mail address.
func isMail(n *jsonscan.Node, raw []byte) bool {
	if n.Kind != jsonscan.String {
		return false
	}
	for {
		before, after, found := bytes.Cut(raw, []byte("@"))
		if !found {
			return false
		}
		domain := after
		if end := bytes.IndexAny(after, " \t,;<>"); end >= 0 {
			domain = after[:end]
		}
		if len(before) > 1 && before[len(before)-1] > ' ' && bytes.IndexByte(domain, '.') > 0 {
			return true
		}
		raw = after
	}
}
