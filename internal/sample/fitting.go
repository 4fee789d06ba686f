package sample

import (
	"strconv"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// fitting is the generator of a field that names none: a documented value, else
// one that fits its format or type, else a text that says what it is.
func fitting(f *catalog.Field) value {
	switch {
	case len(f.Enum) > 0:
		return oneOf(f.Enum)
	case f.Types[0] == catalog.Integer:
		return func(dst []byte, p *payload) []byte { return strconv.AppendUint(dst, 1+p.draw%9, 10) }
	}
	switch f.Format {
	case catalog.DateTime:
		return now
	case catalog.Date:
		return day(0)
	case catalog.Country:
		return func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.Person.Nationality) }
	case catalog.IP:
		return func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.IP) }
	case catalog.Email:
		return func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.Person.Email) }
	case catalog.Phone:
		return func(dst []byte, p *payload) []byte { return jsonscan.AppendQuoted(dst, p.life.Person.Phone) }
	}
	return always("sample " + f.Name)
}
