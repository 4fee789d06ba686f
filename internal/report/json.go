package report

import (
	"fmt"
	"io"
	"strconv"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/plain"
)

// jsonReport prints one object, {"findings":[...],"summary":{...}}, with a
// finding a line. The summary stands last because the findings are written as
// they come.
type jsonReport struct {
	sink
	begun bool      // there was a finding
	part  *partJSON // nil for a whole run
}

func newJSON(w io.Writer, opts Options) (Writer, error) {
	j := &jsonReport{sink: newSink(w)}
	if opts.Shard != (Shard{}) {
		j.part = &partJSON{shard: opts.Shard}
	}
	_, err := j.WriteString(`{"findings":[`)
	return j, err
}

func (j *jsonReport) Finding(f diag.Finding) error {
	j.line = j.element(j.line[:0], &f)
	return j.Told(j.line)
}

// Teller implements Parted.
func (j *jsonReport) Teller() Tell { return j.element }

// Told implements Parted. There is no comma before the first finding.
func (j *jsonReport) Told(texts []byte) error {
	if !j.begun {
		j.begun, texts = true, texts[1:]
	}
	return j.sink.Told(texts)
}

// File keeps what a part tells of a file.
func (j *jsonReport) File(path string, payloads int) error {
	if j.part != nil {
		j.part.file(path, payloads)
	}
	return nil
}

// element appends an element of findings, with the comma before it.
func (j *jsonReport) element(b []byte, f *diag.Finding) []byte {
	if f == nil {
		return b
	}
	b = appendFinding(append(b, ",\n  "...), f)
	if j.part != nil {
		b = append(appendContext(b[:len(b)-1], f), '}')
	}
	return b
}

func (j *jsonReport) Close(s Summary) error {
	head := "\n],"
	if !j.begun {
		head = "],"
	}
	if j.part != nil {
		head += string(j.part.append(nil, s))
	}
	return j.end(head + fmt.Sprintf(
		`"summary":{"files":%d,"payloads":%d,"errors":%d,"warnings":%d,"infos":%d}}`+"\n",
		s.Files, s.Payloads, s.Errors, s.Warnings, s.Infos))
}

// ndjson prints a finding a line and nothing else.
type ndjson struct{ sink }

func newNDJSON(w io.Writer, _ Options) (Writer, error) { return &ndjson{newSink(w)}, nil }

func (n *ndjson) Finding(f diag.Finding) error {
	return n.put(appendLine(n.line, &f))
}

// Teller implements Parted.
func (*ndjson) Teller() Tell { return appendLine }

func appendLine(b []byte, f *diag.Finding) []byte {
	if f == nil {
		return b
	}
	return append(appendFinding(b, f), '\n')
}

func (n *ndjson) Close(Summary) error { return n.Flush() }

// appendFinding appends a finding as a compact JSON object. It is written out
// by hand because encoding/json takes several times as long.
func appendFinding(b []byte, f *diag.Finding) []byte {
	b = appendString(append(b, `{"rule":`...), f.Rule)
	b = appendString(append(b, `,"severity":`...), f.Severity.String())
	b = appendString(append(b, `,"message":`...), f.Message)
	b = appendString(append(b, `,"path":`...), f.Path)
	b = appendInt(append(b, `,"line":`...), f.Line)
	b = appendInt(append(b, `,"column":`...), f.Column)
	b = appendInt(append(b, `,"end_line":`...), f.EndLine)
	b = appendInt(append(b, `,"end_column":`...), f.EndColumn)
	b = appendInt(append(b, `,"offset":`...), f.Offset)
	b = appendString(append(b, `,"pointer":`...), f.Pointer)
	b = append(b, `,"event":`...)
	if f.Event == "" {
		b = append(b, "null"...)
	} else {
		b = appendString(b, f.Event)
	}
	b = append(b, `,"help":[`...)
	for i, help := range f.Help {
		b = appendString(comma(b, i), help)
	}
	b = append(b, `],"fix":`...)
	return append(appendFix(b, f.Fix), '}')
}

func appendFix(b []byte, fix *diag.Fix) []byte {
	if fix == nil {
		return append(b, "null"...)
	}
	b = appendString(append(b, `{"description":`...), fix.Description)
	b = append(b, `,"edits":[`...)
	for i, edit := range fix.Edits {
		b = appendInt(append(comma(b, i), `{"offset":`...), edit.Offset)
		b = appendInt(append(b, `,"length":`...), edit.Length)
		b = append(appendString(append(b, `,"text":`...), edit.Text), '}')
	}
	return append(b, "]}"...)
}

func comma(b []byte, i int) []byte {
	if i > 0 {
		return append(b, ',')
	}
	return b
}

func appendInt[T int | int64](b []byte, n T) []byte { return strconv.AppendInt(b, int64(n), 10) }

// appendString appends text as a JSON string. Invalid bytes become the
// replacement character; what acts on a terminal or a line-wise reader is
// escaped.
func appendString(b []byte, text string) []byte {
	if isPlain(text) {
		return jsonscan.AppendQuoted(b, text)
	}
	return plain.JSON(b, jsonscan.AppendQuoted(nil, text))
}
