package layer

import "testing"

func TestQuotes(t *testing.T) {
	for _, c := range []struct {
		name, text, skip string
		escaped, hex     bool
	}{
		{"a quote", `"a"`, White, false, false},
		{"an escaped quote", `\"a\"`, White, true, false},
		{"one escaped twice", `\\\"a`, White, true, false},
		{"its code", `\u0022a`, White, true, false},
		{"the code of an entity", `\u0026quot;a`, White, true, false},
		{"behind escaped white space", ` \n\t \"a`, White, true, false},
		{"behind a bracket that is not skipped", `[\"a`, White, false, false},
		{"behind a bracket that is skipped", `[{\"a`, White + "[{", true, false},
		{"another escape", `\x\"a`, White, false, false},
		{"a backslash alone", `\`, White, false, false},
		{"a quote of nginx", `\x22a\x22`, White, false, true},
		{"behind white space of nginx", `\x0D\x0A\x09 \x22a`, White, false, true},
		{"nginx, behind a bracket that is skipped", `[\x0A{\x22a`, White + "[{", false, true},
		{"another byte of nginx", `\x7Ba`, White, false, false},
		{"nothing", "", White, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := IsEscapedQuote([]byte(c.text), c.skip); got != c.escaped {
				t.Errorf("IsEscapedQuote(%s) = %v, want %v", c.text, got, c.escaped)
			}
			if got := IsHexQuote([]byte(c.text), c.skip); got != c.hex {
				t.Errorf("IsHexQuote(%s) = %v, want %v", c.text, got, c.hex)
			}
		})
	}
}
