package pane

import (
	"context"
	"encoding/base64"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/personal"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/scrub"
	"github.com/argosctl/argosctl/internal/window"
)

// mostCopied is the longest body that a command carries.
const mostCopied = 256 << 10

// command makes a command that sends a body. Where it would carry personal data, the
// person chooses first.
func (p *Pane) command(ctx context.Context, f *window.Frame, body *Body, what, how, typed string) *window.Result {
	lang, bytes := f.Lang, body.Bytes
	path := body.Path
	switch {
	case how == "scrubbed":
		text, err := p.scrubbed(ctx, body)
		if err != nil {
			return refusal(f, err)
		}
		bytes, path = text, ""
	case how == "" && path == "" && len(personal.NewFinder().Find(body.Text)) > 0:
		return &window.Result{Good: true, Choice: what, Text: say.In(lang, "The command would carry personal data, and go to the history of a shell.")}
	}
	if what == "replay" && how != "scrubbed" && path == "" {
		if _, event, sealed, _ := p.opened(ctx, body); body.Encoding != "" || event == "" && !sealed {
			return &window.Result{Text: say.In(lang, "argosctl replay would not send exactly these bytes."), Hint: say.In(lang, "Copy it as curl.")}
		}
	}
	if path == "" && len(bytes) > mostCopied {
		return &window.Result{Text: say.In(lang, "The body is too long for a command."), Hint: say.In(lang, "Save it as a fixture, and send the file.")}
	}
	to := typed
	if p.Sender.To != nil {
		to = p.Sender.To.String()
	}
	if to == "" {
		to = "http://127.0.0.1:8080/"
	}
	input := feed(bytes)
	if path != "" {
		input = ""
	}
	kind := body.Type
	if kind == "" {
		kind = "application/json"
	}
	var line string
	if what == "curl" {
		line = input + "curl -sS -X POST -H " + kit.ShellWord("Content-Type: "+kind)
		if body.Encoding != "" && how != "scrubbed" {
			line += " -H " + kit.ShellWord("Content-Encoding: "+body.Encoding)
		}
		from := "@-"
		if path != "" {
			from = "@" + path
		}
		line += " --data-binary " + kit.ShellWord(from) + " " + kit.ShellWord(to)
	} else {
		from := "-"
		if path != "" {
			from = kit.ShellWord(path)
		}
		line = input + "argosctl replay " + from + " --raw --to " + kit.ShellWord(to)
	}
	return &window.Result{Good: true, Text: say.In(lang, "The command:"), Copy: line}
}

// feed is a shell command that writes exactly these bytes.
func feed(body []byte) string {
	plain := utf8.Valid(body)
	for _, b := range body {
		plain = plain && (b >= ' ' && b != 0x7f || b == '\n' || b == '\t')
	}
	if plain {
		return "printf '%s' " + kit.ShellWord(string(body)) + " | "
	}
	return "printf '%s' " + base64.StdEncoding.EncodeToString(body) + " | base64 -d | "
}

// scrubbed is what a body says with stand-ins for personal data.
func (p *Pane) scrubbed(ctx context.Context, body *Body) ([]byte, error) {
	text, _, _, err := p.opened(ctx, body)
	if err != nil {
		return nil, err
	}
	out, _ := scrub.New(p.standins).Append(nil, text, nil)
	return out, nil
}
