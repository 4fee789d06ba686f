package returnurl_test

import (
	"net/url"
	"testing"
)

// BenchmarkDecrypt is one line of `returnurl decrypt -`: 1e9 by ns/op is the
// lines a second of one core.
func BenchmarkDecrypt(b *testing.B) {
	for name, text := range map[string]string{
		"approved":      "https://example.com/done?encrypted=" + url.QueryEscape(sealedApproved),
		"blocked":       "https://example.com/done?encrypted=" + url.QueryEscape(sealedBlocked),
		"hex":           "https://example.com/done?encrypted=9beb0df1050dcfbd7cac33da040995be1bbd252c646ae84fbb1ba3bc01cf9147ac3ed1a56e0daadcfa912bb41d87c7e5bd530f1155043f4c95196a54641cb70f398116a91dcd44313ec76b8e2fd78d26",
		"query inside":  "https://example.com/done?encrypted=" + seals(b, "userid=user123&submissionId=sub_abc123&kycStatus=approved"),
		"bare":          sealedApproved,
		"not encrypted": "https://example.com/done?userid=user123&submissionId=sub_abc123&kycStatus=approved",
	} {
		b.Run(name, func(b *testing.B) {
			r := testReader(b)
			var buf []byte
			b.ReportAllocs()
			for b.Loop() {
				res, err := r.Decrypt(text)
				if err != nil {
					b.Fatal(err)
				}
				buf = res.AppendJSON(buf[:0], "en")
			}
		})
	}
}
