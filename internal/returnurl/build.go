package returnurl

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/seal"
)

// Plan says what URL to build.
type Plan struct {
	Base    string  // the configured return URL; may have a query and a fragment of its own
	Params  []Param // in the order of the URL
	Encrypt bool    // into the one parameter encrypted
	Key     seal.Key
	// Encoding of the ciphertext; Detect is Base64, the likeliest.
	Encoding seal.Encoding
	// Query seals a query string in place of a JSON object: the vendor does
	// not say which of them the service sends.
	Query bool
}

// UnknownParamError is a name that misspells a parameter of the service.
type UnknownParamError struct{ Name, Near string }

// Error implements error.
func (e *UnknownParamError) Error() string { return e.In(say.English) }

// In returns the text of the error in lang.
func (e *UnknownParamError) In(lang string) string {
	return say.Textf("unknown parameter %q: names are case-sensitive", e.Name).In(lang)
}

// CheckName refuses a name that misspells a parameter of the service, with an
// *UnknownParamError. Other names may be the integrator's own.
func CheckName(name string) error {
	var names []string
	for _, p := range catalog.Params() {
		if p.Name == name {
			return nil
		}
		names = append(names, p.Name)
	}
	for _, near := range catalog.Nearest(name, names, 1) {
		return &UnknownParamError{name, near}
	}
	return nil
}

// Build makes a return URL as the service would send it. Errors are a
// *FormError where the base is no URL, and seal.ErrNoKey.
func Build(plan Plan) (string, error) {
	if !isAddress(plan.Base) || !hasScheme(plan.Base) || strings.ContainsAny(plan.Base, " \"<>\r\n\t") {
		return "", &FormError{say.Textf("the base is not a URL"), say.Textf("expected the configured return URL, such as https://example.com/done")}
	}
	query := appendQuery(nil, plan.Params)
	if plan.Encrypt {
		if plan.Key.Empty() {
			return "", seal.ErrNoKey
		}
		content := query
		if !plan.Query {
			content = appendObject(nil, plan.Params)
		}
		query = appendQuery(nil, []Param{{catalog.ParamSealed, plan.Key.Seal(content, plan.Encoding)}})
	}
	return join(plan.Base, string(query)), nil
}

// Template makes the form that the dashboard previews: every value is the
// name in braces.
func Template(base string, names []string, encrypted bool) string {
	if encrypted {
		return join(base, catalog.ParamSealed+"={encrypted_data}")
	}
	pairs := make([]string, len(names))
	for i, name := range names {
		pairs[i] = name + "={" + name + "}"
	}
	return join(base, strings.Join(pairs, "&"))
}

// join puts a query behind that of base and before its fragment.
func join(base, query string) string {
	head, fragment, ok := strings.Cut(base, "#")
	if ok {
		fragment = "#" + fragment
	}
	joiner := "?"
	switch {
	case query == "":
		joiner = ""
	case strings.HasSuffix(head, "?") || strings.HasSuffix(head, "&"):
		joiner = ""
	case strings.Contains(head, "?"):
		joiner = "&"
	}
	return head + joiner + query + fragment
}

func appendQuery(dst []byte, params []Param) []byte {
	for i, p := range params {
		if i > 0 {
			dst = append(dst, '&')
		}
		dst = append(appendEscaped(dst, p.Name), '=')
		dst = appendEscaped(dst, p.Value)
	}
	return dst
}

// appendEscaped percent-encodes s but for unreserved characters and the @,
// which the vendor's example leaves as it is.
func appendEscaped(dst []byte, s string) []byte {
	const upper = "0123456789ABCDEF"
	for i := range len(s) {
		switch c := s[i]; {
		case isLetter(c), '0' <= c && c <= '9', strings.IndexByte("-._~@", c) >= 0:
			dst = append(dst, c)
		default:
			dst = append(dst, '%', upper[c>>4], upper[c&15])
		}
	}
	return dst
}

func appendObject(dst []byte, params []Param) []byte {
	dst = append(dst, '{')
	for i, p := range params {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendText(dst, p.Name, p.Value)
	}
	return append(dst, '}')
}

// Examples are the parameters of the vendor's example of a normal return URL.
func Examples() []Param {
	var params []Param
	for _, p := range catalog.ExampleParams() {
		params = append(params, Param{p.Path, p.Value})
	}
	return params
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
