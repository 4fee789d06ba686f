package seal_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/argosctl/argosctl/internal/seal"
)

func base64Of(raw []byte) string { return base64.StdEncoding.EncodeToString(raw) }

// lines breaks text as "openssl enc -a" does.
func lines(text string) string {
	var b strings.Builder
	for len(text) > 64 {
		b.WriteString(text[:64] + "\n")
		text = text[64:]
	}
	return b.String() + text + "\n"
}

func pattern(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i*7 + i>>8)
	}
	return b
}

// TestReader: sizes around the block, the line and the buffer.
func TestReader(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	const chunk = 48 << 10
	for _, n := range []int{0, 1, 15, 16, 17, 48, 1000, chunk/4*3 - 17, chunk/4*3 - 16, chunk/4*3 - 1, chunk / 4 * 3,
		chunk/2 - 1, chunk - 17, chunk - 16, chunk - 1, chunk, chunk + 1, chunk + 15, chunk + 16, 2 * chunk, 3*chunk + 5} {
		plain := pattern(n)
		raw := []byte(key.Seal(plain, seal.Binary))
		web := base64.URLEncoding.EncodeToString(raw)
		for name, c := range map[string]struct {
			text string
			enc  seal.Encoding
		}{
			"binary": {string(raw), seal.Binary}, "binary, detected": {string(raw), seal.Detect},
			"base64": {base64Of(raw), seal.Base64}, "base64, detected": {base64Of(raw), seal.Detect},
			"base64 lines": {lines(base64Of(raw)), seal.Detect}, "crlf": {strings.ReplaceAll(lines(base64Of(raw)), "\n", "\r\n"), seal.Detect},
			"unpadded":  {strings.TrimRight(base64Of(raw), "="), seal.Detect},
			"base64url": {web, seal.Base64URL}, "base64url, detected": {strings.TrimRight(web, "="), seal.Detect},
			"hex": {hex.EncodeToString(raw), seal.Hex}, "HEX lines": {lines(strings.ToUpper(hex.EncodeToString(raw))), seal.Detect},
		} {
			got, err := io.ReadAll(seal.NewReader(key, iotest.HalfReader(strings.NewReader(c.text)), c.enc))
			if err != nil || !bytes.Equal(got, plain) {
				t.Fatalf("%d bytes, %s: %d bytes, %v", n, name, len(got), err)
			}
			var out bytes.Buffer
			m, err := io.Copy(&out, seal.NewReader(key, strings.NewReader(c.text), c.enc))
			if err != nil || m != int64(n) || !bytes.Equal(out.Bytes(), plain) {
				t.Fatalf("%d bytes, %s: copied %d bytes, %v", n, name, m, err)
			}
		}
	}
}

func TestReaderIsAReader(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	plain := pattern(5000)
	text := lines(key.Seal(plain, seal.Base64))
	if err := iotest.TestReader(seal.NewReader(key, strings.NewReader(text), seal.Detect), plain); err != nil {
		t.Error(err)
	}
}

func TestReaderFailures(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	big := base64Of([]byte(key.Seal(pattern(200_000), seal.Binary)))
	for _, c := range []struct {
		name, text string
		enc        seal.Encoding
		step       seal.Step
	}{
		{"nothing", "", seal.Detect, seal.StepEmpty},
		{"white space", " \n\n", seal.Base64, seal.StepEmpty},
		{"cut", big[:100_002], seal.Detect, seal.StepLength},
		{"not whole bytes", big[:100_001], seal.Detect, seal.StepLength},
		{"cut at a block", big[:128_000], seal.Detect, seal.StepPadding},
		{"binary cut", "0123456789abcdef0", seal.Binary, seal.StepLength},
		{"odd hex", "0123456789abcdef0", seal.Hex, seal.StepLength},
		{"not hex", "0123456789abcdeg", seal.Hex, seal.StepAlphabet},
		{"far off", big[:150_000] + "!" + big[150_001:], seal.Base64, seal.StepAlphabet},
		{"url alphabet in base64", big[:150_000] + "-" + big[150_001:], seal.Base64, seal.StepAlphabet},
		{"std alphabet in base64url", "++++", seal.Base64URL, seal.StepAlphabet},
		{"joined", std + std, seal.Base64, seal.StepAlphabet},
		{"joined at the buffer's end", big[:48<<10-4] + "AAA=" + big, seal.Base64, seal.StepAlphabet},
		{"wrong key", keyOf(t, "another").Seal(pattern(100), seal.Base64), seal.Detect, seal.StepPadding},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := io.Copy(io.Discard, seal.NewReader(key, strings.NewReader(c.text), c.enc))
			var failed *seal.OpenError
			if !errors.As(err, &failed) || failed.Step != c.step || failed.Hint.Empty() {
				t.Errorf("%v, want step %s", err, c.step)
			}
		})
	}
}

func TestReaderPassesErrorsOn(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	broken := errors.New("the disk is gone")
	for _, enc := range []seal.Encoding{seal.Binary, seal.Base64, seal.Detect} {
		t.Run(string(enc), func(t *testing.T) {
			_, err := io.ReadAll(seal.NewReader(key, io.MultiReader(strings.NewReader(std), iotest.ErrReader(broken)), enc))
			if !errors.Is(err, broken) {
				t.Errorf("%v", err)
			}
		})
	}
	big := key.Seal(pattern(100_000), seal.Binary)
	if _, err := io.Copy(failingWriter{broken}, seal.NewReader(key, strings.NewReader(big), seal.Binary)); !errors.Is(err, broken) {
		t.Errorf("WriteTo: %v", err)
	}
}

type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }

func TestWriter(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	for _, n := range []int{0, 1, 16, 17, 48<<10 - 1, 48 << 10, 48<<10 + 1, 200_000} {
		for _, enc := range append(seal.Encodings(), seal.Detect) {
			var out bytes.Buffer
			w := seal.NewWriter(key, &out, enc)
			m, err := io.Copy(w, iotest.OneByteReader(bytes.NewReader(pattern(min(n, 5000)))))
			if err == nil && n > 5000 {
				var k int
				k, err = w.Write(pattern(n)[5000:])
				m += int64(k)
			}
			if err != nil || m != int64(n) || w.Close() != nil || w.Close() != nil {
				t.Fatalf("%d bytes in %s: wrote %d, %v", n, enc, m, err)
			}
			if want := key.Seal(pattern(n), enc); out.String() != want {
				t.Errorf("%d bytes in %s differ from Seal: %d and %d characters", n, enc, out.Len(), len(want))
			}
			if _, err := w.Write([]byte("x")); err == nil {
				t.Error("a closed writer took more")
			}
		}
	}
	broken := errors.New("the disk is full")
	w := seal.NewWriter(key, failingWriter{broken}, seal.Base64)
	if _, err := w.Write(pattern(100_000)); !errors.Is(err, broken) || !errors.Is(w.Close(), broken) {
		t.Errorf("%v, want %v", err, broken)
	}
	if err := seal.NewWriter(key, failingWriter{broken}, seal.Hex).Close(); !errors.Is(err, broken) {
		t.Errorf("Close: %v", err)
	}
}

// TestReaderOfHalfBytes: a text that ends within a byte is told by its length, also
// where its padding goes on for long.
func TestReaderOfHalfBytes(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want string
	}{
		"at the end":        {"AAAAA", "5 characters of base64 are not whole bytes"},
		"with padding":      {"AAAAA=", "5 characters of base64 are not whole bytes"},
		"with long padding": {"AAAAA" + strings.Repeat("=", 200_000), "5 characters of base64 are not whole bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := io.Copy(io.Discard, seal.NewReader(testKey(t), strings.NewReader(c.text), seal.Base64))
			var failed *seal.OpenError
			if !errors.As(err, &failed) || failed.Step != seal.StepLength || failed.Message.String() != c.want {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

// TestReaderNamesTheCharacter: of a text that does not decode, the message counts to the
// character that is none of the encoding, in whatever buffer it stands.
func TestReaderNamesTheCharacter(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("AAAA", 50_000)
	for _, c := range []struct {
		name, text string
		enc        seal.Encoding
		want       string
	}{
		{"the first", "!AAA", seal.Base64, "character 1 (not counting white space) is not one of base64"},
		{"behind white space", "A \nA!A", seal.Base64, "character 3 (not counting white space) is not one of base64"},
		{"in a later buffer", long + "!AAA", seal.Base64, "character 200001 (not counting white space) is not one of base64"},
		{"behind padding", "AA==AA", seal.Base64, "character 3 (not counting white space) is not one of base64"},
		{"behind padding in a later buffer", long + "AA==" + long, seal.Base64, "character 200003 (not counting white space) is not one of base64"},
		{"of the other alphabet", "AA+A", seal.Base64URL, "character 3 (not counting white space) is not one of base64url"},
		{"of hex", "0123 xyz", seal.Hex, "character 5 (not counting white space) is not one of hex"},
		{"none, but half a byte", long + "A", seal.Hex, "200001 characters of hex are not whole bytes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := io.Copy(io.Discard, seal.NewReader(testKey(t), strings.NewReader(c.text), c.enc))
			var failed *seal.OpenError
			if !errors.As(err, &failed) || failed.Message.String() != c.want {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

// TestReaderDetects: the encoding is told by the first characters, white space aside, also
// where they come late.
func TestReaderDetects(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	plain := pattern(100)
	raw := []byte(key.Seal(plain, seal.Binary))
	for name, text := range map[string]string{
		"hex behind white space":       " \r\n\t" + hex.EncodeToString(raw),
		"hex in capital letters":       strings.ToUpper(hex.EncodeToString(raw)),
		"hex with white space":         strings.Join(strings.Split(hex.EncodeToString(raw), "a"), "\n a\t"),
		"base64 of its own alphabet":   "\n" + base64.StdEncoding.EncodeToString(raw),
		"base64url behind white space": "\n" + base64.URLEncoding.EncodeToString(raw),
		"binary":                       string(raw),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			late := io.MultiReader(strings.NewReader(""), iotest.OneByteReader(strings.NewReader(text)))
			got, err := io.ReadAll(seal.NewReader(key, late, seal.Detect))
			if err != nil || !bytes.Equal(got, plain) {
				t.Errorf("%d bytes, %v", len(got), err)
			}
		})
	}
}

// TestReaderOfLongPadding: what follows the padding is padding, in whatever buffer.
func TestReaderOfLongPadding(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	plain := pattern(100)
	text := key.Seal(plain, seal.Base64) + strings.Repeat("=", 200_000)
	got, err := io.ReadAll(seal.NewReader(key, strings.NewReader(text), seal.Base64))
	if err != nil || !bytes.Equal(got, plain) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

// TestWriterGoesOn: what is written is sealed on the way, and not only at the end.
func TestWriterGoesOn(t *testing.T) {
	t.Parallel()
	const chunk = 48 << 10
	var out bytes.Buffer
	w := seal.NewWriter(testKey(t), &out, seal.Binary)
	for i := range 5 {
		if _, err := w.Write(pattern(chunk - 1)); err != nil || out.Len() != i*chunk {
			t.Errorf("after %d writes %d bytes are sealed, %v", i+1, out.Len(), err)
		}
	}
}
