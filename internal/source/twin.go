package source

import (
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// twin is the path of a file that looks like path and is spelled with other bytes, ""
// where there is none: macOS writes 한 as three letters, keyboards write it as one.
func (o *Options) twin(path string) string {
	if strings.IndexFunc(path, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return ""
	}
	found := ""
	if filepath.IsAbs(path) {
		found = filepath.VolumeName(path) + string(filepath.Separator)
	}
	for name := range strings.SplitSeq(strings.TrimPrefix(filepath.Clean(path), found), string(filepath.Separator)) {
		next := filepath.Join(found, name)
		if _, err := o.Dir.Lstat(next); err != nil {
			if name = o.twinIn(found, name); name == "" {
				return ""
			}
			next = filepath.Join(found, name)
		}
		found = next
	}
	return found
}

// twinIn is the name in a directory that looks like name, "" where there is none.
func (o *Options) twinIn(dir, name string) string {
	entries, err := os.ReadDir(o.Dir.Path(filepath.Clean(dir)))
	if err != nil {
		return ""
	}
	want := norm.NFC.String(name)
	for _, entry := range entries {
		if norm.NFC.String(entry.Name()) == want {
			return entry.Name()
		}
	}
	return ""
}
