package main

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
)

// containersPage renders what webhooks are saved in and known by name.
func containersPage() []byte {
	var b strings.Builder
	b.WriteString("<!-- Written by `make gen`. -->\n# Containers\n\n" +
		"argosctl knows these containers of webhooks by name. The name appears in the note\n" +
		"`source/inside`; webhooks are found in anything else just the same. See [saved.md](saved.md).\n\n")
	row(&b, "found inside", "stands at", "beside it")
	row(&b, "---", "---", "---")
	for _, c := range catalog.Containers() {
		way := "anywhere"
		if c.Way != "" {
			way = "`/" + c.Way + "`"
		}
		beside := ""
		for i, member := range c.Has {
			if i > 0 {
				beside += ", "
			}
			beside += "`" + member + "`"
		}
		row(&b, c.Name.En, way, beside)
	}
	for _, p := range []catalog.PhraseID{catalog.PhraseCsv, catalog.PhraseForm, catalog.PhraseDynamoDb, catalog.PhraseFirestore} {
		row(&b, p.In("en"), "told by its form", "")
	}
	b.WriteString("\n`*` is any member or element. A value may also be deeper, such as in a string of JSON.\n" +
		"`path=text` means that the text of the member begins so.\n")
	return []byte(b.String())
}
