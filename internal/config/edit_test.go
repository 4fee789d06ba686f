package config

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/argosctl/argosctl/internal/say"
)

func TestSet(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, before, key, value, want string }{
		{"new file", "", "lang", "ko", "lang: ko\n"},
		{"only comments", "# mine\n", "lang", "ko", "# mine\nlang: ko\n"},
		{"change", "# top\n\nlang: en # why\n# end\n", "lang", "ko", "# top\n\nlang: ko # why\n# end\n"},
		{"add", "# top\nlang: en\n", "output", "json", "# top\nlang: en\noutput: json\n"},
		{"quotes stay", "lang: \"en\"\n", "lang", "ko", "lang: \"ko\"\n"},
		{"nested", "validate:\n  # severities\n  rules:\n    json/bom: info # bom\n", "validate.rules.json/bom", "off", "validate:\n  # severities\n  rules:\n    json/bom: off # bom\n"},
		{"nested, new", "lang: en\n", "profiles.staging.key-env", "MY_KEY", "lang: en\nprofiles:\n  staging:\n    key-env: MY_KEY\n"},
		{"empty heading", "profiles:\n", "profiles.a.lang", "ko", "profiles:\n  a:\n    lang: ko\n"},
		{"case of a profile", "profiles:\n  Prod:\n    lang: en\n", "profiles.prod.lang", "ko", "profiles:\n  Prod:\n    lang: ko\n"},
		{"blank lines", "# top\nlang: en\n\n# about output\noutput: json\n\nprofiles:\n    a:\n        key-command: |-\n            one\n\n            two\n\n    b:\n        lang: ko\n", "lang", "ko", "# top\nlang: ko\n\n# about output\noutput: json\n\nprofiles:\n  a:\n    key-command: |-\n      one\n\n      two\n\n  b:\n    lang: ko\n"},
		{"flow style", "validate: {fail-on: error}\n", "validate.fail-on", "never", "validate: {fail-on: never}\n"},
		{"quoted where needed", "", "profiles.a.key-command", "pass show: x # y", "profiles:\n  a:\n    key-command: 'pass show: x # y'\n"},
		{"text that looks like a number", "", "profiles.a.key-file", "123", "profiles:\n  a:\n    key-file: \"123\"\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "new", "config.yaml")
			if tt.before != "" {
				path = filepath.Join(t.TempDir(), ProjectFile)
				if err := os.WriteFile(path, []byte(tt.before), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := Set(path, tt.key, tt.value); err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
			if _, err := Load(Place{File: path, Dir: "/", Getenv: func(string) string { return "" }}); err != nil {
				t.Errorf("the edited file does not load: %v", err)
			}
			if info, err := os.Stat(path); tt.before != "" && (err != nil || info.Mode().Perm() != 0o600) {
				t.Errorf("mode = %v, %v", info.Mode(), err)
			}
		})
	}
}

func TestSetRefuses(t *testing.T) {
	t.Parallel()
	broken := filepath.Join(t.TempDir(), "broken.yaml")
	if err := os.WriteFile(broken, []byte("lang: [\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	wrong := filepath.Join(t.TempDir(), "wrong.yaml")
	if err := os.WriteFile(wrong, []byte("lagn: en\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	none := filepath.Join(t.TempDir(), "none.yaml")
	tests := []struct{ path, key, value, want, hint string }{
		{none, "lagn", "en", `unknown setting "lagn"`, "did you mean lang?"},
		{none, "validate.rulse.x/y", "off", `unknown setting "rulse"`, "did you mean rules?"},
		{none, "lang", "kr", `lang: expected en or ko, got "kr"`, ""},
		{none, "lang.x", "kr", `unknown setting "x"`, ""},
		{none, "validate", "x", "validate holds settings and takes no value", "known here: fail-on, rules, ignore"},
		{none, "validate.ignore", "x", "validate.ignore is a list", "edit the file; argosctl config path says where it is"},
		{none, "validate.ignore.path", "x", `unknown setting "path"`, ""},
		{none, "api-key", "EXAMPLEonlyNotARealKey", `"api-key": an API key has no place in a configuration file`, keyHint},
		{none, "profiles.a.api_key", "x", `"api_key": an API key has no place in a configuration file`, keyHint},
		{none, "profiles.a b.lang", "en", `bad profile name "a b": expected letters, digits, - and _`, ""},
		{broken, "lang", "en", broken + ":1:1: broken YAML: did not find expected node content", ""},
		{wrong, "lang", "en", wrong + `:1:1: unknown setting "lagn"`, "did you mean lang?"},
		{filepath.Dir(none), "lang", "en", filepath.Dir(none) + ": is not a regular file", ""},
		{wrong + "/x/y", "lang", "en", wrong + "/x/y: cannot be read: not a directory", ""},
		{"/proc/none/config.yaml", "lang", "en", "/proc/none/config.yaml: cannot make its directory: no such file or directory", ""},
	}
	for _, tt := range tests {
		t.Run(tt.key, func(t *testing.T) {
			err := Set(tt.path, tt.key, tt.value)
			var e *Error
			if !errors.As(err, &e) || e.Error() != tt.want || tt.hint != "" && e.Hint.String() != tt.hint {
				t.Errorf("Set(%s, %s) = %v\nwant %s, hint %s", tt.key, tt.value, err, tt.want, tt.hint)
			}
		})
	}
	if exists(none) {
		t.Error("a refused setting left a file behind")
	}
}

func TestInit(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "argosctl", "config.yaml")
	if err := Init(path, RoleUser, say.English, false); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != starter(RoleUser, say.English) {
		t.Fatalf("wrote %q, %v", got, err)
	}
	var e *Error
	if err := Init(path, RoleUser, say.English, false); !errors.As(err, &e) || e.Message.String() != "exists already" {
		t.Errorf("second Init: %v", err)
	}
	if err := os.WriteFile(path, []byte("lang: ko\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Init(path, RoleUser, say.English, true); err != nil {
		t.Error(err)
	}
	if err := Init(filepath.Dir(path), RoleUser, say.English, true); err == nil {
		t.Error("wrote to a directory")
	}
	if err := Init(filepath.Join(path, "below", "x"), RoleUser, say.English, true); err == nil {
		t.Error("wrote below a file")
	}
}
