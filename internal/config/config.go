// Package config merges defaults, the user's file, the project's file,
// ARGOSCTL_* variables and the profile into one Settings value. viper and the
// YAML parser stay behind it. It reads and edits configuration files, and
// touches nothing else: no key, no terminal, no network.
package config

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/viper"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/say"
)

// DefaultProfile is the profile of those who name none.
const DefaultProfile = "default"

// delimiter joins the names of nested settings inside viper: no name may hold
// it, so that rule ids keep their slashes.
const delimiter = "::"

// Settings is the merged configuration. Names of profiles and rules are in
// lower case.
type Settings struct {
	Lang     string             `mapstructure:"lang"` // empty: nobody has chosen one
	Output   string             `mapstructure:"output"`
	Color    string             `mapstructure:"color"`
	BaseURL  string             `mapstructure:"base-url"`
	Profile  string             `mapstructure:"profile"` // the profile in use
	Validate Validate           `mapstructure:"validate"`
	Profiles map[string]Profile `mapstructure:"profiles"`
	Trusted  []string           `mapstructure:"trusted"` // directories of projects, from the user's file

	// Project is what was made of the project's file.
	Project Project `mapstructure:"-"`

	origins map[string]string
}

// Validate is the settings of argosctl validate.
type Validate struct {
	FailOn string            `mapstructure:"fail-on"`
	Rules  map[string]string `mapstructure:"rules"` // rule id: error, warning, info or off
	Ignore []Ignore          `mapstructure:"ignore"`
}

// Ignore keeps findings out of a report. Empty members match anything.
type Ignore struct {
	Path    string `mapstructure:"path"` // a glob, relative to the directory of File
	Rule    string `mapstructure:"rule"`
	Pointer string `mapstructure:"pointer"`
	Until   string `mapstructure:"until"` // YYYY-MM-DD, the last day it holds
	Reason  string `mapstructure:"reason"`
	File    string `mapstructure:"file"` // where it stands
	Line    int    `mapstructure:"line"`
}

// Profile is one entry under profiles: where a project's key comes from and
// what differs for it. It never holds the key.
type Profile struct {
	BaseURL    string `mapstructure:"base-url"`
	Lang       string `mapstructure:"lang"`
	KeyFile    string `mapstructure:"key-file"`
	KeyEnv     string `mapstructure:"key-env"`
	KeyCommand string `mapstructure:"key-command"`
}

// Load reads the configuration that belongs to place. Every error is an
// *Error.
func Load(place Place) (*Settings, error) {
	s := &Settings{origins: map[string]string{}}
	v := viper.NewWithOptions(viper.KeyDelimiter(delimiter))
	keys := Keys()
	for _, key := range keys {
		if key.Default != "" {
			v.SetDefault(key.viper(), key.Default)
			s.origins[key.Name] = "default"
		}
	}
	for _, file := range slices.Backward(place.Files()) { // the weakest first
		if err := s.merge(v, place, file); err != nil {
			return nil, err
		}
	}
	if err := s.environment(v, keys, place.Getenv); err != nil {
		return nil, err
	}
	if err := s.pickProfile(v, place); err != nil {
		return nil, err
	}
	for name, value := range s.plain() {
		*value = v.GetString(strings.ReplaceAll(name, ".", delimiter))
	}
	if v.InConfig("validate") || v.InConfig("profiles") || v.InConfig("trusted") { // reflection is for those who have a file
		if err := v.Unmarshal(s); err != nil {
			return nil, &Error{Message: say.Textf("%v", err)}
		}
	}
	return s, nil
}

// merge lays the settings of file over those of the weaker files.
func (s *Settings) merge(v *viper.Viper, place Place, file File) error {
	if !file.Exists {
		return nil
	}
	c := &checker{file: file.Path, dir: place.Work, origins: s.origins}
	if file.Role == RoleProject {
		s.Project = place.judge(file.Path, v.GetStringSlice("trusted"))
		if !s.Project.Refused.Empty() {
			return nil
		}
		c.may = s.Project.may
	}
	values, err := readFile(c)
	if err != nil {
		return err
	}
	s.Project.Ignored = append(s.Project.Ignored, c.ignored...)
	if err := v.MergeConfigMap(values); err != nil {
		return &Error{File: file.Path, Message: say.Textf("cannot be merged"), Err: err}
	}
	return nil
}

// plain is the settings that are one text each, by their dotted names.
func (s *Settings) plain() map[string]*string {
	return map[string]*string{
		"lang": &s.Lang, "output": &s.Output, "color": &s.Color, "base-url": &s.BaseURL,
		"profile": &s.Profile, "validate.fail-on": &s.Validate.FailOn,
	}
}

// environment lays the ARGOSCTL_* variables over the files.
func (s *Settings) environment(v *viper.Viper, keys []Key, getenv func(string) string) error {
	for _, key := range keys {
		if key.Env == "" || getenv(key.Env) == "" {
			continue
		}
		if problem := key.checkTyped(getenv(key.Env)); !problem.Empty() {
			return &Error{Message: say.Textf("%s: %s", key.Env, problem)}
		}
		v.Set(key.viper(), getenv(key.Env))
		s.origins[key.Name] = "environment " + key.Env
	}
	return nil
}

// pickProfile lays the chosen profile over the files, below the environment.
// Where profiles are configured, the chosen one must be among them; else its
// name only says under which name a key is stored.
func (s *Settings) pickProfile(v *viper.Viper, place Place) error {
	if place.Profile != "" {
		v.Set("profile", place.Profile)
		s.origins["profile"] = "flag --profile"
	}
	name := strings.ToLower(v.GetString("profile"))
	if !validName(name) {
		return &Error{Message: say.Textf("bad profile name %q: expected letters, digits, - and _", name)}
	}
	v.Set("profile", name)
	known := v.GetStringMap("profiles")
	chosen, ok := known[name].(map[string]any)
	if !ok && len(known) > 0 && s.origins["profile"] != "default" {
		return s.unknownProfile(name, slices.Sorted(maps.Keys(known)))
	}
	layer := map[string]any{}
	for _, key := range []string{"base-url", "lang"} {
		if value, ok := chosen[key]; ok {
			layer[key] = value
			if !strings.HasPrefix(s.origins[key], "environment ") {
				s.origins[key] = s.origins["profiles."+name+"."+key]
			}
		}
	}
	return v.MergeConfigMap(layer)
}

// unknownProfile is the error for a name that is not among the configured
// ones. It repeats a name that the user typed, not one from a file.
func (s *Settings) unknownProfile(name string, configured []string) *Error {
	e := &Error{Hint: didYouMean(name, configured, say.Textf("configured profiles: %s", strings.Join(configured, ", ")))}
	if origin := s.Origin("profile"); strings.HasPrefix(origin, "flag ") || strings.HasPrefix(origin, "environment ") {
		e.Message = say.Textf("unknown profile %q (%s)", name, origin)
	} else {
		e.Message = say.Textf("%s: profile: expected the name of a configured profile", origin)
	}
	return e
}

// Chosen returns the profile in use, empty where it is not configured.
func (s *Settings) Chosen() Profile { return s.Profiles[s.Profile] }

// Origin says where the setting of that dotted name has its value from:
// "default", "environment NAME", "flag --profile" or "file:line"; empty for a
// setting that has none.
func (s *Settings) Origin(key string) string { return s.origins[strings.ToLower(key)] }

// Entry is one setting that has a value.
type Entry struct {
	Key    string `json:"key"` // dotted name: validate.rules.json/bom
	Value  string `json:"value"`
	Origin string `json:"origin"`
}

// Entries lists the settings that have a value: the plain ones in the order
// of the schema, then profiles, rules and ignores in the order of their names.
func (s *Settings) Entries() []Entry {
	values := s.plain()
	var entries []Entry
	for _, key := range Keys() {
		if value, ok := values[key.Name]; ok {
			entries = append(entries, Entry{key.Name, *value, s.Origin(key.Name)})
		}
	}
	plain := len(entries)
	add := func(key, value string) {
		if value != "" {
			entries = append(entries, Entry{key, value, s.Origin(key)})
		}
	}
	for id, level := range s.Validate.Rules {
		add("validate.rules."+id, level)
	}
	for name, p := range s.Profiles {
		for key, value := range map[string]string{
			"base-url": p.BaseURL, "lang": p.Lang, "key-file": p.KeyFile, "key-env": p.KeyEnv, "key-command": p.KeyCommand,
		} {
			add("profiles."+name+"."+key, value)
		}
	}
	slices.SortFunc(entries[plain:], func(a, b Entry) int { return cmp.Compare(a.Key, b.Key) })
	for i, dir := range s.Trusted {
		add(fmt.Sprintf("trusted[%d]", i), dir)
	}
	for i, ignore := range s.Validate.Ignore {
		entries = append(entries, Entry{
			fmt.Sprintf("validate.ignore[%d]", i), ignore.String(), fmt.Sprintf("%s:%d", ignore.File, ignore.Line),
		})
	}
	return entries
}

// String names what is ignored, on one line.
func (i Ignore) String() string {
	var parts []string
	for _, part := range [][2]string{{"path", i.Path}, {"rule", i.Rule}, {"pointer", i.Pointer}, {"until", i.Until}} {
		if part[1] != "" {
			parts = append(parts, part[0]+" "+part[1])
		}
	}
	return strings.Join(parts, ", ")
}

// didYouMean is a hint that names the candidates nearest to text, or else is
// otherwise.
func didYouMean(text string, candidates []string, otherwise say.Message) say.Message {
	if near := catalog.Nearest(text, candidates, 3); len(near) > 0 {
		return say.Textf("did you mean %s?", strings.Join(near, ", "))
	}
	return otherwise
}
