package secret

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// MinMasked is the length, in characters, of the shortest secret that is
// masked as it is: a shorter one would hit ordinary words. Its digests are
// masked all the same.
const MinMasked = 8

// Masker is a writer that replaces every form of the secrets it knows by the
// Placeholder, also where a secret comes in several writes. It holds back the
// bytes that may be the start of a secret until the next write or Flush. It
// may be used from several goroutines.
type Masker struct {
	mu    sync.Mutex
	w     io.Writer
	forms []string // the longest first
	held  []byte
}

// NewMasker returns a masker in front of w that knows no secret yet.
func NewMasker(w io.Writer) *Masker { return &Masker{w: w} }

// Add makes the masker know t: its text, the text quoted and percent-encoded,
// Base64 of it, and its SHA-256 in hex and Base64 (padding stays visible).
func (m *Masker) Add(t Text) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, form := range forms(t.value) {
		if !slices.Contains(m.forms, form) {
			m.forms = append(m.forms, form)
		}
	}
	slices.SortStableFunc(m.forms, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
}

// forms lists what text may be printed as.
func forms(text string) []string {
	if text == "" {
		return nil
	}
	sum := sha256.Sum256([]byte(text))
	digest := hex.EncodeToString(sum[:])
	all := []string{digest, strings.ToUpper(digest)}
	encoded := [][]byte{sum[:]}
	if utf8.RuneCountInString(text) >= MinMasked {
		quoted := strconv.Quote(text)
		all = append(all, text, quoted[1:len(quoted)-1], url.QueryEscape(text), url.PathEscape(text))
		encoded = append(encoded, []byte(text))
	}
	for _, raw := range encoded {
		for _, enc := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			all = append(all, enc.EncodeToString(raw))
		}
	}
	return all
}

// Write masks p and passes it on. It reports len(p) where the writer below
// took everything.
func (m *Masker) Write(p []byte) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.forms) == 0 && len(m.held) == 0 {
		return m.w.Write(p)
	}
	text := append(m.held, p...)
	for _, form := range m.forms {
		text = bytes.ReplaceAll(text, []byte(form), []byte(Placeholder))
	}
	keep := m.partial(text)
	m.held = bytes.Clone(text[len(text)-keep:])
	if _, err := m.w.Write(text[:len(text)-keep]); err != nil {
		return 0, err
	}
	return len(p), nil
}

// partial is the length of the longest end of text that starts a secret.
func (m *Masker) partial(text []byte) int {
	longest := 0
	for _, form := range m.forms {
		for n := min(len(form)-1, len(text)); n > longest; n-- {
			if bytes.HasSuffix(text, []byte(form[:n])) {
				longest = n
			}
		}
	}
	return longest
}

// Flush writes what is held back.
func (m *Masker) Flush() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	held := m.held
	m.held = nil
	if len(held) == 0 {
		return nil
	}
	_, err := m.w.Write(held)
	return err
}
