package report

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/say"
)

// Findings reads what the formats json and ndjson wrote, one finding at a time.
type Findings struct {
	dec    *json.Decoder
	whole  bool // one object with findings; else one finding a line
	inList bool
	end    bool

	// Part is complete when Next has returned io.EOF.
	Part Part
}

// Part is what a report tells beside its findings.
type Part struct {
	Shard   Shard
	Files   []File
	Summary Summary
	Counted bool // it has a summary; a report in ndjson has none
}

// File is how many payloads a file held.
type File struct {
	Path     string `json:"path"`
	Payloads int    `json:"payloads"`
}

// ErrNotFindings says that a text is no report of validate in json or ndjson.
var ErrNotFindings = errors.New("not the findings of validate in json or ndjson")

// ReadFindings begins to read a report.
func ReadFindings(r io.Reader) (*Findings, error) {
	in := bufio.NewReaderSize(r, 64<<10)
	head, err := in.Peek(1 << 10)
	if err != nil && err != io.EOF {
		return nil, err
	}
	f := &Findings{dec: json.NewDecoder(in)}
	head = bytes.TrimLeft(head, " \t\r\n")
	switch {
	case len(head) == 0: // ndjson without findings
		return f, nil
	case head[0] != '{':
		return nil, ErrNotFindings
	}
	name, _, _ := bytes.Cut(bytes.TrimLeft(head[1:], " \t\r\n"), []byte{':'})
	switch string(bytes.TrimSpace(name)) {
	case `"findings"`, `"summary"`, `"files"`, `"shard"`:
		f.whole = true
		_, err = f.dec.Token()
		return f, err
	case `"rule"`:
		return f, nil
	}
	return nil, ErrNotFindings
}

// Next returns the next finding, io.EOF after the last one.
func (f *Findings) Next() (*diag.Finding, error) {
	switch {
	case f.end:
		return nil, io.EOF
	case !f.whole:
		return f.finding()
	}
	for !f.inList {
		more, err := f.member()
		if err != nil || !more {
			return nil, err
		}
	}
	if f.dec.More() {
		return f.finding()
	}
	f.inList = false
	if _, err := f.dec.Token(); err != nil {
		return nil, early(err)
	}
	return f.Next()
}

// member reads one member of the report; false is its end.
func (f *Findings) member() (more bool, err error) {
	token, err := f.dec.Token()
	switch {
	case err != nil:
		return false, early(err)
	case token == json.Delim('}'):
		f.end = true
		if _, err := f.dec.Token(); err != io.EOF {
			return false, say.Errorf("%w: something follows the report", ErrNotFindings)
		}
		return false, io.EOF
	}
	switch token {
	case "findings":
		f.inList = true
		if token, err = f.dec.Token(); err == nil && token != json.Delim('[') {
			err = ErrNotFindings
		}
	case "files":
		err = f.dec.Decode(&f.Part.Files)
	case "shard":
		var shard struct{ Part, Of, Unreadable int }
		err = f.dec.Decode(&shard)
		f.Part.Shard, f.Part.Summary.Unreadable = Shard{shard.Part, shard.Of}, shard.Unreadable
	case "summary":
		unreadable := f.Part.Summary.Unreadable
		err = f.dec.Decode(&f.Part.Summary)
		f.Part.Summary.Unreadable, f.Part.Counted = unreadable, true
	default:
		err = f.dec.Decode(new(json.RawMessage))
	}
	return true, early(err)
}

// early says what is wrong with a report that cannot be read to its end.
func early(err error) error {
	var kind *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return say.Errorf("%w: it ends too soon", ErrNotFindings)
	case errors.As(err, &kind):
		return say.Errorf("%w: the member %s is of another kind than theirs", ErrNotFindings, kind.Field)
	case errors.As(err, &syntax):
		return say.Errorf("%w: not JSON at byte %d", ErrNotFindings, syntax.Offset)
	}
	return err
}

// findingJSON is a finding as json and ndjson write it.
type findingJSON struct {
	Rule      string   `json:"rule"`
	Severity  string   `json:"severity"`
	Message   string   `json:"message"`
	Path      string   `json:"path"`
	Origin    string   `json:"origin"`
	Line      int      `json:"line"`
	Column    int      `json:"column"`
	EndLine   int      `json:"end_line"`
	EndColumn int      `json:"end_column"`
	Offset    int64    `json:"offset"`
	Length    int      `json:"length"`
	Pointer   string   `json:"pointer"`
	Event     string   `json:"event"`
	Help      []string `json:"help"`
	Fix       *struct {
		Description string `json:"description"`
		Edits       []struct {
			Offset int64  `json:"offset"`
			Length int    `json:"length"`
			Text   string `json:"text"`
		} `json:"edits"`
	} `json:"fix"`
	Source *struct {
		Text   string `json:"text"`
		Base64 string `json:"base64"`
		Start  int    `json:"start"`
		End    int    `json:"end"`
		CutOff bool   `json:"cut_off"`
	} `json:"source"`
}

// isRule reports whether a text has the form of a rule's id. Others could break the
// formats in which ids stand as they are.
func isRule(id string) bool {
	return id != "" && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-/") == ""
}

func (f *Findings) finding() (*diag.Finding, error) {
	var j findingJSON
	if err := f.dec.Decode(&j); err != nil {
		if !f.whole && err == io.EOF {
			f.end = true
			return nil, io.EOF
		}
		return nil, early(err)
	}
	level, ok := diag.ParseSeverity(j.Severity)
	if !ok || !isRule(j.Rule) || level == diag.Off {
		return nil, say.Errorf("%w: a finding has no rule or severity", ErrNotFindings)
	}
	found := &diag.Finding{
		Rule: j.Rule, Severity: level, Message: j.Message, Path: j.Path, Origin: diag.ParseOrigin(j.Path, j.Origin),
		Line: j.Line, Column: j.Column, EndLine: j.EndLine, EndColumn: j.EndColumn,
		Offset: j.Offset, Length: j.Length, Pointer: j.Pointer, Event: j.Event, Help: j.Help,
	}
	if j.Fix != nil {
		found.Fix = &diag.Fix{Description: j.Fix.Description}
		for _, e := range j.Fix.Edits {
			found.Fix.Edits = append(found.Fix.Edits, diag.Edit{Offset: e.Offset, Length: e.Length, Text: e.Text})
		}
	}
	if j.Source != nil {
		found.Source = diag.SourceLine{Text: []byte(j.Source.Text), Start: j.Source.Start, End: j.Source.End, CutOff: j.Source.CutOff}
		if j.Source.Base64 != "" {
			raw, err := base64.StdEncoding.DecodeString(j.Source.Base64)
			if err != nil {
				return nil, say.Errorf("%w: the text of a source line: %w", ErrNotFindings, err)
			}
			found.Source.Text = raw
		}
	}
	return found, nil
}
