package seal_test

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/testkit"
)

// texts that the peers seal and open.
var peerTexts = []string{
	approved,
	"userid=user123&kycStatus=approved",
	`{"email":"kim@example.com","cf1":"한국어 🙂","note":"` + strings.Repeat("long ", 200) + `"}`,
	`{"exactly":"2 blocks","with":12}`,
}

func TestOpenSSLSealsWeOpen(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	for _, plain := range peerTexts {
		raw := testkit.Peer(t, []byte(plain), "openssl", "enc", "-aes-256-ecb", "-K", keyHex)
		lines := testkit.Peer(t, []byte(plain), "openssl", "enc", "-aes-256-ecb", "-K", keyHex, "-a")
		oneLine := testkit.Peer(t, []byte(plain), "openssl", "enc", "-aes-256-ecb", "-K", keyHex, "-a", "-A")
		for name, text := range map[string]string{
			"lines": string(lines), "one line": string(oneLine),
			"hex": hex.EncodeToString(raw), "base64url": base64.RawURLEncoding.EncodeToString(raw),
			"form-decoded": strings.ReplaceAll(string(oneLine), "+", " "),
			"envelope":     `{"data":"` + string(oneLine) + `"}`,
		} {
			got, err := seal.Open(key, text, seal.Options{})
			if err != nil || string(got.Plaintext) != plain {
				t.Errorf("%s of %.20s: %q, %v", name, plain, got.Plaintext, err)
			}
		}
	}
}

func TestWeSealOpenSSLOpens(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	for _, plain := range append(peerTexts, "", "x", strings.Repeat("x", 16)) {
		got := testkit.Peer(t, []byte(key.Seal([]byte(plain), seal.Binary)), "openssl", "enc", "-d", "-aes-256-ecb", "-K", keyHex)
		if string(got) != plain {
			t.Errorf("binary: openssl opened %q, want %q", got, plain)
		}
		got = testkit.Peer(t, []byte(key.Seal([]byte(plain), seal.Base64)), "openssl", "enc", "-d", "-aes-256-ecb", "-K", keyHex, "-a", "-A")
		if string(got) != plain {
			t.Errorf("base64: openssl opened %q, want %q", got, plain)
		}
	}
}

// nodeScript derives the key from the API key as the vendor's sample does.
const nodeScript = `
const c = require('crypto'), [way, enc, apiKey] = process.argv.slice(1);
const key = c.createHash('sha256').update(apiKey).digest();
const data = require('fs').readFileSync(0, 'utf8');
if (way === 'seal') { const s = c.createCipheriv('aes-256-ecb', key, null); process.stdout.write(s.update(data, 'utf8', enc) + s.final(enc)); }
else { const s = c.createDecipheriv('aes-256-ecb', key, null); process.stdout.write(s.update(data, enc, 'utf8') + s.final('utf8')); }
`

func TestNodeSealsAndOpens(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	for _, plain := range peerTexts {
		for _, enc := range []seal.Encoding{seal.Base64, seal.Hex, seal.Base64URL} {
			sealed := testkit.Peer(t, []byte(plain), "node", "-e", nodeScript, "seal", string(enc), apiKey)
			got, err := seal.Open(key, string(sealed), seal.Options{})
			if err != nil || string(got.Plaintext) != plain || len(got.Notes) != 0 {
				t.Errorf("node sealed %s: %q %v %v", enc, got.Plaintext, got.Notes, err)
			}
			opened := testkit.Peer(t, []byte(key.Seal([]byte(plain), enc)), "node", "-e", nodeScript, "open", string(enc), apiKey)
			if string(opened) != plain {
				t.Errorf("node opened %s: %q, want %q", enc, opened, plain)
			}
		}
	}
}
