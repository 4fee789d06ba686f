package config

import "github.com/argosctl/argosctl/internal/catalog"

// editorLine has editors complete and check the file. It has to be the first.
const editorLine = "# yaml-language-server: $schema=https://raw.githubusercontent.com/argosctl/argosctl/main/docs/schema/config.json\n"

// starter is what `config init` writes: every setting that the file of that
// role may hold, commented out.
func starter(role string) string {
	if role == RoleProject {
		return editorLine + projectHead + plainStarter + validateStarter
	}
	return editorLine + ownHead + plainStarter + apiStarter + validateStarter + profilesStarter
}

const (
	projectHead = `# Configuration of argosctl for this project. Flags and ARGOSCTL_* variables come
# before this file, which comes before your own. Everything else (profiles, keys,
# addresses) belongs into your own file: argosctl config init --user.
`

	ownHead = `# Configuration of argosctl. Flags, ARGOSCTL_* variables and a project's
# .argosctl.yaml come before this file. It never holds an API key: see profiles
# below.
`

	plainStarter = `
# Language of descriptions and guidance: en or ko.
# lang: en

# Output format: table, json, yaml or ndjson.
# output: table

# Colour: auto, always or never.
# color: auto
`

	apiStarter = `
# Address of the API.
# base-url: ` + catalog.APIBaseURL + `

# The profile to use where none is named.
# profile: default
`

	validateStarter = `
# validate:
#   # Least severity that fails: error, warning, info or never.
#   fail-on: error
#   rules:
#     fixture/personal-data: error
#     field/unknown: "off"
#   ignore:
#     - path: testdata/legacy/**
#       rule: field/format
#       until: 2030-12-31
#       reason: fixtures of the old integration
`

	profilesStarter = `
# profiles:
#   default:
#     # Where the key comes from, one of the three:
#     key-env: MY_ARGOS_KEY
#     # key-file: ~/.config/argosctl/key
#     # key-command: pass show argos/api-key
#   staging:
#     base-url: http://127.0.0.1:4400/v3
#     key-env: MY_ARGOS_STAGING_KEY

# Directories whose .argosctl.yaml may set everything: argosctl config trust.
# trusted:
#   - ~/src/my-integration
`
)
