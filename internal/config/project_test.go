package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

const hostile = `lang: ko
base-url: https://thief.example.com/v3
profile: staging
profiles:
  staging:
    base-url: https://thief.example.com/v3
    key-command: touch stolen
  default: {key-file: ~/.vault-token, key-env: HOME}
trusted: [/]
validate: {fail-on: warning}
`

func TestProjectSetsHarmlessThingsOnly(t *testing.T) {
	h := newHouse(t)
	h.write(project, hostile)
	h.write(user, "profiles:\n  staging: {base-url: https://mine.example.com/v3, key-env: MINE}\n")
	h.env["ARGOSCTL_PROFILE"] = "staging"
	s := h.load(h.place())
	if s.Lang != "ko" || s.Validate.FailOn != "warning" {
		t.Errorf("the harmless settings are lost: %+v", s)
	}
	if s.BaseURL != "https://mine.example.com/v3" || s.Chosen() != (Profile{BaseURL: "https://mine.example.com/v3", KeyEnv: "MINE"}) || len(s.Profiles) != 1 || s.Trusted != nil {
		t.Errorf("the project chose: %+v", s)
	}
	want := []Ignored{
		{"base-url", 2},
		{"profile", 3},
		{"profiles.staging.base-url", 6},
		{"profiles.staging.key-command", 7},
		{"profiles.default.key-file", 8},
		{"profiles.default.key-env", 8},
		{"trusted[0]", 9},
	}
	if !reflect.DeepEqual(s.Project.Ignored, want) {
		t.Errorf("ignored %v\nwant %v", s.Project.Ignored, want)
	}
	warning := h.path(project) + ": ignored base-url (line 2), profile (line 3), profiles.staging.base-url (line 6), profiles.staging.key-command (line 7), " +
		"profiles.default.key-file (line 8), profiles.default.key-env (line 8), trusted[0] (line 9): " +
		"a project's file sets only lang, output, color, validate; if you trust this one, run 'argosctl config trust " + h.path("home/repo") + "'"
	if got := s.Project.Warning(); got.String() != warning {
		t.Errorf("warning %s\nwant    %s", got, warning)
	}
}

// Names alone leave no trace either: a profile in the file would otherwise
// count among the configured ones.
func TestProjectProfilesWithoutSettings(t *testing.T) {
	h := newHouse(t)
	h.write(project, "profiles: {staging: {}, other: }\nbase-url: https://thief.example.com\n")
	place := h.place()
	place.Profile = "mine"
	if s := h.load(place); len(s.Profiles) != 0 || s.Profile != "mine" {
		t.Errorf("got %+v", s)
	}
}

func TestWarningNamesTenSettings(t *testing.T) {
	h := newHouse(t)
	text := "profiles:\n"
	for _, name := range "abcdefghijklm" {
		text += "  " + string(name) + ": {key-env: A}\n"
	}
	h.write(project, text)
	if got := h.load(h.place()).Project.Warning(); !strings.Contains(got.String(), "profiles.j.key-env (line 11), 3 more: a project's") {
		t.Errorf("warning %s", got)
	}
}

func TestTrustedProject(t *testing.T) {
	for name, entry := range map[string]func(h *house) string{
		"absolute": func(h *house) string { return h.path("home/repo") },
		"slash":    func(h *house) string { return h.path("home/repo") + "/" },
		"home":     func(*house) string { return "~/repo" },
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.write(project, hostile)
			h.write(user, "profile: default\ntrusted: ['"+entry(h)+"']\n")
			s := h.load(h.place())
			if s.BaseURL != "https://thief.example.com/v3" || s.Profile != "staging" || s.Chosen().KeyCommand != "touch stolen" {
				t.Errorf("got %+v", s)
			}
			if want := h.path(project) + ": ignored trusted[0] (line 9): only your own file may hold it"; s.Project.Warning().String() != want {
				t.Errorf("warning %q\nwant %q", s.Project.Warning(), want)
			}
			if got, want := s.Entries()[len(s.Entries())-1], (Entry{"trusted[0]", entry(h), h.path(user) + ":2"}); got != want {
				t.Errorf("entry %v, want %v", got, want)
			}
		})
	}
}

func TestTrustIsOfOneDirectory(t *testing.T) {
	for _, dir := range []string{"home", "home/repo/sub", "home/rep", "home/repository"} {
		t.Run(dir, func(t *testing.T) {
			h := newHouse(t)
			h.write(project, hostile)
			h.write(user, "trusted: ['"+h.path(dir)+"']\n")
			if s := h.load(h.place()); s.Project.Trusted || s.BaseURL != "https://rest-api.argosidentity.com/v3" {
				t.Errorf("got %+v", s)
			}
		})
	}
}

// What --config names is the user's choice.
func TestGivenFileIsTrusted(t *testing.T) {
	h := newHouse(t)
	place := h.place()
	place.File = h.write(project, hostile)
	if s := h.load(place); s.BaseURL != "https://thief.example.com/v3" || !s.Project.Warning().Empty() {
		t.Errorf("got %+v", s)
	}
}

// Every setting says who may hold it; a new one is closed until it is opened.
func TestOpenSettings(t *testing.T) {
	t.Parallel()
	var open []string
	for _, key := range Keys() {
		if key.Scope == Anyone {
			open = append(open, key.Name)
		}
	}
	want := []string{
		"lang", "output", "color", "validate.fail-on", "validate.rules.*", "validate.ignore[].path", "validate.ignore[].rule",
		"validate.ignore[].pointer", "validate.ignore[].until", "validate.ignore[].reason",
	}
	if !reflect.DeepEqual(open, want) {
		t.Errorf("every project may set %v\nwant %v", open, want)
	}
	if (Key{}).Scope == Anyone || (Project{}).may(Key{}.Scope) {
		t.Error("a setting without a scope is open to every project")
	}
}

func TestRefusedProjectFiles(t *testing.T) {
	const secret = "hidden: secret text of another file\n"
	tests := []struct {
		name, want string
		make       func(h *house)
	}{
		{"link out of the repository", "it is a symbolic link that leads out of the repository", func(h *house) {
			h.write("home/.vault-token", secret)
			h.link("../.vault-token", project)
		}},
		{"absolute link out", "it is a symbolic link that leads out of the repository", func(h *house) {
			h.link(h.write("home/.vault-token", secret), project)
		}},
		{"link through a linked directory", "it is a symbolic link that leads out of the repository", func(h *house) {
			h.write("home/other/x.yaml", secret)
			h.link("../other", "home/repo/inside")
			h.link("inside/x.yaml", project)
		}},
		{"link within the repository", "", func(h *house) {
			h.write("home/repo/sub/config.yaml", "output: json\n")
			h.link("sub/config.yaml", project)
		}},
		{"another user's", "it belongs to another user; if you trust it, run 'argosctl config trust ", func(h *house) {
			h.write(project, secret)
			h.strangers = map[string]bool{".argosctl.yaml": true}
		}},
		{"another user's, linked to", "it belongs to another user; if you trust it, run 'argosctl config trust ", func(h *house) {
			h.write("home/repo/theirs.yaml", secret)
			h.link("theirs.yaml", project)
			h.strangers = map[string]bool{"theirs.yaml": true}
		}},
		{"in everybody's directory", "everybody may write to its directory", func(h *house) {
			h.write(project, secret)
			h.strangers = map[string]bool{"repo": true}
			h.chmod("home/repo", 0o777)
		}},
		{"in everybody's sticky directory", "everybody may write to its directory", func(h *house) {
			h.write(project, secret)
			h.strangers = map[string]bool{"repo": true}
			h.chmod("home/repo", 0o777|fs.ModeSticky)
		}},
		{"in a directory of one's own that is open", "", func(h *house) {
			h.write(project, "output: json\n")
			h.chmod("home/repo", 0o777)
		}},
		{"another user's, trusted", "", func(h *house) {
			h.write(project, "output: json\n")
			h.write(user, "trusted: ['"+h.path("home/repo")+"']\n")
			h.strangers = map[string]bool{".argosctl.yaml": true}
		}},
		{"in everybody's directory, trusted", "everybody may write to its directory", func(h *house) {
			h.write(project, secret)
			h.write(user, "trusted: ['"+h.path("home/repo")+"']\n")
			h.strangers = map[string]bool{"repo": true}
			h.chmod("home/repo", 0o777)
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			tt.make(h)
			s := h.load(h.place())
			if tt.want == "" {
				if s.Output != "json" || !s.Project.Warning().Empty() {
					t.Errorf("output %s, warning %q", s.Output, s.Project.Warning())
				}
				return
			}
			want := h.path(project) + ": not read: " + tt.want
			if got := s.Project.Warning(); !strings.HasPrefix(got.String(), want) || s.Output != "table" || strings.Contains(got.String(), "secret") {
				t.Errorf("output %s, warning %q\nwant %q", s.Output, got, want)
			}
		})
	}
}

// The owner that the system knows: only root may give files away.
func TestSystemOwner(t *testing.T) {
	h := newHouse(t)
	path := h.write(project, "output: json\n")
	if s := h.load(h.place()); s.Output != "json" {
		t.Errorf("one's own file is not read: %q", s.Project.Warning())
	}
	if err := os.Lchown(path, 65534, 65534); err != nil {
		t.Skipf("cannot give a file away: %v", err)
	}
	if s := h.load(h.place()); s.Output != "table" || !strings.Contains(s.Project.Refused.String(), "belongs to another user") {
		t.Errorf("output %s, refused %q", s.Output, s.Project.Refused)
	}
}

func TestTrust(t *testing.T) {
	h := newHouse(t)
	path := h.write(user, "# mine\n\nlang: ko # the language\n\n# below\n")
	dir := h.path("home/repo")
	for i, want := range []bool{true, false} {
		if added, err := Trust(path, dir); added != want || err != nil {
			t.Fatalf("%d: Trust = %t, %v", i, added, err)
		}
	}
	want := "# mine\n\nlang: ko # the language\n\n# below\ntrusted:\n  - " + dir + "\n"
	if got := h.read(user); !sameLines(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if removed, err := Untrust(path, h.path("home/other")); removed || err != nil {
		t.Errorf("Untrust of another = %t, %v", removed, err)
	}
	if removed, err := Untrust(path, dir); !removed || err != nil {
		t.Errorf("Untrust = %t, %v", removed, err)
	}
	if s := h.load(h.place()); len(s.Trusted) != 0 || s.Lang != "ko" {
		t.Errorf("got %+v", s)
	}
	if removed, err := Untrust(h.path("home/none.yaml"), dir); removed || err != nil {
		t.Errorf("Untrust without a file = %t, %v", removed, err)
	}
	fresh := h.path("home/fresh/config.yaml")
	if added, err := Trust(fresh, dir); !added || err != nil {
		t.Errorf("Trust into a new file = %t, %v", added, err)
	}
	broken := h.write("home/broken.yaml", "lagn: ko\n")
	var e *Error
	if added, err := Trust(broken, dir); added || !errors.As(err, &e) {
		t.Errorf("Trust into a broken file = %t, %v", added, err)
	}
}

// sameLines compares texts without regard to where a comment at the end went.
func sameLines(a, b string) bool {
	count := func(text string) map[string]int {
		lines := map[string]int{}
		for line := range strings.Lines(text) {
			lines[strings.TrimSpace(line)]++
		}
		delete(lines, "")
		return lines
	}
	return reflect.DeepEqual(count(a), count(b))
}

func TestReal(t *testing.T) {
	h := newHouse(t)
	h.write(project, "lang: ko\n")
	h.link("repo", "home/linked")
	open := h.write("home/open/file", "")
	h.chmod("home/open", 0o777)
	h.strangers = map[string]bool{"open": true}
	tests := []struct{ name, path, want, err string }{
		{"the project's", "", h.path("home/repo"), ""},
		{"relative", ".", h.path("home/repo/sub/deep"), ""},
		{"through a link", h.path("home/linked"), h.path("home/repo"), ""},
		{"not there", h.path("home/none"), h.path("home/none"), "cannot be trusted: no such file or directory"},
		{"a file", open, open, "is not a directory"},
		{"everybody's", h.path("home/open"), h.path("home/open"), "everybody may write to this directory: it cannot be trusted"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := h.place().Real(tt.path)
			if got != tt.want || (err == nil) != (tt.err == "") || err != nil && !strings.HasSuffix(err.Error(), tt.err) {
				t.Errorf("got %s, %v\nwant %s, %s", got, err, tt.want, tt.err)
			}
		})
	}
}

func TestMaySet(t *testing.T) {
	h := newHouse(t)
	h.write(project, "lang: ko\n")
	place := h.place()
	path := place.Files()[0].Path
	for _, name := range []string{"lang", "validate.fail-on", "validate.rules.json/bom", "no-such-setting"} {
		if err := place.MaySet(path, name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	var e *Error
	if err := place.MaySet(path, "base-url"); !errors.As(err, &e) || e.Message.String() != "base-url has no effect in a project's file" {
		t.Errorf("got %v", err)
	}
	if err := place.MaySet(h.path(user), "base-url"); err != nil {
		t.Errorf("in one's own file: %v", err)
	}
	h.write(user, "trusted: [~/repo]\n")
	if err := place.MaySet(path, "profiles.a.key-env"); err != nil {
		t.Errorf("in a trusted project: %v", err)
	}
}

func (h *house) link(target, name string) {
	h.t.Helper()
	if err := os.Symlink(target, h.path(name)); err != nil {
		h.t.Skipf("no symbolic links here: %v", err)
	}
}

func (h *house) chmod(name string, mode fs.FileMode) {
	h.t.Helper()
	if err := os.Chmod(h.path(name), mode); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) read(name string) string {
	h.t.Helper()
	data, err := os.ReadFile(filepath.Clean(h.path(name)))
	if err != nil {
		h.t.Fatal(err)
	}
	return string(data)
}
