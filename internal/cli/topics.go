package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/config"
	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/say"
)

// topic is a page of `argosctl help` that belongs to no command.
type topic struct {
	name, short string
	text        func(lang string) string
}

func topics() []topic {
	return []topic{
		{"environment", "The environment variables that argosctl reads", environmentText},
		{"exit-codes", "What the exit codes mean", exitCodeText},
		{"output", "Formats, filters and languages of the output", outputText},
	}
}

// newTopicCmds are the topics as cobra knows them: commands that do nothing.
func newTopicCmds() []*cobra.Command {
	var cmds []*cobra.Command
	for _, t := range topics() {
		cmds = append(cmds, &cobra.Command{Use: t.name, Short: t.short, Long: t.text(say.English)})
	}
	return cmds
}

// pairs sets names and texts in two columns.
func pairs(b *strings.Builder, rows [][2]string) {
	width := 0
	for _, row := range rows {
		width = max(width, len(row[0]))
	}
	for _, row := range rows {
		fmt.Fprintf(b, "  %-*s  %s\n", width, row[0], row[1])
	}
}

func exitCodeText(lang string) string {
	var b strings.Builder
	var rows [][2]string
	for _, row := range kit.ExitCodes() {
		rows = append(rows, [2]string{fmt.Sprint(row.Code), say.In(lang, row.Meaning)})
	}
	pairs(&b, rows)
	b.WriteString("\n" + say.In(lang, "Where several apply: 70, then 130, 2, 4, 5, 3, 1. 'argosctl commands -o json' says\nwhich of them each command may end with."))
	return b.String()
}

func environmentText(lang string) string {
	rows := [][2]string{{keys.EnvVar, say.In(lang, "the API key, before profiles and the keyring")}}
	for _, key := range config.Keys() {
		if key.Env != "" {
			rows = append(rows, [2]string{key.Env, say.In(lang, key.Doc)})
		}
	}
	for _, row := range [][2]string{
		{"LC_ALL, LC_MESSAGES, LANG", "ko_KR.UTF-8 makes output on a terminal Korean, where no language is chosen"},
		{"NO_COLOR", "no colour, whatever its value"},
		{"CLICOLOR_FORCE", "colour in files and pipes as well; 0 is as if it were not set"},
		{"CLICOLOR", "0: no colour"},
		{"COLUMNS", "the width of tables in files and pipes, 40 to 1000"},
		{"XDG_CONFIG_HOME", "where argosctl/config.yaml is, in place of the system's directory"},
		{"GITHUB_ACTIONS, CI", "true: validate prints annotations, and text that a runner obeys is escaped"},
		{"HTTPS_PROXY, NO_PROXY", "the proxy of requests that leave this machine"},
	} {
		rows = append(rows, [2]string{row[0], say.In(lang, row[1])})
	}
	var b strings.Builder
	pairs(&b, rows)
	b.WriteString("\n" + say.In(lang, "A flag comes before its variable, a variable before the configuration files."))
	return b.String()
}

func outputText(lang string) string {
	var b strings.Builder
	pairs(&b, [][2]string{
		{"-o table", say.In(lang, "for people; the default, and its layout may change")},
		{"-o json", say.In(lang, "one object where one argument gives one result, else an array")},
		{"-o ndjson", say.In(lang, "one compact object a line, as results come")},
		{"-o yaml", say.In(lang, "the same as json, as YAML")},
		{"-o csv", say.In(lang, "lists only: one line a result, with a head")},
		{"--jq EXPRESSION", say.In(lang, "filters the JSON; strings print raw, members keep their order")},
	})
	b.WriteString("\n" + say.In(lang, "Results go to stdout, everything else to stderr. On a terminal, what people read is in\nthe language of the locale; --lang, ARGOSCTL_LANG and the configuration choose it for\nevery output. JSON, YAML, CSV and reports are in English where nobody has chosen."))
	return b.String()
}
