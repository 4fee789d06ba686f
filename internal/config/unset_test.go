package config

import (
	"os"
	"strings"
	"testing"
)

func TestUnset(t *testing.T) {
	const text = `# mine
lang: ko # always

validate:
  # strict
  fail-on: warning

  rules:
    json/bom: off
    field/empty: "off"
# the end
trusted:
- /a
- /b
profiles:
  staging: {key-env: A, lang: en}
  local:
    key-command: >-
      cat
      key
`
	for _, c := range []struct {
		name, key, want string
		removed         bool
	}{
		{"a line", "lang", text[:len("# mine\n")] + text[len("# mine\nlang: ko # always\n"):], true},
		{"the last one below a name takes the name with it", "validate", "# mine\nlang: ko # always\n\n  # strict\n\n# the end\n" + text[len(text)-len("trusted:\n- /a\n- /b\nprofiles:\n  staging: {key-env: A, lang: en}\n  local:\n    key-command: >-\n      cat\n      key\n"):], true},
		{"in another case", "validate.rules.Field/Empty", strings.Replace(text, "    field/empty: \"off\"\n", "", 1), true},
		{"a text over lines, and its profile", "profiles.local.key-command", strings.Replace(text, "  local:\n    key-command: >-\n      cat\n      key\n", "", 1), true},
		{"a list that is not set in", "trusted", strings.Replace(text, "trusted:\n- /a\n- /b\n", "", 1), true},
		{"a profile in braces", "profiles.staging", strings.Replace(text, "  staging: {key-env: A, lang: en}\n", "", 1), true},
		{"not there", "output", text, false},
		{"below a value", "validate.rules.json/utf8", text, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHouse(t)
			path := h.write("config.yaml", text)
			removed, err := Unset(path, c.key)
			got, _ := os.ReadFile(path)
			if err != nil || removed != c.removed || string(got) != c.want {
				t.Errorf("%v, %v:\n%s\nwant\n%s", removed, err, got, c.want)
			}
		})
	}
	t.Run("in braces with others", func(t *testing.T) {
		path := newHouse(t).write("config.yaml", text)
		_, err := Unset(path, "profiles.staging.lang")
		got, _ := os.ReadFile(path)
		if err == nil || string(got) != text {
			t.Errorf("%v:\n%s", err, got)
		}
	})
	t.Run("no file", func(t *testing.T) {
		if removed, err := Unset(newHouse(t).path("none.yaml"), "lang"); removed || err != nil {
			t.Error(removed, err)
		}
	})
	t.Run("no setting", func(t *testing.T) {
		if _, err := Unset(newHouse(t).path("none.yaml"), "lagn"); err == nil {
			t.Error("no error")
		}
	})
}
