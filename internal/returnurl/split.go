package returnurl

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/say"
)

// split takes a pasted text apart: the address goes to res.URL, the query is
// returned. A query may also stand behind the # of a single-page application.
func (r *Reader) split(res *Result, text string) (query string, err error) {
	text = r.unwrap(text)
	if text == "" {
		return "", &FormError{say.Textf("there is no URL"), say.Textf("expected a whole return URL: was the variable filled in?")}
	}
	if isQuery(text) {
		return strings.TrimLeft(text, "?&#"), nil
	}
	if !isAddress(text) {
		return "", &FormError{say.Textf("the text is neither a URL nor a query"),
			say.Textf("expected a whole return URL such as https://example.com/done?kycStatus=approved; a bare ciphertext is for 'argosctl returnurl decrypt'")}
	}
	head, fragment, hasFragment := strings.Cut(text, "#")
	head, query, _ = strings.Cut(head, "?")
	if hasFragment {
		route, inside, found := fragmentQuery(fragment)
		fragment = "#" + route
		if found {
			r.warn(catalog.NoticeReturnurlFragment)
			query = strings.TrimPrefix(query+"&"+inside, "&")
		}
		if route == "" {
			fragment = ""
		}
	}
	res.URL = head + fragment
	if !hasScheme(head) {
		r.warn(catalog.NoticeReturnurlScheme)
	}
	return query, nil
}

// fragmentQuery finds the query in a fragment: behind its ?, or all of it
// where it begins with one of the service's parameters.
func fragmentQuery(fragment string) (route, query string, found bool) {
	if route, query, found = strings.Cut(fragment, "?"); found {
		return route, query, true
	}
	if isQuery(fragment) {
		return "", fragment, true
	}
	return fragment, "", false
}

// isQuery reports whether text is a query alone: it begins with a parameter
// of the service, however it is spelled, or with "?".
func isQuery(text string) bool {
	if strings.HasPrefix(text, "?") {
		return true
	}
	name, value, ok := strings.Cut(strings.TrimLeft(text, "&#"), "=")
	return ok && strings.Trim(value, "=") != "" && knows(name)
}

// knows reports whether name is a parameter of the service in any spelling.
func knows(name string) bool {
	if len(name) > maxName {
		return false
	}
	name, _, _ = strings.Cut(name, "[")
	for _, p := range catalog.Params() {
		if catalog.SameName(p.Name, name) {
			return true
		}
	}
	return false
}

// maxName is longer than any spelling of a parameter's name.
const maxName = 32

// isAddress reports whether text can be a URL, perhaps without its scheme.
func isAddress(text string) bool {
	head, _, hasQuery := strings.Cut(text, "?")
	if strings.Contains(head, "://") || hasQuery && !strings.ContainsAny(head, "{\"") {
		return true
	}
	host, path, hasPath := strings.Cut(head, "/")
	return hasPath && strings.ContainsAny(host, ".:") && !strings.ContainsAny(host, "+= {\"") && !strings.HasSuffix(path, "=")
}

// isURL tells a URL or query from a bare ciphertext.
func isURL(text string) bool {
	text, _ = trimQuotes(strings.TrimSpace(text))
	_, encoded := undoPercent(text)
	return isQuery(text) || isAddress(text) || encoded
}

// hasScheme reports whether head begins with a scheme; what stands before a
// port, as in localhost:3000, is none.
func hasScheme(head string) bool {
	scheme, rest, ok := strings.Cut(head, ":")
	if !ok || scheme == "" || strings.ContainsAny(scheme, "/.") {
		return false
	}
	return rest == "" || rest[0] < '0' || rest[0] > '9'
}
