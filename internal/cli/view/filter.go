package view

import (
	"hash/maphash"
	"slices"

	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/lazy"
	"github.com/argosctl/argosctl/internal/plain"
)

// Filter keeps payloads by what they say: of each list that is not empty, a
// payload has to match one.
type Filter struct {
	Events      []string // by their names in the catalogue
	Users       []string
	Submissions []string
}

// Active reports whether there is anything to be kept or left out.
func (f *Filter) Active() bool { return len(f.Events)+len(f.Users)+len(f.Submissions) > 0 }

// values reports whether the filter asks for more than the event.
func (f *Filter) values() bool { return len(f.Users)+len(f.Submissions) > 0 }

func matches(wanted []string, value string) bool {
	return len(wanted) == 0 || slices.Contains(wanted, value)
}

// keeps judges an event. What it learns of the user's submissions goes to seen.
func (f *Filter) keeps(e *event.Event, seen *Seen) bool {
	submission, by := e.SubmissionID(), e.UserID()
	rest := matches(f.Submissions, submission) && (e.Sealed() || matches(f.Events, e.Name()))
	user := len(f.Users) == 0 || slices.ContainsFunc(f.Users, func(wanted string) bool { return plain.Alike(wanted, by) })
	if len(f.Users) > 0 && submission != "" {
		switch {
		case user:
			seen.named = append(seen.named, hash(submission))
		case by == "" && rest:
			seen.unnamed = append(seen.unnamed, hash(submission))
		}
	}
	return rest && user
}

// Seen is what a decoder learned of submissions: which are a wanted user's, and
// which have events that name no user.
type Seen struct{ named, unnamed []uint64 }

// Unnamed counts the events that a filter by user leaves out although they are
// about the user's submissions: they name no user.
type Unnamed struct {
	named   map[uint64]struct{}
	unnamed map[uint64]int
}

// maxSubmissions bounds how many submissions an Unnamed remembers. A count of
// more is too low, and few people have a million events to filter by user.
const maxSubmissions = 1 << 18

// Add takes what a decoder saw.
func (u *Unnamed) Add(s *Seen) {
	if u.named == nil {
		u.named, u.unnamed = map[uint64]struct{}{}, map[uint64]int{}
	}
	for _, id := range s.named {
		if len(u.named) < maxSubmissions {
			u.named[id] = struct{}{}
		}
	}
	for _, id := range s.unnamed {
		if _, known := u.unnamed[id]; known || len(u.unnamed) < maxSubmissions {
			u.unnamed[id]++
		}
	}
}

// Count is how many events there were.
func (u *Unnamed) Count() (n int) {
	for id := range u.named {
		n += u.unnamed[id]
	}
	return n
}

var hashSeed = lazy.Value[maphash.Seed]{Make: maphash.MakeSeed}

func hash(text string) uint64 { return maphash.String(hashSeed.Get(), text) }
