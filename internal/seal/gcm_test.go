package seal_test

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/argosctl/argosctl/internal/seal"
)

func TestGCMSealThenOpen(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	for _, enc := range []seal.Encoding{seal.Base64, seal.Base64URL, seal.Hex} {
		t.Run(string(enc), func(t *testing.T) {
			text, err := seal.SealGCM(key, []byte(approved), enc, strings.NewReader("twelve bytes"))
			if err != nil {
				t.Fatal(err)
			}
			got, err := seal.OpenGCM(key, text, seal.Options{})
			if err != nil || string(got.Plaintext) != approved || got.Encoding != enc || got.Layout != (seal.Layout{IVSize: 12}) || got.Content != seal.ContentJSON {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
	empty, err := seal.SealGCM(key, nil, seal.Base64, strings.NewReader("twelve bytes"))
	if got, openErr := seal.OpenGCM(key, empty, seal.Options{}); err != nil || openErr != nil || len(got.Plaintext) != 0 || got.Layout != (seal.Layout{IVSize: 12}) {
		t.Errorf("nothing, sealed: %+v, %v, %v", got, err, openErr)
	}
	if _, err := seal.SealGCM(key, nil, seal.Base64, strings.NewReader("short")); err == nil {
		t.Error("too little randomness was taken")
	}
	broken := errors.New("no randomness")
	if _, err := seal.SealGCM(key, nil, seal.Base64, iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}

// TestGCMLayouts puts ciphertexts together by hand, in every layout.
func TestGCMLayouts(t *testing.T) {
	t.Parallel()
	raw, _ := hex.DecodeString(keyHex)
	block, err := aes.NewCipher(raw)
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{12, 16} {
		aead, err := cipher.NewGCMWithNonceSize(block, size)
		if err != nil {
			t.Fatal(err)
		}
		iv := pattern(size)
		sealed := aead.Seal(nil, iv, []byte(approved), nil)
		body, tag := sealed[:len(approved)], sealed[len(approved):]
		b64 := base64.StdEncoding.EncodeToString
		for layout, text := range map[string]string{
			"|ciphertext|tag": b64(slices.Concat(iv, body, tag)),
			"|tag|ciphertext": hex.EncodeToString(slices.Concat(iv, tag, body)),
			":ciphertext:tag": b64(iv) + ":" + b64(body) + ":" + b64(tag),
			":tag:ciphertext": hex.EncodeToString(iv) + ":" + hex.EncodeToString(tag) + ":" + hex.EncodeToString(body),
			".ciphertext.tag": base64.RawURLEncoding.EncodeToString(iv) + "." + base64.RawURLEncoding.EncodeToString(body) + "." + base64.RawURLEncoding.EncodeToString(tag),
		} {
			want := map[int]string{12: "iv(12)", 16: "iv(16)"}[size] + layout
			got, err := seal.OpenGCM(testKey(t), text, seal.Options{})
			if err != nil || string(got.Plaintext) != approved || got.Layout.String() != want {
				t.Errorf("%s: %q in %s, %v", want, got.Plaintext, got.Layout, err)
			}
			got, err = seal.OpenGCM(testKey(t), strings.ReplaceAll(text, "+", " "), seal.Options{})
			if err != nil || string(got.Plaintext) != approved {
				t.Errorf("%s with spaces: %v", want, err)
			}
		}
	}
}

func TestGCMFailures(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	text, err := seal.SealGCM(key, []byte(approved), seal.Base64, strings.NewReader("twelve bytes"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, text string
		key        seal.Key
		step       seal.Step
	}{
		{"empty", "", key, seal.StepEmpty},
		{"altered", "A" + text[1:], key, seal.StepTag},
		{"wrong key", text, keyOf(t, "another"), seal.StepTag},
		{"spaces and the wrong key", strings.ReplaceAll(text, "+", " "), keyOf(t, "another"), seal.StepTag},
		{"ECB", std, key, seal.StepTag},
		{"short", "AAAA", key, seal.StepLength},
		{"short parts", "AAAA:AAAA:AAAA", key, seal.StepLength},
		{"as short as can be", base64.StdEncoding.EncodeToString(pattern(28)), key, seal.StepTag},
		{"a byte too short", base64.StdEncoding.EncodeToString(pattern(27)), key, seal.StepLength},
		{"a + lost in front", " " + base64.StdEncoding.EncodeToString(append([]byte{0xf8}, pattern(27)...))[1:], key, seal.StepTag},
		{"empty parts", "::", key, seal.StepLength},
		{"parts that are none", strings.Repeat("AAAA", 9) + ":" + std + ":AAAA", key, seal.StepTag},
		{"no alphabet", "!!!!", key, seal.StepAlphabet},
		{"no alphabet in a part", "AAAA:!!!!:AAAA", key, seal.StepAlphabet},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := seal.OpenGCM(c.key, c.text, seal.Options{})
			var failed *seal.OpenError
			if !errors.As(err, &failed) || failed.Step != c.step || failed.Hint.Empty() {
				t.Errorf("%v, want step %s", err, c.step)
			}
		})
	}
	if _, err := seal.OpenGCM(key, "xxxx", seal.Options{}); err == nil || !strings.HasSuffix(err.Error(), "the ciphertext has 3 bytes: expected at least 28 for IV and tag (step length)") {
		t.Errorf("three bytes: %v", err)
	}
}
