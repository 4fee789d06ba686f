package source

import (
	"strings"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
)

// ShortPath is a path that leads to nothing as errors repeat it: a text that somebody
// pasted is cut.
func ShortPath(path string) string {
	const longestName, longest, shown = 100, 300, 40
	name := 0
	for part := range strings.SplitSeq(path, "/") {
		name = max(name, len(part))
	}
	if name <= longestName && len(path) <= longest {
		return path
	}
	cut := shown
	for !utf8.RuneStart(path[cut]) {
		cut--
	}
	return path[:cut] + "…"
}

// Mistyped is what is wrong with an argument that no file has for its name: it is the
// webhook itself, or was typed where hyphens and quotation marks become others. It is
// nil where nothing can be said.
func Mistyped(path string) *diag.Problem {
	if isJSONText(path) {
		return pathProblem("the argument", say.Textf("this is JSON, and a PATH is expected"), say.Textf("pipe it in: echo '{...}' | argosctl decode"))
	}
	if hyphens := strings.TrimLeft(path, "-‐‑‒–—―−"); len(hyphens) < len(path) && hyphens != "" && strings.Trim(path[:len(path)-len(hyphens)], "-") != "" {
		return pathProblem(ShortPath(path), say.Textf("file does not exist"), say.Textf("a dash stands where hyphens belong: --%s", ShortPath(hyphens)))
	}
	if bare := strings.Trim(path, "“”„‟‘’‚‛«»「」"); bare != path && bare != "" {
		return pathProblem(ShortPath(path), say.Textf("file does not exist"), say.Textf("the quotation marks are part of the name: leave them out, or use straight ones: '%s'", ShortPath(bare)))
	}
	return nil
}

// isJSONText reports whether an argument begins as an object does, or an array of them.
func isJSONText(path string) bool {
	text := []byte(path)
	i := jsonscan.SkipSpace(text, 0)
	if i < len(text) && text[i] == '[' {
		i = jsonscan.SkipSpace(text, i+1)
	}
	if i == len(text) || text[i] != '{' {
		return false
	}
	i = jsonscan.SkipSpace(text, i+1)
	return i < len(text) && text[i] == '"'
}
