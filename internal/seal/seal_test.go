package seal_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/secret"
)

const (
	apiKey   = "EXAMPLEonlyNotARealKey0123456789abcdefgh"
	keyHex   = "96c15fc559fcffb21bdd96673444e5290854d0c4878354dcd02bcf0615453e62"
	approved = `{"userid":"user123","submissionId":"sub_abc123","kycStatus":"approved"}`
)

// vectors were made with openssl, not with this package.
var vectors = []struct{ name, plain, cipher string }{
	{"approved", approved,
		"m+sN8QUNz718rDPaBAmVvhu9JSxkauhPuxujvAHPkUesPtGlbg2q3PqRK7Qdh8flvVMPEVUEP0yVGWpUZBy3DzmBFqkdzUQxPsdrji/XjSY="},
	{"approved hex", approved,
		"9beb0df1050dcfbd7cac33da040995be1bbd252c646ae84fbb1ba3bc01cf9147ac3ed1a56e0daadcfa912bb41d87c7e5bd530f1155043f4c95196a54641cb70f398116a91dcd44313ec76b8e2fd78d26"},
	{"error code", `{"kycStatus":"rejected","errorCode":"DE-20000"}`,
		"9/ed7gAD7Y+V4KDQux1nUYLCLaiZF6kd5UpjiAGjyOCKPUPZSETf+YDk5C3wz8AS"},
	{"webhook", `{"webhook_trigger":"retry","submission_id":"sub_abc123","kyc_result":{"status":"incomplete"},"retryCode":"glare_detected","attempts":1}`,
		"fdyBtjvS5zpIo9mhf3Bi2PsnnqRnxC0gCvq9ydNyE3un95LdRflyZpAXnoaZ1k+tF1sxkiCYPEz2s/3eFc6ZkrELYj+9S2KauGOM/4XCaTGCNZ3NGiZsOtmdkfjJVPExGbgXxe1jPjlRBv+hlDExTNmy+mjoiJg5euPhaevWD0YD+qjV8DTD67jofiYdLQFK"},
}

func testKey(t testing.TB) seal.Key {
	t.Helper()
	return keyOf(t, apiKey)
}

func keyOf(t testing.TB, text string) seal.Key {
	t.Helper()
	key, err := seal.KeyFromAPIKey(secret.New(text))
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func rules(notes []catalog.NoticeID) []string {
	var ids []string
	for _, n := range notes {
		ids = append(ids, n.Rule())
	}
	return ids
}

// mustFail opens text and returns its failure.
func mustFail(t *testing.T, key seal.Key, text string, opts seal.Options) *seal.OpenError {
	t.Helper()
	result, err := seal.Open(key, text, opts)
	var failed *seal.OpenError
	if !errors.As(err, &failed) {
		t.Fatalf("Open(%q) = %q, %v, want an OpenError", text, result.Plaintext, err)
	}
	if failed.Hint.Empty() || result.Plaintext != nil {
		t.Errorf("Open(%q): hint %q, plaintext %q", text, failed.Hint, result.Plaintext)
	}
	return failed
}

func TestVectors(t *testing.T) {
	t.Parallel()
	raw, err := seal.KeyFromHex(secret.New(keyHex))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range vectors {
		for name, key := range map[string]seal.Key{"api key": testKey(t), "raw key": raw} {
			got, err := seal.Open(key, v.cipher, seal.Options{})
			if err != nil || string(got.Plaintext) != v.plain || len(got.Notes) != 0 || got.Content != seal.ContentJSON {
				t.Errorf("%s with %s: %q %v %v %v", v.name, name, got.Plaintext, got.Content, got.Notes, err)
			}
			if again := key.Seal([]byte(v.plain), got.Encoding); again != v.cipher {
				t.Errorf("%s with %s: sealed %s, want %s", v.name, name, again, v.cipher)
			}
			fast, err := key.AppendOpen([]byte("before "), []byte(v.cipher))
			if err != nil || string(fast) != "before "+v.plain {
				t.Errorf("%s with %s: AppendOpen %q, %v", v.name, name, fast, err)
			}
		}
	}
}

func TestSealThenOpenIsIdentity(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	for n := range 100 {
		plain := bytes.Repeat([]byte("한x="), n)[:n*5/2]
		plain = bytes.ToValidUTF8(plain, nil)
		for _, enc := range seal.Encodings() {
			text := key.Seal(plain, enc)
			got, err := seal.Open(key, text, seal.Options{Encoding: enc, AnyText: true})
			if err != nil || !bytes.Equal(got.Plaintext, plain) || got.Encoding != enc || len(got.Notes) != 0 {
				t.Fatalf("%d bytes in %s: %+v, %v", len(plain), enc, got, err)
			}
			if enc == seal.Binary {
				continue
			}
			fast, err := key.AppendOpen(nil, []byte(text))
			if err != nil || !bytes.Equal(fast, plain) {
				t.Fatalf("AppendOpen of %d bytes in %s: %q, %v", len(plain), enc, fast, err)
			}
		}
	}
}

func TestContent(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	for plain, want := range map[string]seal.Content{
		approved:                    seal.ContentJSON,
		" \n{}":                     seal.ContentJSON,
		"userid=u&kycStatus=a":      seal.ContentQuery,
		"?userid=u&&flag":           seal.ContentQuery,
		"email=user@example.com":    seal.ContentQuery,
		"cf1=두 단어":                  seal.ContentQuery,
		"":                          seal.ContentText,
		"hello":                     seal.ContentText,
		"[1]":                       seal.ContentText,
		`{"a":1`:                    seal.ContentText,
		"{sid=1&authUserId=2}":      seal.ContentText,
		"=x":                        seal.ContentText,
		"a=\x01":                    seal.ContentText,
		"two words=are not a query": seal.ContentText,
	} {
		t.Run(plain, func(t *testing.T) {
			text := key.Seal([]byte(plain), seal.Base64)
			got, err := seal.Open(key, text, seal.Options{AnyText: true})
			if err != nil || got.Content != want {
				t.Errorf("%v, %v, want %v", got.Content, err, want)
			}
			if want == seal.ContentText {
				if failed := mustFail(t, key, text, seal.Options{}); failed.Step != seal.StepContent {
					t.Errorf("step %s, want content", failed.Step)
				}
			}
		})
	}
}

func TestParseEncoding(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]seal.Encoding{"": seal.Detect, "auto": seal.Detect, "base64": seal.Base64,
		"Base64URL": seal.Base64URL, "HEX": seal.Hex, "binary": seal.Binary} {
		if got, err := seal.ParseEncoding(name); got != want || err != nil {
			t.Errorf("ParseEncoding(%q) = %q, %v", name, got, err)
		}
	}
	if _, err := seal.ParseEncoding("base32"); err == nil {
		t.Error("base32 was taken")
	}
}

// TestSealTakesLittleRoom: for the bytes and their widest form, not for their square.
func TestSealTakesLittleRoom(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 1000, 100_000} {
		if got := cap(testKey(t).AppendSeal(nil, make([]byte, n), seal.Hex)); got > 4*(n+16) {
			t.Errorf("%d bytes take room for %d", n, got)
		}
	}
}

func TestAppendWithoutAllocation(t *testing.T) {
	key := testKey(t)
	text := []byte(vectors[3].cipher)
	plain := []byte(vectors[3].plain)
	open, sealed := make([]byte, 0, 1024), make([]byte, 0, 1024)
	if n := testing.AllocsPerRun(100, func() { open, _ = key.AppendOpen(open[:0], text) }); n != 0 {
		t.Errorf("AppendOpen: %v allocations", n)
	}
	if n := testing.AllocsPerRun(100, func() { sealed = key.AppendSeal(sealed[:0], plain, seal.Base64) }); n != 0 {
		t.Errorf("AppendSeal: %v allocations", n)
	}
	if !bytes.Equal(open, plain) || !slices.Equal(sealed, text) {
		t.Error("wrong results")
	}
}

func TestAppendOpenFailureLeavesDst(t *testing.T) {
	t.Parallel()
	got, err := testKey(t).AppendOpen([]byte("kept"), []byte("AAAA"))
	var failed *seal.OpenError
	if string(got) != "kept" || !errors.As(err, &failed) || failed.Step != seal.StepLength {
		t.Errorf("%q, %v", got, err)
	}
}

func TestUnexpectedEncoding(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		enc        seal.Encoding
		want       bool
	}{
		{"standard Base64", "ab+/", seal.Base64, false},
		{"hex", "00ff", seal.Hex, true},
		{"Base64url", "ab-_", seal.Base64URL, true},
		{"Base64 without its =", "abc", seal.Base64URL, false},
		{"bytes", "\x00", seal.Binary, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.enc.Unexpected(c.text); got != c.want {
				t.Errorf("%t, want %t", got, c.want)
			}
		})
	}
}

func TestPlausible(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"fdyBtjvS5zpIo9mhf3Bi2A==":         true,
		"fdyBtjvS5zpIo9mhf3Bi2A":           true,
		"fdyBtjvS5zpIo9mhf3Bi2A%3D%3D":     true,
		"7ddc81b63bd2e73a48a3d9a17f7062d8": true,
		"fdyBtjvS5zpIo9mhf3Bi":             false,
		"7ddc81b63bd2e73a48a3d9a1":         false, // 12 bytes
		"webhook.json":                     false,
		"archive/2026-04/approved":         false,
		"":                                 false,
	} {
		t.Run(text, func(t *testing.T) {
			if got := seal.Plausible(text); got != want {
				t.Errorf("%v", got)
			}
		})
	}
}
