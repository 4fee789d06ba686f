package kit

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// The output formats. csv is for lists only.
const (
	Table  = "table"
	JSON   = "json"
	YAML   = "yaml"
	NDJSON = "ndjson"
	CSV    = "csv"
)

// View returns the language and the output format of a command.
func (f *Factory) View() (lang, format string, err error) {
	if lang, err = f.Lang(); err != nil {
		return "", "", err
	}
	format, err = f.Format()
	return lang, format, err
}

// Format returns the output format: the flag, else json where --jq is given,
// else what the configuration says.
func (f *Factory) Format() (string, error) {
	if f.Flags.Output != "" || f.Flags.JQ != "" {
		return f.FormatOr(Table)
	}
	settings, err := f.Settings()
	if err != nil {
		return "", err
	}
	return f.FormatOr(settings.Output)
}

// FormatOr is Format with otherwise in place of the configuration.
func (f *Factory) FormatOr(otherwise string) (string, error) {
	allowed := FormatsOf(f.files.cmd)
	switch chosen := f.Flags.Output; {
	case chosen == "" && f.Flags.JQ != "":
		return JSON, nil
	case chosen == "":
		return otherwise, nil
	case chosen == CSV && !slices.Contains(allowed, chosen):
		return "", Usagef("-o csv is for lists: expected %s", strings.Join(allowed, ", "))
	case !slices.Contains(allowed, chosen):
		f := Usagef("unknown output format %q: expected %s", chosen, strings.Join(allowed, ", "))
		if near := catalog.Nearest(chosen, allowed, 1); len(near) > 0 {
			return "", f.WithHint(didYouMean, "-o "+near[0])
		}
		return "", f
	case f.Flags.JQ != "" && chosen != JSON && chosen != NDJSON:
		return "", Usagef("--jq filters JSON and does not go with -o %s", chosen)
	default:
		return chosen, nil
	}
}

// Results writes machine-readable results to stdout: one object where one
// argument yields one result, else an array, or one compact line each as
// ndjson.
type Results struct {
	out    io.Writer
	Format string
	Single bool
	Head   string // the first line of CSV
	filter *JQ
	Count  int
	held   []json.RawMessage // only where a filter needs the whole answer at once
	yaml   *yamlWriter
	text   []byte // memory of one element or line

	columns []string // of CSV: members of the results
	doc     jsonscan.Document
}

// Results opens the machine output of a command in format.
func (f *Factory) Results(format string) (*Results, error) {
	r := &Results{out: f.IO.Data(), Format: format}
	if f.Flags.JQ != "" {
		filter, err := CompileJQ(cmp.Or(f.ctx, context.Background()), f.Flags.JQ)
		if err != nil {
			return nil, err
		}
		filter.Compact = format == NDJSON
		r.filter = filter
	}
	return r, nil
}

// Result opens the machine output of a command that has one result.
func (f *Factory) Result(format string) (*Results, error) {
	r, err := f.Results(format)
	if err == nil {
		r.Single = true
	}
	return r, err
}

// PutOne writes v as the whole machine output of a command.
func PutOne(f *Factory, format string, v any) error {
	raw, err := jsonscan.Marshal(v)
	if err != nil {
		return err
	}
	return f.PutText(format, raw)
}

// PutText is PutOne for a result that is JSON text already.
func (f *Factory) PutText(format string, raw []byte) error {
	r, err := f.Result(format)
	if err != nil {
		return err
	}
	if err := r.PutRaw(raw); err != nil {
		return err
	}
	return r.Close()
}

// List opens the machine output of a command whose results have these members as
// columns of CSV.
func (f *Factory) List(format string, columns ...string) (*Results, error) {
	r, err := f.Results(format)
	if err == nil {
		r.columns, r.Head = columns, strings.Join(columns, ",")+"\n"
	}
	return r, err
}

// PutList writes a list as the whole machine output of a command; columns are those
// of CSV.
func PutList[T any](f *Factory, format string, columns []string, values ...T) error {
	r, err := f.List(format, columns...)
	if err != nil {
		return err
	}
	for _, v := range values {
		if err := r.Put(v); err != nil {
			return err
		}
	}
	return r.Close()
}

// Put adds one result.
func (r *Results) Put(v any) error {
	raw, err := jsonscan.Marshal(v)
	if err != nil {
		return err
	}
	return r.PutRaw(raw)
}

// PutRaw adds one result that is JSON text already; its literals stay as they
// are. The bytes are not kept past the call.
func (r *Results) PutRaw(raw []byte) error {
	if r.Format == CSV {
		return r.row(raw)
	}
	r.Count++
	switch {
	case r.Format == NDJSON && r.filter != nil:
		return r.filter.Run(r.out, raw)
	case r.Format == NDJSON:
		return r.line(raw)
	case r.filter != nil:
		r.held = append(r.held, bytes.Clone(raw))
		return nil
	case r.Format == YAML:
		return r.yamlElement(raw)
	}
	return r.element(raw)
}

// line writes one compact line.
func (r *Results) line(raw []byte) error {
	r.text = append(jsonscan.AppendCompact(r.text[:0], raw), '\n')
	_, err := r.out.Write(r.text)
	return err
}

// element writes one element of the answer, indented, as it comes.
func (r *Results) element(raw []byte) (err error) {
	prefix, end := "  ", ""
	switch r.text = r.text[:0]; {
	case r.Single:
		prefix, end = "", "\n"
	case r.Count == 1:
		r.text = append(r.text, beforeElements...)
	default:
		r.text = append(r.text, betweenElements...)
	}
	if r.text, err = jsonscan.WriteIndent(r.out, r.text, raw, prefix, "  "); err == nil {
		_, err = r.out.Write(append(r.text, end...))
	}
	return err
}

// yamlElement writes one element of the answer as YAML, as it comes.
func (r *Results) yamlElement(raw []byte) error {
	if r.yaml == nil {
		r.yaml = newYAMLWriter(r.out)
	}
	if r.Single {
		return r.yaml.value(raw)
	}
	return r.yaml.item(raw)
}

// row writes one result as CSV.
func (r *Results) row(raw []byte) error {
	r.doc.Parse(raw)
	r.text = appendRow(r.text[:0], &r.doc, r.columns)
	return r.PutCSV(r.text, 1)
}

// PutCSV adds n results that are lines of CSV already.
func (r *Results) PutCSV(lines []byte, n int) error {
	if err := r.head(); err != nil {
		return err
	}
	r.Count += n
	_, err := r.out.Write(lines)
	return err
}

// head begins CSV.
func (r *Results) head() error {
	_, err := io.WriteString(r.out, r.Head)
	r.Head = ""
	return err
}

// Close ends the answer; an answer without results is an empty array.
func (r *Results) Close() error {
	switch {
	case r.Format == NDJSON:
		return nil
	case r.Format == CSV:
		return r.head()
	case r.filter != nil:
		if r.Single && r.Count == 0 {
			return nil
		}
		return r.filter.Run(r.out, r.whole())
	case r.Single:
		return nil
	case r.Count == 0:
		_, err := io.WriteString(r.out, "[]\n")
		return err
	case r.Format == YAML:
		return nil
	}
	_, err := io.WriteString(r.out, "\n]\n")
	return err
}

// whole is the answer as one JSON value.
func (r *Results) whole() []byte {
	if r.Single {
		return r.held[0]
	}
	var b bytes.Buffer
	b.WriteByte('[')
	for i, raw := range r.held {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(raw)
	}
	b.WriteByte(']')
	return b.Bytes()
}

// PutLines adds results that are JSON lines already.
func (r *Results) PutLines(lines []byte) error {
	if r.Format == NDJSON && r.filter == nil {
		r.Count += bytes.Count(lines, []byte{'\n'})
		_, err := r.out.Write(lines)
		return err
	}
	for line := range bytes.Lines(lines) {
		if err := r.PutRaw(bytes.TrimSuffix(line, []byte{'\n'})); err != nil {
			return err
		}
	}
	return nil
}

// Flush passes on what Out holds back, so that results show as they come.
func (f *Factory) Flush() error { return f.IO.Flush() }
