package returnurl

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
)

// fields are the parameters of one query or one opened text. Of a repeated
// one the first counts, as in most frameworks.
type fields struct {
	r      *Reader
	values []string // by the index of the parameter
	seen   uint64   // which of them are present, by index
	told   uint64   // which of them were told to be repeated
	other  []Param
	index  map[string]bool // the names in other, once there are many
	sealed bool            // there is an encrypted parameter beside them

	toldOther map[string]bool
}

func newFields(r *Reader) *fields {
	return &fields{r: r, values: make([]string, len(r.params))}
}

func (f *fields) has(i int) bool { return f.seen&(1<<i) != 0 }

func (f *fields) set(i int, value string) {
	f.values[i] = value
	f.seen |= 1 << i
}

// add takes one parameter.
func (f *fields) add(name, value string) {
	for i := range f.r.params {
		if f.r.params[i].Name != name {
			continue
		}
		if !f.has(i) {
			f.set(i, value)
		} else if f.told&(1<<i) == 0 {
			f.told |= 1 << i
			f.repeated(name)
		}
		return
	}
	f.addOther(name, value)
}

func (f *fields) repeated(name string) {
	f.r.warn(catalog.NoticeReturnurlRepeated, "name", name)
}

func (f *fields) addOther(name, value string) {
	if f.hasOther(name) {
		if !f.toldOther[name] {
			if f.toldOther == nil {
				f.toldOther = map[string]bool{}
			}
			f.toldOther[name] = true
			f.repeated(name)
		}
		return
	}
	f.other = append(f.other, Param{name, value})
	if f.index != nil {
		f.index[name] = true
	}
	near := f.r.nearSpelling(name)
	switch {
	case near == nil:
	case strings.Contains(name, "["):
		f.r.warn(catalog.NoticeReturnurlArray, "name", name, "right", near.Name)
	default:
		f.r.warn(catalog.NoticeReturnurlCase, "name", name, "right", near.Name)
	}
}

const fewNames = 16

func (f *fields) hasOther(name string) bool {
	if f.index == nil && len(f.other) <= fewNames {
		for i := range f.other {
			if f.other[i].Name == name {
				return true
			}
		}
		return false
	}
	if f.index == nil {
		f.index = make(map[string]bool, 4*fewNames)
		for _, p := range f.other {
			f.index[p.Name] = true
		}
	}
	return f.index[name]
}

// merge adds plain parameters to the sealed ones. The sealed ones win.
func (r *Reader) merge(sealed, plain *fields) {
	var beside []string
	for i, p := range r.params {
		if !plain.has(i) {
			continue
		}
		beside = append(beside, p.Name)
		if !sealed.has(i) {
			sealed.set(i, plain.values[i])
		} else if plain.values[i] != sealed.values[i] {
			r.warn(catalog.NoticeReturnurlConflict, "name", p.Name)
		}
	}
	if beside != nil {
		r.doubt(catalog.UnknownPlainBesideEncrypted, catalog.NoticeReturnurlPlainBesideEncrypted, "names", strings.Join(beside, ", "))
	}
	for _, p := range plain.other {
		if !sealed.hasOther(p.Name) {
			sealed.other = append(sealed.other, p)
			if sealed.index != nil {
				sealed.index[p.Name] = true
			}
		}
	}
}
