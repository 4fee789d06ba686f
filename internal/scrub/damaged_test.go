package scrub

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"io"
	"strings"
	"testing"
)

// TestDamagedGzip: of gzip in Base64 that is cut off, or has junk behind it, everything
// that a reader gets out of it is scrubbed.
func TestDamagedGzip(t *testing.T) {
	t.Parallel()
	plain := `{"webhook_trigger":"approved","full_name":"Hong Gildong","email":"kim@naver.com","rest":"` + strings.Repeat("0123456789abcdef", 200) + `"}`
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = w.Write([]byte(plain))
	_ = w.Close()
	whole := packed.Bytes()
	for _, tt := range []struct {
		name string
		data []byte
	}{
		{"whole", whole},
		{"cut off", whole[:len(whole)-12]},
		{"without its end", whole[:len(whole)-8]},
		{"junk behind it", append(bytes.Clone(whole), "junk"...)},
		{"another checksum", append(bytes.Clone(whole[:len(whole)-8]), "12345678"...)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			out, changed := testScrubber().Append(nil, []byte(`{"body":"`+base64.StdEncoding.EncodeToString(tt.data)+`"}`), nil)
			var record struct{ Body []byte }
			if err := json.Unmarshal(out, &record); err != nil || !changed {
				t.Fatalf("changed: %v, %v: %s", changed, err, out)
			}
			r, err := gzip.NewReader(bytes.NewReader(record.Body))
			if err != nil {
				t.Fatal(err)
			}
			left, _ := io.ReadAll(r)
			if !bytes.Contains(left, []byte(`"full_name":"`)) || bytes.Contains(left, []byte("Gildong")) || bytes.Contains(left, []byte("naver")) {
				t.Errorf("left is %.120s", left)
			}
		})
	}
}
