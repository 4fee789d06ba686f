package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/config"
	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/say"
)

// topic is a page of `argosctl help` that belongs to no command.
type topic struct {
	name, short string
	write       func(*helpPage)
}

func topics() []topic {
	return []topic{
		{"environment", "The environment variables that argosctl reads", environmentTopic},
		{"exit-codes", "What the exit codes mean", exitCodeTopic},
		{"output", "Formats, filters and languages of the output", outputTopic},
	}
}

// newTopicCmds are the topics as cobra knows them: commands that do nothing.
func newTopicCmds() []*cobra.Command {
	var cmds []*cobra.Command
	for _, t := range topics() {
		cmds = append(cmds, &cobra.Command{Use: t.name, Short: t.short})
	}
	return cmds
}

// rows are names and texts in the page's language.
func (p *helpPage) rows(pairs ...[2]string) [][2]string {
	for i := range pairs {
		pairs[i][1] = say.In(p.lang, pairs[i][1])
	}
	return pairs
}

func exitCodeTopic(p *helpPage) {
	var rows [][2]string
	for _, row := range kit.ExitCodes() {
		rows = append(rows, [2]string{fmt.Sprint(row.Code), row.Meaning})
	}
	p.text("The exit code tells a script how a command ended. Where several apply: 70, then 130, 2, 4, 5, 3, 1. The help of a command, and argosctl commands -o json, say which of them it may end with.")
	p.list("Exit codes", p.rows(rows...))
}

func environmentTopic(p *helpPage) {
	own := p.rows([2]string{keys.EnvVar, "the API key, before profiles and the keyring"})
	for _, key := range config.Keys() {
		if key.Env != "" {
			own = append(own, [2]string{key.Env, say.In(p.lang, key.Doc)})
		}
	}
	p.text("A flag comes before its variable, a variable before the configuration files.")
	p.list("Variables of argosctl", own)
	p.list("Variables of the system", p.rows([][2]string{
		{"LC_ALL, LC_MESSAGES, LANG", "ko_KR.UTF-8 makes output on a terminal Korean, where no language is chosen"},
		{"NO_COLOR", "no colour, whatever its value"},
		{"CLICOLOR_FORCE", "colour in files and pipes as well; 0 is as if it were not set"},
		{"CLICOLOR", "0: no colour"},
		{"COLUMNS", "the width of tables in files and pipes, 40 to 1000"},
		{"XDG_CONFIG_HOME", "where argosctl/config.yaml is, in place of the system's directory"},
		{"GITHUB_ACTIONS, CI", "true: validate prints annotations, and text that a runner obeys is escaped"},
		{"HTTPS_PROXY, NO_PROXY", "the proxy of requests that leave this machine"},
	}...))
}

func outputTopic(p *helpPage) {
	p.text("Results go to stdout, everything else to stderr. On a terminal, what people read is in the language of the locale; --lang, ARGOSCTL_LANG and the configuration choose it for every output. JSON, YAML, CSV and reports are in English where nobody has chosen.")
	p.list("Formats", p.rows([][2]string{
		{"-o table", "for people; the default, and its layout may change"},
		{"-o json", "one object where one argument gives one result, else an array"},
		{"-o ndjson", "one compact object a line, as results come"},
		{"-o yaml", "the same as json, as YAML"},
		{"-o csv", "lists only: one line a result, with a head"},
		{"--jq EXPRESSION", "filters the JSON; strings print raw, members keep their order"},
	}...))
}
