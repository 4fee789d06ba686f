package lint

import (
	"iter"
	"path/filepath"
	"slices"
	"sync/atomic"
	"time"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/argosctl/argosctl/internal/diag"
)

// Ignore keeps findings out of a run. Empty members match anything.
type Ignore struct {
	Rule    string // an id, or a group as "json/*"
	Path    string // a glob, relative to Dir: of files, or of a directory above them
	Dir     string // absolute
	Pointer string
	Until   string // YYYY-MM-DD, the last day on which it holds
}

// Check reports which member of i cannot be: "rule" or "path"; "" for none.
func (i *Ignore) Check() (wrong string) {
	switch {
	case i.Rule != "" && !slices.ContainsFunc(RuleIDs(), i.names):
		return "rule"
	case !doublestar.ValidatePattern(i.Path):
		return "path"
	}
	return ""
}

// Expired reports whether i holds no longer on the day of now, in UTC.
func (i *Ignore) Expired(now time.Time) bool {
	return i.Until != "" && now.UTC().Format(time.DateOnly) > i.Until
}

// names reports whether i is about a rule.
func (i *Ignore) names(rule string) bool {
	return i.Rule == "" || i.Rule == rule || doublestar.MatchUnvalidated(i.Rule, rule)
}

// covers reports whether i is about the file at path, which is absolute.
func (i *Ignore) covers(path string) bool {
	if i.Path == "" {
		return true
	}
	if rel, err := filepath.Rel(i.Dir, path); err == nil {
		path = rel
	}
	path = filepath.ToSlash(path)
	return doublestar.MatchUnvalidated(i.Path, path) || doublestar.MatchUnvalidated(i.Path+"/**", path)
}

// Ignores are the ignores of a run. They may be asked from several goroutines.
type Ignores struct {
	dir  string
	list []*used
}

// used is an ignore that knows whether it was about a finding.
type used struct {
	Ignore
	place int // in the list of all
	yes   atomic.Bool
}

// NewIgnores returns the ignores in list that hold on the day of now. Paths of
// findings are relative to dir, which is absolute.
func NewIgnores(list []Ignore, dir string, now time.Time) *Ignores {
	all := &Ignores{dir: dir}
	for place, i := range list {
		if !i.Expired(now) {
			all.list = append(all.list, &used{Ignore: i, place: place})
		}
	}
	return all
}

// of returns the ignores for the file at path.
func (all *Ignores) of(path string) []*used {
	var some []*used
	for _, i := range all.list {
		if i.covers(all.absolute(path)) {
			some = append(some, i)
		}
	}
	return some
}

func (all *Ignores) absolute(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(all.dir, path)
}

// ignored reports whether one of some, the ignores of its file, is about f.
func ignored(some []*used, f *diag.Finding) bool {
	for _, i := range some {
		if i.names(f.Rule) && (i.Pointer == "" || i.Pointer == f.Pointer) {
			i.yes.Store(true)
			return true
		}
	}
	return false
}

// Unused are the places, in the list that NewIgnores got, of ignores that were
// about no finding. An ignore whose files are not among paths, those that the
// run read, counts as used where elsewhere finds such files.
func (all *Ignores) Unused(paths iter.Seq[string], elsewhere func(Ignore) bool) []int {
	var places []int
	for _, i := range all.list {
		if !i.yes.Load() && (all.coversAny(i, paths) || !elsewhere(i.Ignore)) {
			places = append(places, i.place)
		}
	}
	return places
}

func (all *Ignores) coversAny(i *used, paths iter.Seq[string]) bool {
	for path := range paths {
		if i.covers(all.absolute(path)) {
			return true
		}
	}
	return false
}
