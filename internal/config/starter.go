package config

// starter is what `config init` writes: every setting, commented out.
const starter = `# Configuration of argosctl. Flags and ARGOSCTL_* variables come before this
# file. It never holds an API key: see profiles below.

# Language of descriptions and guidance: en or ko.
# lang: en

# Output format: table, json, yaml or ndjson.
# output: table

# Colour: auto, always or never.
# color: auto

# Address of the API.
# base-url: https://rest-api.argosidentity.com/v3

# The profile to use where none is named.
# profile: default

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

# profiles:
#   default:
#     # Where the key comes from, one of the three:
#     key-env: MY_ARGOS_KEY
#     # key-file: ~/.config/argosctl/key
#     # key-command: pass show argos/api-key
#   staging:
#     base-url: http://127.0.0.1:4400/v3
#     key-env: MY_ARGOS_STAGING_KEY
`
