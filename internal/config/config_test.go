package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/say"
)

// house is a directory tree with a home, a repository in it and a working
// directory below that.
type house struct {
	t    *testing.T
	root string
	env  map[string]string

	strangers map[string]bool // names of files that belong to somebody else; nil: the system knows
}

func newHouse(t *testing.T) *house {
	t.Helper()
	t.Parallel()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, root: root, env: map[string]string{}}
	h.env["HOME"] = filepath.Join(h.root, "home")
	h.write("home/repo/.git/HEAD", "")
	h.write("home/repo/sub/deep/file", "")
	return h
}

func (h *house) path(name string) string { return filepath.Join(h.root, filepath.FromSlash(name)) }

func (h *house) write(name, text string) string {
	h.t.Helper()
	path := h.path(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		h.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		h.t.Fatal(err)
	}
	return path
}

func (h *house) place() Place {
	place := Place{
		Dir: h.path("home/repo/sub/deep"), Home: h.path("home/.config"),
		Getenv: func(name string) string { return h.env[name] },
	}
	if h.strangers != nil {
		place.Owns = func(info fs.FileInfo) bool { return !h.strangers[info.Name()] }
	}
	return place
}

func (h *house) load(place Place) *Settings {
	h.t.Helper()
	s, err := Load(place)
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

const (
	project = "home/repo/.argosctl.yaml"
	user    = "home/.config/argosctl/config.yaml"
)

func TestDefaults(t *testing.T) {
	h := newHouse(t)
	want := []Entry{
		{"lang", "", ""},
		{"output", "table", "default"},
		{"color", "auto", "default"},
		{"base-url", "https://rest-api.argosidentity.com/v3", "default"},
		{"profile", "default", "default"},
		{"validate.fail-on", "error", "default"},
	}
	if got := h.load(h.place()).Entries(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

func TestOrderOfSources(t *testing.T) {
	h := newHouse(t)
	h.write(user, "lang: ko\noutput: yaml\ncolor: never\nvalidate:\n  rules:\n    json/bom: error\n    field/case: info\n")
	h.write(project, "output: json\ncolor: always\nvalidate:\n  fail-on: warning\n  rules: {json/bom: \"off\"}\n")
	h.env["ARGOSCTL_COLOR"] = "auto"
	h.env["ARGOSCTL_LANG"] = ""
	s := h.load(h.place())
	want := []Entry{
		{"lang", "ko", h.path(user) + ":1"},
		{"output", "json", h.path(project) + ":1"},
		{"color", "auto", "environment ARGOSCTL_COLOR"},
		{"base-url", "https://rest-api.argosidentity.com/v3", "default"},
		{"profile", "default", "default"},
		{"validate.fail-on", "warning", h.path(project) + ":4"},
		{"validate.rules.field/case", "info", h.path(user) + ":7"},
		{"validate.rules.json/bom", "off", h.path(project) + ":5"},
	}
	if got := s.Entries(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

func TestGivenFileReplacesBoth(t *testing.T) {
	h := newHouse(t)
	h.write(user, "lang: ko\n")
	h.write(project, "output: json\n")
	place := h.place()
	place.File = h.write("other.yaml", "color: never\n")
	s := h.load(place)
	if s.Lang != "" || s.Output != "table" || s.Color != "never" {
		t.Errorf("got %+v", s)
	}
	place.File = h.path("none.yaml")
	wantError(t, place, h.path("none.yaml")+": cannot be read: no such file or directory", "")
}

func TestSearchUpward(t *testing.T) {
	h := newHouse(t)
	h.write("home/.argosctl.yaml", "lang: ko\n") // above the repository: out of reach
	place := h.place()
	want := []File{
		{RoleProject, h.path("home/repo/sub/deep/.argosctl.yaml"), false},
		{RoleUser, h.path(user), false},
	}
	if got := place.Files(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	place.Dir = h.path("home")
	if got := place.Files()[0]; !got.Exists {
		t.Errorf("the file in the directory itself was not found: %v", got)
	}
	h.write("home/free/dir/file", "")
	place.Dir = h.path("home/free/dir")
	if got := place.Files()[0]; got.Path != h.path("home/.argosctl.yaml") {
		t.Errorf("without a repository the search goes up to the home directory, got %v", got)
	}
	h.write("outside/dir/file", "")
	place.Dir, place.Home = h.path("outside/dir"), ""
	if got := place.Files(); len(got) != 1 || got[0].Exists {
		t.Errorf("outside of any repository and home: %v", got)
	}
	h.write(project, "output: json\n")
	place.Dir = h.path("home/repo/sub/deep")
	if got := h.load(place).Output; got != "json" {
		t.Errorf("output = %s", got)
	}
}

func TestProfiles(t *testing.T) {
	h := newHouse(t)
	h.write(user, `base-url: https://top.example.com/v3
profiles:
  default: {key-env: MINE}
  Staging:
    base-url: https://staging.example.com/v3
    lang: ko
    key-file: keys/staging
    key-command: "print key"
`)
	place := h.place()
	s := h.load(place)
	if s.Profile != "default" || s.BaseURL != "https://top.example.com/v3" || s.Chosen() != (Profile{KeyEnv: "MINE"}) {
		t.Errorf("got %+v", s)
	}
	place.Profile = "Staging"
	s = h.load(place)
	want := Profile{"https://staging.example.com/v3", "ko", "keys/staging", "", "print key"}
	if s.Profile != "staging" || s.Chosen() != want || s.BaseURL != want.BaseURL || s.Lang != "ko" {
		t.Errorf("got %+v", s)
	}
	if got := s.Origin("base-url"); got != h.path(user)+":5" {
		t.Errorf("origin of base-url = %s", got)
	}
	if got := s.Origin("profile"); got != "flag --profile" {
		t.Errorf("origin of profile = %s", got)
	}
	h.env["ARGOSCTL_BASE_URL"] = "https://env.example.com"
	if s = h.load(place); s.BaseURL != "https://env.example.com" || s.Origin("base-url") != "environment ARGOSCTL_BASE_URL" {
		t.Errorf("the environment comes before the profile: %s from %s", s.BaseURL, s.Origin("base-url"))
	}
	place.Profile = "stagign"
	wantError(t, place, `unknown profile "stagign" (flag --profile)`, "did you mean staging?")
	place.Profile = "x y"
	wantError(t, place, `bad profile name "x y": expected letters, digits, - and _`, "")
	place.Profile = ""
	h.env["ARGOSCTL_PROFILE"] = "zzz"
	wantError(t, place, `unknown profile "zzz" (environment ARGOSCTL_PROFILE)`, "configured profiles: default, staging")
	if err := os.Remove(h.path(user)); err != nil {
		t.Fatal(err)
	}
	if s = h.load(place); s.Profile != "zzz" {
		t.Errorf("without configured profiles any name will do, got %q", s.Profile)
	}
}

func TestResolve(t *testing.T) {
	h := newHouse(t)
	h.write(user, "profiles:\n  default:\n    key-file: keys/a\n")
	s := h.load(h.place())
	getenv := h.place().Getenv
	for path, want := range map[string]string{
		"keys/a": h.path("home/.config/argosctl/keys/a"), "~/k": h.path("home/k"), "/abs": "/abs",
	} {
		if got := s.Resolve("profiles.default.key-file", path, getenv); got != want {
			t.Errorf("Resolve(%s) = %s, want %s", path, got, want)
		}
	}
	if got := s.Resolve("unset", "rel", getenv); got != "rel" {
		t.Errorf("a path from nowhere became %s", got)
	}
}

func TestIgnores(t *testing.T) {
	h := newHouse(t)
	h.write(project, `validate:
  ignore:
    - {path: "old/**", rule: field/format, until: 2030-12-31, reason: old ones}
    - pointer: /a/b
`)
	s := h.load(h.place())
	want := []Ignore{
		{"old/**", "field/format", "", "2030-12-31", "old ones", h.path(project), 3},
		{"", "", "/a/b", "", "", h.path(project), 4},
	}
	if !slices.Equal(s.Validate.Ignore, want) {
		t.Errorf("got %+v\nwant %+v", s.Validate.Ignore, want)
	}
	entries := s.Entries()
	if got, want := entries[len(entries)-2], (Entry{"validate.ignore[0]", "path old/**, rule field/format, until 2030-12-31", h.path(project) + ":3"}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestFaults(t *testing.T) {
	tests := []struct{ name, text, want, hint string }{
		{"unknown", "lang: en\noutptu: json\n", `:2:1: unknown setting "outptu"`, "did you mean output?"},
		{"unknown without a neighbour", "zzzzzz: 1\n", `:1:1: unknown setting "zzzzzz"`, "known here: lang, output, color, base-url, profile, validate, profiles, trusted"},
		{"unknown below", "validate:\n  fail_onn: error\n", `:2:3: unknown setting "fail_onn"`, "did you mean fail-on?"},
		{"unknown in a profile", "profiles:\n  a:\n    keyfile: x\n", `:3:5: unknown setting "keyfile"`, "did you mean key-file?"},
		{"unknown in a list", "validate:\n  ignore:\n  - paht: x\n", `:3:5: unknown setting "paht"`, "did you mean path?"},
		{"wrong choice", "lang: kr\n", `:1:7: lang: expected en or ko`, "did you mean ko?"},
		{"wrong type", "lang: [en]\n", `:1:7: lang: expected en or ko, got a list`, ""},
		{"number", "output: 1\n", `:1:9: output: expected table, json, yaml or ndjson, got a number`, ""},
		{"bool", "color: true\n", `:1:8: color: expected auto, always or never, got true or false`, ""},
		{"nothing", "color:\n", `:1:7: color: expected auto, always or never, got nothing`, ""},
		{"binary", "color: !!binary YQ==\n", `:1:8: color: expected auto, always or never, got something else`, ""},
		{"not a mapping", "validate: 2020-01-01\n", `:1:11: validate: expected names with values, got a date`, ""},
		{"root is a list", "- a\n", `:1:1: expected names with values, got a list`, ""},
		{"root is a text", "text\n", `:1:1: expected names with values, got a text`, ""},
		{"not a list", "validate: {ignore: {path: x}}\n", `:1:20: validate.ignore: expected a list, got names with values`, ""},
		{"ignore of nothing", "validate:\n  ignore:\n  - reason: x\n", `:3:5: validate.ignore: expected a path, a rule or a pointer: this would ignore everything`, ""},
		{"bad date", "validate:\n  ignore:\n  - {path: x, until: 2026-02-30}\n", `:3:22: validate.ignore[0].until: expected a date, YYYY-MM-DD`, ""},
		{"bad url", "base-url: rest-api.example.com\n", `:1:11: base-url: expected an http or https URL without user name and password`, ""},
		{"url with a password", "base-url: https://u:hidden@example.com\n", `:1:11: base-url: expected an http or https URL without user name and password`, ""},
		{"bad variable", "profiles: {a: {key-env: no-name}}\n", `:1:25: profiles.a.key-env: expected the name of an environment variable`, ""},
		{"empty text", "profiles: {a: {key-file: \"\"}}\n", `:1:26: profiles.a.key-file: expected a text`, ""},
		{"bad profile", "profiles: {a.b: {}}\n", `:1:12: bad profile name "a.b": expected letters, digits, - and _`, ""},
		{"bad rule", "validate: {rules: {bom: error}}\n", `:1:20: bad rule id "bom": expected group/name`, ""},
		{"bad level", "validate: {rules: {json/bom: never}}\n", `:1:30: validate.rules.json/bom: expected error, warning, info or off`, ""},
		{"twice", "lang: en\nlang: ko\n", `:2:1: "lang" is given twice`, ""},
		{"profile twice", "profiles:\n  A: {}\n  a: {}\n", `:3:3: "profiles.a" is given twice`, ""},
		{"name is a number", "1: x\n", `:1:1: expected the name of a setting, got a number`, ""},
		{"merge key", "profiles: {a: &x {}, b: *x}\n", `:1:25: profiles.b: expected names with values, got an alias`, ""},
		{"alias without anchor", "lang: *EXAMPLEonlyNotARealKey\n", `broken YAML: an alias without its anchor`, ""},
		{"broken", "lang: en\n  output: [\n", `:2:1: broken YAML: mapping values are not allowed in this context`, ""},
		{"tab", "validate:\n\tfail-on: error\n", `:2:1: broken YAML: found character that cannot start any token`, ""},
		{"two documents", "lang: en\n---\nlang: ko\n", `:2:1: a second document: expected one`, ""},
		{"broken second", "lang: en\n---\n{\n", `broken YAML: did not find expected node content`, ""},
		{"not UTF-8", "lang: \xff\n", `: is not UTF-8 text`, ""},
		{"key", "api-key: EXAMPLEonlyNotARealKey\n", `:1:1: "api-key": an API key has no place in a configuration file`, keyHint},
		{"key in a profile", "profiles:\n  a:\n    apiKey: EXAMPLEonlyNotARealKey\n", `:3:5: "apiKey": an API key has no place in a configuration file`, keyHint},
		{"key as a list", "secret: [EXAMPLEonlyNotARealKey]\n", `:1:1: "secret": an API key has no place in a configuration file`, keyHint},
		{"key where a choice belongs", "lang: EXAMPLEonlyNotARealKey\n", `:1:7: lang: expected en or ko`, ""},
		{"key in place of a name", "EXAMPLEonlyNotARealKey0123456789: x\n", `:1:1: unknown setting of 32 characters`, ""},
		{"line of a password file", "root:$6$hidden:19000:0:::\n", `:1:1: unknown setting of 24 characters`, ""},
		{"token as a name", "hvs.hidden0123456789: x\n", `:1:1: unknown setting of 20 characters`, ""},
		{"not a list of paths", "trusted: /x\n", `:1:10: trusted: expected a list, got a text`, ""},
		{"relative path", "trusted: [hidden/x]\n", `:1:11: trusted[0]: expected an absolute path of a directory`, ""},
		{"number in a list", "trusted: [1]\n", `:1:11: trusted[0]: expected an absolute path of a directory, got a number`, ""},
		{"bad tag", "lang: !hidden!x y\n", `broken YAML: found undefined tag handle`, ""},
		{"large", strings.Repeat("#\n", 1<<20), `: is larger than 1 MiB`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.write(project, tt.text)
			wantError(t, h.place(), tt.want, tt.hint)
		})
	}
}

func TestEmptyFiles(t *testing.T) {
	for _, text := range []string{"", "# only a comment\n", "~\n", "validate:\nprofiles:\n", "validate:\n  rules:\n  ignore:\n", "trusted:\n", "---\n", starter(RoleProject, say.English), starter(RoleUser, say.English), starter(RoleProject, say.Korean), starter(RoleUser, say.Korean)} {
		t.Run(text, func(t *testing.T) {
			h := newHouse(t)
			h.write(project, text)
			if s := h.load(h.place()); s.Lang != "" || len(s.Entries()) != 6 {
				t.Errorf("got %+v", s)
			}
		})
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	h := newHouse(t)
	if err := os.MkdirAll(h.path(project), 0o755); err != nil {
		t.Fatal(err)
	}
	wantError(t, h.place(), h.path(project)+": is not a regular file", "")
	place := h.place()
	place.File = "a\x00b"
	wantError(t, place, "invalid argument", "")
}

func TestEnvironmentFaults(t *testing.T) {
	h := newHouse(t)
	h.env["ARGOSCTL_OUTPUT"] = "xml"
	wantError(t, h.place(), `ARGOSCTL_OUTPUT: expected table, json, yaml or ndjson, got "xml"`, "")
}

// wantError checks that Load fails with a message that ends in, or starts
// after the file's name with, want, and with hint.
func wantError(t *testing.T, place Place, want, hint string) {
	t.Helper()
	_, err := Load(place)
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want an *Error %q", err, want)
	}
	if !strings.HasSuffix(e.Error(), want) || e.Hint.String() != hint && hint != "" {
		t.Errorf("got %q, hint %q\nwant %q, hint %q", e.Error(), e.Hint, want, hint)
	}
	if strings.Contains(e.Error()+e.Hint.String(), "EXAMPLEonlyNotARealKey") || strings.Contains(e.Error(), "hidden") {
		t.Errorf("the error shows what may be a key: %v", e)
	}
}

func BenchmarkLoadWithoutFiles(b *testing.B) {
	place := Place{Dir: b.TempDir(), Getenv: func(string) string { return "" }}
	for b.Loop() {
		if _, err := Load(place); err != nil {
			b.Fatal(err)
		}
	}
}

// Whatever a repository holds, its file sets harmless things only, and no error
// repeats it.
func FuzzProjectConfig(f *testing.F) {
	for _, text := range []string{
		starter(RoleProject, say.English), starter(RoleUser, say.English), strings.ReplaceAll(starter(RoleUser, say.English), "# ", ""),
		"profiles: {a: &x {key-env: A}, b: *x}\nvalidate: {ignore: [{path: x}]}\n",
		"profile: default\nprofiles: {default: {key-command: touch x, key-file: ~/.vault-token}}\n",
		"base-url: http://127.0.0.1:1/v3\nlang: ko\n", "trusted: [/]\n", "Profiles: {DEFAULT: {Key-Command: x}}\n",
		"<<: {base-url: http://127.0.0.1:1}\n", "? {a: b}\n: c\n", "lang: *secret0123456789\n",
		"lang: \"\\e]0;title\\a\"\n", "\xef\xbb\xbflang: ko\n", "- [ { : ", "%YAML 9.9\n---\nlang: en\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c := &checker{file: "f", origins: map[string]string{}, may: Project{}.may}
		values, err := c.settings([]byte(text))
		for name := range values {
			if !slices.Contains(openNames(), name) {
				t.Errorf("%q sets %s", text, name)
			}
		}
		for name := range c.origins {
			if key, err := settingOf(name); err == nil && key.Scope != Anyone {
				t.Errorf("%q sets %s", text, name)
			}
		}
		if err != nil && strings.ContainsFunc(err.Error(), func(r rune) bool { return r < ' ' }) {
			t.Errorf("%q: the error holds control characters: %q", text, err)
		}
	})
}
