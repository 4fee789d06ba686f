package schema

import (
	"embed"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

// The schemas of argosctl's own output, a file each. A source has neither $schema
// nor $id, and may refer to any other and to the parts as #/$defs/NAME.
//
//go:embed outputs
var sources embed.FS

// Outputs are the names of the schemas of argosctl's own output, in the order of
// the alphabet.
func Outputs() []string {
	entries, _ := fs.ReadDir(sources, "outputs") // the directory is there
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".json"); ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Output returns one of Outputs as indented JSON with a line break at its end:
// all that it refers to stands in it.
func Output(name string) (text []byte, ok bool) {
	if !slices.Contains(Outputs(), name) {
		return nil, false
	}
	source, _ := fs.ReadFile(sources, "outputs/"+name+".json")
	doc := `{"$schema":` + quoted(draft) + `,"$id":` + quoted(id(name)) + `,` + body(source)
	if parts := partsOf(source); len(parts) > 0 {
		doc += `,"$defs":{` + strings.Join(parts, ",") + `}`
	}
	return append(jsonscan.AppendIndent(nil, []byte(doc+"}"), "", "  "), '\n'), true
}

// body is what stands between the braces of an object.
func body(object []byte) string {
	text := strings.TrimSpace(string(object))
	return text[1 : len(text)-1]
}

// partsOf are the members of $defs: what source refers to, and what that refers
// to, each once and in this order.
func partsOf(source []byte) []string {
	reference := regexp.MustCompile(`"\$ref":\s*"#/\$defs/([^"]+)"`)
	var parts []string
	seen := map[string]bool{}
	for queue := [][]byte{source}; len(queue) > 0; queue = queue[1:] {
		for _, found := range reference.FindAllSubmatch(queue[0], -1) {
			name := string(found[1])
			if seen[name] {
				continue
			}
			seen[name] = true
			part, err := fs.ReadFile(sources, "outputs/"+name+".json")
			if err != nil {
				part, err = fs.ReadFile(sources, "outputs/parts/"+name+".json")
			}
			if err != nil {
				panic("schema: no part " + name) // a test reads them all
			}
			queue = append(queue, part)
			parts = append(parts, quoted(name)+":"+string(part))
		}
	}
	return parts
}

func quoted(text string) string { return string(jsonscan.AppendQuoted(nil, text)) }
