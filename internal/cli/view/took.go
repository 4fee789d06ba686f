package view

import (
	"fmt"
	"net/http"
	"time"

	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// Took is how long an answer took: "0.4 ms", "1,204 ms", "12.3 s".
func Took(d time.Duration) string {
	switch d = d.Round(100 * time.Microsecond); {
	case d < time.Millisecond:
		return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
	case d < 10*time.Second:
		return say.Number(d.Round(time.Millisecond).Milliseconds()) + " ms"
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

// AnswerStyle is the colour of an HTTP status, nil for one that says neither good nor
// bad.
func AnswerStyle(style term.Styles, status int) func(string) string {
	switch {
	case status >= http.StatusBadRequest:
		return style.Bad
	case status >= http.StatusOK && status < http.StatusMultipleChoices:
		return style.Good
	}
	return nil
}
