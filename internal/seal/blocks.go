package seal

import (
	"crypto/aes"
	"crypto/cipher"
)

// The third step: bytes of the ciphertext are whole blocks, and each is opened
// alone (ECB).

const blockSize = aes.BlockSize

// checkLength refuses n bytes that cannot be whole blocks.
func checkLength(n int, text string, enc Encoding) *stop {
	if n == 0 {
		return stopped(StepEmpty, text, enc, "there is nothing to open")
	}
	if n%blockSize != 0 {
		return stopped(StepLength, text, enc, "the ciphertext has %d bytes, which is not a multiple of %d", n, blockSize)
	}
	return nil
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
