package event

import (
	"strings"
	"time"
)

// oddTimes are the forms besides RFC 3339 that are read, as UTC: the API
// samples' placeholder YYYY-MM-DD-HH-MM-SS-ZZZ and what people write.
func oddTimes() []string {
	return []string{
		"2006-01-02-15-04-05-MST",
		"2006-01-02-15-04-05-Z0700",
		"2006-01-02-15-04-05",
		"2006-01-02T15:04:05.999999999",
		"2006-01-02 15:04:05.999999999Z07:00",
		"2006-01-02 15:04:05.999999999",
		"2006-01-02",
	}
}

// ParseTime reads a time of the service and returns it as RFC 3339 in UTC. odd
// tells that it was in another form; ok is false when it is in none.
func ParseTime(text string) (utc string, odd, ok bool) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		if strings.HasSuffix(text, "Z") {
			return text, false, true
		}
		return t.UTC().Format(time.RFC3339Nano), false, true
	}
	for _, layout := range oddTimes() {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC().Format(time.RFC3339Nano), true, true
		}
	}
	return "", false, false
}
