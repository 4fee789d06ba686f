package source

import (
	"bytes"

	"github.com/argosctl/argosctl/internal/catalog"
)

// names reports whether text has the name of the member that every webhook
// carries anywhere in it.
func names(text []byte) bool { return bytes.Contains(text, trigger) }

var trigger = []byte(catalog.TriggerName)

// claims reports whether a text looks like a webhook, or the rest of one: it
// has the name where a member's name stands, in whatever notation. Prose about
// webhook_trigger does not.
func claims(text []byte) bool {
	opened := false
	for from := 0; ; {
		n := bytes.Index(text[from:], trigger)
		if n < 0 {
			return false
		}
		at := from + n
		opened = opened || bytes.ContainsAny(text[from:at], "{[") || holdsAny(text[from:at], "%7B", "%7b", "%5B", "%5b", "&#123;", `\u007b`)
		quoted, rest := endsWithQuote(text[:at]), text[at+len(trigger):]
		colon := startsWithColon(rest)
		if quoted && colon || opened && (quoted || colon || isEntry(text[:at], rest)) {
			return true
		}
		from = at + len(trigger)
	}
}

// isEntry says that a name stands in a map as Java prints it: {name=value, name=value}.
func isEntry(before, after []byte) bool {
	return bytes.HasPrefix(after, []byte("=")) && (bytes.HasSuffix(before, []byte("{")) || bytes.HasSuffix(before, []byte(", ")))
}

// HasMember reports whether a text has the member that every webhook carries, in
// the notation of JSON, escapes included: it is a webhook, or a part of one.
func HasMember(text []byte) bool {
	for from := 0; ; {
		n := bytes.Index(text[from:], trigger)
		if n < 0 {
			return false
		}
		at := from + n
		from = at + len(trigger)
		if endsWithQuote(text[:at]) && startsWithColon(text[from:]) {
			return true
		}
	}
}

// quotes are the ways in which the quote of a name is written. Backslashes
// before one are passed over.
var quotes = []string{`"`, "'", "%22", "“", "”", "&quot;", "&#34;", `\u0022`, `\x22`}

func endsWithQuote(text []byte) bool {
	for _, q := range quotes {
		if bytes.HasSuffix(text, []byte(q)) {
			return true
		}
	}
	return false
}

// startsWithColon says that text goes on as behind a member's name: with a
// closing quote, if any, and a colon.
func startsWithColon(text []byte) bool {
	text = bytes.TrimLeft(text, `\`)
	for _, q := range quotes {
		if rest, ok := bytes.CutPrefix(text, []byte(q)); ok {
			text = bytes.TrimLeft(rest, `"`) // doubled in CSV
			break
		}
	}
	text = bytes.TrimLeft(text, " \t+")
	return len(text) > 0 && text[0] == ':' || bytes.HasPrefix(text, []byte("%3A")) || bytes.HasPrefix(text, []byte("%3a"))
}

func holdsAny(text []byte, all ...string) bool {
	for _, s := range all {
		if bytes.Contains(text, []byte(s)) {
			return true
		}
	}
	return false
}
