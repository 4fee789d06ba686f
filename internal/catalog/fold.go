package catalog

// Fold returns a name or code as it compares with others: ASCII letters in
// lower case, and without the separators '_', '-', '.' and space.
func Fold(s string) string {
	return string(AppendFold(make([]byte, 0, len(s)), s))
}

// AppendFold appends what Fold returns to dst.
func AppendFold[T string | []byte](dst []byte, s T) []byte {
	for i := range len(s) {
		if !isSeparator(s[i]) {
			dst = append(dst, lower(s[i]))
		}
	}
	return dst
}

// SameName reports whether Fold(a) == Fold(b), without allocating.
func SameName(a, b string) bool {
	i, j := 0, 0
	for {
		for i < len(a) && isSeparator(a[i]) {
			i++
		}
		for j < len(b) && isSeparator(b[j]) {
			j++
		}
		if i == len(a) || j == len(b) {
			return i == len(a) && j == len(b)
		}
		if lower(a[i]) != lower(b[j]) {
			return false
		}
		i, j = i+1, j+1
	}
}

func isSeparator(c byte) bool { return c == '_' || c == '-' || c == ' ' || c == '.' }

func isLetter(c byte) bool { return 'a' <= lower(c) && lower(c) <= 'z' }

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
