package source

import (
	"path/filepath"
	"slices"
	"strings"
)

// textEndings end the names of texts that webhooks are saved in: logs, captures,
// messages and exports. A directory does not stand for these files, because not
// each of them has a webhook in it.
const textEndings = " .log .txt .out .err .har .csv .tsv .http .rest .eml .mbox .xml .sql .jsonc .json5 .bak "

// isText reports whether the name of a file is that of a text that may hold
// webhooks, though a directory does not stand for it.
func isText(name string) bool {
	ending := EndingOf(name)
	return ending != "" && !isDocument(name) && strings.Contains(textEndings, " "+strings.ToLower(ending)+" ")
}

// isDocument reports whether the name of a file is that of a text about the files
// around it.
func isDocument(name string) bool {
	stem := strings.ToLower(strings.TrimSuffix(name, filepath.Ext(name)))
	return hasExtension(name, ".md") || slices.Contains([]string{"readme", "license", "licence", "notice", "changelog"}, stem)
}

// EndingOf is the ending of a file's name that says what is in it: without the
// packing, and without the number or the day of a log that was put aside. It is
// empty where the name has none.
func EndingOf(name string) string {
	name = filepath.Base(withoutPacking(name))
	if hasExtension(name, HeadersExt) {
		return HeadersExt
	}
	stem := strings.TrimRight(name, ".-_0123456789")
	if stem != name && strings.Contains(stem, ".") {
		name = stem
	}
	if ending := filepath.Ext(name); ending != name {
		return ending
	}
	return ""
}

// pass keeps a file that the walk passes over, if there is reason to tell of it.
func (w *walker) pass(path, name string) {
	if isText(name) || w.anyText && name[0] != '.' && !isDocument(name) {
		w.beside = append(w.beside, path)
	}
}

// tellBeside hands on the files that were passed over, but for those that
// another path of the run leads to.
func (o *Options) tellBeside(inputs []Input) {
	if len(o.passed) == 0 || o.Beside == nil {
		return
	}
	read := make(map[string]bool, len(inputs))
	for i := range inputs {
		read[filepath.Clean(inputs[i].Path)] = true
	}
	slices.Sort(o.passed)
	files := slices.DeleteFunc(slices.Compact(o.passed), func(path string) bool { return read[path] })
	if len(files) > 0 {
		o.Beside(files)
	}
}
