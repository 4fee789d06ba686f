package reference

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/config"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/schema"
	"github.com/argosctl/argosctl/internal/term"
)

// SchemaInfo is one line of `schema`.
type SchemaInfo struct {
	Name     string   `json:"name"`
	Title    string   `json:"title"`
	ID       string   `json:"id"`
	Commands []string `json:"commands"` // that print such results
}

// NewSchemaCmd is `schema`.
func NewSchemaCmd(f *kit.Factory) *cobra.Command {
	return &cobra.Command{
		Use:         "schema [NAME]",
		Annotations: kit.About{Instant: true, Schema: "schema", CSV: true, Takes: schemaNames(), Ends: []kit.Category{kit.Negative}}.Annotations(),
		Short:       "List and print the JSON Schemas of argosctl's output and configuration",
		Long: `Print the JSON Schema (draft 2020-12) of what a command prints, or of the
configuration file; without NAME list them. A schema describes one result: with
-o ndjson each line, with -o json the object or each element of the array.

Editors such as VS Code with the YAML extension complete and check
.argosctl.yaml if its first line names the schema. 'argosctl config init' writes
the line with the address of the published schema; for a copy of your own it is

  # yaml-language-server: $schema=.argosctl.schema.json

'argosctl event schema' prints those of the webhooks.`,
		Example: `  argosctl schema
  argosctl schema decode
  argosctl schema config > .argosctl.schema.json`,
		GroupID: kit.GroupReference,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return kit.OneArg("schema")(cmd, args)
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return schemaNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return listSchemas(f, cmd.Root())
			}
			return printSchema(cmd.Context(), f, args[0])
		},
	}
}

func listSchemas(f *kit.Factory, root *cobra.Command) error {
	lang, format, err := f.View()
	if err != nil {
		return err
	}
	infos := Schemas(root)
	if format != kit.Table {
		return kit.PutList(f, format, []string{"name", "title", "id", "commands"}, infos...)
	}
	list := f.IO.List(term.Layout{Columns: []term.Column{
		{Key: "name", Head: kit.Head(lang, "Schema"), Kind: term.Word},
		{Key: "title", Head: kit.Head(lang, "What it describes"), Kind: term.Text},
		{Key: "commands", Head: kit.Head(lang, "Commands"), Kind: term.Text, Label: kit.Before(lang, "Commands")},
	}})
	for _, info := range infos {
		if err := list.Row(term.S(f.IO.Style().Name, info.Name), term.C(say.In(lang, info.Title)), f.IO.Cell(nil, strings.Join(info.Commands, ", "))); err != nil {
			return err
		}
	}
	return f.CloseList(list, say.Textf("%s", say.Count(len(infos), "%s schema", "%s schemas")))
}

func printSchema(_ context.Context, f *kit.Factory, name string) error {
	format, err := f.Format()
	if err != nil {
		return err
	}
	if format == kit.Table {
		format = kit.JSON
	}
	text, ok := SchemaText(name)
	if !ok {
		failed := kit.Failf(kit.Negative, "unknown schema %q", name)
		if near := catalog.Nearest(name, schemaNames(), 3); len(near) > 0 {
			return failed.WithHint("did you mean %s?", strings.Join(near, ", "))
		}
		return failed.WithHint("'argosctl schema' lists them; 'argosctl event schema' prints those of the webhooks")
	}
	return f.PutText(format, bytes.TrimSpace(text))
}

// Schemas are the schemas of argosctl's output and of its configuration; root is
// the tree of commands, each of which names its own.
func Schemas(root *cobra.Command) []SchemaInfo {
	commands := map[string][]string{}
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		if name := kit.SchemaOf(cmd); name != "" && !cmd.HasSubCommands() {
			commands[name] = append(commands[name], strings.TrimPrefix(cmd.CommandPath(), root.Name()+" "))
		}
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	walk(root)
	var infos []SchemaInfo
	for _, name := range schemaNames() {
		text, _ := SchemaText(name)
		doc := new(jsonscan.Document)
		doc.Parse(text)
		infos = append(infos, SchemaInfo{
			Name: name, Title: doc.TextAt(0, "title"), ID: doc.TextAt(0, "$id"),
			Commands: append([]string{}, commands[name]...),
		})
	}
	return infos
}

func schemaNames() []string { return append(schema.Outputs(), schema.ConfigName) }

// SchemaText is the schema of that name, one of Schemas.
func SchemaText(name string) (text []byte, ok bool) {
	if name == schema.ConfigName {
		return schema.Config(settings()), true
	}
	return schema.Output(name)
}

// settings are those of the configuration file, for its schema.
func settings() []schema.Setting {
	var rules, all []schema.Setting
	for _, r := range catalog.Rules() {
		rules = append(rules, schema.Setting{Name: r.ID, Description: r.Short.En, Default: string(r.Severity)})
	}
	for _, key := range config.Keys() {
		s := schema.Setting{Name: key.Name, Description: key.Doc, Default: key.Default, Values: key.Values, Pattern: key.Pattern()}
		switch {
		case key.Scope == config.Trusted:
			s.Description += " (in a project's file only if you trust it: argosctl config trust)"
		case key.Scope == config.Own:
			s.Description += " (only in your own file)"
		}
		if key.Name == "validate.rules.*" {
			s.Names = rules
		}
		all = append(all, s)
	}
	element := slices.IndexFunc(all, func(s schema.Setting) bool { return strings.HasPrefix(s.Name, "validate.ignore[].") })
	return slices.Insert(all, element, schema.Setting{
		Name: "validate.ignore[]", Description: "findings to ignore, by at least one of path, rule and pointer", Needs: config.Selectors(),
	})
}
