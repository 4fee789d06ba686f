package seal_test

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/testkit"
)

// std is the first vector: it has + and / and one =.
var std = vectors[0].cipher

func TestOpenDamaged(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	hexed := vectors[1].cipher
	web := strings.NewReplacer("+", "-", "/", "_").Replace(std)
	once := url.QueryEscape(std)
	wrapped := std[:64] + "\n" + std[64:]
	for _, c := range []struct {
		name, text string
		enc        seal.Encoding
		rules      []string
	}{
		{"as it is", std, seal.Base64, nil},
		{"final newline", std + "\r\n", seal.Base64, nil},
		{"base64url with padding", web, seal.Base64URL, nil},
		{"base64url without", strings.TrimRight(web, "="), seal.Base64URL, nil},
		{"upper-case hex", strings.ToUpper(hexed), seal.Hex, nil},
		{"mixed-case hex", strings.ToUpper(hexed[:20]) + hexed[20:], seal.Hex, nil},
		{"percent-encoded", once, seal.Base64, []string{"seal/percent-encoded"}},
		{"percent-encoded twice", url.QueryEscape(once), seal.Base64, []string{"seal/percent-encoded-twice"}},
		{"space for plus", strings.ReplaceAll(std, "+", " "), seal.Base64, []string{"seal/space-for-plus"}},
		{"%20 for plus", strings.ReplaceAll(std, "+", "%20"), seal.Base64, []string{"seal/percent-encoded", "seal/space-for-plus"}},
		{"line breaks", wrapped, seal.Base64, []string{"seal/line-breaks"}},
		{"line breaks and a space for plus", strings.ReplaceAll(wrapped, "+", " "), seal.Base64, []string{"seal/line-breaks", "seal/space-for-plus"}},
		{"indented lines", "  " + std[:64] + "\r\n    " + std[64:], seal.Base64, []string{"seal/line-breaks", "seal/white-space"}},
		{"hex in groups", hexed[:32] + " " + hexed[32:], seal.Hex, []string{"seal/white-space"}},
		{"space around", " " + std + "  ", seal.Base64, []string{"seal/surrounding-space"}},
		{"space around and for plus", "  " + strings.ReplaceAll(std, "+", " "), seal.Base64, []string{"seal/surrounding-space", "seal/space-for-plus"}},
		{"double quotes", `"` + std + `"`, seal.Base64, []string{"seal/quotes"}},
		{"single quotes", " '" + std + "'\n", seal.Base64, []string{"seal/quotes"}},
		{"typographic quotes", "“" + std + "”", seal.Base64, []string{"seal/quotes"}},
		{"end of the envelope", std + `"}`, seal.Base64, []string{"seal/json-wrapper"}},
		{"start of the envelope", `{"data":"` + std, seal.Base64, []string{"seal/json-wrapper"}},
		{"piece of the start", `data": "` + std, seal.Base64, []string{"seal/json-wrapper"}},
		{"a line of JSON", `"data": "` + std + `",`, seal.Base64, []string{"seal/json-wrapper"}},
		{"whole envelope", `{ "data": "` + std + `", "isEncrypted": true }`, seal.Base64, []string{"seal/json-wrapper"}},
		{"whole envelope, hex", `{"data":"` + hexed + `"}`, seal.Hex, []string{"seal/json-wrapper"}},
		{"JSON escapes", strings.NewReplacer("/", `\/`, "+", `\u002b`).Replace(std), seal.Base64, []string{"seal/json-escapes"}},
		{"missing padding", strings.TrimRight(std, "="), seal.Base64, []string{"seal/missing-padding"}},
		{"extra padding", std + "=", seal.Base64, []string{"seal/extra-padding"}},
		{"mixed alphabets", strings.Replace(std, "+", "-", 1), seal.Base64, []string{"seal/mixed-alphabets"}},
		{"with the parameter's name", "?encrypted=" + once + "&lang=ko", seal.Base64, []string{"seal/percent-encoded", "seal/parameter-name"}},
		{"the parameter's name alone", "encrypted=" + std, seal.Base64, []string{"seal/parameter-name"}},
		{"byte order mark", "\ufeff" + std, seal.Base64, []string{"seal/invisible-characters"}},
		{"zero-width space", std[:10] + "\u200b" + std[10:], seal.Base64, []string{"seal/invisible-characters"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := seal.Open(key, c.text, seal.Options{})
			if err != nil {
				t.Errorf("%v", err)
				return
			}
			if string(got.Plaintext) != approved || got.Encoding != c.enc || !slices.Equal(rules(got.Notes), c.rules) {
				t.Errorf("%q in %s, %v, want %s, %v", got.Plaintext, got.Encoding, rules(got.Notes), c.enc, c.rules)
			}
		})
	}
}

// TestLineBreaksAreTold: also where there are as many as a group of Base64 has
// characters.
func TestLineBreaksAreTold(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	plain := `{"userid":"user123","kycStatus":"approved","n":1}`[:47]
	text := key.Seal([]byte(plain), seal.Base64) // 48 bytes: no padding
	for n := range 13 {
		breaks := strings.Repeat("\n", n)
		got, err := seal.Open(key, text[:32]+breaks+text[32:], seal.Options{AnyText: true})
		var want []string
		if n > 0 {
			want = []string{"seal/line-breaks"}
		}
		if err != nil || string(got.Plaintext) != plain || !slices.Equal(rules(got.Notes), want) {
			t.Errorf("%d line breaks: %q, %v, %v", n, got.Plaintext, rules(got.Notes), err)
		}
	}
}

// TestOpenPlusAtTheEdge: a + that is lost at the start or end of the text is
// white space to everyone else.
func TestOpenPlusAtTheEdge(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	found := map[bool]int{}
	for i := 0; i < 100_000 && (found[true] == 0 || found[false] == 0); i++ {
		plain := []byte("cf1=" + strings.Repeat("x", 28) + "&n=" + string(rune('a'+i%26)) + strings.Repeat("y", i/26%11) + string(rune('a'+i/286%26)))
		text := key.Seal(plain, seal.Base64)
		start, end := strings.HasPrefix(text, "+"), strings.HasSuffix(text, "+")
		if !start && !end {
			continue
		}
		found[start]++
		got, err := seal.Open(key, strings.ReplaceAll(text, "+", " "), seal.Options{})
		if err != nil || string(got.Plaintext) != string(plain) {
			t.Fatalf("%q: %v", text, err)
		}
	}
	if found[true]+found[false] == 0 {
		t.Error("no ciphertext began or ended with +")
	}
}

func TestForcedEncoding(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	web := strings.NewReplacer("+", "-", "/", "_").Replace(std)
	for _, c := range []struct {
		text string
		enc  seal.Encoding
		step seal.Step
	}{
		{std, seal.Base64, ""}, {web, seal.Base64URL, ""}, {vectors[1].cipher, seal.Hex, ""},
		{web, seal.Base64, seal.StepAlphabet}, {std, seal.Base64URL, seal.StepAlphabet}, {std, seal.Hex, seal.StepAlphabet},
	} {
		t.Run(c.text+" as "+string(c.enc), func(t *testing.T) {
			opts := seal.Options{Encoding: c.enc}
			if c.step != "" {
				if failed := mustFail(t, key, c.text, opts); failed.Step != c.step {
					t.Errorf("%s as %s: step %s, want %s", c.text, c.enc, failed.Step, c.step)
				}
			} else if got, err := seal.Open(key, c.text, opts); err != nil || got.Encoding != c.enc {
				t.Errorf("%s as %s: %v", c.text, c.enc, err)
			}
		})
	}
	raw, _ := base64.StdEncoding.DecodeString(std)
	got, err := seal.Open(key, string(raw), seal.Options{Encoding: seal.Binary})
	if err != nil || string(got.Plaintext) != approved {
		t.Errorf("binary: %q, %v", got.Plaintext, err)
	}
	if failed := mustFail(t, key, string(raw[:17]), seal.Options{Encoding: seal.Binary}); failed.Step != seal.StepLength {
		t.Errorf("17 binary bytes: step %s", failed.Step)
	}
}

// TestChance: what goes right by accident once in 256 times is tried often
// enough here to happen.
func TestChance(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	for i := range 4000 {
		plain := fmt.Sprintf(`{"%05d":1234567,"userid":"%05d"}`, i, i)[:31] // a number in each block
		text := key.Seal([]byte(plain), seal.Hex)
		if got, err := key.AppendOpen(nil, []byte(text)); err != nil || string(got) != plain {
			t.Fatalf("hex was taken for Base64: %q, %v, want %q", got, err, plain)
		}
		// Cut at a block: another key may find padding there.
		if failed := mustFail(t, key, text[:32], seal.Options{}); !strings.Contains(failed.Hint.String(), "the key is right") {
			t.Fatalf("%s cut: %s, %s", plain, failed.Message, failed.Hint)
		}
	}
}

// TestLikeliestReading: the failure that is told is that of the reading whose
// length fits.
func TestLikeliestReading(t *testing.T) {
	t.Parallel()
	raw := append([]byte{0xf8}, pattern(47)...) // its Base64 begins with +
	text := base64.StdEncoding.EncodeToString(raw)
	failed := mustFail(t, testKey(t), " "+text[1:], seal.Options{})
	if text[0] != '+' || failed.Step != seal.StepPadding {
		t.Errorf("%q: step %s, want padding", text, failed.Step)
	}
}

// TestHuge: ten megabytes of nonsense are refused like ten bytes.
func TestHuge(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	for _, piece := range []string{"%25", " ", "A", "0", "=", `"`, `\`, `\u002b`, `{"data":"`, "\n", "'", "\ufeff", "&=", "+ -_", "\xff"} {
		text := strings.Repeat(piece, testkit.Scaled(10<<20)/len(piece))
		mustFail(t, key, text, seal.Options{})
		if _, form := seal.CiphertextOf([]byte(`{"data":"` + text)); form != seal.Clear {
			t.Errorf("an envelope of %q", piece)
		}
	}
}
