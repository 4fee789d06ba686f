package config

import (
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/say"
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
	Dir    Type = "dir"    // an absolute path; ~/ is the home directory
)

// Scope says whose file may hold a setting. The zero value takes the most
// trust, so that a new setting is closed to strangers until somebody opens it.
type Scope int

// The scopes of settings.
const (
	Trusted Scope = iota // the user's file, and the files of projects that the user trusts
	Own                  // the user's file alone
	Anyone               // every project's file: the setting harms nobody, whatever its value
)

// EnvLang is the variable that overrides lang.
const EnvLang = "ARGOSCTL_LANG"

// Key is one setting of the schema.
type Key struct {
	Name    string // dotted path; * stands for any name, [] for an element of a list
	Type    Type
	Values  []string
	Default string // empty: none
	Env     string // the variable that overrides it, empty: none
	Scope   Scope
	Doc     string
}

// Keys is the schema: all settings there are.
func Keys() []Key {
	levels := []string{"error", "warning", "info"}
	langs := []string{"en", "ko"}
	return []Key{
		{"lang", Choice, langs, "", EnvLang, Anyone, "language of descriptions, messages and help"},
		{"output", Choice, []string{"table", "json", "yaml", "ndjson"}, "table", "ARGOSCTL_OUTPUT", Anyone, "output format"},
		{"color", Choice, []string{"auto", "always", "never"}, "auto", "ARGOSCTL_COLOR", Anyone, "when to colour"},
		{"base-url", URL, nil, catalog.APIBaseURL, "ARGOSCTL_BASE_URL", Trusted, "address of the API"},
		{"profile", Name, nil, DefaultProfile, "ARGOSCTL_PROFILE", Trusted, "the profile to use"},
		{"validate.fail-on", Choice, append(slices.Clone(levels), "never"), "error", "ARGOSCTL_VALIDATE_FAIL_ON", Anyone, "least severity that fails validate"},
		{"validate.rules.*", Choice, append(slices.Clone(levels), "off"), "", "", Anyone, "severity of a rule"},
		{"validate.ignore[].path", Text, nil, "", "", Anyone, "ignore findings in files that match this glob"},
		{"validate.ignore[].rule", Text, nil, "", "", Anyone, "ignore findings of this rule"},
		{"validate.ignore[].pointer", Text, nil, "", "", Anyone, "ignore findings at this JSON Pointer"},
		{"validate.ignore[].until", Date, nil, "", "", Anyone, "the last day the ignore holds"},
		{"validate.ignore[].reason", Text, nil, "", "", Anyone, "why it is ignored"},
		{"profiles.*.base-url", URL, nil, "", "", Trusted, "address of the API for this profile"},
		{"profiles.*.lang", Choice, langs, "", "", Trusted, "language for this profile"},
		{"profiles.*.key-file", Text, nil, "", "", Trusted, "file that holds the API key, relative to the configuration file"},
		{"profiles.*.key-env", Env, nil, "", "", Trusted, "environment variable that holds the API key"},
		{"profiles.*.key-command", Text, nil, "", "", Trusted, "command that prints the API key"},
		{"trusted[]", Dir, nil, "", "", Own, "directory of a project whose .argosctl.yaml may set everything"},
	}
}

// Selectors are the members by which an ignore picks findings: it has one of them
// at least, since one without would ignore everything.
func Selectors() []string { return []string{"path", "rule", "pointer"} }

// Pattern is a regular expression that the setting's texts match; empty where any
// text does. It is for editors: check has the last word.
func (k Key) Pattern() string {
	switch k.Type {
	case Date:
		return `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`
	case URL:
		return `^https?://[^/@\s]+(/\S*)?$`
	case Name:
		return `^[A-Za-z0-9_-]{1,64}$`
	case Env:
		return `^[A-Za-z_][A-Za-z0-9_]*$`
	case Dir:
		return `^(/|~$|~/|[A-Za-z]:[/\\])`
	default:
		return ""
	}
}

// viper is the name of the setting inside viper.
func (k Key) viper() string { return strings.ReplaceAll(k.Name, ".", delimiter) }

// expected says what values the setting takes.
func (k Key) expected() say.Message {
	switch k.Type {
	case Choice:
		return say.Textf("%s", say.Or(k.Values))
	case Date:
		return say.Textf("a date, YYYY-MM-DD")
	case URL:
		return say.Textf("an http or https URL without user name and password")
	case Name:
		return say.Textf("a name of letters, digits, - and _")
	case Env:
		return say.Textf("the name of an environment variable")
	case Dir:
		return say.Textf("an absolute path of a directory")
	default:
		return say.Textf("a text")
	}
}

// check says what value was expected; empty means that value is one. It never
// repeats the value, which may be a key that was put into the wrong place.
func (k Key) check(value string) say.Message {
	var ok bool
	switch k.Type {
	case Choice:
		ok = slices.Contains(k.Values, value)
	case Date:
		_, err := time.Parse(time.DateOnly, value)
		ok = err == nil
	case URL:
		u, err := url.Parse(value)
		ok = err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
	case Name:
		ok = validName(value)
	case Env:
		ok = validEnv(value)
	case Dir:
		ok = filepath.IsAbs(value) || value == "~" || strings.HasPrefix(value, "~/")
	default:
		ok = value != ""
	}
	if ok {
		return say.Message{}
	}
	return say.Textf("expected %s", k.expected())
}

// checkTyped is check for a value that the user typed or exported. It repeats
// short values of closed lists and calendars.
func (k Key) checkTyped(value string) say.Message {
	problem := k.check(value)
	if !problem.Empty() && (k.Type == Choice || k.Type == Date) && value != "" && len(value) <= 16 {
		problem = say.Textf("expected %s, got %q", k.expected(), value)
	}
	return problem
}

// openNames are the names at the top of the schema that every project may set.
func openNames() []string {
	var names []string
	for _, key := range Keys() {
		name, _, _ := strings.Cut(key.Name, ".")
		if key.Scope == Anyone && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
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
