package config

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Type is the kind of value a setting takes.
type Type string

// The types of settings.
const (
	Text   Type = "text"
	Choice Type = "choice" // one of Values
	Date   Type = "date"   // YYYY-MM-DD
	URL    Type = "url"    // http or https, without user information
	Name   Type = "name"   // of a profile
	Env    Type = "env"    // the name of an environment variable
)

// Key is one setting of the schema.
type Key struct {
	Name    string // dotted path; * stands for any name, [] for an element of a list
	Type    Type
	Values  []string
	Default string // empty: none
	Env     string // the variable that overrides it, empty: none
	Doc     string
}

// Keys is the schema: all settings there are.
func Keys() []Key {
	levels := []string{"error", "warning", "info"}
	langs := []string{"en", "ko"}
	return []Key{
		{"lang", Choice, langs, "en", "ARGOSCTL_LANG", "language of descriptions and guidance"},
		{"output", Choice, []string{"table", "json", "yaml", "ndjson"}, "table", "ARGOSCTL_OUTPUT", "output format"},
		{"color", Choice, []string{"auto", "always", "never"}, "auto", "ARGOSCTL_COLOR", "when to colour"},
		{"base-url", URL, nil, "https://rest-api.argosidentity.com/v3", "ARGOSCTL_BASE_URL", "address of the API"},
		{"profile", Name, nil, DefaultProfile, "ARGOSCTL_PROFILE", "the profile to use"},
		{"validate.fail-on", Choice, append(slices.Clone(levels), "never"), "error", "ARGOSCTL_VALIDATE_FAIL_ON", "least severity that fails validate"},
		{"validate.rules.*", Choice, append(slices.Clone(levels), "off"), "", "", "severity of a rule"},
		{"validate.ignore[].path", Text, nil, "", "", "ignore findings in files that match this glob"},
		{"validate.ignore[].rule", Text, nil, "", "", "ignore findings of this rule"},
		{"validate.ignore[].pointer", Text, nil, "", "", "ignore findings at this JSON Pointer"},
		{"validate.ignore[].until", Date, nil, "", "", "the last day the ignore holds"},
		{"validate.ignore[].reason", Text, nil, "", "", "why it is ignored"},
		{"profiles.*.base-url", URL, nil, "", "", "address of the API for this profile"},
		{"profiles.*.lang", Choice, langs, "", "", "language for this profile"},
		{"profiles.*.key-file", Text, nil, "", "", "file that holds the API key, relative to the configuration file"},
		{"profiles.*.key-env", Env, nil, "", "", "environment variable that holds the API key"},
		{"profiles.*.key-command", Text, nil, "", "", "command that prints the API key"},
	}
}

// viper is the name of the setting inside viper.
func (k Key) viper() string { return strings.ReplaceAll(k.Name, ".", delimiter) }

// expected says what values the setting takes.
func (k Key) expected() string {
	switch k.Type {
	case Choice:
		last := len(k.Values) - 1
		return strings.Join(k.Values[:last], ", ") + " or " + k.Values[last]
	case Date:
		return "a date, YYYY-MM-DD"
	case URL:
		return "an http or https URL without user name and password"
	case Name:
		return "a name of letters, digits, - and _"
	case Env:
		return "the name of an environment variable"
	default:
		return "a text"
	}
}

// check says what is wrong with value; empty means nothing. Only values that
// come from a closed list or a calendar are repeated: the others may be a key
// that was put into the wrong place.
func (k Key) check(value string) string {
	var ok bool
	shown := ""
	switch k.Type {
	case Choice:
		ok, shown = slices.Contains(k.Values, value), value
	case Date:
		_, err := time.Parse(time.DateOnly, value)
		ok, shown = err == nil, value
	case URL:
		u, err := url.Parse(value)
		ok = err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
	case Name:
		ok = validName(value)
	case Env:
		ok = validEnv(value)
	default:
		ok = value != ""
	}
	switch {
	case ok:
		return ""
	case shown != "" && len(shown) <= 16:
		return fmt.Sprintf("expected %s, got %q", k.expected(), shown)
	default:
		return "expected " + k.expected()
	}
}

// lookup finds the setting of a pattern.
func lookup(pattern string) (Key, bool) {
	for _, key := range Keys() {
		if key.Name == pattern {
			return key, true
		}
	}
	return Key{}, false
}

// children lists the names that may stand under pattern ("" is the top): "*"
// for any name. A pattern that is a setting itself has none.
func children(pattern string) []string {
	var names []string
	for _, key := range Keys() {
		rest, ok := strings.CutPrefix(key.Name, pattern)
		if pattern != "" && ok {
			rest, ok = strings.CutPrefix(rest, ".")
		}
		if !ok {
			continue
		}
		name, _, _ := strings.Cut(rest, ".")
		if name = strings.TrimSuffix(name, "[]"); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// child returns the pattern of name under pattern.
func child(pattern, name string) (string, bool) {
	names := children(pattern)
	switch {
	case slices.Contains(names, name):
	case slices.Contains(names, "*"):
		name = "*"
	default:
		return "", false
	}
	return join(pattern, name), true
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// validName holds for names of profiles and ids of rules: one or two words of
// letters, digits, - and _.
func validName(name string) bool {
	return name != "" && len(name) <= 64 && !strings.ContainsFunc(name, func(r rune) bool {
		return !isWord(r) && r != '-'
	})
}

func validRule(id string) bool {
	group, name, ok := strings.Cut(id, "/")
	return ok && validName(group) && validName(name)
}

func validEnv(name string) bool {
	return name != "" && (name[0] < '0' || name[0] > '9') &&
		!strings.ContainsFunc(name, func(r rune) bool { return !isWord(r) })
}

func isWord(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_'
}
