package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/argosctl/argosctl/internal/workdir"
)

// ProjectFile is the name of a project's configuration file.
const ProjectFile = ".argosctl.yaml"

// Place says where configuration is looked for.
type Place struct {
	Dir     string              // the working directory: .argosctl.yaml is searched upward from here; empty where it is gone
	Work    workdir.Dir         // that File is relative to
	Home    string              // the user's configuration directory, empty if there is none
	Getenv  func(string) string // the environment
	File    string              // --config: replaces both files
	Profile string              // --profile

	// Owns reports whether the user owns a file; nil asks the system.
	Owns func(fs.FileInfo) bool
}

// The roles of configuration files.
const (
	RoleGiven   = "--config"
	RoleProject = "project"
	RoleUser    = "user"
)

// File is a configuration file that is looked at.
type File struct {
	Role   string `json:"role"`
	Path   string `json:"path"`
	Exists bool   `json:"exists"`
}

// Files lists the files that are looked at, the strongest first. A project
// file that was not found is listed where it would be made.
func (p Place) Files() []File {
	if p.File != "" {
		return []File{{RoleGiven, p.File, true}} // one that is missing is an error
	}
	var files []File
	if p.Dir != "" {
		files = append(files, p.project())
	}
	if user := p.UserFile(); user != "" {
		files = append(files, File{RoleUser, user, exists(user)})
	}
	return files
}

// UserFile is the path of the user's own file; empty without a home.
func (p Place) UserFile() string {
	if p.Home == "" {
		return ""
	}
	return filepath.Join(p.Home, "argosctl", "config.yaml")
}

// project searches upward, up to the first directory that is a repository, the
// user's home, or the root.
func (p Place) project() File {
	home := filepath.Clean(p.Getenv("HOME"))
	for dir := p.Dir; ; dir = filepath.Dir(dir) {
		path := filepath.Join(dir, ProjectFile)
		if exists(path) {
			return File{RoleProject, path, true}
		}
		if dir == home || dir == filepath.Dir(dir) || exists(filepath.Join(dir, ".git")) {
			return File{RoleProject, filepath.Join(p.Dir, ProjectFile), false}
		}
	}
}

// exists is true also where the file cannot be looked at: reading it then says
// why.
func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// Resolve makes a path that a setting names usable: ~/ is the home directory,
// and a relative path starts at the directory of the file that names it.
func (s *Settings) Resolve(key, path string, getenv func(string) string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		return filepath.Join(getenv("HOME"), rest)
	}
	file, ok := originFile(s.Origin(key))
	if filepath.IsAbs(path) || !ok {
		return path
	}
	return filepath.Join(filepath.Dir(file), path)
}

// originFile is the file of the origin "file:line".
func originFile(origin string) (file string, ok bool) {
	at := strings.LastIndexByte(origin, ':')
	return origin[:max(at, 0)], at >= 0
}
