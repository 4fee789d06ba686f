package shelf

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/diag"
)

// Filter keeps rows that all of its words fit. The zero Filter keeps all.
type Filter struct{ words []word }

// word is one condition: a key with a value, or a text that may stand anywhere.
type word struct {
	not        bool
	key, value string
}

// Keys are the keys that a filter knows.
func Keys() []string {
	return []string{"event", "outcome", "code", "submission", "user", "handler", "finding", "rule", "status"}
}

// ParseFilter reads words with spaces between them: key:value, text, -excluded,
// "with spaces". Letters fit in either case.
func ParseFilter(text string) (f Filter) {
	for _, token := range tokens(strings.ToLower(text)) {
		w := word{value: token.text}
		if !token.quoted {
			w.value, w.not = strings.CutPrefix(w.value, "-")
			key, value, ok := strings.Cut(w.value, ":")
			if strings.Trim(w.value, `"`) == "" {
				continue
			}
			if text, quoted := strings.CutPrefix(w.value, `"`); quoted {
				w.value = strings.TrimSuffix(text, `"`)
			} else if ok && slices.Contains(Keys(), key) {
				w.key, w.value = key, strings.Trim(value, `"`)
				switch key { // other words for the same
				case "status":
					w.key = "outcome"
				case "rule":
					w.key = "finding"
				}
			}
		}
		f.words = append(f.words, w)
	}
	return f
}

type token struct {
	text   string
	quoted bool
}

// tokens splits at spaces outside of quotes.
func tokens(text string) (all []token) {
	for {
		text = strings.TrimSpace(text)
		if text == "" {
			return all
		}
		if rest, ok := strings.CutPrefix(text, `"`); ok {
			quoted, after, _ := strings.Cut(rest, `"`)
			all, text = append(all, token{quoted, true}), after
			continue
		}
		end, inside := len(text), false
		for i, r := range text {
			if r == '"' {
				inside = !inside
			}
			if r == ' ' && !inside {
				end = i
				break
			}
		}
		all, text = append(all, token{text: text[:end]}), text[end:]
	}
}

// Empty reports whether the filter keeps all.
func (f Filter) Empty() bool { return len(f.words) == 0 }

// keeps judges a row of s.
func (f Filter) keeps(s *Shelf, b *block, p *packed) bool {
	for i := range f.words {
		if f.words[i].fits(s, b, p) == f.words[i].not {
			return false
		}
	}
	return true
}

func (w *word) fits(s *Shelf, b *block, p *packed) bool {
	t := p.texts(b)
	switch w.key {
	case "event":
		return contains(t[0], w.value) || p.kind != Webhook && strings.HasPrefix(p.kind.String(), w.value)
	case "code":
		return contains(t[1], w.value) && len(t[1]) > 0
	case "submission":
		return contains(t[2], w.value)
	case "user":
		return contains(t[3], w.value) && len(t[3]) > 0
	case "outcome":
		return p.outcome > 0 && strings.HasPrefix(s.words[p.outcome], w.value)
	case "finding":
		return p.finding > 0 && w.finding(s, p)
	case "handler":
		return w.handler(p)
	}
	return contains(t[0], w.value) || contains(t[1], w.value) || contains(t[2], w.value) || contains(t[3], w.value) ||
		strings.Contains(s.words[p.outcome], w.value) || p.kind != Webhook && strings.Contains(p.kind.String(), w.value) ||
		len(w.value) >= len("2026-01") && strings.HasPrefix(time.UnixMilli(p.at).UTC().Format(time.DateTime), w.value)
}

// finding judges finding:error, by the worst of them, and finding:retrycode/unknown.
func (w *word) finding(s *Shelf, p *packed) bool {
	if strings.HasPrefix(p.worst.String(), w.value) {
		return true
	}
	for _, severity := range []diag.Severity{diag.Info, diag.Warning, diag.Error} {
		if w.value == severity.String() {
			return false
		}
	}
	return strings.Contains(s.rules[p.rules], w.value)
}

// handler judges handler:failed, handler:500 and handler:5xx.
func (w *word) handler(p *packed) bool {
	switch {
	case w.value == "":
		return p.handler != NotAsked
	case strings.HasPrefix("failed", w.value):
		return p.handler == Failed
	}
	return p.handler != NotAsked && strings.HasPrefix(strconv.Itoa(int(p.answer)), strings.TrimRight(w.value, "x"))
}

// String is the kind as a filter names it.
func (k Kind) String() string {
	return [...]string{"webhook", "encrypted", "unreadable", "refused"}[k]
}

// contains tells whether text has the part, which is in lower case.
func contains(text []byte, part string) bool {
	if slices.ContainsFunc(text, func(c byte) bool { return c >= utf8.RuneSelf }) {
		return strings.Contains(strings.ToLower(string(text)), part)
	}
	for i := 0; i+len(part) <= len(text); i++ {
		j := 0
		for j < len(part) && lower(text[i+j]) == part[j] {
			j++
		}
		if j == len(part) {
			return true
		}
	}
	return false
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
