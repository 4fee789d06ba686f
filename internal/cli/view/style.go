package view

import (
	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/term"
)

// EventStyle is the colour of an event where it happened: by its outcome. Nil is
// an event that is not in the catalogue; other events stay as they are.
func EventStyle(style term.Styles, e *catalog.Event) func(string) string {
	switch {
	case e == nil:
		return style.Unknown
	case e.Stage == catalog.StageDecide:
		return StatusStyle(style, e.Status)
	case e.Stage == catalog.StageRetry, e.Stage == catalog.StageReview:
		return style.Warn
	}
	return nil
}

// StatusStyle is the colour of a submission's status, nil for one that says
// neither good nor bad.
func StatusStyle(style term.Styles, status string) func(string) string {
	switch status {
	case catalog.StatusApproved:
		return style.Good
	case catalog.StatusRejected:
		return style.Bad
	case catalog.StatusPending:
		return style.Warn
	}
	return nil
}

// SeverityStyle is the colour of a severity.
func SeverityStyle(style term.Styles, s diag.Severity) func(string) string {
	switch s {
	case diag.Error:
		return style.Bad
	case diag.Warning, diag.Info:
		return style.Warn
	case diag.Off:
		return style.Faint
	}
	return nil
}

// CodeStyle is the colour of a code.
func CodeStyle(style term.Styles, known bool) func(string) string {
	if known {
		return style.Name
	}
	return style.Unknown
}
