package secret

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// testKey is invented; its digests below are made with
// printf %s KEY | openssl dgst -sha256 [-binary | openssl base64].
const testKey = "EXAMPLEonlyNotARealKey0123456789abcdefgh"

func TestMasker(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, key, in, want string }{
		{"plain", testKey, "key " + testKey + "!\n", "key [secret]!\n"},
		{"twice", testKey, testKey + testKey, "[secret][secret]"},
		{"others stay", testKey, "EXAMPLEonlyNotARealKey\n", "EXAMPLEonlyNotARealKey\n"},
		{"SHA-256 in hex", testKey, "x 96c15fc559fcffb21bdd96673444e5290854d0c4878354dcd02bcf0615453e62 y\n", "x [secret] y\n"},
		{"SHA-256 in upper-case hex", testKey, "96C15FC559FCFFB21BDD96673444E5290854D0C4878354DCD02BCF0615453E62\n", "[secret]\n"},
		{"SHA-256 in Base64", testKey, "lsFfxVn8/7Ib3ZZnNETlKQhU0MSHg1Tc0CvPBhVFPmI=\n", "[secret]=\n"},
		{"SHA-256 in Base64url", testKey, "lsFfxVn8_7Ib3ZZnNETlKQhU0MSHg1Tc0CvPBhVFPmI\n", "[secret]\n"},
		{"base64", "invented key?", "aW52ZW50ZWQga2V5Pw==\n", "[secret]==\n"},
		{"base64 without padding", "invented key?", "aW52ZW50ZWQga2V5Pw\n", "[secret]\n"},
		{"percent-encoded", "a key/with+signs", "k=a+key%2Fwith%2Bsigns&b=a%20key%2Fwith+signs\n", "k=[secret]&b=[secret]\n"},
		{"quoted", `say "key"`, `got "say \"key\""` + "\n", `got "[secret]"` + "\n"},
		{"short ones stay", "abc", "abc YWJj\n", "abc YWJj\n"},
		{"words stay", "secret", "[secret].json secrets c2VjcmV0\n", "[secret].json secrets c2VjcmV0\n"},
		{"seven characters stay", "1234567", "1234567\n", "1234567\n"},
		{"eight characters do not", "12345678", "12345678\n", "[secret]\n"},
		{"seven characters of more bytes stay", "한국어한국어키", "한국어한국어키\n", "한국어한국어키\n"},
		{"the digest of a short one", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n", "[secret]\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for size := 1; size <= len(tt.in); size += 1 + size/4 {
				if got := masked(t, tt.key, tt.in, size); got != tt.want {
					t.Fatalf("in writes of %d: got %q, want %q", size, got, tt.want)
				}
			}
		})
	}
}

// masked writes in to a masker that knows key, size bytes at a time.
func masked(t *testing.T, key, in string, size int) string {
	t.Helper()
	var out bytes.Buffer
	m := NewMasker(&out)
	m.Add(New(key))
	m.Add(New(key))
	for len(in) > 0 {
		n := min(size, len(in))
		if wrote, err := m.Write([]byte(in[:n])); wrote != n || err != nil {
			t.Fatalf("Write = %d, %v", wrote, err)
		}
		in = in[n:]
	}
	if err := m.Flush(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestMaskerHoldsBackOnlyWhatMayBeASecret(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	m := NewMasker(&out)
	_, _ = m.Write([]byte("before EXAM"))
	if out.String() != "before EXAM" {
		t.Fatalf("held back without a secret: %q", out.String())
	}
	m.Add(New(testKey))
	_, _ = m.Write([]byte("a line\nEXAMP"))
	if got := out.String(); got != "before EXAMa line\n" {
		t.Fatalf("got %q", got)
	}
	if err := m.Flush(); err != nil || !strings.HasSuffix(out.String(), "\nEXAMP") {
		t.Fatalf("got %q, %v", out.String(), err)
	}
	if err := m.Flush(); err != nil {
		t.Fatal(err)
	}
}

func TestMaskerPassesErrorsOn(t *testing.T) {
	t.Parallel()
	m := NewMasker(broken{})
	m.Add(New(testKey))
	if n, err := m.Write([]byte("text")); n != 0 || !errors.Is(err, errBroken) {
		t.Errorf("Write = %d, %v", n, err)
	}
	_, _ = m.Write([]byte("EXAM"))
	if err := m.Flush(); !errors.Is(err, errBroken) {
		t.Errorf("Flush = %v", err)
	}
}

var errBroken = errors.New("broken pipe")

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errBroken }

func TestTextNeverPrints(t *testing.T) {
	t.Parallel()
	text := New(testKey)
	raw, err := json.Marshal(map[string]any{"key": text})
	if err != nil {
		t.Fatal(err)
	}
	for _, got := range []string{fmt.Sprint(text), fmt.Sprintf("%s %q %v %+v %#v %x %d", text, text, text, text, text, text, text), text.String(), text.GoString(), string(raw)} {
		if strings.Contains(got, testKey) || !strings.Contains(got, Placeholder) {
			t.Errorf("printed %q", got)
		}
	}
	if text.Reveal() != testKey || text.Empty() || !New("").Empty() {
		t.Error("the text does not hold what it was given")
	}
}
