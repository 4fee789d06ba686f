package returnurl_test

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/returnurl"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/secret"
	"github.com/argosctl/argosctl/internal/testkit"
)

func TestDecrypt(t *testing.T) {
	t.Parallel()
	const done = "https://example.com/done"
	all := values{"userid": "user123", "submissionId": "sub_abc123", "kycStatus": "approved"}
	escaped := url.QueryEscape(sealedApproved)
	for _, c := range []struct {
		name, text string
		want       brief
	}{
		{"as the service sends it", done + "?encrypted=" + escaped, brief{done, "approved", all, values{}, []string{}}},
		{"not escaped", done + "?encrypted=" + sealedApproved, brief{done, "approved", all, values{}, []string{"plus"}}},
		{"escaped twice", done + "?encrypted=" + url.QueryEscape(escaped), brief{done, "approved", all, values{}, []string{"seal/percent-encoded"}}},
		{"blanks for plus", done + "?encrypted=" + strings.ReplaceAll(sealedApproved, "+", "%20"), brief{done, "approved", all, values{}, []string{"seal/space-for-plus"}}},
		{"bare", sealedApproved, brief{"", "approved", all, values{}, []string{}}},
		{"bare, escaped", escaped, brief{"", "approved", all, values{}, []string{"seal/percent-encoded"}}},
		{"bare, quoted", `"` + sealedApproved + `"}`, brief{"", "approved", all, values{}, []string{"seal/json-wrapper"}}},
		{"envelope", `{"data":"` + sealedApproved + `"}`, brief{"", "approved", all, values{}, []string{"seal/json-wrapper"}}},
		{"parameter alone", "encrypted=" + escaped, brief{"", "approved", all, values{}, []string{}}},
		{"conflict", done + "?kycStatus=rejected&userid=user123&encrypted=" + escaped, brief{done, "approved", all, values{}, []string{"conflict", "plain-beside-encrypted"}}},
		{"the same in clear", done + "?userid=user123&kycStatus=approved&encrypted=" + escaped, brief{done, "approved", all, values{}, []string{"plain-beside-encrypted"}}},
		{"plain beside", done + "?cf1=x&lang=ko&encrypted=" + escaped, brief{done, "approved",
			values{"userid": "user123", "submissionId": "sub_abc123", "kycStatus": "approved", "cf1": "x"}, values{"lang": "ko"}, []string{"plain-beside-encrypted"}}},
		{"twice", done + "?encrypted=" + escaped + "&encrypted=x", brief{done, "approved", all, values{}, []string{"repeated"}}},
		{"wrong case", done + "?Encrypted=" + escaped, brief{done, "unknown", values{}, values{"Encrypted": sealedApproved}, []string{"case"}}},
		{"plain", done + "?kycStatus=pending", brief{done, "pending", values{"kycStatus": "pending"}, values{}, []string{}}},
		{"query inside", done + "?encrypted=" + seals(t, "?kycStatus=pending&cf1=a%26b;c&x=1&x=2"), brief{done, "pending", values{"kycStatus": "pending", "cf1": "a&b;c"}, values{"x": "1"}, []string{"return-url-content", "repeated"}}},
		{"other JSON types", done + "?encrypted=" + seals(t, `{"kycStatus":"pending","cf1":7,"cf2":null,"cf3":{"a":[1]},"b":true,"userid":"가\n\ud55c"}`), brief{done, "pending",
			values{"kycStatus": "pending", "cf1": "7", "cf3": `{"a":[1]}`, "userid": "가\n한"}, values{"b": "true"}, []string{"type"}}},
		{"name twice inside", done + "?encrypted=" + seals(t, `{"kycStatus":"pending","kycStatus":"approved"}`), brief{done, "pending", values{"kycStatus": "pending"}, values{}, []string{"repeated"}}},
		{"nothing inside", done + "?encrypted=" + seals(t, `{}`), brief{done, "unknown", values{}, values{}, []string{"no-parameters"}}},
		{"own name on both sides", done + "?a=1&b=2&encrypted=" + seals(t, `{"kycStatus":"pending","a":"3"}`), brief{done, "pending", values{"kycStatus": "pending"}, values{"a": "3", "b": "2"}, []string{}}},
		{"template inside", done + "?encrypted=" + seals(t, `{"kycStatus":"{kycStatus}"}`), brief{done, "unknown", values{"kycStatus": "{kycStatus}"}, values{}, []string{"template"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			res, err := testReader(t).Decrypt(c.text)
			if err != nil {
				t.Errorf("%v", err)
				return
			}
			if diff := cmp.Diff(c.want, briefOf(res)); diff != "" {
				t.Errorf("%s", diff)
			}
		})
	}
}

// seals is a text sealed with the test key, percent-encoded.
func seals(t testing.TB, plain string) string {
	return url.QueryEscape(testKey(t).Seal([]byte(plain), seal.Base64))
}

func TestDoesNotOpen(t *testing.T) {
	t.Parallel()
	other, err := seal.KeyFromAPIKey(secret.New("another project's key"))
	if err != nil {
		t.Fatal(err)
	}
	wrong := url.QueryEscape(other.Seal([]byte(`{"kycStatus":"approved"}`), seal.Base64))
	for _, c := range []struct {
		name, ciphertext string
		step             seal.Step
	}{
		{"empty", "", seal.StepEmpty},
		{"template", "{encrypted_data}", seal.StepAlphabet},
		{"not Base64", "a!b", seal.StepAlphabet},
		{"cut off", url.QueryEscape(sealedApproved[:40]), seal.StepLength},
		{"wrong key", wrong, seal.StepPadding},
		{"plain text inside", seals(t, "hello"), seal.StepContent},
		{"broken JSON inside", seals(t, `{"a":`), seal.StepContent},
		{"lone surrogate inside", seals(t, `{"a":"\ud800"}`), seal.StepContent},
		{"array inside", seals(t, `["kycStatus"]`), seal.StepContent},
		{"not UTF-8 inside", seals(t, "\xff\xfe"), seal.StepUTF8},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := testReader(t).Parse("https://example.com/?encrypted=" + c.ciphertext)
			var failed *seal.OpenError
			if !errors.As(err, &failed) || failed.Step != c.step || failed.Hint.Empty() {
				t.Errorf("%v, want step %s", err, c.step)
			}
		})
	}
	for _, text := range []string{"https://example.com/?encrypted=" + wrong, sealedApproved} {
		if _, err := returnurl.NewReader(seal.Key{}, "").Decrypt(text); !errors.Is(err, seal.ErrNoKey) {
			t.Errorf("no key: %v", err)
		}
	}
}

const (
	testKeyHex = "96c15fc559fcffb21bdd96673444e5290854d0c4878354dcd02bcf0615453e62"
	nodeSeal   = `const c = require('crypto');
const key = c.createHash('sha256').update(process.argv[1]).digest();
const cipher = c.createCipheriv('aes-256-ecb', key, null);
const text = require('fs').readFileSync(0, 'utf8');
process.stdout.write(cipher.update(text, 'utf8', process.argv[2]) + cipher.final(process.argv[2]));`
)

// TestPeersSeal: URLs sealed by openssl and by Node, in every encoding and
// with every damage, say the same.
func TestPeersSeal(t *testing.T) {
	t.Parallel()
	const plain = `{"userid":"user123","email":"kim+1@example.com","submissionId":"sub_abc123","cf1":"한국어 🙂","kycStatus":"rejected","errorCode":"DE-20000"}`
	want := values{"userid": "user123", "email": "kim+1@example.com", "submissionId": "sub_abc123", "cf1": "한국어 🙂", "kycStatus": "rejected", "errorCode": "DE-20000"}
	check := func(name, text string, enc seal.Encoding) {
		res, err := testReader(t).Decrypt(text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		if diff := cmp.Diff(want, briefOf(res).Params); diff != "" || res.Outcome.Name != "blocked" || res.Cipher.Encoding != enc {
			t.Errorf("%s: %s in %s: %s", name, res.Outcome.Name, res.Cipher.Encoding, diff)
		}
	}
	const base = "https://example.com/done?encrypted="
	raw := testkit.Peer(t, []byte(plain), "openssl", "enc", "-aes-256-ecb", "-K", testKeyHex)
	lines := string(testkit.Peer(t, []byte(plain), "openssl", "enc", "-aes-256-ecb", "-K", testKeyHex, "-a"))
	std := base64.StdEncoding.EncodeToString(raw)
	check("openssl, escaped", base+url.QueryEscape(std), seal.Base64)
	check("openssl, as it is", base+std, seal.Base64)
	check("openssl, form-decoded", base+strings.ReplaceAll(std, "+", " "), seal.Base64)
	check("openssl, pasted in lines", base+lines, seal.Base64)
	check("openssl, lines alone", lines, seal.Base64)
	check("openssl, hex", base+hex.EncodeToString(raw), seal.Hex)
	check("openssl, capital hex", base+strings.ToUpper(hex.EncodeToString(raw)), seal.Hex)
	check("openssl, Base64url", base+base64.RawURLEncoding.EncodeToString(raw), seal.Base64URL)
	check("openssl, trailing quote and bracket", base+url.QueryEscape(std)+`"}`, seal.Base64)
	for _, enc := range []seal.Encoding{seal.Base64, seal.Base64URL, seal.Hex} {
		text := string(testkit.Peer(t, []byte(plain), "node", "-e", nodeSeal, testKeyText, string(enc)))
		check("node, "+string(enc), base+url.QueryEscape(text), enc)
		check("node, twice, "+string(enc), base+url.QueryEscape(url.QueryEscape(text)), enc)
		check("node, bare, "+string(enc), text, enc)
	}
}

// What is not as assumed is remarked on with the id of the assumption, once, in
// both languages, and Base64 that was only damaged is not.
func TestContradictions(t *testing.T) {
	t.Parallel()
	const done = "https://example.com/done?"
	lost := seals(t, `{"kycStatus":"approved","cf1":"abc"}`)
	for _, c := range []struct{ name, text, unknown, en, ko string }{
		{"hex", "9beb0df1050dcfbd7cac33da040995be1bbd252c646ae84fbb1ba3bc01cf9147ac3ed1a56e0daadcfa912bb41d87c7e5bd530f1155043f4c95196a54641cb70f398116a91dcd44313ec76b8e2fd78d26",
			catalog.UnknownCiphertextEncoding, "the ciphertext is hex", "암호문의 인코딩: hex"},
		{"query", seals(t, "kycStatus=approved"), catalog.UnknownReturnURLContent, "encrypted holds a query string", "encrypted에 쿼리 스트링이 들어 있습니다"},
		{"padding lost", strings.TrimRight(lost, "="), "", "", ""},
		{"in clear beside encrypted", done + "cf2=web&encrypted=" + url.QueryEscape(lost), catalog.UnknownPlainBesideEncrypted,
			"cf2 in clear beside encrypted: anyone can have added this", "encrypted 옆에 평문 파라미터가 있습니다: cf2. 누구나 추가할 수 있는 값입니다"},
		{"an approval on an error page", done + "kycStatus=approved&errorCode=DE-20000", catalog.UnknownErrorPageStatus,
			"kycStatus=approved contradicts errorCode, which comes from an error page alone: ask the API before you trust either",
			"kycStatus=approved 값은 오류 페이지에서만 오는 errorCode 파라미터와 함께 올 수 없습니다. 어느 쪽도 믿지 말고 먼저 API로 확인하세요"},
		{"no kycStatus on an error page", done + "errorCode=DE-20000", "", "", ""},
		{"an unlisted code", done + "kycStatus=rejected&errorCode=TK-10077", catalog.UnknownErrorCodeList,
			"errorCode is not in the list of known codes: its prefix explains it", "알려진 코드 목록에 없어 접두어로 설명합니다: errorCode"},
		{"an unknown prefix", done + "kycStatus=rejected&errorCode=ZZ-1", catalog.UnknownErrorCodeList,
			"errorCode begins with no prefix that is documented: expected a code such as DE-20000", "문서에 없는 접두어로 시작합니다: errorCode (코드의 예: DE-20000)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			res, err := testReader(t).Decrypt(c.text)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, w := range res.Warnings {
				if w.Unknown != "" {
					got = append(got, w.Unknown, w.Note("en").Message, w.Note("ko").Message)
					if en, ko := w.Note("en").Help, w.Note("ko").Help; en != catalog.Remark(w.Unknown).En || ko != catalog.Remark(w.Unknown).Ko {
						t.Errorf("help %q, %q", en, ko)
					}
				}
			}
			if want := strings.TrimSpace(strings.Join([]string{c.unknown, c.en, c.ko}, "\n")); strings.Join(got, "\n") != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

func TestCipherKinds(t *testing.T) {
	t.Parallel()
	key, err := seal.KeyFromHex(rawKey)
	if err != nil {
		t.Fatal(err)
	}
	res, err := returnurl.NewReader(key, returnurl.KeyRaw).Decrypt(sealedBlocked)
	if err != nil || *res.Cipher != (returnurl.Cipher{Algorithm: "AES-256-ECB", Key: "raw", Encoding: seal.Base64}) {
		t.Errorf("%+v, %v", res, err)
	}
}
