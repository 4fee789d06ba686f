package capture

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
)

func TestOpenArchiveJudgesTheFile(t *testing.T) {
	t.Parallel()
	long := `{"photo":"` + strings.Repeat("x", 2*sampleSize) + `"}`
	for _, c := range []struct {
		name, before string
		ours         bool
	}{
		{"empty", "", true},
		{"blank lines", "\n\n", true},
		{"objects", "{\"a\":1}\n{\"b\":2}\n", true},
		{"CRLF and a byte order mark", "\ufeff{\"a\":1}\r\n{\"b\":2}\r\n", true},
		{"one object without a line break", `{"a":1}`, true},
		{"one torn object", `{"a":"\u00`, true},
		{"a body that is no JSON among others", "hello\n{\"a\":1}\n{\"b\":2}\n", true},
		{"longer than the sample", long + "\n" + long + "\n", true},
		{"longer than the sample and torn", long + "\n" + long[:len(long)-5], true},
		{"prose", "# Notes\n- call Kim", false},
		{"prose with a line break", "# Notes\n- call Kim\n", false},
		{"prose with an object", "Notes\n\n{\"a\":1}\nmore\nand more\n", false},
		{"prose in braces", "{not json", false},
		{"an object and prose", `{"a":1} is what came`, false},
		{"pretty-printed", "{\n  \"a\": 1,\n  \"b\": 2\n}\n", false},
		{"an array", "[{\"a\":1}]\n", false},
		{"YAML", "validate:\n  fail-on: error\n", false},
		{"UTF-16", "\xff\xfe{\x00}\x00\n\x00", false},
		{"binary", "\x00\x01\x02", false},
		{"objects first, prose at the end", strings.Repeat("{\"a\":1}\n", sampleSize/4) + strings.Repeat("prose\n", sampleSize/4), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			path := t.TempDir() + "/x.ndjson"
			if err := os.WriteFile(path, []byte(c.before), 0o600); err != nil {
				t.Fatal(err)
			}
			a, err := OpenArchive(path)
			var other *NotArchiveError
			switch {
			case c.ours && err != nil:
				t.Fatal(err)
			case c.ours:
				if err := a.Close(); err != nil {
					t.Error(err)
				}
				return
			case !errors.As(err, &other):
				t.Fatalf("error %v, want a NotArchiveError", err)
			}
			if got := read(t, path); got != c.before {
				t.Errorf("the file was changed to %.80q", got)
			}
			if _, err := os.Stat(path + ".torn"); !errors.Is(err, fs.ErrNotExist) {
				t.Error("something was moved aside")
			}
		})
	}
}

// The remains of a torn line replace nothing, and follow no link.
func TestTornLineGoesToAFreshFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path, secret := dir+"/x.ndjson", dir+"/secret"
	for name, text := range map[string]string{path: "{\"a\":1}\n{\"b\":", secret: "secret", path + ".torn.2": "older"} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(secret, path+".torn"); err != nil {
		t.Fatal(err)
	}
	a := open(t, path)
	for name, want := range map[string]string{secret: "secret", path + ".torn.2": "older", path + ".torn.3": "{\"b\":\n", path: "{\"a\":1}\n"} {
		if got := read(t, name); got != want {
			t.Errorf("%s holds %q, want %q", name, got, want)
		}
	}
	info, err := os.Stat(path + ".torn.3")
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if len(a.Notes) != 1 || !strings.HasSuffix(told(a.Notes), ".torn.3") {
		t.Errorf("notes %q", told(a.Notes))
	}
}
