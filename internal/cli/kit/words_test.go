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
