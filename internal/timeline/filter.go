package timeline

import (
	"slices"

	"github.com/argosctl/argosctl/internal/plain"
)

// Filter keeps lives: of each list that is not empty a life has to match one value.
// The zero Filter keeps all.
type Filter struct {
	Users       []string
	Submissions []string
	Outcomes    []string
	Codes       []string // retry and reject codes
	Since       Stamp    // only what began then or later
	Until       Stamp    // only what began before then
}

// Active reports whether the filter may leave anything out.
func (f *Filter) Active() bool {
	return len(f.Users)+len(f.Submissions)+len(f.Outcomes)+len(f.Codes) > 0 || f.Since.known || f.Until.known
}

// keeps judges a life. One of which no time is known began at no time.
func (f *Filter) keeps(l *Life) bool {
	one := func(wanted []string, lists ...[]string) bool {
		return len(wanted) == 0 || slices.ContainsFunc(lists, func(list []string) bool {
			return slices.ContainsFunc(list, func(text string) bool {
				return slices.ContainsFunc(wanted, func(w string) bool { return plain.Alike(w, text) })
			})
		})
	}
	return one(f.Users, l.Users) && one(f.Submissions, []string{l.Submission}) && one(f.Outcomes, []string{l.Outcome}) &&
		one(f.Codes, l.RetryCodes, l.RejectCodes) &&
		(!f.Since.known || l.Started.known && !l.Started.Before(f.Since)) && (!f.Until.known || l.Started.Before(f.Until))
}
