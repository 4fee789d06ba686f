package config

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/say"
)

// editorLine has editors complete and check the file. It has to be the first.
const editorLine = "# yaml-language-server: $schema=https://raw.githubusercontent.com/argosctl/argosctl/main/docs/schema/config.json\n"

// part is a comment of the starting file and the settings below it.
type part struct {
	before   string // what stands before the comment
	comment  say.Word
	settings string
}

// starter is what `config init` writes: every setting that the file of that
// role may hold, commented out, with the comments in lang.
func starter(role, lang string) string {
	parts := [][]part{ownHead(), plainParts(), apiParts(), validateParts(), profileParts()}
	if role == RoleProject {
		parts = [][]part{projectHead(), plainParts(), validateParts()}
	}
	var b strings.Builder
	b.WriteString(editorLine)
	for _, group := range parts {
		for _, p := range group {
			b.WriteString(p.before)
			b.WriteString("# " + strings.ReplaceAll(p.comment.In(lang), "\n", "\n# ") + "\n")
			b.WriteString(p.settings)
		}
	}
	return b.String()
}

func projectHead() []part {
	return []part{{"", say.Word("Configuration of argosctl for this project. Flags and ARGOSCTL_* variables come\n" +
		"before this file, which comes before your own. Everything else (profiles, keys,\n" +
		"addresses) belongs into your own file: argosctl config init --user."), ""}}
}

func ownHead() []part {
	return []part{{"", say.Word("Configuration of argosctl. Flags, ARGOSCTL_* variables and a project's\n" +
		".argosctl.yaml come before this file. It never holds an API key: see profiles\n" +
		"below."), ""}}
}

func plainParts() []part {
	return []part{
		{"\n", say.Word("Language of descriptions and guidance: en or ko."), "# lang: en\n"},
		{"\n", say.Word("Output format: table, json, yaml or ndjson."), "# output: table\n"},
		{"\n", say.Word("Colour: auto, always or never."), "# color: auto\n"},
	}
}

func apiParts() []part {
	return []part{
		{"\n", say.Word("Address of the API."), "# base-url: " + catalog.APIBaseURL + "\n"},
		{"\n", say.Word("The profile to use where none is named."), "# profile: default\n"},
	}
}

func validateParts() []part {
	return []part{{"\n# validate:\n#   ", say.Word("Least severity that fails: error, warning, info or never."), `#   fail-on: error
#   rules:
#     fixture/personal-data: error
#     field/unknown: "off"
#   ignore:
#     - path: testdata/legacy/**
#       rule: field/format
#       until: 2030-12-31
#       reason: fixtures of the old integration
`}}
}

func profileParts() []part {
	return []part{
		{"\n# profiles:\n#   default:\n#     ", say.Word("Where the key comes from, one of the three:"), `#     key-env: MY_ARGOS_KEY
#     # key-file: ~/.config/argosctl/key
#     # key-command: pass show argos/api-key
#   staging:
#     base-url: http://127.0.0.1:4400/v3
#     key-env: MY_ARGOS_STAGING_KEY
`},
		{"\n", say.Word("Directories whose .argosctl.yaml may set everything: argosctl config trust."), `# trusted:
#   - ~/src/my-integration
`},
	}
}
