package kit

import "testing"

// TestShellWord: a word stays one word for a shell.
func TestShellWord(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		"http://127.0.0.1:8080/a-b_c.d": "http://127.0.0.1:8080/a-b_c.d",
		"":                              "''",
		"a b":                           "'a b'",
		"it's":                          `'it'\''s'`,
		"$(id)":                         "'$(id)'",
		"a;b":                           "'a;b'",
		"=a.json":                       "'=a.json'",
		"한글":                            "'한글'",
		"http://h/?a=1&b=2":             "'http://h/?a=1&b=2'",
	} {
		t.Run(word, func(t *testing.T) {
			if got := ShellWord(word); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		})
	}
}

// TestShown: errors and hints repeat no credentials that stand before a host.
func TestShown(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"--to http://kim:tok3n@localhost:1/hook is refused": "--to http://***@localhost:1/hook is refused",
		`--addr is "kim:tok3n@localhost:1"`:                 `--addr is "***@localhost:1"`,
		"--ui=kim:tok3n@localhost:1":                        "--ui=***@localhost:1",
		"expected STATUS:COUNT[@FROM]":                      "expected STATUS:COUNT[@FROM]",
		"a.json:3:7: user@example.com":                      "a.json:3:7: user@example.com",
		"e\x1b[31m":                                         `e\u001b[31m`,
	} {
		t.Run(text, func(t *testing.T) {
			if got := Shown(text); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		})
	}
}
