package keys

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/zalando/go-keyring"

	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/secret"
)

const testKey = "EXAMPLEonlyNotARealKey0123456789abcdefgh"

// memory is a keyring for tests; err is its answer to everything.
type memory struct {
	keys map[string]string
	err  error
}

func (m memory) Get(profile string) (string, error) {
	if key, ok := m.keys[profile]; ok && m.err == nil {
		return key, nil
	}
	return "", errors.Join(m.err, notFound(m.err))
}

func (m memory) Set(profile, key string) error {
	if m.err == nil {
		m.keys[profile] = key
	}
	return m.err
}

func (m memory) Delete(profile string) error {
	if _, ok := m.keys[profile]; !ok || m.err != nil {
		return errors.Join(m.err, notFound(m.err))
	}
	delete(m.keys, profile)
	return nil
}

func notFound(err error) error {
	if err == nil {
		return keyring.ErrNotFound
	}
	return nil
}

// hanging is a keyring whose daemon never answers.
type hanging struct{ memory }

func (hanging) Get(string) (string, error) { select {} }
func (hanging) Set(string, string) error   { select {} }

// newWorld is a world with the given variables and the real shell.
func newWorld(t *testing.T, env map[string]string) World {
	t.Helper()
	return World{
		Getenv: func(name string) string { return env[name] },
		Stdin:  strings.NewReader(""), Run: Shell, Ring: memory{keys: map[string]string{}},
		Dir: filepath.Join(t.TempDir(), "keys"),
	}
}

func writeKey(t *testing.T, text string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "key.txt")
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	return path
}

// Each step takes the first source that is left away.
func TestOrder(t *testing.T) {
	t.Parallel()
	env := map[string]string{"MINE": "from-env", EnvVar: "from-default", "PROFILE": "from-profile-env"}
	w := newWorld(t, env)
	file, profileFile := writeKey(t, "from-file\n", 0o600), writeKey(t, "from-profile-file\r\n", 0o600)
	w.Ring = memory{keys: map[string]string{"p": "from-ring"}}
	stored := filepath.Join(w.Dir, "p.key")
	if err := errors.Join(os.Mkdir(w.Dir, 0o700), os.WriteFile(stored, []byte("from-stored"), 0o600)); err != nil {
		t.Fatal(err)
	}
	req := Request{File: file, Env: "MINE", Profile: Profile{"p", profileFile, "PROFILE", "echo from-command"}}
	steps := []struct {
		want, source string
		without      func()
	}{
		{"from-file", "--key-file " + file, func() { req.File = "" }},
		{"from-env", "--key-env MINE", func() { req.Env = "" }},
		{"from-default", "ARGOS_API_KEY", func() { delete(env, EnvVar) }},
		{"from-profile-file", "profile p, key-file " + profileFile, func() { req.Profile.File = "" }},
		{"from-profile-env", "profile p, key-env PROFILE", func() { delete(env, "PROFILE") }},
		{"from-command", "profile p, key-command", func() { req.Profile.Command = "" }},
		{"from-ring", "keyring, profile p", func() { w.Ring = memory{} }},
		{"from-stored", "stored file " + stored, func() { _ = os.Remove(stored) }},
	}
	for _, step := range steps {
		key, err := w.Find(t.Context(), req)
		if err != nil || key.Text.Reveal() != step.want || key.Source != step.source || key.Warning.String() != "" {
			t.Fatalf("got %q from %s (%s), %v\nwant %q from %s", key.Text.Reveal(), key.Source, key.Warning, err, step.want, step.source)
		}
		step.without()
	}
	if _, err := w.Find(t.Context(), req); !errors.Is(err, ErrNone) || err.Error() != "no API key for profile p" {
		t.Errorf("with nothing left: %v", err)
	}
	w.Ring = nil
	if _, err := w.Find(t.Context(), req); !errors.Is(err, ErrNone) || err.Error() != "no API key for profile p (the keyring does not answer)" {
		t.Errorf("without a keyring: %v", err)
	}
}

func TestFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	tests := []struct{ name, path, want, warning string }{
		{"plain", writeKey(t, testKey, 0o600), "", ""},
		{"newline", writeKey(t, testKey+"\n", 0o600), "", ""},
		{"windows newline", writeKey(t, testKey+"\r\n", 0o400), "", ""},
		{"others can read", writeKey(t, testKey, 0o644), "", "others can read the key file (mode 0644): chmod 600 keeps it yours"},
		{"group can read", writeKey(t, testKey, 0o640), "", "others can read the key file (mode 0640): chmod 600 keeps it yours"},
		{"empty", writeKey(t, "", 0o600), "it is empty: expected an API key", ""},
		{"blank", writeKey(t, " \n\n", 0o600), "it is empty: expected an API key", ""},
		{"two lines", writeKey(t, testKey+"\n"+testKey+"\n", 0o600), "it has more than one line: expected an API key alone", ""},
		{"long", writeKey(t, strings.Repeat("k", 4097), 0o600), "it is longer than 4096 bytes: expected an API key", ""},
		{"huge", writeKey(t, strings.Repeat(testKey, 1<<15), 0o600), "it is longer than 4096 bytes: expected an API key", ""},
		{"binary", writeKey(t, "\x7fELF\x00\x01", 0o600), "it is not text: expected an API key", ""},
		{"byte order mark", writeKey(t, "\xef\xbb\xbf"+testKey+"\r\n", 0o600), "", ""},
		{"UTF-16, little endian", writeKey(t, wide(testKey+"\r\n", binary.LittleEndian, "\xff\xfe"), 0o600), "", ""},
		{"UTF-16, big endian", writeKey(t, wide(testKey+"\n", binary.BigEndian, "\xfe\xff"), 0o600), "", ""},
		{"UTF-16 without a mark", writeKey(t, wide(testKey, binary.LittleEndian, ""), 0o600), "it is UTF-16 without a byte order mark: save it as UTF-8", ""},
		{"UTF-16 cut in the middle", writeKey(t, "\xff\xfek\x00e", 0o600), "it is not text: expected an API key", ""},
		{"UTF-16, half a pair", writeKey(t, "\xff\xfek\x00\x00\xd8", 0o600), "it is not text: expected an API key", ""},
		{"a mark alone", writeKey(t, "\xef\xbb\xbf\r\n", 0o600), "it is empty: expected an API key", ""},
		{"UTF-16, two lines", writeKey(t, wide(testKey+"\r\n"+testKey, binary.LittleEndian, "\xff\xfe"), 0o600), "it has more than one line: expected an API key alone", ""},
		{"missing", dir + "/none", "no such file or directory", ""},
		{"directory", dir, "it is a directory: expected a file that holds the API key", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, map[string]string{EnvVar: "not this one"})
			key, err := w.Find(t.Context(), Request{File: tt.path, Profile: Profile{Name: "p"}})
			if tt.want != "" {
				wantError(t, err, "--key-file "+tt.path+": "+tt.want)
				return
			}
			if err != nil || key.Text.Reveal() != testKey || key.Warning.String() != tt.warning {
				t.Errorf("got %q (%s), %v", key.Text.Reveal(), key.Warning, err)
			}
		})
	}
}

// wide is text in UTF-16 behind mark.
func wide(text string, order binary.AppendByteOrder, mark string) string {
	out := []byte(mark)
	for _, unit := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, unit)
	}
	return string(out)
}

func TestLongestKeyInUTF16(t *testing.T) {
	t.Parallel()
	want := strings.Repeat("k", maxKey)
	key, err := newWorld(t, nil).Find(t.Context(), Request{File: writeKey(t, wide(want+"\r\n", binary.LittleEndian, "\xff\xfe"), 0o600)})
	if err != nil || key.Text.Reveal() != want {
		t.Errorf("got %d characters, %v", len(key.Text.Reveal()), err)
	}
}

func TestShortKeys(t *testing.T) {
	t.Parallel()
	const short = "the key is shorter than 8 characters: it is not masked in messages"
	tests := []struct{ name, path, want string }{
		{"seven", writeKey(t, "la-clef\n", 0o600), short},
		{"seven letters of more bytes", writeKey(t, "한국어한국어키\n", 0o600), short},
		{"eight", writeKey(t, "la-clefs\n", 0o600), ""},
		{"short, and others can read it", writeKey(t, "la\n", 0o644), "others can read the key file (mode 0644): chmod 600 keeps it yours; " + short},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			key, err := newWorld(t, nil).Find(t.Context(), Request{File: tt.path})
			if err != nil || key.Warning.String() != tt.want {
				t.Errorf("warning %q, %v\nwant %q", key.Warning, err, tt.want)
			}
			status := newWorld(t, nil).Survey(t.Context(), Request{File: tt.path})[0]
			if status.State != Ready || status.Detail != tt.want {
				t.Errorf("status %v", status)
			}
		})
	}
}

func TestStandardInput(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.Stdin = strings.NewReader(testKey + "\n")
	req := Request{File: "-", Profile: Profile{Name: "p"}}
	key, err := w.Find(t.Context(), req)
	if err != nil || key.Text.Reveal() != testKey || key.Source != "--key-file - (standard input)" {
		t.Errorf("got %+v, %v", key, err)
	}
	_, err = w.Find(t.Context(), req)
	wantError(t, err, "--key-file - (standard input): it is empty: expected an API key")
	w.Stdin = brokenReader{}
	_, err = w.Find(t.Context(), req)
	wantError(t, err, "--key-file - (standard input): input/output error")
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, syscall.EIO }

// Nobody writes to the pipe: only the interrupt ends the wait.
func TestInterrupt(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	r, hold := io.Pipe()
	defer func() { _ = hold.Close() }()
	w := newWorld(t, nil)
	w.Stdin = r
	cancel()
	if _, err := w.Find(ctx, Request{File: "-", Profile: Profile{Name: "p"}}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	w.Ring = hanging{}
	if _, err := w.Find(ctx, Request{Profile: Profile{Name: "p"}}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := w.File(ctx, "--key-hex-file", "-"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, _, err := w.Store(ctx, "p", secret.New(testKey)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestCommand(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, command, want string }{
		{"key", "printf '%s\\n' " + testKey, ""},
		{"fails", "echo " + testKey + " >&2; exit 3", "the command failed (exit status 3): run it by hand to see why"},
		{"not there", "/none/such", "the command failed (exit status 127): run it by hand to see why"},
		{"prints nothing", "true", "what the command printed: it is empty: expected an API key"},
		{"prints two lines", "echo " + testKey + "; echo x", "what the command printed: it has more than one line: expected an API key alone"},
		{"prints without end", "yes " + testKey, "the command printed more than 4096 bytes: expected an API key alone"},
		{"hangs", "exec sleep 60", "the command did not end within 300ms"},
		{"hangs in a child", "sleep 3 & wait", "the command did not end within 300ms"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			if strings.HasPrefix(tt.name, "hangs") {
				w.CommandLimit = 300 * time.Millisecond
			}
			key, err := w.Find(t.Context(), Request{Profile: Profile{Name: "p", Command: tt.command}})
			if tt.want != "" {
				wantError(t, err, "profile p, key-command: "+tt.want)
				return
			}
			if err != nil || key.Text.Reveal() != testKey {
				t.Errorf("got %q, %v", key.Text.Reveal(), err)
			}
		})
	}
}

func TestVariables(t *testing.T) {
	t.Parallel()
	w := newWorld(t, map[string]string{"TWO": "a\nb", EnvVar: testKey})
	_, err := w.Find(t.Context(), Request{Env: "NONE"})
	wantError(t, err, "--key-env NONE: the variable is not set")
	_, err = w.Find(t.Context(), Request{Env: "TWO"})
	wantError(t, err, "--key-env TWO: it has more than one line: expected an API key alone")
	key, err := w.Find(t.Context(), Request{Profile: Profile{Env: "NONE"}})
	if err != nil || key.Source != EnvVar {
		t.Errorf("got %+v, %v", key, err)
	}
}

// The key itself where the name of its place belongs is not shown.
func TestMisplacedKey(t *testing.T) {
	t.Parallel()
	const (
		noFile = ": the value is not a file that exists; it looks like a key itself"
		noVar  = ": the value is not the name of a variable that is set; it looks like a key itself"
	)
	for name, secret := range map[string]string{
		"letters and digits": testKey,
		"uuid":               "0f8fad5b-d9cb-469f-a165-70867728950e",
		"uuid of few digits": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeee1",
		"hex":                strings.Repeat("0a", 32),
		"base64":             "Zm9vYmFy/YmF6cXV4+A==",
		"base64 with slash":  "Zm9vYmFyYmF6cXV4/Zm9v",
		"prefixed token":     "sk_live_EXAMPLE0nly0not0real",
		"jwt":                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
		"letters alone":      "averyveryverylongkeyofletters",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			_, err := w.Find(t.Context(), Request{File: secret})
			wantMisplaced(t, err, secret, "--key-file"+noFile)
			_, err = w.Find(t.Context(), Request{Env: secret})
			wantMisplaced(t, err, secret, "--key-env"+noVar)
			_, err = w.File(t.Context(), "--key-hex-file", secret)
			wantMisplaced(t, err, secret, "--key-hex-file"+noFile)
			for _, status := range w.Survey(t.Context(), Request{File: secret, Env: secret}) {
				if strings.Contains(status.Source+status.Detail, secret) {
					t.Errorf("the survey shows the key: %v", status)
				}
			}
		})
	}
	w := newWorld(t, nil)
	_, err := w.Find(t.Context(), Request{Profile: Profile{Name: "p", File: filepath.Join(t.TempDir(), testKey)}})
	wantMisplaced(t, err, testKey, "profile p, key-file"+noFile)
	real := filepath.Join(t.TempDir(), testKey) // a file that exists is no key
	if err := os.WriteFile(real, []byte(testKey), 0o600); err != nil {
		t.Fatal(err)
	}
	if key, err := w.Find(t.Context(), Request{File: real}); err != nil || key.Source != "--key-file "+real {
		t.Errorf("got %s, %v", key.Source, err)
	}
}

// Names that people give to files and variables are shown.
func TestNamesAreNoKeys(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"MY_ARGOS_KEY_OF_STAGING", "MYVERYLONGVARIABLENAME", "key", "argos.key", "staging-2024.key", "keys/production",
		"ARGOS_KEY_V2", "api_key_staging", "/run/secrets/argos_api_key", "C:\\keys\\argos.txt", "id_ed25519",
	} {
		t.Run(name, func(t *testing.T) {
			if LooksLikeKey(name) || (World{}).misplacedFile(name) {
				t.Errorf("%s is taken for a key", name)
			}
		})
	}
}

func wantMisplaced(t *testing.T, err error, secret, want string) {
	t.Helper()
	if err == nil || err.Error() != want || !errors.Is(err, ErrMisplaced) || strings.Contains(err.Error(), secret) {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

func TestSilentKeyring(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.Ring, w.RingLimit = hanging{}, 20*time.Millisecond
	_, err := w.Find(t.Context(), Request{Profile: Profile{Name: "p"}})
	if !errors.Is(err, ErrNone) || err.Error() != "no API key for profile p (the keyring does not answer within 20ms)" {
		t.Errorf("got %v", err)
	}
	file, why, err := w.Store(t.Context(), "p", secret.New(testKey))
	if err != nil || why == nil || file != filepath.Join(w.Dir, "p.key") {
		t.Fatalf("Store = %s, %v, %v", file, why, err)
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode = %v, %v", info, err)
	}
	key, err := w.Find(t.Context(), Request{Profile: Profile{Name: "p"}})
	if err != nil || key.Text.Reveal() != testKey || key.Source != "stored file "+file {
		t.Errorf("got %+v, %v", key, err)
	}
}

// What Store writes, Remove removes: a link would lead elsewhere.
func TestStoreReplacesLink(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.Ring = nil
	elsewhere := writeKey(t, "before", 0o600)
	if err := os.MkdirAll(w.Dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, w.stored("p")); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	if _, _, err := w.Store(t.Context(), "p", secret.New(testKey)); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(w.stored("p")); err != nil || info.Mode() != 0o600 {
		t.Errorf("stored as %v, %v", info, err)
	}
	if text, err := os.ReadFile(elsewhere); err != nil || string(text) != "before" {
		t.Errorf("the link's target holds %d bytes, %v", len(text), err)
	}
}

func TestStoreAndRemove(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	broken := w
	broken.Ring = memory{err: errors.New("dbus: " + testKey)}
	if _, why, err := broken.Store(t.Context(), "p", secret.New(testKey)); err != nil || why == nil || strings.Contains(why.Error(), "dbus") {
		t.Fatalf("Store = %v, %v", why, err)
	}
	file, why, err := w.Store(t.Context(), "p", secret.New(testKey))
	if file != "" || why != nil || err != nil {
		t.Fatalf("Store = %s, %v, %v", file, why, err)
	}
	if _, err := os.Stat(w.stored("p")); err == nil {
		t.Error("the file of before is still there")
	}
	if removed, why, err := w.Remove(t.Context(), "p"); !removed || why != nil || err != nil {
		t.Errorf("Remove = %t, %v, %v", removed, why, err)
	}
	if removed, _, err := w.Remove(t.Context(), "p"); removed || err != nil {
		t.Errorf("second Remove = %t, %v", removed, err)
	}
	if removed, why, err := broken.Remove(t.Context(), "p"); removed || why == nil || err != nil {
		t.Errorf("Remove without a keyring = %t, %v, %v", removed, why, err)
	}
	broken.Dir = ""
	if _, _, err := broken.Store(t.Context(), "p", secret.New(testKey)); err == nil {
		t.Error("stored the key nowhere")
	}
	if removed, _, err := broken.Remove(t.Context(), "p"); removed || err != nil {
		t.Errorf("Remove = %t, %v", removed, err)
	}
	broken.Dir = writeKey(t, "a file", 0o600)
	if _, _, err := broken.Store(t.Context(), "p", secret.New(testKey)); err == nil {
		t.Error("made a directory of a file")
	}
	if _, _, err := broken.Remove(t.Context(), "p"); err == nil {
		t.Error("removed a file below a file")
	}
}

func TestSurvey(t *testing.T) {
	t.Parallel()
	w := newWorld(t, map[string]string{EnvVar: testKey})
	w.Run = func(context.Context, string, io.Writer) error { panic("a survey ran the command") }
	open := writeKey(t, testKey, 0o644)
	got := w.Survey(t.Context(), Request{File: "-", Env: "NONE", Profile: Profile{"p", open, "NONE", "x"}})
	want := []Status{
		{Source: "--key-file - (standard input)", State: Untried, Detail: ""},
		{Source: "--key-env NONE", State: Failed, Detail: "the variable is not set"},
		{Source: "ARGOS_API_KEY", State: Ready, Detail: ""},
		{Source: "profile p, key-file " + open, State: Ready, Detail: "others can read the key file (mode 0644): chmod 600 keeps it yours"},
		{Source: "profile p, key-env NONE", State: Absent, Detail: ""},
		{Source: "profile p, key-command", State: Untried, Detail: ""},
		{Source: "keyring, profile p", State: Absent, Detail: ""},
		{Source: "stored file " + w.stored("p"), State: Absent, Detail: ""},
	}
	for i := range got {
		if said := got[i].Remark.String(); said != got[i].Detail {
			t.Errorf("%s: the remark %q, the detail %q", got[i].Source, said, got[i].Detail)
		}
		got[i].Remark = say.Message{}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

// go-keyring's own mock stands behind the real adapter. It is global: no
// parallel test may use SystemRing.
func TestSystemRing(t *testing.T) {
	keyring.MockInit()
	w := newWorld(t, nil)
	w.Ring = SystemRing{}
	if _, _, err := w.Store(t.Context(), "p", secret.New(testKey)); err != nil {
		t.Fatal(err)
	}
	if got, err := keyring.Get(Service, "p"); got != testKey || err != nil {
		t.Errorf("the keyring holds %q, %v", got, err)
	}
	key, err := w.Find(t.Context(), Request{Profile: Profile{Name: "p"}})
	if err != nil || key.Text.Reveal() != testKey {
		t.Errorf("got %+v, %v", key, err)
	}
	if removed, _, err := w.Remove(t.Context(), "p"); !removed || err != nil {
		t.Errorf("Remove = %t, %v", removed, err)
	}
	if _, err := w.Find(t.Context(), Request{Profile: Profile{Name: "p"}}); !errors.Is(err, ErrNone) {
		t.Errorf("got %v", err)
	}
}

func wantError(t *testing.T, err error, want string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
	if err != nil && strings.Contains(err.Error(), testKey) {
		t.Errorf("the error shows the key: %v", err)
	}
}
