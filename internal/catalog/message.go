package catalog

import (
	"iter"
	"strings"
)

// Arg is the value of an argument of a message.
type Arg struct{ Name, Value string }

// AppendMessage appends text to dst with its arguments, written {name}, filled
// in. An argument without a value stays as it is written. It allocates nothing
// but what dst needs.
func AppendMessage(dst []byte, text string, args ...Arg) []byte {
	return AppendFilled(dst, text, func(dst []byte, name string) ([]byte, bool) {
		for i := range args {
			if args[i].Name == name {
				return append(dst, args[i].Value...), true
			}
		}
		return dst, false
	})
}

// AppendFilled is AppendMessage with arguments that fill appends: it returns
// the longer text, and false for a name that it does not know.
func AppendFilled(dst []byte, text string, fill func(dst []byte, name string) ([]byte, bool)) []byte {
	for {
		before, name, after, ok := cutArgument(text)
		if !ok {
			return append(dst, text...)
		}
		dst = append(dst, before...)
		if dst, ok = fill(dst, name); !ok {
			dst = append(dst, text[len(before):len(text)-len(after)]...)
		}
		text = after
	}
}

// cutArgument cuts text around its first argument; ok is false where it has none.
func cutArgument(text string) (before, name, after string, ok bool) {
	start := strings.IndexByte(text, '{')
	if start < 0 {
		return text, "", "", false
	}
	end := strings.IndexByte(text[start:], '}')
	if end < 0 {
		return text, "", "", false
	}
	return text[:start], text[start+1 : start+end], text[start+end+1:], true
}

// Arguments yields the names of the arguments of a template, in order, each as
// often as it stands there.
func Arguments(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for {
			_, name, after, ok := cutArgument(text)
			if !ok || !yield(name) {
				return
			}
			text = after
		}
	}
}
