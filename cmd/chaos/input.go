//go:build unix

package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"
	"unicode/utf16"
)

func lines(text []byte) (all [][]byte) {
	for line := range bytes.Lines(text) {
		all = append(all, bytes.TrimRight(line, "\n"))
	}
	return all
}

// input is what a file or standard input holds: mostly webhooks, mostly damaged.
func (c *chaos) input(r *rand.Rand) []byte {
	var text []byte
	switch r.IntN(8) {
	case 0:
		text = noise(r, r.IntN(4096))
	case 1:
		return nil
	case 2:
		text = []byte(strings.Repeat(pick(r, "[", `{"a":`, "\x1f\x8b", "\"", "a=b&", "\n", "{}", `{"webhook_trigger":"`), 1+r.IntN(pick(r, 200, 20000, 500000))))
	default:
		for range 1 + r.IntN(40) {
			text = append(append(text, c.samples[r.IntN(len(c.samples))]...), pick(r, "\n", "\n", ",", "")...)
		}
	}
	for range r.IntN(6) {
		text = damage(r, text)
	}
	switch r.IntN(8) {
	case 0:
		return utf16Text(text)
	case 1:
		return gzipped(r, text)
	}
	return text
}

func noise(r *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

// damage changes one place of text.
func damage(r *rand.Rand, text []byte) []byte {
	if len(text) == 0 {
		return text
	}
	at := r.IntN(len(text))
	head, tail := text[:at:at], text[at:]
	switch r.IntN(6) {
	case 0:
		return head
	case 1:
		return append(append(head, byte(r.Uint32())), tail[1:]...)
	case 2:
		return append(append(head, text...), tail...)
	case 3:
		junk := pick(r, "\x00", "\x1b[2J", "::error::x", "\u202e", `\ud800`, "1e999999", "-0", strings.Repeat("9", 400), "\xc3", "\ufeff", "null", `"data":"AAAA"`)
		return append(append(head, junk...), tail...)
	case 4:
		return append(head, tail[min(len(tail), 1+r.IntN(64)):]...)
	default:
		return append(append(head, noise(r, r.IntN(32))...), tail...)
	}
}

func utf16Text(text []byte) []byte {
	b := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(string(text))) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return b
}

func gzipped(r *rand.Rand, text []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(text)
	_ = w.Close()
	return b.Bytes()[:b.Len()-pick(r, 0, 0, 1, b.Len()/2)]
}

// http500 answers whoever asks, in every way that servers have.
func http500(seed uint64) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		r := rand.New(rand.NewPCG(seed, uint64(len(req.URL.RawQuery)+len(req.URL.Path))))
		switch r.IntN(7) {
		case 0:
			panic(http.ErrAbortHandler)
		case 1:
			time.Sleep(time.Duration(r.IntN(300)) * time.Millisecond)
		case 2:
			w.WriteHeader(pick(r, 204, 301, 400, 401, 404, 429, 500, 503))
		case 3:
			_, _ = w.Write(noise(r, 5000))
		case 4:
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write([]byte(pick(r, `{"data":[{}]}`, `{"success":true,"data":{"Items":[]}}`, "[", "null", `{"data":"AAAA"}`)))
		}
	}
}
