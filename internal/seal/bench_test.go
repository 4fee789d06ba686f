package seal_test

import (
	"bytes"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"io"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/seal"
)

func BenchmarkAppendOpen(b *testing.B) {
	key := testKey(b)
	text := []byte(key.Seal([]byte(`{"a":"`+strings.Repeat("webhook ", 120)+`"}`), seal.Base64))
	buf := make([]byte, 0, len(text))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		buf, _ = key.AppendOpen(buf[:0], text)
	}
}

func BenchmarkAppendOpenWrongKey(b *testing.B) {
	key := testKey(b)
	text := []byte(keyOf(b, "another").Seal([]byte(`{"a":"`+strings.Repeat("webhook ", 120)+`"}`), seal.Base64))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		_, _ = key.AppendOpen(nil, text)
	}
}

func BenchmarkAppendSeal(b *testing.B) {
	key := testKey(b)
	text := bytes.Repeat([]byte("webhook "), 120)
	buf := make([]byte, 0, 4096)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		buf = key.AppendSeal(buf[:0], text, seal.Base64)
	}
}

func BenchmarkEnvelope(b *testing.B) {
	body := seal.AppendEnvelope(nil, strings.Repeat("A", 1300))
	b.SetBytes(int64(len(body)))
	var doc jsonscan.Document
	for b.Loop() {
		doc.Parse(body)
		seal.FormOf(&doc)
	}
}

// BenchmarkOpen is one return URL's ciphertext: ns/op is the time a line.
func BenchmarkOpen(b *testing.B) {
	key := testKey(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := seal.Open(key, std, seal.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpenDamaged(b *testing.B) {
	key := testKey(b)
	text := strings.ReplaceAll(std, "+", " ")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := seal.Open(key, text, seal.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReader(b *testing.B) {
	key := testKey(b)
	plain := pattern(16 << 20)
	raw := []byte(key.Seal(plain, seal.Binary))
	for name, text := range map[string]string{"binary": string(raw), "base64": base64Of(raw),
		"base64-lines": lines(base64Of(raw)), "hex": key.Seal(plain, seal.Hex)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, err := io.Copy(io.Discard, seal.NewReader(key, strings.NewReader(text), seal.Detect)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
