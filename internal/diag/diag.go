// Package diag holds the one currency between checks and printers: the
// finding. It knows nothing of rules, files or terminals.
package diag

// Severity grades a finding. The zero value is no severity at all.
type Severity uint8

// The severities, in rising order. Off marks a rule that is switched off.
const (
	Off Severity = iota
	Info
	Warning
	Error
)

// String returns the name used in output, flags and configuration.
func (s Severity) String() string {
	switch s {
	case Info:
		return "info"
	case Warning:
		return "warning"
	case Error:
		return "error"
	default:
		return "off"
	}
}

// ParseSeverity reads a severity's name; ok is false for any other text.
func ParseSeverity(name string) (s Severity, ok bool) {
	for _, s := range []Severity{Off, Info, Warning, Error} {
		if s.String() == name {
			return s, true
		}
	}
	return Off, false
}

// Finding is one fault at one place. Lines and columns start at 1 and columns
// count characters; EndColumn is the column after the last character. Offset
// and Length are bytes of the (decompressed) file.
type Finding struct {
	Rule      string
	Severity  Severity
	Message   string
	Path      string
	Origin    Origin // of the payload; the zero value means the whole file
	Line      int
	Column    int
	EndLine   int
	EndColumn int
	Offset    int64
	Length    int
	Pointer   string // RFC 6901, into the payload
	Event     string // canonical name, empty when not known
	Help      []string
	Fix       *Fix
	Source    SourceLine
}

// SourceLine is the text a printer shows under a finding: the line (or, of a
// very long line, a window of it) that holds the start of the span.
type SourceLine struct {
	Text   []byte // without its line break; a part of the input, or may be one
	Start  int    // byte index in Text where the span starts
	End    int    // byte index in Text where the span, or its part on this line, ends
	CutOff bool   // Text is a window: there is more before or after
}

// Fix is a repair that keeps everything else byte for byte.
type Fix struct {
	Description string
	Edits       []Edit
}

// Edit replaces Length bytes at Offset of the file by Text.
type Edit struct {
	Offset int64
	Length int
	Text   string
}

// Note is a remark on one payload that is no fault: an oddity that was
// tolerated, and the rule that a linter would report it under. Help names the
// assumption that the oddity puts in doubt, and is empty where there is none.
type Note struct {
	Rule    string `json:"rule"`
	Message string `json:"message"`
	Help    string `json:"help,omitempty"`
}
