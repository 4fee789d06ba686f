package seal

import "github.com/argosctl/argosctl/internal/say"

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
	Message say.Message
	Hint    say.Message
}

// Error implements error.
func (e *OpenError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *OpenError) In(lang string) string {
	switch e.Step {
	case StepPadding, StepUTF8, StepTag: // where nobody but the wrong key or damage leads
		return say.Textf("cannot open the ciphertext: the key does not fit, or the text is damaged (step %s: %s)", say.Word(e.Step), e.Message).In(lang)
	default:
		return say.Textf("cannot open the ciphertext: %s (step %s)", e.Message, say.Word(e.Step)).In(lang)
	}
}

// stop is where the way of one reading ended. It holds what the diagnosis
// starts from; the verdict stands.
type stop struct {
	step    Step
	message say.Message
	text    string   // the reading
	enc     Encoding // how it was read
	at      int      // StepAlphabet: the index of the foreign character
}

func stopped(step Step, text string, enc Encoding, format string, args ...any) *stop {
	return &stop{step: step, message: say.Textf(format, args...), text: text, enc: enc}
}

// foreign stops at a character that the encoding does not have.
func foreign(text string, i int, enc Encoding) *stop {
	s := stopped(StepAlphabet, text, enc, "character %d is not one of %s", i+1, enc)
	s.at = i
	return s
}

// pastLength reports whether the bytes were whole blocks, which makes a
// reading the most plausible one.
func (s *stop) pastLength() bool {
	return s.step == StepPadding || s.step == StepUTF8 || s.step == StepContent
}
