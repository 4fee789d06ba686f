package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"time"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/config"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/term"
)

// ignores are the findings that the configuration keeps out of a run.
type ignores struct {
	list []*ignore
	dir  string // the working directory
}

// ignore is one of them. It may be asked from several goroutines.
type ignore struct {
	config.Ignore
	expired bool
	used    atomic.Bool
}

func (i *ignore) place() string { return fmt.Sprintf("%s:%d", i.File, i.Line) }

// newIgnores checks the rules and globs of the configuration's ignores.
func newIgnores(configured []config.Ignore, f *kit.Factory) (*ignores, error) {
	all := &ignores{}
	if len(configured) == 0 {
		return all, nil
	}
	dir, err := f.Dir()
	if err != nil {
		return nil, kit.Fail(kit.Input, err)
	}
	all.dir = dir
	today := f.Now().UTC().Format(time.DateOnly)
	for _, c := range configured {
		i := &ignore{Ignore: c, expired: c.Until != "" && today > c.Until}
		if c.Rule != "" && !slices.ContainsFunc(ruleIDs(), i.names) {
			return nil, unknownRule(c.Rule, "%s: rule: expected a rule, or a group as json/*", i.place())
		}
		if !doublestar.ValidatePattern(c.Path) {
			return nil, kit.Usagef("%s: path: malformed glob", i.place())
		}
		if i.expired {
			f.Warn("%s: the ignore of %s ended with %s and holds no longer", term.Clean(i.place()), term.Clean(c.String()), c.Until)
		}
		all.list = append(all.list, i)
	}
	return all, nil
}

// names reports whether the ignore is about a rule: by its id, or by a group
// as "json/*".
func (i *ignore) names(rule string) bool {
	return i.Rule == "" || i.Rule == rule || doublestar.MatchUnvalidated(i.Rule, rule)
}

// covers reports whether the ignore is about a file, given relative to the
// directory of the configuration: by its own name or by a directory above it.
func (i *ignore) covers(path string) bool {
	return i.Path == "" || doublestar.MatchUnvalidated(i.Path, path) || doublestar.MatchUnvalidated(i.Path+"/**", path)
}

// of returns the ignores for the file at path.
func (all *ignores) of(path string) []*ignore {
	var some []*ignore
	for _, i := range all.list {
		if !i.expired && i.covers(all.relative(i, path)) {
			some = append(some, i)
		}
	}
	return some
}

// relative is path as the globs of i's file see it.
func (all *ignores) relative(i *ignore, path string) string {
	from, to := filepath.Dir(i.File), path
	if !filepath.IsAbs(from) {
		from = filepath.Join(all.dir, from)
	}
	if !filepath.IsAbs(to) {
		to = filepath.Join(all.dir, to)
	}
	if rel, err := filepath.Rel(from, to); err == nil {
		to = rel
	}
	return filepath.ToSlash(to)
}

// ignored reports whether one of some, the ignores of its file, is about f.
func ignored(some []*ignore, f *diag.Finding) bool {
	for _, i := range some {
		if i.names(f.Rule) && (i.Pointer == "" || i.Pointer == f.Pointer) {
			i.used.Store(true)
			return true
		}
	}
	return false
}

// unused returns the ignores that were about nothing. One whose files this run
// did not read is none of them, as long as there are such files.
func (all *ignores) unused(paths func(yield func(string) bool)) []*ignore {
	var some []*ignore
	for _, i := range all.list {
		if !i.expired && !i.used.Load() && (all.coversAny(i, paths) || !all.elsewhere(i)) {
			some = append(some, i)
		}
	}
	return some
}

func (all *ignores) coversAny(i *ignore, paths func(yield func(string) bool)) bool {
	for path := range paths {
		if i.covers(all.relative(i, path)) {
			return true
		}
	}
	return false
}

// errFound ends the search for a file.
var errFound = errors.New("found")

// elsewhere reports whether there are files that i is about.
func (all *ignores) elsewhere(i *ignore) bool {
	base := filepath.Dir(i.File)
	if !filepath.IsAbs(base) {
		base = filepath.Join(all.dir, base)
	}
	err := doublestar.GlobWalk(os.DirFS(base), i.Path, func(string, fs.DirEntry) error { return errFound }, doublestar.WithNoFollow())
	return errors.Is(err, errFound)
}

func ruleIDs() []string {
	var ids []string
	for _, r := range lint.Rules() {
		ids = append(ids, r.ID)
	}
	return ids
}
