package window

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"

	"github.com/argosctl/argosctl/internal/say"
)

//go:embed assets
var assets embed.FS

// asset is a file of the assets; the build has them all.
func asset(name string) string {
	text, err := assets.ReadFile("assets/" + name)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// dress is what stands around a page: its style sheet, its script, and the policy
// that allows these two and nothing else.
type dress struct {
	Style  template.CSS
	Script template.JS
	Policy string
}

// dressed puts sheets and a script together.
func dressed(sheets []string, script string) dress {
	style := ""
	for _, name := range sheets {
		style += asset(name)
	}
	code := asset(script)
	return dress{
		Style: template.CSS(style), Script: template.JS(code), //nolint:gosec // our own files
		Policy: "default-src 'none'; style-src '" + hashOf(style) + "'; script-src '" + hashOf(code) + "'; base-uri 'none'; form-action 'none'",
	}
}

// hashOf is the hash of an inline style or script, as a policy names it.
func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// parsed is a page's template with the parts that pages share. t and count speak lang.
func parsed(lang string, names ...string) (*template.Template, error) {
	all := template.New("").Funcs(template.FuncMap{
		"t":      func(en string) string { return say.In(lang, en) },
		"count":  func(n int, one, many string) string { return say.Count(n, one, many).In(lang) },
		"number": say.Number[int],
	})
	for _, name := range names {
		if _, err := all.Parse(asset(name)); err != nil {
			return nil, err
		}
	}
	return all, nil
}
