package seal

import (
	"encoding/base64"
	"slices"

	"github.com/argosctl/argosctl/internal/catalog"
)

// Options are the choices of Open. The zero value detects everything and
// accepts what the service sends.
type Options struct {
	// Encoding forces the ciphertext's encoding; Detect finds it.
	Encoding Encoding
	// AnyText accepts any UTF-8 text, not only a JSON object or a query string.
	AnyText bool

	unjudged bool // whoever asks judges the content
}

// Result is an opened ciphertext.
type Result struct {
	Plaintext []byte
	Encoding  Encoding // the one that was found
	Content   Content
	Notes     []catalog.NoticeID // what had to be tolerated, in the order of the repairs
}

// Open opens one ciphertext as it was found: encoded, perhaps percent-encoded
// once or twice, wrapped, quoted or with spaces for plus signs. A reading is
// taken only if every step of it passes, so a wrong guess cannot slip
// through. Errors are ErrNoKey or an *OpenError.
func Open(key Key, text string, opts Options) (Result, error) {
	return key.open(nil, []byte(text), opts)
}

// AppendOpen opens one ciphertext and appends the opened bytes, allocating
// nothing for standard Base64 where dst has room for the decoded bytes. Any
// UTF-8 text is taken: reading an archive, the JSON parser behind it judges
// the content. On an error, ErrNoKey or an *OpenError, dst is returned as it was.
func (k Key) AppendOpen(dst, ciphertext []byte) ([]byte, error) {
	result, err := k.open(dst, ciphertext, Options{unjudged: true})
	if err != nil {
		return dst, err
	}
	return result.Plaintext, nil
}

// open is the one way of a ciphertext: what it may have been before it was
// copied (repair.go), its characters (survey.go), the encodings they allow
// (candidates.go), the blocks (blocks.go), their padding (padding.go) and the
// content (content.go). The first reading that passes all of them is it;
// where none does, the most plausible one goes to the diagnosis.
//
// The opened bytes are appended to dst.
func (k Key) open(dst, text []byte, opts Options) (Result, error) {
	if k.Empty() {
		return Result{}, ErrNoKey
	}
	if result, ok := k.openUsual(dst, text, opts); ok {
		return result, nil
	}
	var worst *stop
	for _, v := range readings(string(text), opts) {
		result, failed := k.openReading(v, opts)
		if failed == nil {
			result.Plaintext = append(dst, result.Plaintext...)
			return result, nil
		}
		if worst == nil || !worst.pastLength() && failed.pastLength() {
			worst = failed
		}
	}
	return Result{}, k.diagnose(worst)
}

// openUsual opens what nearly every ciphertext is: whole, in standard Base64.
// It needs no survey, as decoding refuses all other characters but line
// breaks, which it skips: a text with any is too long for its bytes.
func (k Key) openUsual(dst, text []byte, opts Options) (Result, bool) {
	if opts.Encoding != Detect || len(text)%4 != 0 || startsAsHex(text) {
		return Result{}, false
	}
	start := len(dst)
	dst = slices.Grow(dst, base64.StdEncoding.DecodedLen(len(text)))
	n, err := base64.StdEncoding.Decode(dst[start:cap(dst)], text)
	if err != nil || n%blockSize != 0 || n <= len(text)/4*3-3 {
		return Result{}, false
	}
	plain, ok := openBlocks(k.block, dst[start:start+n])
	if !ok {
		return Result{}, false
	}
	content, refused := accept(plain, opts)
	return Result{Plaintext: dst[:start+len(plain)], Encoding: Base64, Content: content}, refused == ""
}

// startsAsHex reports whether the first characters are all hex digits, which
// no Base64 of a ciphertext is by chance. So is no character at all.
func startsAsHex(text []byte) bool {
	_, allHex := survey(text[:min(len(text), 2*blockSize)])
	return allHex || len(text) == 0
}

// openReading tries the encodings of one reading. The failure of the most
// plausible encoding is the one worth telling.
func (k Key) openReading(v variant, opts Options) (Result, *stop) {
	if v.text == "" {
		return Result{}, noText(opts.Encoding)
	}
	var first *stop
	for _, enc := range candidates(v.text, opts) {
		result, failed := k.openAs(v.text, enc, opts)
		if failed == nil {
			result.Notes = append(v.notes, result.Notes...)
			return result, nil
		}
		if first == nil {
			first = failed
		}
	}
	return Result{}, first
}

func (k Key) openAs(text string, enc Encoding, opts Options) (Result, *stop) {
	d, failed := decode(text, enc, opts)
	if failed != nil {
		return Result{}, failed
	}
	if failed := checkLength(len(d.raw), text, d.enc); failed != nil {
		return Result{}, failed
	}
	plain, ok := openBlocks(k.block, d.raw)
	if !ok {
		return Result{}, badPadding(text, d.enc)
	}
	content, refused := accept(plain, opts)
	switch refused {
	case StepUTF8:
		return Result{}, stopped(refused, text, d.enc, "the opened bytes are not UTF-8 text")
	case StepContent:
		return Result{}, stopped(refused, text, d.enc, "the opened text is neither a JSON object nor a query string")
	default:
		return Result{Plaintext: plain, Encoding: d.enc, Content: content, Notes: d.notes}, nil
	}
}

func noText(enc Encoding) *stop { return stopped(StepEmpty, "", enc, "there is no text") }

func badPadding(text string, enc Encoding) *stop {
	return stopped(StepPadding, text, enc, "the last block does not end in PKCS#7 padding")
}
