package keys

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/argosctl/argosctl/internal/say"
)

// fileLabel names the flag and its file. A path that may be the key itself is
// left out.
func (w World) fileLabel(flag, path string) string {
	switch {
	case path == "-":
		return flag + " - (standard input)"
	case w.misplacedFile(path):
		return flag
	}
	return flag + " " + path
}

// EnvLabel names the flag and its variable, without a name that may be the key
// itself.
func EnvLabel(flag, name string) string {
	if LooksLikeKey(name) {
		return flag
	}
	return flag + " " + name
}

// unset is the error where the variable name is not set.
func unset(name string) error {
	if LooksLikeKey(name) {
		return say.Errorf("the value is not the name of a variable that is set; %w", ErrMisplaced)
	}
	return errors.New("the variable is not set")
}

// misplacedFile tells a path that may be a key: nothing is there, and a part of
// it reads like one. Of an absolute path only the end counts: a key in place of
// a path may have been made absolute.
func (w World) misplacedFile(path string) bool {
	if _, err := w.Work.Lstat(path); err == nil {
		return false
	}
	if filepath.IsAbs(path) {
		return LooksLikeKey(filepath.Base(path))
	}
	for part := range strings.SplitSeq(filepath.ToSlash(path), "/") {
		if LooksLikeKey(part) {
			return true
		}
	}
	return LooksLikeKey(strings.ReplaceAll(path, "/", "")) && !strings.Contains(path, ".") // Base64 may hold slashes
}

// missing is err about the file at path, which says so where the path itself
// looks like a key.
func (w World) missing(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) && w.misplacedFile(path) {
		return say.Errorf("the value is not a file that exists; %w", ErrMisplaced)
	}
	return cause(err)
}

// LooksLikeKey tells text that may be the key itself, given where the name of
// its place was expected: such text is never shown. Keys are long, and mix
// digits or cases inside a word: UUIDs, hex, Base64, prefixed tokens. A long
// word in small letters may be one too.
func LooksLikeKey(text string) bool {
	if strings.ContainsAny(text, "+=") && len(text) >= 16 {
		return true
	}
	mixed := 0 // characters of words that mix letters with digits
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !isAlnum(r) }) {
		digits := strings.ContainsAny(word, "0123456789")
		small, large := word != strings.ToUpper(word), word != strings.ToLower(word)
		switch {
		case len(word) >= 16 && (digits || small):
			return true
		case digits && (small || large):
			mixed += len(word)
		}
	}
	return mixed >= 12 || isUUID(text)
}

func isAlnum(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
}

// isUUID holds for the form with dashes; the one without is a long word.
func isUUID(text string) bool {
	parts := strings.Split(text, "-")
	if len(parts) != 5 {
		return false
	}
	for i, length := range []int{8, 4, 4, 4, 12} {
		hex := strings.Trim(parts[i], "0123456789abcdefABCDEF") == ""
		if len(parts[i]) != length || !hex {
			return false
		}
	}
	return true
}
