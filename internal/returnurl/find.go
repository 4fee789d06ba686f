package returnurl

import "strings"

// Find finds the first return URL in a text that is not itself one: a line of
// an access log, a mail, JSON. A return URL is what has a query, or a fragment,
// with a parameter of the service. Escapes of JSON and of quoted-printable mail
// are undone. It takes time in proportion to the text.
func Find(text string) (url string, ok bool) {
	if strings.Contains(text, `\`) {
		text = undo.Get().json.Replace(text)
	}
	text = JoinSoftBreaks(plainQuotes(text))
	word, query := 0, false // where the word begins, and whether it has a query
	for at := range len(text) {
		switch c := text[at]; {
		case isEdge(c):
			word, query = at+1, false
		case c == '?' || c == '#':
			query = true
		case c == '=' && query:
			param, known := paramBefore(text, at)
			if !known {
				continue
			}
			start := urlStart(text, word, param)
			url = text[start:urlEnd(text, start, at)]
			if isPrintable(url) {
				url = undoPrintable(url)
			}
			return url, true
		}
	}
	return "", false
}

// paramBefore returns where the name before the = at text[at] begins, if it is
// a parameter of the service behind what separates parameters.
func paramBefore(text string, at int) (start int, known bool) {
	start = at
	for start > 0 && at-start <= maxName && isNameByte(text[start-1]) {
		start--
	}
	if start == 0 || strings.IndexByte("?&#;", text[start-1]) < 0 {
		return start, false
	}
	return start, knows(text[start:at])
}

func isNameByte(c byte) bool {
	return c-'0' < 10 || c|0x20-'a' < 26 || c == '_' || c == '-' || c == '[' || c == ']'
}

// urlStart is where in a word the URL begins whose parameter is at text[param],
// behind a query's ? or a #.
func urlStart(text string, word, param int) int {
	head := text[word:param]
	if i := strings.LastIndex(head, "://"); i >= 0 { // what stands before the scheme is not the URL's
		for i > 0 && isSchemeByte(head[i-1]) {
			i--
		}
		return word + i
	}
	query := strings.IndexAny(head, "?#")
	return word + strings.LastIndexAny(head[:query], "=,") + 1 // url=/done?...
}

func isSchemeByte(c byte) bool {
	return c-'0' < 10 || c|0x20-'a' < 26 || c == '+' || c == '-' || c == '.'
}

// isEdge reports whether no URL in a text has c in it.
func isEdge(c byte) bool { return c <= ' ' || strings.IndexByte("\"<>`|(){}", c) >= 0 }

// urlEnd is where the URL ends that has a parameter at text[at].
func urlEnd(text string, start, at int) int {
	open := byte(0) // what the URL stands in
	if start > 0 {
		open = text[start-1]
	}
	end := at
	for end < len(text) && text[end] > ' ' && strings.IndexByte("\"<>`|", text[end]) < 0 {
		c := text[end]
		if c == closing(open) || c == '\\' && end+1 < len(text) && strings.IndexByte(`"nrt\`, text[end+1]) >= 0 {
			break
		}
		end++
	}
	url := strings.TrimRight(text[start:end], ".,;:!")
	if open == '*' { // Markdown
		url = strings.TrimRight(url, "*")
	}
	return start + len(url)
}

// closing is what ends a text that open begins, 0 where nothing does.
func closing(open byte) byte {
	if i := strings.IndexByte("([{'", open); i >= 0 {
		return ")]}'"[i]
	}
	return 0
}

// findEncoded finds a return URL that is a value in another URL.
func findEncoded(text string) (plain string, found bool) {
	const mark = "%3A%2F%2F"
	at := strings.Index(text, mark)
	if at < 0 {
		at = strings.Index(text, strings.ToLower(mark))
	}
	if at < 0 {
		return "", false
	}
	start, end := at, at
	for start > 0 && isSchemeByte(text[start-1]) {
		start--
	}
	for end < len(text) && text[end] != '&' && text[end] != '\'' && !isEdge(text[end]) {
		end++
	}
	if plain, found = undoPercent(text[start:end]); !found {
		return "", false
	}
	return Find(plain)
}

// JoinSoftBreaks joins the lines of a mail in quoted-printable that end with =.
func JoinSoftBreaks(text string) string {
	if !strings.Contains(text, "=\n") && !strings.Contains(text, "=\r\n") {
		return text
	}
	return strings.NewReplacer("=\r\n", "", "=\n", "").Replace(text)
}

// isPrintable reports whether a URL is written in quoted-printable: each of its
// = is =3D, or another escape.
func isPrintable(url string) bool {
	for i := range len(url) {
		if url[i] == '=' && (hexDigit(url, i+1) < 0 || hexDigit(url, i+2) < 0) {
			return false
		}
	}
	return strings.Contains(url, "=3D")
}

func undoPrintable(url string) string {
	var b strings.Builder
	for i := 0; i < len(url); i++ {
		if url[i] == '=' {
			b.WriteByte(byte(hexDigit(url, i+1)<<4 | hexDigit(url, i+2)))
			i += 2
			continue
		}
		b.WriteByte(url[i])
	}
	return b.String()
}

// IsText reports whether a text is more than a URL, a query or a ciphertext:
// there are words in it, it is JSON, or brackets or quotation marks stand around
// or before the URL. A URL with a blank in a value, and one that was wrapped, is no
// text.
func IsText(text string) bool {
	text = strings.TrimSpace(text)
	if text == "" {
		return false
	}
	if close := strings.IndexByte(text, '>'); strings.IndexByte(openers, text[0]) >= 0 || text[0] == '<' && close >= 0 && close < len(text)-1 {
		return true
	}
	if inner, _ := trimQuotes(text); hasPrefix(inner) {
		return true
	}
	blank := strings.IndexAny(text, " \t\r\n")
	if blank < 0 {
		return false
	}
	first, rest := text[:blank], strings.TrimSpace(text[blank:])
	switch {
	case !isQuery(first) && !isAddress(first):
		return true
	case !strings.ContainsAny(first, "?#="): // an address, of which a query may follow
		return rest[0] != '?' && rest[0] != '#'
	}
	return !strings.ContainsAny(rest, "=&")
}

// hasPrefix reports whether something stands before the URL: url=https://...
func hasPrefix(text string) bool {
	if head, _, _ := strings.Cut(text, "?"); strings.ContainsAny(head, "\"<>") {
		return true
	}
	i := strings.Index(text, "://")
	for i > 0 && isSchemeByte(text[i-1]) {
		i--
	}
	return i > 0 && !strings.ContainsAny(text[:i], "/?#")
}

// within is the return URL in a text, or text itself where it is none.
func within(text string) (url string, found bool) {
	if IsText(text) {
		if url, found = Find(text); found {
			return url, true
		}
	}
	_, own := Find(text)
	if _, whole := undoPercent(text); !own && !whole && !isQuery(text) {
		if url, found = findEncoded(text); found && url != text {
			return url, true
		}
	}
	return text, false
}
