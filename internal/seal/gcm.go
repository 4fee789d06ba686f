package seal

import (
	"crypto/cipher"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Experimental: the dashboard offers AES-256-GCM for the query string of a
// Liveform URL, but no page shows how IV, ciphertext and tag are put together.
// Opening tries every plausible layout, which is safe, as GCM authenticates:
// a wrong guess cannot pass. Sealing uses the likeliest layout, and nothing
// shows that the service takes it.

const tagSize = 16

// Layout is a way to put an AES-GCM ciphertext together.
type Layout struct {
	IVSize   int    // 12 or 16 bytes
	TagFirst bool   // the tag stands between IV and ciphertext, not at the end
	Joiner   string // "" for one encoded text, or what joins three encoded parts
}

// String writes the layout like "iv(12)|ciphertext|tag" or "iv(16):tag:ciphertext".
func (l Layout) String() string {
	sep := l.Joiner
	if sep == "" {
		sep = "|"
	}
	parts := []string{fmt.Sprintf("iv(%d)", l.IVSize), "ciphertext", "tag"}
	if l.TagFirst {
		parts[1], parts[2] = parts[2], parts[1]
	}
	return strings.Join(parts, sep)
}

// GCMResult is an opened AES-GCM ciphertext. That it opened proves that
// whoever sealed it had the key.
type GCMResult struct {
	Result
	Layout Layout
}

// SealGCM encrypts plaintext with AES-256-GCM in the likeliest layout, a
// 12-byte IV, the ciphertext and the tag as one text in enc. The IV comes
// from random. Experimental. Errors are ErrNoKey and those of random.
func SealGCM(key Key, plaintext []byte, enc Encoding, random io.Reader) (string, error) {
	if key.Empty() {
		return "", ErrNoKey
	}
	aead, err := cipher.NewGCM(key.block)
	if err != nil {
		return "", fmt.Errorf("prepare AES-GCM: %w", err)
	}
	raw := make([]byte, aead.NonceSize(), aead.NonceSize()+len(plaintext)+tagSize)
	if _, err := io.ReadFull(random, raw); err != nil {
		return "", fmt.Errorf("draw an IV: %w", err)
	}
	return string(enc.appendEncode(nil, aead.Seal(raw, raw, plaintext, nil))), nil
}

// OpenGCM opens an AES-256-GCM ciphertext: one text, or three joined by ":"
// or ".", in any layout that is plausible and any encoding. Damage is
// repaired as in Open. Experimental. Errors are ErrNoKey or an *OpenError.
func OpenGCM(key Key, text string, opts Options) (GCMResult, error) {
	if key.Empty() {
		return GCMResult{}, ErrNoKey
	}
	var worst *stop
	for _, v := range repair(text) {
		result, failed := key.openGCMReading(v, opts)
		if failed == nil {
			return result, nil
		}
		if worst == nil || worst.step != StepTag && failed.step == StepTag {
			worst = failed
		}
	}
	return GCMResult{}, key.diagnose(worst)
}

func (k Key) openGCMReading(v variant, opts Options) (GCMResult, *stop) {
	if v.text == "" {
		return GCMResult{}, noText(opts.Encoding)
	}
	for _, joiner := range []string{":", "."} {
		if strings.Count(v.text, joiner) == 2 {
			return k.openJoined(v, joiner, opts)
		}
	}
	var first *stop
	for _, enc := range candidates(v.text, opts) {
		d, failed := decode(v.text, enc, opts)
		if failed == nil {
			layouts := []Layout{{IVSize: 12}, {IVSize: 12, TagFirst: true}, {IVSize: 16}, {IVSize: 16, TagFirst: true}}
			for _, l := range layouts {
				if len(d.raw) < l.IVSize+tagSize {
					continue
				}
				iv, body, tag := l.split(d.raw)
				if plain, ok := k.openParts(iv, body, tag); ok {
					d.notes = append(v.notes, d.notes...)
					return GCMResult{Result{plain, d.enc, contentOf(plain), d.notes}, l}, nil
				}
			}
			failed = gcmFailure(len(d.raw), v.text, enc)
		}
		if first == nil {
			first = failed
		}
	}
	return GCMResult{}, first
}

// openJoined opens three parts that were encoded one by one.
func (k Key) openJoined(v variant, joiner string, opts Options) (GCMResult, *stop) {
	var parts [3][]byte
	notes, found := v.notes, Detect
	total := 0
	for i, text := range strings.Split(v.text, joiner) {
		d, failed := decode(text, candidates(text, opts)[0], opts)
		if failed != nil {
			return GCMResult{}, failed
		}
		parts[i], found = d.raw, d.enc
		total += len(d.raw)
		for _, n := range d.notes {
			if !slices.Contains(notes, n) {
				notes = append(notes, n)
			}
		}
	}
	for _, tagFirst := range []bool{false, true} {
		iv, body, tag := parts[0], parts[1], parts[2]
		if tagFirst {
			body, tag = tag, body
		}
		if plain, ok := k.openParts(iv, body, tag); ok {
			return GCMResult{Result{plain, found, contentOf(plain), notes}, Layout{len(iv), tagFirst, joiner}}, nil
		}
	}
	return GCMResult{}, gcmFailure(total, "", found)
}

func (l Layout) split(raw []byte) (iv, body, tag []byte) {
	iv, raw = raw[:l.IVSize], raw[l.IVSize:]
	if l.TagFirst {
		return iv, raw[tagSize:], raw[:tagSize]
	}
	return iv, raw[:len(raw)-tagSize], raw[len(raw)-tagSize:]
}

func (k Key) openParts(iv, body, tag []byte) ([]byte, bool) {
	if len(tag) != tagSize || len(iv) != 12 && len(iv) != 16 {
		return nil, false
	}
	aead, err := cipher.NewGCMWithNonceSize(k.block, len(iv))
	if err != nil {
		return nil, false
	}
	plain, err := aead.Open(nil, iv, slices.Concat(body, tag), nil)
	return plain, err == nil
}

func gcmFailure(n int, text string, enc Encoding) *stop {
	if n < 12+tagSize {
		return stopped(StepLength, text, enc, "the ciphertext has %d bytes: expected at least %d for IV and tag", n, 12+tagSize)
	}
	return stopped(StepTag, text, enc, "no layout of AES-GCM opens it")
}
