package jsonscan

// Valid reports whether data is one JSON value in strict grammar and UTF-8,
// without lone surrogates, nested no deeper than MaxDepth. Duplicate member
// names are not looked for: Parse finds them. It allocates nothing.
func Valid(data []byte) bool {
	var objects [MaxDepth + 1]bool // by depth: is it an object that is open?
	depth, i := 0, SkipSpace(data, 0)
	for {
		if i >= len(data) {
			return false
		}
		if c := data[i]; c == '{' || c == '[' {
			if depth++; depth > MaxDepth {
				return false
			}
			objects[depth] = c == '{'
			if i = SkipSpace(data, i+1); i >= len(data) {
				return false
			}
			if data[i] != c+2 {
				if c == '{' {
					if i = validKey(data, i); i < 0 {
						return false
					}
				}
				continue
			}
		} else if i = ScalarEnd(data, i); i < 0 {
			return false
		}
		for { // after a value, or within an empty container
			i = SkipSpace(data, i)
			if depth == 0 {
				return i == len(data)
			}
			if i >= len(data) {
				return false
			}
			if data[i] == ',' {
				i = SkipSpace(data, i+1)
				if objects[depth] {
					if i = validKey(data, i); i < 0 {
						return false
					}
				}
				break
			}
			if (data[i] == '}') != objects[depth] || data[i]|0x20 != '}' {
				return false
			}
			i++
			depth--
		}
	}
}

// ScalarEnd returns the offset after the string, number or literal at i, -1
// when it is none.
func ScalarEnd(data []byte, i int) int {
	var ok bool
	switch c := data[i]; {
	case c == '"':
		if end := PlainEnd(data, i+1); end < len(data) && data[end] == '"' {
			return end + 1
		}
		i, _, ok = ScanString(data, i)
	case c == '-' || c-'0' < 10:
		i, ok = ScanNumber(data, i)
	default:
		var kind Kind
		i, kind = ScanLiteral(data, i)
		ok = kind != Invalid
	}
	if !ok {
		return -1
	}
	return i
}

// validKey returns the offset of the value after the member name and colon at
// i, -1 when there are none.
func validKey(data []byte, i int) int {
	if i >= len(data) || data[i] != '"' {
		return -1
	}
	if i = ScalarEnd(data, i); i < 0 {
		return -1
	}
	if i = SkipSpace(data, i); i >= len(data) || data[i] != ':' {
		return -1
	}
	return SkipSpace(data, i+1)
}
