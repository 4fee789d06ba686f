package webhook

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/config"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/term"
)

// ignores checks the ignores of the configuration, and says which are over.
func (v *validation) ignores() (*lint.Ignores, error) {
	if len(v.configured) == 0 {
		return lint.NewIgnores(nil, "", v.f.Now()), nil
	}
	now := v.f.Now()
	var list []lint.Ignore
	for _, c := range v.configured {
		i := lint.Ignore{Rule: c.Rule, Path: c.Path, Dir: filepath.Dir(v.f.Dir.AbsPath(c.File)), Pointer: c.Pointer, Until: c.Until}
		switch i.Check() {
		case "rule":
			return nil, view.NearRule(c.Rule, kit.Usagef("%s: rule: expected a rule, or a group as json/*", placeOf(c)))
		case "path":
			return nil, kit.Usagef("%s: path: malformed glob", placeOf(c))
		}
		if i.Expired(now) {
			v.f.Warn("%s: the ignore of %s ended with %s and holds no longer", term.Clean(placeOf(c)), term.Clean(c.String()), c.Until)
		}
		list = append(list, i)
	}
	return lint.NewIgnores(list, v.f.Dir.AbsPath(""), now), nil
}

// placeOf is where an ignore stands.
func placeOf(i config.Ignore) string { return fmt.Sprintf("%s:%d", i.File, i.Line) }

// warnUnused says which ignores of the configuration are about nothing.
func (v *validation) warnUnused() {
	paths := func(yield func(string) bool) {
		for _, in := range v.inputs {
			if !yield(in.Path) {
				return
			}
		}
	}
	for _, n := range v.ignored.Unused(paths, onDisk) {
		i := v.configured[n]
		v.f.Warn("%s: the ignore of %s matches no finding: remove it", term.Clean(placeOf(i)), term.Clean(i.String()))
	}
}

// errFound ends the search for a file.
var errFound = errors.New("found")

// onDisk reports whether there are files that i is about.
func onDisk(i lint.Ignore) bool {
	err := doublestar.GlobWalk(os.DirFS(i.Dir), i.Path, func(string, fs.DirEntry) error { return errFound }, doublestar.WithNoFollow())
	return errors.Is(err, errFound)
}
