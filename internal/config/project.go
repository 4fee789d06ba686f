package config

// A repository that somebody else wrote gets no say in where the API key comes
// from, where it goes, and what runs. This file decides how far a project's
// file is believed; schema.go says which settings need no belief.

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/argosctl/argosctl/internal/say"
)

// Project is what was made of the project's file.
type Project struct {
	Path    string      // empty: there is none
	Trusted bool        // the user's file lists its directory
	Refused say.Message // why it was not read; empty: it was
	Ignored []Ignored   // settings that it may not hold, in the order of the file
}

// may reports whether the file may hold a setting of that scope.
func (p Project) may(scope Scope) bool {
	return scope == Anyone || scope == Trusted && p.Trusted
}

// maxNamed is how many ignored settings a warning names.
const maxNamed = 10

// Warning says in one line what of the file was not believed, and what the
// user can do; empty where all of it was.
func (p Project) Warning() say.Message {
	trust := "argosctl config trust " + filepath.Dir(p.Path)
	switch {
	case !p.Refused.Empty():
		return say.Textf("%s: not read: %s", p.Path, p.Refused)
	case len(p.Ignored) == 0:
		return say.Message{}
	case p.Trusted:
		return say.Textf("%s: ignored %s: only your own file may hold it", p.Path, p.Names())
	}
	return say.Textf("%s: ignored %s: a project's file sets only %s; if you trust this one, run '%s'",
		p.Path, p.Names(), strings.Join(openNames(), ", "), trust)
}

// Names lists the ignored settings with their lines; of many, the first ten.
func (p Project) Names() say.List {
	var names say.List
	for _, i := range p.Ignored[:min(len(p.Ignored), maxNamed)] {
		names = append(names, say.Textf("%s (line %d)", i.Key, i.Line))
	}
	if more := len(p.Ignored) - maxNamed; more > 0 {
		names = append(names, say.Textf("%d more", more))
	}
	return names
}

// judge decides how far the project's file at path is believed. trusted is the
// list of the user's file.
func (p Place) judge(path string, trusted []string) Project {
	project := Project{Path: path}
	dir, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		project.Refused = say.Textf("its directory cannot be resolved")
		return project
	}
	project.Trusted = p.lists(trusted, dir)
	project.Refused = p.refuses(path, dir, project.Trusted)
	return project
}

// refuses says why the file at path, in the real directory dir, is not read.
func (p Place) refuses(path, dir string, trusted bool) say.Message {
	owns := p.owner()
	target, err := filepath.EvalSymlinks(path)
	switch {
	case err != nil:
		return say.Textf("it is a symbolic link that cannot be followed")
	case !within(repository(dir), target):
		return say.Textf("it is a symbolic link that leads out of the repository")
	}
	parent, err := os.Stat(filepath.Dir(target))
	if err == nil && openToAll(parent) && !owns(parent) {
		return say.Textf("everybody may write to its directory; if you trust it, name it with --config")
	}
	info, err := os.Stat(target)
	if err == nil && !trusted && !owns(info) {
		return say.Textf("it belongs to another user; if you trust it, run 'argosctl config trust %s'", filepath.Dir(path))
	}
	return say.Message{} // reading it says what is wrong otherwise
}

// owner answers whether the user owns a file.
func (p Place) owner() func(fs.FileInfo) bool {
	if p.Owns != nil {
		return p.Owns
	}
	return owns
}

// repository is the directory at or above dir that is a repository; dir itself
// where there is none.
func repository(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if exists(filepath.Join(at, ".git")) {
			return at
		}
		if at == filepath.Dir(at) {
			return dir
		}
	}
}

// within reports whether path is below dir.
func within(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rel)
}

// lists reports whether the real directory dir is among the trusted ones.
func (p Place) lists(trusted []string, dir string) bool {
	for _, entry := range trusted {
		if samePath(p.expand(entry), dir) {
			return true
		}
	}
	return false
}

// expand makes an entry of the list a path: ~ is the real home directory.
func (p Place) expand(entry string) string {
	rest, ok := strings.CutPrefix(entry, "~")
	if !ok {
		return filepath.Clean(entry)
	}
	home := p.Getenv("HOME")
	if home == "" {
		return entry
	}
	if real, err := filepath.EvalSymlinks(home); err == nil {
		home = real
	}
	return filepath.Join(home, rest)
}

func samePath(a, b string) bool {
	return a == b || runtime.GOOS == "windows" && strings.EqualFold(a, b)
}

// Real is the directory at path as a list of trusted directories holds it:
// absolute, without links. A relative path starts at the working directory.
// The directory of the project's file in use stands for an empty path, else
// the working directory.
func (p Place) Real(path string) (string, error) {
	if p.Dir == "" && !filepath.IsAbs(path) {
		return path, &Error{Message: say.Textf("the working directory was removed"), Hint: say.Textf("name the directory by its absolute path")}
	}
	if path == "" {
		project := p.project()
		path = p.Dir
		if project.Exists {
			path = filepath.Dir(project.Path)
		}
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(p.Dir, path)
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return filepath.Clean(path), failed(path, "cannot be trusted", err)
	}
	info, err := os.Stat(real)
	switch {
	case err != nil:
		return real, failed(path, "cannot be trusted", err)
	case !info.IsDir():
		return real, &Error{File: path, Message: say.Textf("is not a directory")}
	case openToAll(info) && !p.owner()(info):
		return real, &Error{File: path, Message: say.Textf("everybody may write to this directory: it cannot be trusted")}
	}
	return real, nil
}

// MaySet returns an *Error where the file at path is the project's, and would
// hold the setting of that dotted name to no effect.
func (p Place) MaySet(path, name string) error {
	file := p.Files()[0]
	key, err := settingOf(name)
	if err != nil || file.Role != RoleProject || path != file.Path {
		return nil // Set says what is wrong with a name
	}
	dir, _ := filepath.EvalSymlinks(filepath.Dir(path))
	if (Project{Trusted: p.lists(p.userTrusts(), dir)}).may(key.Scope) {
		return nil
	}
	e := &Error{Message: say.Textf("%s has no effect in a project's file", name), Hint: say.Textf("--user sets it in your own file")}
	if key.Scope == Trusted {
		e.Hint = say.Textf("--user sets it in your own file; argosctl config trust lets this project's file set it")
	}
	return e
}

// userTrusts is the list of the user's own file.
func (p Place) userTrusts() []string {
	values, err := readFile(&checker{file: p.UserFile(), origins: map[string]string{}})
	if err != nil {
		return nil
	}
	var dirs []string
	list, _ := values["trusted"].([]any)
	for _, entry := range list {
		dirs = append(dirs, fmt.Sprint(entry))
	}
	return dirs
}
