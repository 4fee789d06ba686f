package seal_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/secret"
)

func keyFromHex(t testing.TB, text string) seal.Key {
	t.Helper()
	key, err := seal.KeyFromHex(secret.New(text))
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestKeyNeverPrints(t *testing.T) {
	t.Parallel()
	for _, key := range []seal.Key{testKey(t), keyFromHex(t, keyHex), keyOf(t, apiKey+"\n"), keyOf(t, keyHex)} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%p", "%T"} {
			assertHidden(t, fmt.Sprintf(verb, key))
			assertHidden(t, fmt.Sprintf(verb, &key))
			assertHidden(t, fmt.Sprintf(verb, struct{ Key seal.Key }{key}))
		}
		assertHidden(t, key.String()+key.GoString()+key.Doubt())
		data, err := json.Marshal(map[string]any{"key": key, "in": []any{&key}})
		if err != nil || string(data) != `{"in":["[secret]"],"key":"[secret]"}` {
			t.Errorf("JSON %s, %v", data, err)
		}
		if got := fmt.Sprintf("%#v", key); got != secret.Placeholder {
			t.Errorf("%%#v prints %s", got)
		}
	}
}

func TestNoKey(t *testing.T) {
	t.Parallel()
	var none seal.Key
	_, fromEmpty := seal.KeyFromAPIKey(secret.Text{})
	_, fromEmptyHex := seal.KeyFromHex(secret.Text{})
	_, opened := seal.Open(none, std, seal.Options{})
	_, openedGCM := seal.OpenGCM(none, std, seal.Options{})
	_, sealedGCM := seal.SealGCM(none, nil, seal.Base64, strings.NewReader(""))
	_, appended := none.AppendOpen(nil, []byte(std))
	_, read := seal.NewReader(none, strings.NewReader(std), seal.Detect).Read(make([]byte, 8))
	_, written := seal.NewWriter(none, new(strings.Builder), seal.Base64).Write([]byte("x"))
	closed := seal.NewWriter(none, new(strings.Builder), seal.Base64).Close()
	for i, err := range []error{fromEmpty, fromEmptyHex, opened, openedGCM, sealedGCM, appended, read, written, closed} {
		if !errors.Is(err, seal.ErrNoKey) {
			t.Errorf("%d: %v, want ErrNoKey", i, err)
		}
	}
	if !none.Empty() || testKey(t).Empty() || none.Seal([]byte("x"), seal.Base64) != "" {
		t.Error("the zero key is not empty, or seals")
	}
}

func TestKeyFromHex(t *testing.T) {
	t.Parallel()
	if got := keyFromHex(t, strings.ToUpper(keyHex)).Seal([]byte(approved), seal.Base64); got != std {
		t.Errorf("upper-case raw key seals %s", got)
	}
	for _, bad := range []string{keyHex[:62], keyHex + "00", keyHex[:63], strings.Replace(keyHex, "9", "x", 1), apiKey} {
		_, err := seal.KeyFromHex(secret.New(bad))
		if err == nil {
			t.Errorf("%q was taken", bad)
			continue
		}
		assertHidden(t, err.Error())
		if !strings.Contains(err.Error(), "expected 64 hex digits") {
			t.Errorf("%v", err)
		}
	}
}
