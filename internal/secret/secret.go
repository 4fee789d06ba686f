// Package secret holds values that must never be shown. Whatever prints,
// logs, formats or marshals a secret.Text shows a placeholder.
package secret

import "fmt"

// Placeholder stands wherever a secret would have been printed.
const Placeholder = "[secret]"

// Text is a secret string. Its only way out is Reveal.
type Text struct{ value string }

// New wraps value.
func New(value string) Text { return Text{value} }

// Reveal returns the secret itself: for ciphers and request headers only.
func (t Text) Reveal() string { return t.value }

// Empty reports whether there is no secret.
func (t Text) Empty() bool { return t.value == "" }

// String implements fmt.Stringer.
func (Text) String() string { return Placeholder }

// GoString implements fmt.GoStringer.
func (Text) GoString() string { return Placeholder }

// Format implements fmt.Formatter, so that no verb reaches the value.
func (Text) Format(s fmt.State, _ rune) { _, _ = s.Write([]byte(Placeholder)) }

// MarshalText implements encoding.TextMarshaler, which JSON and YAML use too.
func (Text) MarshalText() ([]byte, error) { return []byte(Placeholder), nil }
