// Package say speaks to people in their language. A text is written in English,
// where it is needed; the file ko.po has its Korean. Texts keep their arguments
// until they are told which language to speak, so that an error raised far below
// can be told in either.
package say

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// The languages.
const (
	English = "en"
	Korean  = "ko"
)

// Speaker can say itself in a language.
type Speaker interface{ In(lang string) string }

// Message is a text for people: an English template, as of fmt, and its
// arguments. The zero Message is empty.
type Message struct {
	format string
	args   []any
	clean  func(string) string // of the arguments; nil where they stay as they are
}

// Textf returns a message. Arguments that are messages, counts or errors speak the
// language of the whole.
func Textf(format string, args ...any) Message {
	if false {
		_ = fmt.Sprintf(format, args...) // for vet: this is a print function
	}
	return Message{format: format, args: args}
}

// Word is a text without arguments.
type Word string

// In returns the text in lang.
func (w Word) In(lang string) string { return In(lang, string(w)) }

// Plain is the message that text is, whole.
func Plain(text string) Message {
	if text == "" {
		return Message{}
	}
	return Message{format: "%s", args: []any{Word(text)}}
}

// In returns the text in lang.
func (m Message) In(lang string) string {
	if len(m.args) == 0 {
		return strings.ReplaceAll(In(lang, m.format), "%%", "%")
	}
	args := make([]any, len(m.args))
	for i, arg := range m.args {
		switch v := arg.(type) {
		case Speaker:
			args[i] = v.In(lang)
		case error:
			args[i] = Error(lang, v)
		default:
			args[i] = arg
		}
		if text, ok := args[i].(string); ok && m.clean != nil {
			args[i] = m.clean(text)
		}
	}
	return fmt.Sprintf(strings.ReplaceAll(In(lang, m.format), "%w", "%v"), args...)
}

// Clean returns the message with clean applied to its texts that come from elsewhere.
func (m Message) Clean(clean func(string) string) Message {
	m.clean = clean
	return m
}

// String returns the English text.
func (m Message) String() string { return m.In(English) }

// Equal reports whether two messages say the same in English.
func (m Message) Equal(other Message) bool { return m.String() == other.String() }

// Empty reports whether the message says nothing.
func (m Message) Empty() bool { return m.format == "" }

// failure is an error that speaks.
type failure struct {
	Message
	err error // of fmt.Errorf: the English text, and what %w wraps
}

// Errorf is fmt.Errorf for an error that people see.
func Errorf(format string, args ...any) error {
	return &failure{Message{format: format, args: args}, fmt.Errorf(format, args...)}
}

// New is errors.New for an error that people see.
func New(text string) error { return &failure{Message{format: text}, errors.New(text)} }

// Error implements error.
func (f *failure) Error() string { return f.err.Error() }

// Unwrap gives access to what %w wraps.
func (f *failure) Unwrap() error { return f.err }

// Error returns the text of err in lang. An error that does not speak may wrap one
// that does: then that part of its text is said in lang.
func Error(lang string, err error) string {
	if s, ok := err.(Speaker); ok { //nolint:errorlint // the outermost error has the whole text
		return s.In(lang)
	}
	text := err.Error()
	if lang == English {
		return text
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok && len(joined.Unwrap()) == 1 { //nolint:errorlint // of errors.Join
		return Error(lang, joined.Unwrap()[0])
	}
	if inner := errors.Unwrap(err); inner != nil {
		if before, after, ok := strings.Cut(text, inner.Error()); ok && inner.Error() != "" {
			return before + Error(lang, inner) + after
		}
	}
	switch { // the system's words differ from one to the next
	case errors.Is(err, fs.ErrNotExist):
		text = "file does not exist"
	case errors.Is(err, fs.ErrExist):
		text = "file exists"
	case errors.Is(err, fs.ErrPermission):
		text = "permission denied"
	}
	return In(lang, text)
}

// Or is a choice of names: "a, b or c".
type Or []string

// In returns the names in lang.
func (o Or) In(lang string) string {
	last := len(o) - 1
	if lang == Korean || last < 1 {
		return strings.Join(o, ", ")
	}
	return strings.Join(o[:last], ", ") + " or " + o[last]
}

// String returns the English text.
func (o Or) String() string { return o.In(English) }

// List is messages with commas between them.
type List []Message

// In returns the list in lang.
func (l List) In(lang string) string {
	texts := make([]string, len(l))
	for i, m := range l {
		texts[i] = m.In(lang)
	}
	return strings.Join(texts, ", ")
}

// String returns the English text.
func (l List) String() string { return l.In(English) }

// Counted is how many there are of something.
type Counted struct {
	n         int64
	one, many string
}

// Count says how many there are: the templates have one %s, for the number, as in
// Count(n, "%s delivery", "%s deliveries").
func Count[N int | int64 | uint64](n N, one, many string) Counted {
	return Counted{int64(n), one, many}
}

// In returns "1 delivery" or "1,000 deliveries" in lang.
func (c Counted) In(lang string) string {
	template := c.many
	if lang != English || c.n == 1 {
		template = In(lang, c.one)
	}
	return strings.Replace(template, "%s", Number(c.n), 1)
}

// String returns the English text.
func (c Counted) String() string { return c.In(English) }

// Number writes n with a comma between thousands.
func Number[N int | int64 | uint64](n N) string {
	digits := strconv.FormatInt(int64(n), 10)
	var b strings.Builder
	for i, r := range digits {
		if left := len(digits) - i; i > 0 && left%3 == 0 && digits[i-1] != '-' {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// In returns the text in lang whose English is en; en itself where there is none.
func In(lang, en string) string {
	if lang == Korean {
		if ko, ok := korean.Get()[en]; ok {
			return ko
		}
	}
	return en
}
