package seal

import (
	"encoding/base64"
	"slices"
)

// Seal encrypts plaintext as the service does and writes it in enc. It
// returns "" for the zero Key.
func (k Key) Seal(plaintext []byte, enc Encoding) string {
	return string(k.AppendSeal(nil, plaintext, enc))
}

// AppendSeal appends what Seal returns, allocating nothing where dst has room
// for both the bytes and their encoded form.
func (k Key) AppendSeal(dst, plaintext []byte, enc Encoding) []byte {
	if k.Empty() {
		return dst
	}
	size := len(plaintext)/blockSize*blockSize + blockSize
	room := 2 * size // of the widest encoding, hex
	dst = slices.Grow(dst, room+size)
	raw := append(dst[len(dst)+room:len(dst)+room], plaintext...)
	raw = appendPadding(raw, len(plaintext))
	encryptBlocks(k.block, raw)
	return enc.appendEncode(dst, raw)
}

// AppendOpen opens one ciphertext and appends the opened bytes, allocating
// nothing for standard Base64 where dst has room for the decoded bytes. Other
// encodings and damaged texts take the way of Open. It does not look at the
// content: reading an archive, the JSON parser behind it does that. On an
// error, ErrNoKey or an *OpenError, dst is returned as it was.
func (k Key) AppendOpen(dst, ciphertext []byte) ([]byte, error) {
	if k.Empty() {
		return dst, ErrNoKey
	}
	if !startsAsHex(ciphertext) {
		start := len(dst)
		dst = slices.Grow(dst, base64.StdEncoding.DecodedLen(len(ciphertext)))
		n, err := base64.StdEncoding.Decode(dst[start:cap(dst)], ciphertext)
		if err == nil && n > 0 && n%blockSize == 0 {
			if plain, ok := openBlocks(k.block, dst[start:start+n]); ok {
				return dst[:start+len(plain)], nil
			}
		}
	}
	result, err := Open(k, string(ciphertext), Options{AnyText: true})
	return append(dst, result.Plaintext...), err
}

// startsAsHex reports whether the first characters are all hex digits, which
// no Base64 of a ciphertext is by chance.
func startsAsHex(text []byte) bool {
	_, allHex := survey(text[:min(len(text), 2*blockSize)])
	return allHex
}
