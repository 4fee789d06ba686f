package seal

import (
	"fmt"
	"slices"
)

// Step is one step of opening a ciphertext. They are taken in this order.
type Step string

// The steps.
const (
	StepEmpty    Step = "empty"    // there is something to open
	StepAlphabet Step = "alphabet" // it is written in a known encoding
	StepLength   Step = "length"   // its bytes are whole blocks of 16
	StepPadding  Step = "padding"  // the last opened block ends in PKCS#7 padding
	StepUTF8     Step = "utf8"     // the opened bytes are UTF-8
	StepContent  Step = "content"  // the opened text is a JSON object or a query string
	StepTag      Step = "tag"      // AES-GCM only: the authentication tag is right
)

// OpenError says at which step a ciphertext failed to open, and what to try.
// Neither text contains the key or anything that was opened.
type OpenError struct {
	Step    Step
	Message string
	Hint    string
}

// Error implements error.
func (e *OpenError) Error() string { return "cannot open the ciphertext: " + e.Message }

func failure(step Step, hint, format string, args ...any) *OpenError {
	return &OpenError{Step: step, Message: fmt.Sprintf(format, args...), Hint: hint}
}

const (
	hintCopy     = "the copy is probably truncated or has lost a character: copy the whole value again"
	hintWrongKey = "almost always the wrong key: use the API key of the project that sealed it, not another project's key or the dashboard's secretKey"
	hintCutEnd   = "the key is right, but the end of the text is missing: the copy is truncated, copy the whole value again"
	hintDamaged  = "the key is right, but the ciphertext was altered on the way: copy the whole value again"
	hintNotText  = "the key is right, but the content is something else: open it as plain text"
)

// explain finds the likeliest cause of a ciphertext that does not open: a
// known mistake with the key; the right key, where a part of it does open; or
// the wrong key. buf is the ciphertext, which is used up.
func (k Key) explain(buf []byte, rightKey string) string {
	for _, kin := range k.kin {
		if plain, ok := openBlocks(kin.block, buf); ok {
			if legible(plain) {
				return kin.hint
			}
			encryptBlocks(kin.block, buf) // what was not text goes back
		}
	}
	if k.opensPart(buf) {
		return rightKey
	}
	if k.doubt != "" {
		return k.doubt
	}
	return hintWrongKey
}

// opensPart reports whether one of the first blocks opens to text, which by a
// wrong key a block does once in some million times.
func (k Key) opensPart(buf []byte) bool {
	buf = buf[:min(len(buf), 8*blockSize)]
	decryptBlocks(k.block, buf)
	for block := range slices.Chunk(buf, blockSize) {
		if legible(block) {
			return true
		}
	}
	return false
}
