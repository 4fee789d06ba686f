package catalog

import "strings"

// Notice is one thing that argosctl says about return URLs and ciphertexts.
type Notice struct {
	ID   string // its rule, or its rule, a dot and a variant: "returnurl/enum.near"
	Text Text   // a template: see AppendMessage
}

// NoticeID is a notice by its place in the tables. Zero is no notice.
type NoticeID uint8

// Notices returns every notice.
func Notices() []Notice { return notices }

// Rule is the id that machine output has beside the notice, empty for no notice.
func (id NoticeID) Rule() string {
	if id == 0 || int(id) > len(notices) {
		return ""
	}
	rule, _, _ := strings.Cut(notices[id-1].ID, ".")
	return rule
}

// In returns the notice in lang ("en" or "ko") with its arguments filled in.
func (id NoticeID) In(lang string, args ...Arg) string {
	if id == 0 || int(id) > len(notices) {
		return ""
	}
	return string(AppendMessage(nil, notices[id-1].Text.In(lang), args...))
}

// Saying is a notice with its arguments: what is to be said once the language is
// known.
type Saying struct {
	Notice NoticeID
	Args   []Arg
}

// NewSaying returns a saying; args are the values of the arguments, each after its
// name.
func NewSaying(id NoticeID, args ...string) *Saying {
	s := &Saying{Notice: id}
	for i := 0; i+1 < len(args); i += 2 {
		s.Args = append(s.Args, Arg{args[i], args[i+1]})
	}
	return s
}

// In returns what is said in lang ("en" or "ko").
func (s *Saying) In(lang string) string { return s.Notice.In(lang, s.Args...) }

// String returns the English text.
func (s *Saying) String() string { return s.In("en") }
