package seal_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/seal"
)

// strange puts n control characters at the start of a text of size bytes.
func strange(n, size int) []byte {
	return []byte(strings.Repeat("\x01", n) + strings.Repeat("x", size-n))
}

func TestReadable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		data []byte // which the text is Base64 of
		want bool
	}{
		{"nothing", nil, false},
		{"a word", []byte("approved"), false},
		{"23 letters", strange(0, 23), false},
		{"24 letters", strange(0, 24), true},
		{"24 letters of two bytes", []byte(strings.Repeat("é", 12)), true},
		{"tabs and line breaks", []byte("a\tb\nc\rdefghijklmnopqrst\r\n"), true},
		{"a control character among 24", strange(1, 24), false},
		{"27 bytes, one of them strange", strange(1, 27), false},
		{"28 bytes, one of them strange", strange(1, 28), true},
		{"48 bytes, 6 of them strange", strange(6, 48), true},
		{"48 bytes, 7 of them strange", strange(7, 48), false},
		{"strange at the start and behind 24 bytes", append(strange(1, 24), strange(8, 24)...), false},
		{"deleted characters", []byte(strings.Repeat("\x7f", 24)), false},
		{"bytes of no character", []byte(strings.Repeat("\xff", 24)), false},
		{"a long text whose first 48 bytes can be read", append(strange(0, 48), strange(40, 40)...), true},
		{"JSON of 11 bytes", []byte(`{"a":"bcde"`), false},
		{"JSON of 12 bytes", []byte(`{"a":"bcdef"`), true},
		{"JSON in lists", []byte(`[{ "a":"bcd"`), true},
		{"JSON behind a byte order mark", []byte("\ufeff{\"a\":\"bcdefghi\""), true},
		{"JSON with a broken character", []byte("{\"a\":\"b\xff\x01defghi"), false},
		{"braces of something else", []byte(`{abcdefghijk`), false},
		{"a list of numbers", []byte(`[1,2,3,4,5,6`), false},
		{"brackets alone", []byte(`[[[[[[[[[[[[`), true},
		{"gzip", []byte("\x1f\x8b\x08\x00\x00\x00"), true},
		{"another compression", []byte("\x1f\x8b\x09\x00\x00\x00"), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, enc := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
				if got := seal.Readable([]byte(enc.EncodeToString(c.data))); got != c.want {
					t.Errorf("%t, want %t", got, c.want)
				}
			}
		})
	}
	for _, text := range []string{strings.Repeat("fn4-", 8), strings.Repeat("fn4_", 8), strings.Repeat("fn4+fn4/", 4)} {
		if !seal.Readable([]byte(text)) {
			t.Errorf("%s cannot be read", text)
		}
	}
}

func TestReadableHex(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, data string // which the text is digits of
		json, text bool   // what OpensHex and ReadableHex say
	}{
		{"nothing", "", false, false},
		{"JSON of 11 bytes", `{"a":"bcde"`, false, false},
		{"JSON of 12 bytes", `{"a":"bcdef"`, true, false},
		{"JSON of 24 bytes", `{"a":"bcdef","b":"cdefg"`, true, true},
		{"JSON with white space", "{\n\t\"a\":\"bcd\"", true, false},
		{"JSON cut within a character", "{\"a\":\"bcdef\xea", true, false},
		{"a list", `["a","b","c"`, true, false},
		{"a list of numbers", `[1,2,3,4,5,6`, true, false},
		{"a list of lists", `[[[{"a":"b"` + "\r", true, false},
		{"a list of letters", `[abcdefghijk`, false, false},
		{"an object of numbers", `{1,2,3,4,5,6`, false, false},
		{"an object of objects", `{{{{{{{{{{{{`, false, false},
		{"a letter near the brace", `z"a":"bcdefg`, false, false},
		{"a letter near the bracket", `Y"a":"bcdefg`, false, false},
		{"JSON with a control character", "{\"a\":\"bcde\x01", false, false},
		{"23 letters", strings.Repeat("x", 23), false, false},
		{"24 letters", strings.Repeat("x", 24), false, true},
		{"24 letters, the 22nd strange", strings.Repeat("x", 21) + "\x01xx", false, true},
		{"24 letters, the 21st strange", strings.Repeat("x", 20) + "\x01xxx", false, false},
		{"a cut character at the end", strings.Repeat("x", 22) + "\xea\xb0\x80", false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			digits := hex.EncodeToString([]byte(c.data))
			for _, text := range []string{digits, strings.ToUpper(digits)} {
				if got := seal.OpensHex([]byte(text)); got != c.json {
					t.Errorf("OpensHex(%s) = %t", text, got)
				}
				if got := seal.ReadableHex([]byte(text)); got != c.text {
					t.Errorf("ReadableHex(%s) = %t", text, got)
				}
			}
		})
	}
	almost := hex.EncodeToString([]byte(`{"a":"bcdef","b":"cdefg"`))
	for _, text := range []string{"7b" + almost[2:22] + "x0" + almost[24:], "7b" + almost[2:46] + "x0"} {
		if seal.OpensHex([]byte(text)) != (text[22] != 'x') || seal.ReadableHex([]byte(text)) {
			t.Errorf("%s is taken for digits", text)
		}
	}
}

func TestLenient(t *testing.T) {
	t.Parallel()
	var l seal.Lenient // used again, as its users do
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"Base64", "fn4+fn4/", "~~>~~?"},
		{"Base64url", "fn4-fn4_", "~~>~~?"},
		{"with padding", "YQ==", "a"},
		{"without padding", "YQ", "a"},
		{"padding between", "YQ==YWI=", "a\x06\x16"},
		{"line breaks and blanks", "YW\r\nJj Z\nGU=", "abcde"},
		{"a character too many", "YWJjZ", "abc"},
		{"a character alone", "Y", ""},
		{"a foreign character", "YWJjZ!Vm", "abc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for name, dst := range map[string][]byte{"no room": []byte("["), "room": append(make([]byte, 0, 64), '[')} {
				got := l.Append(dst, []byte(c.text))
				if string(got) != "["+c.want {
					t.Errorf("%s: %q, want %q", name, got[1:], c.want)
				}
				if name == "room" && &got[0] != &dst[0] {
					t.Error("it is copied though there is room")
				}
			}
		})
	}
	exact := make([]byte, 1, 4)
	if got := l.Append(exact, []byte("YWJj")); !bytes.Equal(got, []byte("\x00abc")) || &got[0] != &exact[0] {
		t.Errorf("where there is just enough room: %q", got)
	}
}

func TestEncodingOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		want       seal.Encoding
	}{
		{"nothing", "", seal.Detect},
		{"32 digits", strings.Repeat("7d", 16), seal.Hex},
		{"64 digits", strings.Repeat("7d", 32), seal.Hex},
		{"34 digits", strings.Repeat("7d", 17), seal.Detect},
		{"31 digits", strings.Repeat("7", 31), seal.Detect},
		{"Base64", "ab+/", seal.Detect},
		{"letters", "abcg", seal.Detect},
		{"Base64url", "ab-_", seal.Base64URL},
		{"both alphabets", "ab-+", seal.Detect},
		{"Base64url and a foreign character", "ab-!", seal.Detect},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := seal.EncodingOf([]byte(c.text)); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestFormWithin: within something else, the string called data also has to be whole
// blocks.
func TestFormWithin(t *testing.T) {
	t.Parallel()
	raw := pattern(48)
	for _, c := range []struct {
		name, body string
		want       seal.Form
	}{
		{"a ciphertext", `{"data":"` + std + `"}`, seal.Sealed},
		{"one block", `{"data":"` + base64Of(raw[:16]) + `"}`, seal.Sealed},
		{"one block of digits", `{"data":"` + hex.EncodeToString(raw[:16]) + `"}`, seal.Sealed},
		{"a byte too few", `{"data":"` + base64Of(raw[:31]) + `"}`, seal.Clear},
		{"a word", `{"data":"approved"}`, seal.Clear},
		{"empty", `{"data":""}`, seal.Clear},
		{"no Base64", `{"data":"not a ciphertext at all"}`, seal.Clear},
		{"an object", `{"data":{}}`, seal.Clear},
		{"a webhook", `{"webhook_trigger":"updated","data":"` + std + `"}`, seal.Clear},
		{"Base64 of JSON", `{"data":"` + base64Of([]byte(approved)) + `"}`, seal.Encoded},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var doc jsonscan.Document
			doc.Parse([]byte(`{"within":` + c.body + `}`))
			if form, data := seal.FormWithin(&doc, 1); form != c.want || (data != 0) != (form != seal.Clear) {
				t.Errorf("form %d, node %d, want form %d", form, data, c.want)
			}
		})
	}
}

func TestTriggerOf(t *testing.T) {
	t.Parallel()
	escaped := ""
	for _, c := range "webhook_trigger" {
		escaped += `\u00` + hex.EncodeToString([]byte{byte(c)})
	}
	for _, c := range []struct {
		name, member string
		found, exact bool
	}{
		{"the name", `webhook_trigger`, true, true},
		{"all of it escaped", escaped, true, true},
		{"another spelling", `webhookTrigger`, true, false},
		{"a hyphen", `webhook-trigger`, true, false},
		{"capitals", `WEBHOOK_TRIGGER`, true, false},
		{"a separator in front", `_webhook_trigger`, true, false},
		{"a separator behind", `webhook_trigger_`, true, false},
		{"another spelling, escaped", `\u0057ebhook_trigger`, true, false},
		{"all of another spelling escaped", strings.Replace(escaped, `\u0077`, `\u0057`, 1), true, false},
		{"another name of its length", `webhook_tripper`, false, false},
		{"another first letter", `xebhook_trigger`, false, false},
		{"a name", `id`, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var doc jsonscan.Document
			doc.Parse([]byte(`{"first":1,"` + c.member + `":2}`))
			node, exact := seal.TriggerOf(&doc, 0)
			if (node == 2) != c.found || (node == -1) == c.found || exact != c.exact {
				t.Errorf("node %d, exact %t; want found %t, exact %t", node, exact, c.found, c.exact)
			}
		})
	}
}

func TestIsAnswer(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, body string
		want       bool
	}{
		{"a list", `{"Items":[]}`, true},
		{"one submission", `{"submission_id":"a","kyc":{}}`, true},
		{"one submission by its status", `{"submissionId":"a","kycStatus":"approved"}`, true},
		{"a submission without a result", `{"submission_id":"a"}`, false},
		{"a result without a submission", `{"kyc":{},"kycStatus":"approved"}`, false},
		{"a list by another spelling", `{"items":[{"submission_id":"a","kyc":{}}]}`, true},
		{"an empty list by another spelling", `{"items":[]}`, false},
		{"a list of something else", `{"items":[{"id":"a"}]}`, false},
		{"a list of texts", `{"items":["a"]}`, false},
		{"an object by another spelling", `{"items":{"submission_id":"a","kyc":{}}}`, false},
		{"an empty list before a submission", `{"items":[],"a":{"submission_id":"a","kyc":{}}}`, false},
		{"nothing", `{}`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var doc jsonscan.Document
			doc.Parse([]byte(c.body))
			if got := seal.IsAnswer(&doc, 0); got != c.want {
				t.Errorf("%t, want %t", got, c.want)
			}
		})
	}
}
