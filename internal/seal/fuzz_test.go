package seal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"testing"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/seal"
)

// FuzzOpen: no input panics or is half opened, and what was sealed opens.
func FuzzOpen(f *testing.F) {
	for _, v := range vectors {
		f.Add(v.cipher, true)
		f.Add(v.plain, false)
	}
	for _, s := range []string{"", " ", "%", "%25%32%35", `{"data":"`, `"}`, "?encrypted=%2B&", "::", "..", "====", "\ufeff", "AAAA\n AAAA", `\/\u002b`, "'a'"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, text string, any bool) {
		key := testKey(t)
		for _, enc := range append(seal.Encodings(), seal.Detect) {
			got, err := seal.Open(key, text, seal.Options{Encoding: enc, AnyText: any})
			var failed *seal.OpenError
			if err != nil && (!errors.As(err, &failed) || failed.Hint.Empty() || got.Plaintext != nil) {
				t.Fatalf("%+v, %v", got, err)
			}
			if err == nil && !utf8.Valid(got.Plaintext) {
				t.Fatalf("opened %q", got.Plaintext)
			}
			if opened, err := io.ReadAll(seal.NewReader(key, bytes.NewReader([]byte(text)), enc)); err != nil && !errors.As(err, &failed) {
				t.Fatalf("%q, %v", opened, err)
			}
		}
		if _, err := seal.OpenGCM(key, text, seal.Options{}); err == nil {
			t.Fatalf("GCM opened %q", text)
		}
		roundTrip(t, key, text)
	})
}

func roundTrip(t *testing.T, key seal.Key, plain string) {
	t.Helper()
	for _, enc := range []seal.Encoding{seal.Base64, seal.Base64URL, seal.Hex} {
		text := key.Seal([]byte(plain), enc)
		fast, err := key.AppendOpen(nil, []byte(text))
		if utf8.ValidString(plain) != (err == nil) || err == nil && string(fast) != plain {
			t.Fatalf("AppendOpen of %s: %q, %v, want %q", enc, fast, err, plain)
		}
		got, err := seal.Open(key, text, seal.Options{AnyText: true})
		if utf8.ValidString(plain) != (err == nil) || err == nil && string(got.Plaintext) != plain {
			t.Fatalf("Open of %s: %q, %v, want %q", enc, got.Plaintext, err, plain)
		}
	}
}

// FuzzEnvelope: what is JSON is judged as a JSON parser judges it.
func FuzzEnvelope(f *testing.F) {
	for _, s := range []string{`{"data":"abc"}`, `{"data":"a","isEncrypted":true}`, `{"webhook_trigger":"x","data":"a"}`,
		`{"a":[{}],"data":"\""}`, `{"data":{}}`, `{"d\u0061ta":"a"}`, `{"d\u0041ta":"a"}`, `{"data":"e30="}`, "\ufeff{\"data\":\"a\"}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		text, form := seal.CiphertextOf(body)
		var doc jsonscan.Document
		if !doc.Parse(body) || !doc.RequireObject() {
			return
		}
		if want, node := seal.FormOf(&doc); form != want || form != seal.Clear && string(text) != string(seal.Ciphertext(&doc, node)) {
			t.Fatalf("%s: %q, %v, want %v", body, text, form, want)
		}
		var members map[string]json.RawMessage
		if json.Unmarshal(body, &members) != nil {
			t.Fatalf("%s: parsed, but not by encoding/json", body)
		}
		data := members["data"]
		want := len(data) > 0 && data[0] == '"' && string(members["isEncrypted"]) != "false"
		for name := range members {
			want = want && !catalog.SameName(name, "webhook_trigger")
		}
		if form != seal.Encoded && want != (form == seal.Sealed) {
			t.Fatalf("%s: %v, want sealed %v", body, form, want)
		}
	})
}
