package timeline

import (
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/event"
)

// CapturedBefore is when a webhook was received or logged, as the text before it on its
// line says: its first time, RFC 3339, also with a blank, a comma or slashes, as
// loggers write it, or that of web servers.
func CapturedBefore(line []byte) Stamp {
	if len(line) == 0 {
		return Stamp{}
	}
	text := string(line)
	for i := range text {
		if i > 0 && isDigit(text[i-1]) || !isDigit(text[i]) {
			continue
		}
		if s := startsWithTime(text[i:]); s.known {
			return s
		}
	}
	return Stamp{}
}

func isDigit(c byte) bool { return c-'0' < 10 }

// startsWithTime reads the time that text begins with.
func startsWithTime(text string) Stamp {
	const server = "02/Jan/2006:15:04:05 -0700"
	if len(text) >= len(server) && text[2] == '/' {
		if t, err := time.Parse(server, text[:len(server)]); err == nil {
			return NewStamp(event.Moment{Time: t.UTC()}, true)
		}
	}
	if len(text) < len("2006-01-02T15:04:05") {
		if end := strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' }); end == 10 || end == 13 {
			return ReadCapture(text[:end])
		}
		return Stamp{}
	}
	if text[4] == '/' && text[7] == '/' {
		text = text[:4] + "-" + text[5:7] + "-" + text[8:]
	}
	end := len("2006-01-02T15:04:05")
	if end < len(text) && (text[end] == '.' || text[end] == ',') {
		for end++; end < len(text) && isDigit(text[end]); end++ {
		}
	}
	rest := text[end:]
	switch {
	case strings.HasPrefix(rest, "Z"), strings.HasPrefix(rest, "z"):
		end++
	case len(rest) >= 6 && (rest[0] == '+' || rest[0] == '-') && rest[3] == ':':
		end += 6
	case len(rest) >= 5 && (rest[0] == '+' || rest[0] == '-') && isDigit(rest[1]) && isDigit(rest[4]):
		return ReadCapture(text[:end] + rest[:3] + ":" + rest[3:5])
	}
	return ReadCapture(text[:end])
}

// CapturedName is the time in the name of a file that `listen --save` wrote.
func CapturedName(name string) Stamp {
	const form = "20060102T150405.000Z"
	base := name[strings.LastIndexAny(name, `/\`)+1:]
	if len(base) < len(form) || base[8] != 'T' {
		return Stamp{}
	}
	t, err := time.Parse(form, base[:len(form)])
	if err != nil {
		return Stamp{}
	}
	return NewStamp(event.Moment{Time: t, Digits: 3}, true)
}
