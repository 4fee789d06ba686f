package cli

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/cli/clitest"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/secret"

	"github.com/argosctl/argosctl/internal/testkit"
)

// TestNoKeyAnywhere: results, errors, verbose lines and a crash show neither
// the key nor its hash.
func TestNoKeyAnywhere(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	sum := sha256.Sum256([]byte(clitest.Key))
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	keyFile := write("key", clitest.Key+"\n")
	rawFile := write("raw", hex.EncodeToString(sum[:])+"\n")
	badRaw := write("bad", clitest.Key+"\n")
	const good = "9/ed7gAD7Y+V4KDQux1nUYLCLaiZF6kd5UpjiAGjyOCKPUPZSETf+YDk5C3wz8AS"
	other, err := seal.KeyFromAPIKey(secret.New("another"))
	if err != nil {
		t.Fatal(err)
	}
	wrong := other.Seal([]byte(`{"a":"b"}`), seal.Base64)
	kin, err := seal.KeyFromAPIKey(secret.New(clitest.Key + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		code int
		args []string
	}{
		{0, []string{"returnurl", "decrypt", good}},
		{0, []string{"returnurl", "decrypt", good, "-o", "yaml"}},
		{0, []string{"returnurl", "decrypt", good, "--key-file", keyFile}},
		{0, []string{"returnurl", "decrypt", good, "--key-hex-file", rawFile}},
		{4, []string{"returnurl", "decrypt", good, "--key-hex-file", badRaw}},
		{3, []string{"returnurl", "decrypt", wrong}},
		{3, []string{"returnurl", "decrypt", kin.Seal([]byte(`{"a":"b"}`), seal.Base64)}},
		{3, []string{"returnurl", "decrypt", "-"}},
		{3, []string{"returnurl", "parse", "hello"}},
		{0, []string{"returnurl", "build", "--base", "https://example.com/", "--encrypt"}},
		{2, []string{"returnurl", "build", "--base", "x", "--encrypt"}},
		{3, []string{"open"}},
		{3, []string{"open", "--gcm"}},
		{3, []string{"open", keyFile}},
		{0, []string{"seal"}},
		{0, []string{"seal", "--gcm"}},
		{2, []string{"seal", "--key-hex-file", rawFile, "--key-file", keyFile}},
		{2, []string{"seal", "--key-file", "-"}},
	} {
		args := append(c.args, "-v")
		code, stdout, stderr := runCipher(t, strings.NewReader(wrong), args...)
		if code != c.code {
			t.Errorf("%q: exit code %d, want %d: %s", args, code, c.code, stderr)
		}
		mustHide(t, strings.Join(c.args, " "), stdout+stderr)
	}
	code, stdout, stderr := runCipher(t, clitest.PanicReader{}, "open", "-v")
	if code != 70 || !strings.Contains(stderr, "defect") {
		t.Errorf("panic: exit code %d: %s", code, stderr)
	}
	mustHide(t, "panic", stdout+stderr)
}

func mustHide(t *testing.T, name, text string) {
	t.Helper()
	sum := sha256.Sum256([]byte(clitest.Key))
	for form, value := range map[string]string{
		"key": clitest.Key, "half of it": clitest.Key[:20], "hash": hex.EncodeToString(sum[:]), "capital hash": strings.ToUpper(hex.EncodeToString(sum[:])),
		"hash in Base64": base64.RawStdEncoding.EncodeToString(sum[:]), "hash in Base64url": base64.RawURLEncoding.EncodeToString(sum[:]),
		"key in Base64": base64.RawStdEncoding.EncodeToString([]byte(clitest.Key))[:40],
	} {
		if strings.Contains(text, value) {
			t.Errorf("%s shows the %s", name, form)
		}
	}
}

// TestNoFlagTakesAKey: so none can stand in the process list.
func TestNoFlagTakesAKey(t *testing.T) {
	t.Parallel()
	f, _ := keyFactory(t, nil)
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		cmd.Flags().VisitAll(func(flag *pflag.Flag) {
			name := flag.Name // --with-key takes "-" alone
			if strings.Contains(name, "key") && name != "with-key" && !strings.HasSuffix(name, "-file") && !strings.HasSuffix(name, "-env") {
				t.Errorf("%s --%s: a flag that may take a key", cmd.CommandPath(), name)
			}
		})
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	walk(newRootCmd(f, ""))
}

// TestLongCiphertext: what is too long to hold is streamed, and a wrong key or
// damage lets no wrong byte out.
func TestLongCiphertext(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	plain := []byte(strings.Repeat("긴 텍스트, eight bytes. ", (8<<20)/24))
	key, err := seal.KeyFromAPIKey(secret.New(clitest.Key))
	if err != nil {
		t.Fatal(err)
	}
	raw := []byte(key.Seal(plain, seal.Binary))
	if len(raw) <= (8 << 20) {
		t.Fatal("the text is too short to be streamed")
	}
	text := base64.StdEncoding.EncodeToString(raw)
	for name, input := range map[string][]byte{
		"binary": raw, "Base64": []byte(text + "\n"), "hex": []byte(hex.EncodeToString(raw)),
		"envelope": []byte(`{"data":"` + text + `"}`),
	} {
		t.Run(name, func(t *testing.T) {
			code, stdout, stderr := runCipher(t, bytes.NewReader(input), "open")
			if code != 0 || stdout != string(plain) || !strings.Contains(stderr, "proves nothing") {
				t.Errorf("exit code %d, %d bytes of %d: %s", code, len(stdout), len(plain), stderr)
			}
		})
	}
	broken := bytes.Clone(raw)
	broken[len(raw)-100<<10] ^= 1
	for name, c := range map[string]struct {
		input []byte
		step  string
		all   bool
	}{
		"altered":   {broken, "step utf8", false},
		"wrong key": {[]byte(sealedByAnother(t, plain)), "step utf8", true},
		"cut off":   {raw[:len(raw)-7], "step length", false},
	} {
		code, stdout, stderr := runCipher(t, bytes.NewReader(c.input), "open")
		if code != 3 || !strings.Contains(stderr, c.step) || !strings.HasPrefix(string(plain), stdout) || c.all && stdout != "" {
			t.Errorf("%s: exit code %d, %d bytes: %s", name, code, len(stdout), stderr)
		}
	}
}

func sealedByAnother(t *testing.T, plain []byte) string {
	key, err := seal.KeyFromAPIKey(secret.New("another"))
	if err != nil {
		t.Fatal(err)
	}
	return key.Seal(plain, seal.Binary)
}

// TestLongLines: a URL of ten megabytes is read, a line without end is not.
func TestLongLines(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	long := "https://example.com/?kycStatus=pending&cf1=" + strings.Repeat("x", 10<<20)
	endless := strings.Repeat("y", 64<<20+10)
	code, stdout, stderr := runCipher(t, strings.NewReader(long+"\n"+endless+"\nkycStatus=approved"), "returnurl", "decrypt", "-", "--jq", ".outcome // .error.step", "-o", "ndjson")
	if code != 3 || stdout != "pending\nurl\napproved\n" {
		t.Errorf("exit code %d: %q: %s", code, stdout, stderr)
	}
	code, stdout, _ = runCipher(t, strings.NewReader(""), "returnurl", "parse", long)
	if code != 0 || len(stdout) > 4000 || !strings.Contains(stdout, "(10485760 bytes)") {
		t.Errorf("exit code %d, %d bytes of table", code, len(stdout))
	}
}

// TestReadFaults: a stream that breaks off is an input that cannot be read.
func TestReadFaults(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"open"}, {"seal"}, {"seal", "--gcm"}, {"returnurl", "decrypt", "-"}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			code, _, stderr := runCipher(t, brokenReader{}, args...)
			if code != 3 || !strings.Contains(stderr, "standard input: the cable is out") {
				t.Errorf("exit code %d: %s", code, stderr)
			}
		})
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("the cable is out") }

// TestManyRows: a table shows the first two hundred.
func TestManyRows(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range 250 {
		b.WriteString("&cf1[" + strings.Repeat("9", i%20) + string(rune('a'+i/20)) + "]=1")
	}
	code, stdout, _ := runCipher(t, strings.NewReader(""), "returnurl", "parse", "https://example.com/?x=1"+b.String())
	if code != 0 || !strings.Contains(stdout, "More parameters: 51 (-o json)\n") || !strings.Contains(stdout, "More notes: 50 (-o json)\n") {
		t.Errorf("exit code %d: %d lines: %s", code, strings.Count(stdout, "\n"), stdout[len(stdout)-300:])
	}
}
