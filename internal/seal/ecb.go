package seal

import (
	"crypto/aes"
	"crypto/cipher"
)

const blockSize = aes.BlockSize

// decryptBlocks opens whole blocks in place.
func decryptBlocks(b cipher.Block, buf []byte) {
	for len(buf) >= blockSize {
		b.Decrypt(buf[:blockSize], buf[:blockSize])
		buf = buf[blockSize:]
	}
}

// encryptBlocks seals whole blocks in place.
func encryptBlocks(b cipher.Block, buf []byte) {
	for len(buf) >= blockSize {
		b.Encrypt(buf[:blockSize], buf[:blockSize])
		buf = buf[blockSize:]
	}
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

// openBlocks opens whole blocks in place and cuts the padding off. The last
// block goes first, so that a wrong key costs one block; where the padding is
// wrong, buf is as it was.
func openBlocks(b cipher.Block, buf []byte) (plaintext []byte, ok bool) {
	cut := len(buf) - blockSize
	last := buf[cut:]
	b.Decrypt(last, last)
	n, ok := unpad(last)
	if !ok {
		b.Encrypt(last, last)
		return nil, false
	}
	decryptBlocks(b, buf[:cut])
	return buf[:cut+n], true
}
