package report

import (
	"path"
	"path/filepath"

	"github.com/argosctl/argosctl/internal/diag"
)

// hosted names files as a code host does, whatever directory the run began in
// and however the paths were given.
type hosted struct {
	Writer
	name func(string) string
}

// Finding implements Writer.
func (h hosted) Finding(f diag.Finding) error {
	f.Path = h.name(f.Path)
	if f.Origin != (diag.Origin{}) {
		f.Origin.Path = f.Path
	}
	return h.Writer.Finding(f)
}

// File implements Writer.
func (h hosted) File(path string, payloads int) error {
	return h.Writer.File(h.name(path), payloads)
}

// name is what a code host calls the file at a path.
func (o *Options) name(file string) string {
	if o.Name != nil {
		return o.Name(file)
	}
	return path.Clean(filepath.ToSlash(file))
}
