package seal

// The fourth step: the last opened block ends in PKCS#7 padding.

// unpad returns the length of the text in an opened last block, or false
// where its padding is not PKCS#7.
func unpad(last []byte) (n int, ok bool) {
	pad := int(last[blockSize-1])
	if pad == 0 || pad > blockSize {
		return 0, false
	}
	var diff byte
	for _, c := range last[blockSize-pad:] {
		diff |= c ^ byte(pad)
	}
	return blockSize - pad, diff == 0
}

// appendPadding appends the PKCS#7 padding of a text whose length is n modulo
// the block size: 1 to 16 bytes, each holding their number.
func appendPadding(dst []byte, n int) []byte {
	pad := blockSize - n%blockSize
	for range pad {
		dst = append(dst, byte(pad))
	}
	return dst
}
