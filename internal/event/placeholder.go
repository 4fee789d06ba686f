package event

import "bytes"

// IsPlaceholder reports whether text as a whole is a template that was pasted
// from documentation: a name in braces or angle brackets ({submission_id},
// {{userid}}, ${USER}, <token>), the word "string", or a time written in
// letters (YYYY-MM-DD-HH-MM-SS-ZZZ).
func IsPlaceholder(text []byte) bool {
	if len(text) < 3 {
		return false
	}
	switch text[0] {
	case '$':
		return text[1] == '{' && isTemplate(text[1:], '{', '}')
	case '{':
		return isTemplate(text, '{', '}') ||
			len(text) > 4 && text[len(text)-1] == '}' && isTemplate(text[1:len(text)-1], '{', '}')
	case '<':
		return isTemplate(text, '<', '>')
	case 's':
		return string(text) == "string"
	case 'Y':
		return bytes.HasPrefix(text, []byte("YYYY-MM-DD")) && len(text) < 40
	}
	return false
}

// isTemplate reports whether text is a name between two brackets. What looks
// like JSON or markup is data.
func isTemplate(text []byte, open, end byte) bool {
	n := len(text) - 1
	if n < 2 || n > 64 || text[0] != open || text[n] != end {
		return false
	}
	for _, c := range text[1:n] {
		if c < ' ' || bytes.IndexByte([]byte(`{}<>"':;,=/\`), c) >= 0 {
			return false
		}
	}
	return true
}
