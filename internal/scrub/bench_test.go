package scrub

import (
	"bytes"
	"os"
	"testing"
)

// BenchmarkArchive scrubs the archive of ARGOSCTL_ARCHIVE, or a small one.
func BenchmarkArchive(b *testing.B) {
	text := []byte(`{"webhook_trigger":"approved","submission_id":"6xx28lo115832","kyc_result":{"status":"approved","updated_at":"2026-04-14T02:20:41Z"},"full_name":"홍길동","email":"hong@naver.com"}` + "\n")
	if path := os.Getenv("ARGOSCTL_ARCHIVE"); path != "" {
		text, _ = os.ReadFile(path)
	}
	s := testScrubber()
	var out []byte
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		c := &cutter{from: bytes.NewReader(text), limit: -1}
		for block, err := c.next(nil); err == nil; block, err = c.next(block) {
			out, _ = s.Append(out[:0], block, nil)
		}
	}
}
