package seal_test

import (
	"crypto/aes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/seal"
)

// sealRaw encrypts whole blocks by the standard library alone.
func sealRaw(t testing.TB, blocks []byte) string {
	t.Helper()
	sum := sha256.Sum256([]byte(apiKey))
	cipher, err := aes.NewCipher(sum[:])
	if err != nil {
		t.Fatal(err)
	}
	out := make([]byte, len(blocks))
	for i := 0; i < len(blocks); i += aes.BlockSize {
		cipher.Encrypt(out[i:], blocks[i:])
	}
	return base64.StdEncoding.EncodeToString(out)
}

func TestFailureSteps(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	hexed := vectors[1].cipher
	damaged := "A" + std[1:]
	for _, c := range []struct {
		name, text string
		step       seal.Step
		hint       string // a part of it
	}{
		{"nothing", "", seal.StepEmpty, "filled in"},
		{"a newline", "\n", seal.StepEmpty, "filled in"},
		{"blanks", "   ", seal.StepEmpty, ""},
		{"empty quotes", `""`, seal.StepEmpty, ""},
		{"empty envelope", `{"data":""}`, seal.StepEmpty, ""},
		{"only padding", "====", seal.StepEmpty, ""},
		{"not encrypted", approved, seal.StepAlphabet, "may not be encrypted"},
		{"a URL", "https://example.com/done?encrypted=abc", seal.StepAlphabet, "URL"},
		{"a query", "userid=user123&kycStatus=approved", seal.StepAlphabet, "query string"},
		{"broken escape", "abc%2", seal.StepAlphabet, "percent"},
		{"encoded three times", strings.ReplaceAll(std, "+", "%25252B"), seal.StepAlphabet, "more than twice"},
		{"two joined", std + std, seal.StepAlphabet, "joined"},
		{"three parts", "AAAA.BBBB.CCCC", seal.StepAlphabet, "AES-GCM"},
		{"emoji", "AAAA🙂BBBB", seal.StepAlphabet, "alone"},
		{"truncated", std[:len(std)-9], seal.StepLength, "truncated"},
		{"one character lost", std[1:], seal.StepLength, "truncated"},
		{"truncated hex", hexed[:len(hexed)-10], seal.StepLength, "truncated"},
		{"odd hex", hexed[:31], seal.StepLength, "truncated"},
		{"short", "AAAA", seal.StepLength, ""},
		{"cut at a block", std[:64], seal.StepPadding, "the key is right"},
		{"padded with zeros", sealRaw(t, []byte(`{"kycStatus":"approved"}`+strings.Repeat("\x00", 8))), seal.StepPadding, "(cipher-padding)"},
		{"padded with blanks", sealRaw(t, []byte(`{"kycStatus":"approved"}        `)), seal.StepPadding, "(cipher-padding)"},
		{"not padded", sealRaw(t, []byte(`{"kycStatus":"approved","cf1":""}`)[:32]), seal.StepPadding, "the copy is truncated"},
		{"whole and not padded", sealRaw(t, []byte(`{"kycStatus":"approved","cf1":1}`)), seal.StepPadding, "(cipher-padding)"},
		{"hex cut at a block", hexed[:64], seal.StepPadding, "the key is right"},
		{"damaged at the start", damaged, seal.StepUTF8, "the key is right"},
		{"damaged in the middle", std[:40] + "AAAA" + std[44:], seal.StepUTF8, "the key is right, but the ciphertext was altered"},
		{"other text", key.Seal([]byte("plain words of a note"), seal.Base64), seal.StepContent, "plain text"},
		{"nothing sealed", key.Seal(nil, seal.Base64), seal.StepContent, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			failed := mustFail(t, key, c.text, seal.Options{})
			if failed.Step != c.step || !strings.Contains(failed.Hint.String(), c.hint) {
				t.Errorf("step %s (%s), hint %q; want %s, %q", failed.Step, failed.Message, failed.Hint, c.step, c.hint)
			}
			if c.step == seal.StepContent { // which AppendOpen leaves to its caller
				return
			}
			var appended *seal.OpenError
			if _, err := key.AppendOpen(nil, []byte(c.text)); !errors.As(err, &appended) || appended.Step != failed.Step || !appended.Message.Equal(failed.Message) || !appended.Hint.Equal(failed.Hint) {
				t.Errorf("AppendOpen says %v, Open %v", err, failed)
			}
		})
	}
}

// TestNumbersOfAFailure: the message counts what there is and what was expected.
func TestNumbersOfAFailure(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text, message string
		step                seal.Step
	}{
		{"an odd number of digits", vectors[1].cipher[:31], "31 hex digits are not whole bytes: expected a multiple of 32", seal.StepLength},
		{"a character too many", "xxxxx", "5 characters of base64url are not whole bytes", seal.StepLength},
		{"a character too many before padding", "xxxxx=", "5 characters of base64 are not whole bytes", seal.StepLength},
		{"less than a block", "xxxx", "the ciphertext has 3 bytes, which is not a multiple of 16", seal.StepLength},
		{"a foreign character", "xxxx!xxx", "character 5 is not one of base64", seal.StepAlphabet},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if failed := mustFail(t, testKey(t), c.text, seal.Options{}); failed.Step != c.step || failed.Message.String() != c.message {
				t.Errorf("step %s: %s, want step %s: %s", failed.Step, failed.Message, c.step, c.message)
			}
		})
	}
}

// TestWrongKeys: the hint names the mistake that was made.
func TestWrongKeys(t *testing.T) {
	t.Parallel()
	other := "EXAMPLEotherProjectsKey0123456789abcdefg"
	for _, c := range []struct{ name, sealedWith, openedWith, hint string }{
		{"other project", other, apiKey, "another project"},
		{"sealed with a newline", apiKey + "\n", apiKey, "followed by a line break"},
		{"opened with a newline", apiKey, apiKey + "\n", "stripped of the white space"},
		{"opened with quotes", apiKey, `"` + apiKey + `"`, "stripped of the white space or quotes"},
		{"opened with a tab", apiKey, apiKey + " \t", "stripped of the white space"},
		{"opened with typographic quotes", apiKey, "“" + apiKey + "”", "stripped of the white space or quotes"},
		{"opened with a mark that nobody sees", apiKey, "\u200b" + apiKey + "\u00a0", "stripped of the white space"},
		{"opened with its name", apiKey, "ARGOS_API_KEY='" + apiKey + "'", "what follows the = in the key"},
		{"two lines", apiKey, apiKey + "\n" + other, "contains a line break"},
		{"inner blank", apiKey, "EXAMPLE only", "contains white space"},
		{"inner quote", apiKey, `EXAM"PLE`, "quotation marks"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := keyOf(t, c.sealedWith).Seal([]byte(approved), seal.Base64)
			failed := mustFail(t, keyOf(t, c.openedWith), text, seal.Options{})
			// One wrong key in 256 gets past the padding; a case here is one.
			if failed.Step != seal.StepPadding && failed.Step != seal.StepUTF8 || !strings.Contains(failed.Hint.String(), c.hint) {
				t.Errorf("step %s, hint %q, want %q", failed.Step, failed.Hint, c.hint)
			}
		})
	}
	raw := keyFromHex(t, keyHex)
	failed := mustFail(t, keyOf(t, keyHex), raw.Seal([]byte(approved), seal.Hex), seal.Options{})
	if !strings.Contains(failed.Hint.String(), "raw key") {
		t.Errorf("hex key given as API key: %q", failed.Hint)
	}
	failed = mustFail(t, raw, keyOf(t, keyHex).Seal([]byte(approved), seal.Hex), seal.Options{})
	if !strings.Contains(failed.Hint.String(), "as an API key") {
		t.Errorf("API key given as raw key: %q", failed.Hint)
	}
}

// TestForeignKeys: a ciphertext sealed with the right API key by a program
// that makes another AES key of it. The hint names how.
func TestForeignKeys(t *testing.T) {
	t.Parallel()
	sum := sha256.Sum256([]byte(apiKey))
	padded := make([]byte, seal.KeySize)
	copy(padded, "EXAMPLEshortKey")
	for name, c := range map[string]struct {
		apiKey string
		raw    []byte
		hint   string
	}{
		"hex digest cut to 32 characters": {apiKey, []byte(hex.EncodeToString(sum[:])[:seal.KeySize]), "first 32 hex digits of the SHA-256"},
		"short key padded with zeros":     {"EXAMPLEshortKey", padded, "padded with zero bytes to 32"},
		"key cut to 32 characters":        {apiKey, []byte(apiKey[:seal.KeySize]), "cut to 32 bytes: the side that sealed it must use the SHA-256 of the key; if the service sent this, it contradicts what argosctl assumes (secret-key-hash)"},
		"key of 32 characters":            {apiKey[:seal.KeySize], []byte(apiKey[:seal.KeySize]), "the text of the key itself"},
		"key in double quotes":            {apiKey, sha(`"` + apiKey + `"`), "hashed the quotes"},
		"key in single quotes":            {apiKey, sha(`'` + apiKey + `'`), "hashed the quotes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := keyFromHex(t, hex.EncodeToString(c.raw)).Seal([]byte(approved), seal.Base64)
			key := keyOf(t, c.apiKey)
			failed := mustFail(t, key, text, seal.Options{})
			if failed.Step != seal.StepPadding && failed.Step != seal.StepUTF8 || !strings.Contains(failed.Hint.String(), c.hint) {
				t.Errorf("step %s, hint %q, want %q", failed.Step, failed.Hint, c.hint)
			}
			if got, err := key.AppendOpen(nil, []byte(text)); err == nil || got != nil {
				t.Errorf("AppendOpen took it: %q", got)
			}
			assertHidden(t, failed.Error()+failed.Hint.String())
		})
	}
}

func sha(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

// TestNotEncrypted: JSON that is only encoded is not blamed on the key.
func TestNotEncrypted(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"base64":                base64Of([]byte(approved)),
		"base64, whole blocks":  base64Of([]byte(`{"a":"0123456789"}              `)),
		"base64url":             base64.RawURLEncoding.EncodeToString([]byte(`{"a":"~?~?"}`)),
		"hex":                   hex.EncodeToString([]byte(`{"a":"b"}`)),
		"base64, one for the +": strings.ReplaceAll(base64Of([]byte(`{"a":"~>~>"}`)), "+", " "),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if failed := mustFail(t, testKey(t), text, seal.Options{}); !strings.Contains(failed.Hint.String(), "so it is not encrypted") {
				t.Errorf("step %s, hint %q", failed.Step, failed.Hint)
			}
		})
	}
}

// TestPaddingRefusals follows Wycheproof's cases of bad PKCS#5 padding under
// CBC, restated for ECB: each text of whole blocks is not PKCS#7.
func TestPaddingRefusals(t *testing.T) {
	t.Parallel()
	block := func(text string, tail ...byte) []byte {
		b := []byte(text + strings.Repeat("x", 64))[:aes.BlockSize-len(tail)]
		return append(b, tail...)
	}
	fill := func(n int, c byte) []byte { return []byte(strings.Repeat(string(rune(c)), n)) }
	key := testKey(t)
	for name, blocks := range map[string][]byte{
		"zero padding":             block("", 0, 0, 0, 0, 0, 0, 0, 0),
		"last byte 0":              block("", 0),
		"block of zeros":           fill(16, 0),
		"last byte 17":             block("", 17),
		"block of 17":              fill(16, 17),
		"last byte 32":             block("", 32),
		"last byte 255":            block("", 0xff),
		"block of 0xff":            []byte(strings.Repeat("\xff", 16)),
		"two, one wrong":           block("", 1, 2),
		"three, first wrong":       block("", 2, 3, 3),
		"three, middle wrong":      block("", 3, 2, 3),
		"ANSI X9.23":               block("", 0, 0, 0, 4),
		"ISO 10126":                block("", 0x3b, 0x91, 0x77, 4),
		"ISO 7816-4":               block("", 0x80, 0, 0, 0),
		"one byte too few of 16":   block("x", fill(15, 16)...),
		"first of a block wrong":   append([]byte{0}, fill(15, 16)...),
		"no padding":               block("sixteen letters!"),
		"no padding, two blocks":   append(block("a"), block("b")...),
		"padding in another block": append(fill(16, 16), block("x")...),
	} {
		t.Run(name, func(t *testing.T) {
			text := sealRaw(t, blocks)
			if failed := mustFail(t, key, text, seal.Options{AnyText: true}); failed.Step != seal.StepPadding {
				t.Errorf("step %s, want padding", failed.Step)
			}
			if got, err := key.AppendOpen(nil, []byte(text)); err == nil {
				t.Errorf("AppendOpen took it: %q", got)
			}
		})
	}
	for name, c := range map[string]struct {
		blocks []byte
		want   string
	}{
		"whole block":         {fill(16, 16), ""},
		"one byte":            {block("", 1), strings.Repeat("x", 15)},
		"looks padded before": {block("", 2, 2, 1), strings.Repeat("x", 13) + "\x02\x02"},
		"fifteen":             {append([]byte("a"), fill(15, 15)...), "a"},
	} {
		got, err := seal.Open(key, sealRaw(t, c.blocks), seal.Options{AnyText: true})
		if err != nil || string(got.Plaintext) != c.want {
			t.Errorf("%s: %q, %v, want %q", name, got.Plaintext, err, c.want)
		}
	}
}

// TestErrorsNeverTell: no failure shows the key, its hash, or what was opened.
func TestErrorsNeverTell(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	hidden := "hidden-words-of-the-plaintext"
	texts := []string{key.Seal([]byte(hidden), seal.Base64), key.Seal([]byte(hidden), seal.Hex)[:32],
		key.Seal([]byte(strings.Repeat(hidden, 9)), seal.Base64)[:64], sealRaw(t, []byte("hidden-words-of!")),
		key.Seal([]byte(hidden+"\xff"), seal.Base64), `{"userid":"` + hidden + `"}`, apiKey, keyHex, "userid=" + hidden + "&a=b"}
	for _, text := range texts {
		_, plainErr := seal.Open(key, text, seal.Options{})
		_, gcmErr := seal.OpenGCM(key, text, seal.Options{})
		for _, err := range []error{plainErr, gcmErr} {
			var failed *seal.OpenError
			if !errors.As(err, &failed) {
				t.Fatalf("%q: %v, want an OpenError", text, err)
			}
			assertHidden(t, fmt.Sprintf("%v %+v %#v %s", err, *failed, failed, failed.Hint))
		}
	}
}

// assertHidden fails where text holds the key in any form, or the plaintext.
func assertHidden(t *testing.T, text string) {
	t.Helper()
	sum := sha256.Sum256([]byte(apiKey))
	for _, tell := range []string{apiKey, apiKey[:12], hex.EncodeToString(sum[:]), hex.EncodeToString(sum[:8]),
		base64.StdEncoding.EncodeToString(sum[:]), base64.RawURLEncoding.EncodeToString(sum[:]), string(sum[:]),
		fmt.Sprint(sum[:4]), fmt.Sprintf("%#v", sum[:4]), "hidden"} {
		if strings.Contains(strings.ToLower(text), strings.ToLower(strings.Trim(tell, "[]"))) {
			t.Errorf("%q tells %q", text, tell)
		}
	}
}
