package main

import (
	"fmt"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli"
	"github.com/argosctl/argosctl/internal/cli/reference"
	"github.com/argosctl/argosctl/internal/schema"
)

const schemaDir = "schema/"

// schemaFiles are all JSON Schemas, and the page that lists them.
func schemaFiles() files {
	want := files{}
	var b strings.Builder
	b.WriteString(schemaHead)
	row := func(name, title, printed string) {
		fmt.Fprintf(&b, "| [%s](%s.json) | %s | %s |\n", name, name, title, printed)
	}
	for _, info := range reference.Schemas(cli.Root()) {
		want[schemaDir+info.Name+".json"], _ = reference.SchemaText(info.Name)
		var commands []string
		for _, command := range info.Commands {
			commands = append(commands, "`"+command+"`")
		}
		row(info.Name, info.Title, strings.Join(commands, ", "))
	}
	b.WriteString(schemaEvents)
	want[schemaDir+schema.Name("")+".json"] = schema.All()
	row(schema.Name(""), "a webhook of any event", "`event schema --all`")
	for _, e := range catalog.Events() {
		want[schemaDir+schema.Name(e.Name)+".json"], _ = schema.Event(e.Name)
		row(schema.Name(e.Name), "a webhook of the event `"+e.Name+"`", "`event schema "+e.Name+"`")
	}
	want[schemaDir+"README.md"] = []byte(b.String())
	return want
}

const schemaHead = `# JSON Schemas

<!-- Written by cmd/docgen; run make gen. -->

All are JSON Schema draft 2020-12, and each file stands alone: it refers to no other. The names in ` + "`$id`" + ` are
URNs, which nothing fetches.

## Output and configuration

` + "`argosctl schema NAME`" + ` prints the same. A schema describes one result: with ` + "`-o ndjson`" + ` each line, with
` + "`-o json`" + ` the object or each element of the array. Output schemas allow no further members, so that the tests
notice every change; readers should ignore members that they do not know. What the API answers is passed on
unchanged, and its schemas are open.

| schema | describes | printed by |
| --- | --- | --- |
`

const schemaEvents = `
## Webhooks

` + "`argosctl event schema NAME`" + ` prints the same. They refuse what ` + "`argosctl validate`" + ` calls an error of a field,
of the event or of the status, and tolerate the rest, unknown members too.

The schema of any event is a ` + "`oneOf`" + ` of the events, told apart by ` + "`webhook_trigger`" + `, from which generators
make a union. For TypeScript:

` + "```sh norun" + `
argosctl event schema --all > webhook.schema.json
npx json-schema-to-typescript --additionalProperties=false webhook.schema.json > webhook.ts
` + "```" + `

Without ` + "`--additionalProperties=false`" + ` every type has an index signature, and a misspelt member is ` + "`unknown`" + `
in place of an error.

| schema | describes | printed by |
| --- | --- | --- |
`
