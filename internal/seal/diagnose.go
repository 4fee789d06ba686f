package seal

import (
	"bytes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
)

const (
	hintNothing  = "expected a ciphertext: was the variable or parameter filled in?"
	hintShort    = "expected a ciphertext of at least 16 bytes"
	hintCopy     = "the copy is probably truncated or has lost a character: copy the whole value again"
	hintWrongKey = "check the key: use the API key of the project that sealed it, not another project's key or the dashboard's secretKey"
	hintCutEnd   = "the key is right, but the end of the text is missing: the copy is truncated, copy the whole value again"
	hintDamaged  = "the key is right, but the ciphertext was altered on the way: copy the whole value again"
	hintNotText  = "the key is right, but the content is something else: open it as plain text"
	hintTag      = "the wrong key, an altered ciphertext, a layout that is not known here, or AES-ECB after all"
)

// diagnose finds the likeliest cause of a failure. It is the second road: it
// starts where every reading of the text has ended, reads the text anew, and
// changes neither the step nor the message.
func (k Key) diagnose(s *stop) *OpenError {
	return &OpenError{Step: s.step, Message: s.message, Hint: k.hint(s)}
}

func (k Key) hint(s *stop) say.Message {
	switch s.step {
	case StepEmpty:
		if s.text == "" {
			return say.Textf(hintNothing)
		}
		return say.Textf(hintShort)
	case StepAlphabet:
		return hintAlphabet(s.text, s.at)
	case StepTag:
		return say.Textf(hintTag)
	default:
	}
	d, _ := decode(s.text, s.enc, Options{})
	if isJSON(d.raw) {
		return say.Textf("this is JSON as %s, so it is not encrypted", s.enc)
	}
	switch s.step {
	case StepPadding:
		if k.otherPadding(d.raw) {
			return say.Textf("the key is right, but the text is not padded as PKCS#7: %s", catalog.Remark(catalog.UnknownCipherPadding))
		}
		return k.explain(d.raw, hintCutEnd)
	case StepUTF8:
		return k.explain(d.raw, hintDamaged)
	case StepContent:
		return k.explain(d.raw, hintNotText)
	default:
		return say.Textf(hintCopy)
	}
}

// isJSON reports whether data is a JSON object or array.
func isJSON(data []byte) bool {
	head := bytes.TrimLeft(data, " \t\r\n")
	return len(head) > 0 && (head[0] == '{' || head[0] == '[') && jsonscan.Valid(data)
}

// explain tells a known mistake with the key; the right key, where a part of
// the ciphertext does open; or the wrong key.
func (k Key) explain(raw []byte, rightKey string) say.Message {
	for _, kin := range k.kin {
		if kin.opens(raw) {
			return kin.hint
		}
	}
	if k.opensPart(raw) {
		return say.Plain(rightKey)
	}
	if k.doubt != "" {
		return say.Plain(k.doubt)
	}
	return say.Textf(hintWrongKey)
}

// opensPart reports whether one of the first blocks opens to text, which by a
// wrong key a block does once in some million times.
func (k Key) opensPart(raw []byte) bool {
	var plain [blockSize]byte
	for block := range slices.Chunk(raw[:min(len(raw), 8*blockSize)], blockSize) {
		if k.block.Decrypt(plain[:], block); legible(plain[:]) {
			return true
		}
	}
	return false
}

// otherPadding reports whether the blocks open to whole JSON that is padded with
// zeros or blanks, or not at all.
func (k Key) otherPadding(raw []byte) bool {
	plain := slices.Clone(raw)
	for block := range slices.Chunk(plain, blockSize) {
		k.block.Decrypt(block, block)
	}
	return isJSON(bytes.TrimRight(plain, "\x00 "))
}

// kin is another key that a mistake could have turned this one into; it is
// tried only to explain a failure, never to open.
type kin struct {
	block cipher.Block
	hint  say.Message
}

// opens reports whether the whole ciphertext opens to text.
func (k kin) opens(raw []byte) bool {
	if _, ok := openBlocks(k.block, slices.Clone(raw[len(raw)-blockSize:])); !ok {
		return false
	}
	plain, _ := openBlocks(k.block, slices.Clone(raw))
	return legible(plain)
}

// trimmed is value without what editors and messengers put around it: white space,
// quotes, and marks that nobody sees.
func trimmed(value string) string {
	return strings.TrimFunc(value, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune("\"'“”‘’`", r)
	})
}

// kinOf lists what people and other programs make of the text of an API key.
func kinOf(value string) []kin {
	all := []kin{{hashed(value + "\n"),
		say.Textf("it opens with the key followed by a line break: the side that sealed it hashed the key file with its newline")}}
	if _, after, ok := strings.Cut(value, "="); ok && trimmed(after) != "" {
		all = append(all, kin{hashed(trimmed(after)),
			say.Textf("it opens with what follows the = in the key: give the key alone, without a name before it")})
	}
	if trimmed := trimmed(value); trimmed != "" && trimmed != value {
		all = append(all, kin{hashed(trimmed),
			say.Textf("it opens with the key stripped of the white space or quotes around it: take them off where the key is kept")})
	}
	for _, quote := range []string{`"`, "'"} {
		all = append(all, kin{hashed(quote + value + quote),
			say.Textf("it opens with the key in quotation marks: the side that sealed it hashed the quotes around the key")})
	}
	if raw, err := hex.DecodeString(value); err == nil && len(raw) == KeySize {
		all = append(all, kin{expand(raw),
			say.Textf("it opens with the key taken as 64 hex digits: give it as a raw key, not as an API key")})
	}
	sum := sha256.Sum256([]byte(value))
	digits := hex.EncodeToString(sum[:])
	fitted := make([]byte, KeySize)
	how := say.Word("padded with zero bytes to")
	if copy(fitted, value) < len(value) || len(value) == KeySize {
		how = say.Word("cut to")
	}
	return append(all,
		kin{expand([]byte(digits[:KeySize])),
			say.Textf("it opens with the first 32 hex digits of the SHA-256 as the key: the side that sealed it must use the 32 raw bytes of the digest")},
		kin{expand(fitted),
			say.Textf("it opens with the text of the key itself, %s 32 bytes: the side that sealed it must use the SHA-256 of the key; %s",
				how, catalog.Remark(catalog.UnknownSecretKeyHash))})
}

func hintAlphabet(text string, i int) say.Message {
	switch head := strings.TrimLeft(text, " "); {
	case strings.HasPrefix(head, "{") || strings.HasPrefix(head, "["):
		return say.Textf("this looks like JSON, so it may not be encrypted at all; of an envelope, give the value of data alone")
	case strings.Contains(text, "://"):
		return say.Textf("this looks like a URL: give the value of its encrypted parameter alone")
	case strings.Contains(text, "&"), strings.Count(text, "=") > 2:
		return say.Textf("this looks like a query string: give the value of its encrypted parameter alone, if it has one")
	case strings.Contains(text, "%"):
		return say.Textf("there is a broken percent escape, or the value was percent-encoded more than twice")
	case text[i] == '=':
		return say.Textf("there is a = before the end: two values may have been joined")
	case strings.Count(text, ".") == 2 || strings.Count(text, ":") == 2:
		return say.Textf("three joined parts are not AES-ECB: this may be AES-GCM, or a token of another service")
	case classes.Get()[text[i]]&isOther == 0:
		return say.Textf("these are characters of another encoding: let it be detected")
	default:
		return say.Textf("expected Base64, Base64url or hex: copy the value alone, without the text around it")
	}
}
