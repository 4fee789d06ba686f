package seal

import "slices"

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
