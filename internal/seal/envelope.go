package seal

import "bytes"

// Envelope recognises an encrypted webhook body or API response and returns
// the text of its ciphertext as it stands between the quotes, JSON escapes
// included (Open undoes them). The rule, as the vendor shows only the start
// of a body: a JSON object with a member data that is a string, without
// webhook_trigger, and not marked "isEncrypted":false. The events that are
// sent in clear with a member data have an object there.
//
// It allocates nothing and leaves a plain body at its first telling member.
// It does not check the JSON of other members' values.
func Envelope(data []byte) (ciphertext []byte, ok bool) {
	rest, ok := take(data, '{')
	if !ok {
		return nil, false
	}
	found := false
	for {
		name, after, ok := takeString(rest)
		if !ok {
			return nil, false
		}
		if rest, ok = take(after, ':'); !ok {
			return nil, false
		}
		value, after, ok := takeValue(rest)
		if !ok {
			return nil, false
		}
		switch string(name) {
		case "webhook_trigger":
			return nil, false
		case "isEncrypted":
			if string(value) == "false" {
				return nil, false
			}
		case "data":
			if found || value[0] != '"' {
				return nil, false
			}
			ciphertext, found = value[1:len(value)-1], true
		}
		if rest, ok = take(after, ','); !ok {
			if rest, ok = take(after, '}'); !ok || !found || len(skipSpace(rest)) > 0 {
				return nil, false
			}
			return ciphertext, true
		}
	}
}

// AppendEnvelope appends the body of an encrypted webhook: {"data":"…"}, the
// part of it that the vendor shows.
func AppendEnvelope(dst []byte, ciphertext string) []byte {
	return append(append(append(dst, `{"data":"`...), ciphertext...), `"}`...)
}

// AppendResponse appends an encrypted API response, as "Post Submission"
// shows it: {"data":"…","isEncrypted":true}.
func AppendResponse(dst []byte, ciphertext string) []byte {
	return append(append(append(dst, `{"data":"`...), ciphertext...), `","isEncrypted":true}`...)
}

func skipSpace(data []byte) []byte {
	for len(data) > 0 && (data[0] == ' ' || data[0] == '\t' || data[0] == '\n' || data[0] == '\r') {
		data = data[1:]
	}
	return data
}

// take removes white space and then c.
func take(data []byte, c byte) (rest []byte, ok bool) {
	data = skipSpace(data)
	if len(data) == 0 || data[0] != c {
		return data, false
	}
	return data[1:], true
}

// takeString removes white space and then a string, returned without quotes.
func takeString(data []byte) (text, rest []byte, ok bool) {
	data, ok = take(data, '"')
	if !ok {
		return nil, data, false
	}
	end := 0
	for {
		i := bytes.IndexByte(data[end:], '"')
		if i < 0 {
			return nil, data, false
		}
		end += i
		slashes := 0
		for slashes < end && data[end-1-slashes] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return data[:end], data[end+1:], true
		}
		end++
	}
}

// takeValue removes white space and then one value of any kind, which is not
// empty. Brackets are counted, not matched.
func takeValue(data []byte) (value, rest []byte, ok bool) {
	data = skipSpace(data)
	depth := 0
	for i := 0; i < len(data); {
		switch data[i] {
		case '"':
			_, after, ok := takeString(data[i:])
			if !ok {
				return nil, data, false
			}
			i = len(data) - len(after)
			if depth == 0 {
				return data[:i], after, true
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
			if depth == 0 {
				return data[:i+1], data[i+1:], true
			}
		}
		if depth <= 0 && bytes.IndexByte([]byte(",}] \t\r\n"), data[i]) >= 0 {
			return data[:i], data[i:], i > 0
		}
		i++
	}
	return nil, data, false
}
