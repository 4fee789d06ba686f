package seal

import "unicode/utf8"

// Options are the choices of Open. The zero value detects everything and
// accepts what the service sends.
type Options struct {
	// Encoding forces the ciphertext's encoding; Detect finds it.
	Encoding Encoding
	// AnyText accepts any UTF-8 text, not only a JSON object or a query string.
	AnyText bool
}

// Result is an opened ciphertext.
type Result struct {
	Plaintext []byte
	Encoding  Encoding // the one that was found
	Content   Content
	Notes     []Note // what had to be tolerated, in the order of the repairs
}

// Open opens one ciphertext as it was found: encoded, perhaps percent-encoded
// once or twice, wrapped, quoted or with spaces for plus signs. A reading is
// taken only if every step of it passes, so a wrong guess cannot slip
// through. Errors are ErrNoKey or an *OpenError.
func Open(key Key, text string, opts Options) (Result, error) {
	if key.Empty() {
		return Result{}, ErrNoKey
	}
	if opts.Encoding == Binary {
		return settle(key.openReading(variant{text: text}, opts))
	}
	var worst *OpenError
	for _, v := range repair(text) {
		result, err := key.openReading(v, opts)
		if err == nil {
			return result, nil
		}
		// The reading whose length fits is the most plausible one.
		if worst == nil || !worst.pastLength() && err.pastLength() {
			worst = err
		}
	}
	return Result{}, worst
}

// settle turns a typed nil into a plain one.
func settle(result Result, err *OpenError) (Result, error) {
	if err != nil {
		return Result{}, err
	}
	return result, nil
}

func (e *OpenError) pastLength() bool {
	return e.Step == StepPadding || e.Step == StepUTF8 || e.Step == StepContent
}

// openReading tries the encodings of one reading. The failure of the most
// plausible encoding is the one worth telling.
func (k Key) openReading(v variant, opts Options) (Result, *OpenError) {
	if v.text == "" {
		return Result{}, failure(StepEmpty, "expected a ciphertext: was the variable or parameter filled in?", "there is no text")
	}
	var first *OpenError
	for _, enc := range encodingsOf(v.text, opts) {
		result, err := k.openAs(v.text, enc, opts)
		if err == nil {
			result.Notes = append(v.notes, result.Notes...)
			return result, nil
		}
		if first == nil {
			first = err
		}
	}
	return Result{}, first
}

func (k Key) openAs(text string, enc Encoding, opts Options) (Result, *OpenError) {
	d, failed := decode(text, enc, opts.Encoding != Detect)
	if failed != nil {
		return Result{}, failed
	}
	if failed := checkLength(len(d.raw)); failed != nil {
		return Result{}, failed
	}
	plain, ok := openBlocks(k.block, d.raw)
	if !ok {
		return Result{}, failure(StepPadding, k.explain(d.raw, hintCutEnd), "the last block does not end in PKCS#7 padding")
	}
	if !utf8.Valid(plain) {
		encryptBlocks(k.block, d.raw)
		return Result{}, failure(StepUTF8, k.explain(d.raw, hintDamaged), "the opened bytes are not UTF-8 text")
	}
	content := contentOf(plain)
	if content == ContentText && !opts.AnyText {
		encryptBlocks(k.block, d.raw)
		return Result{}, failure(StepContent, k.explain(d.raw, hintNotText), "the opened text is neither a JSON object nor a query string")
	}
	return Result{Plaintext: plain, Encoding: d.enc, Content: content, Notes: d.notes}, nil
}

// checkLength refuses what cannot be whole blocks.
func checkLength(n int) *OpenError {
	if n == 0 {
		return failure(StepEmpty, "expected a ciphertext of at least 16 bytes", "there is nothing to open")
	}
	if n%blockSize != 0 {
		return failure(StepLength, hintCopy, "the ciphertext has %d bytes, which is not a multiple of %d", n, blockSize)
	}
	return nil
}
