// Package seal is the cipher of the service: AES-256 in ECB mode with PKCS#7
// padding, keyed with the SHA-256 of the API key's text. It seals and opens
// return-URL parameters, webhook bodies and API responses, finds out how a
// ciphertext was encoded, and says which step failed when one does not open.
//
// It knows nothing of files, terminals or URLs. What it must never do: print,
// log or put into an error the key, a part of it, or any opened text.
//
// ECB carries no proof of origin and none of integrity: that a text opens does
// not show who sealed it.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/secret"
)

// KeySize is the length of an AES-256 key in bytes.
const KeySize = 32

// ErrNoKey is returned where a key is empty or was never made.
var ErrNoKey = errors.New("no key: expected the text of an API key")

// Key is an expanded AES-256 key. It is cheap to copy, safe for concurrent
// use, and shows a placeholder however it is printed. The zero Key opens
// nothing: every use of it is ErrNoKey.
type Key struct {
	block cipher.Block
	kin   []kin  // only for diagnose
	doubt string // only for diagnose
}

// KeyFromAPIKey derives the key as the vendor's guide "Data Encryption and
// Decryption" does: the raw 32 bytes of SHA-256 over the key's UTF-8 text,
// byte for byte (trimming a trailing line break is the loader's business).
func KeyFromAPIKey(text secret.Text) (Key, error) {
	if text.Empty() {
		return Key{}, ErrNoKey
	}
	value := text.Reveal()
	return Key{block: hashed(value), doubt: doubt(value), kin: kinOf(value)}, nil
}

// KeyFromHex takes a raw 32-byte key written as 64 hex digits, for a project
// whose key is not derived from an API key.
func KeyFromHex(text secret.Text) (Key, error) {
	if text.Empty() {
		return Key{}, ErrNoKey
	}
	value := text.Reveal()
	raw, err := hex.DecodeString(value)
	if err != nil { // the error of hex quotes a character of the key: not wrapped
		return Key{}, say.Errorf("raw key: expected %d hex digits, found other characters", 2*KeySize)
	}
	if len(raw) != KeySize {
		return Key{}, say.Errorf("raw key: expected %d hex digits, found %d", 2*KeySize, len(value))
	}
	k := Key{block: expand(raw)}
	k.kin = append(k.kin, kin{hashed(value),
		say.Textf("it opens with the SHA-256 of the key's text: give it as an API key, not as a raw key")})
	return k, nil
}

// Doubt tells what looks wrong about the text of the key, or nothing. It
// never quotes the text.
func (k Key) Doubt() string { return k.doubt }

func doubt(value string) string {
	switch {
	case strings.ContainsAny(value, "\r\n"):
		return "the key contains a line break, which is hashed with it: is the key one line of its file?"
	case strings.ContainsAny(value, " \t"):
		return "the key contains white space, which is hashed with it"
	case strings.ContainsAny(value, `"'`):
		return "the key contains quotation marks, which are hashed with it"
	default:
		return ""
	}
}

// Empty reports whether there is no key.
func (k Key) Empty() bool { return k.block == nil }

// String implements fmt.Stringer.
func (Key) String() string { return secret.Placeholder }

// GoString implements fmt.GoStringer.
func (Key) GoString() string { return secret.Placeholder }

// Format implements fmt.Formatter, so that no verb reaches the key schedule.
func (Key) Format(s fmt.State, _ rune) { _, _ = s.Write([]byte(secret.Placeholder)) }

// MarshalText implements encoding.TextMarshaler, which JSON and YAML use too.
func (Key) MarshalText() ([]byte, error) { return []byte(secret.Placeholder), nil }

func hashed(text string) cipher.Block {
	sum := sha256.Sum256([]byte(text))
	return expand(sum[:])
}

// expand builds the key schedule of a key that is KeySize bytes long.
func expand(raw []byte) cipher.Block {
	block, err := aes.NewCipher(raw)
	if err != nil { // only for a wrong length, which the callers rule out
		panic(err)
	}
	return block
}
