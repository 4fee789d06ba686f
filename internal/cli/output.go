package cli

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

// The output formats. csv is for lists only.
const (
	formatTable  = "table"
	formatJSON   = "json"
	formatYAML   = "yaml"
	formatNDJSON = "ndjson"
	formatCSV    = "csv"
)

// view returns the language and the output format of a command.
func (f *Factory) view(extra ...string) (lang, format string, err error) {
	if lang, err = f.Lang(); err != nil {
		return "", "", err
	}
	format, err = f.format(extra...)
	return lang, format, err
}

// format returns the output format: the flag, else json where --jq is given,
// else what the configuration says. extra formats are for the flag alone.
func (f *Factory) format(extra ...string) (string, error) {
	if f.flags.output != "" || f.flags.jq != "" {
		return f.formatOr(formatTable, extra...)
	}
	settings, err := f.Settings()
	if err != nil {
		return "", err
	}
	return f.formatOr(settings.Output, extra...)
}

// formatOr is format with otherwise in place of the configuration.
func (f *Factory) formatOr(otherwise string, extra ...string) (string, error) {
	allowed := append([]string{formatTable, formatJSON, formatYAML, formatNDJSON}, extra...)
	switch chosen := f.flags.output; {
	case chosen == "" && f.flags.jq != "":
		return formatJSON, nil
	case chosen == "":
		return otherwise, nil
	case !slices.Contains(allowed, chosen):
		return "", usagef("unknown output format %q: expected %s", chosen, strings.Join(allowed, ", "))
	case f.flags.jq != "" && chosen != formatJSON && chosen != formatNDJSON:
		return "", usagef("--jq filters JSON and does not go with -o %s", chosen)
	default:
		return chosen, nil
	}
}

// results writes machine-readable results to stdout: one object where one
// argument yields one result, else an array, or one compact line each as
// ndjson.
type results struct {
	out    io.Writer
	format string
	single bool
	filter *jqFilter
	count  int
	held   []json.RawMessage // only where the whole answer is needed at once
	text   []byte            // memory of one element or line
}

// results opens the machine output of a command in format.
func (f *Factory) results(format string, single bool) (*results, error) {
	r := &results{out: f.IO.Data(), format: format, single: single}
	if f.flags.jq != "" {
		filter, err := compileJQ(cmp.Or(f.ctx, context.Background()), f.flags.jq)
		if err != nil {
			return nil, err
		}
		r.filter = filter
	}
	return r, nil
}

// putAll writes values as the whole machine output of a command.
func putAll[T any](f *Factory, format string, single bool, values ...T) error {
	r, err := f.results(format, single)
	if err != nil {
		return err
	}
	for _, v := range values {
		if err := r.put(v); err != nil {
			return err
		}
	}
	return r.close()
}

// put adds one result.
func (r *results) put(v any) error {
	raw, err := marshal(v)
	if err != nil {
		return err
	}
	return r.putRaw(raw)
}

// putRaw adds one result that is JSON text already; its literals stay as they
// are. The bytes are not kept past the call.
func (r *results) putRaw(raw []byte) error {
	r.count++
	switch {
	case r.format == formatNDJSON && r.filter != nil:
		return r.filter.run(r.out, raw, true)
	case r.format == formatNDJSON:
		return r.line(raw)
	case r.filter != nil, r.format == formatYAML:
		r.held = append(r.held, bytes.Clone(raw))
		return nil
	}
	return r.element(raw)
}

// line writes one compact line.
func (r *results) line(raw []byte) error {
	r.text = append(jsonscan.AppendCompact(r.text[:0], raw), '\n')
	_, err := r.out.Write(r.text)
	return err
}

// element writes one element of the answer, indented, as it comes.
func (r *results) element(raw []byte) error {
	switch text := r.text[:0]; {
	case r.single:
		r.text = append(jsonscan.AppendIndent(text, raw, "", "  "), '\n')
	case r.count == 1:
		r.text = jsonscan.AppendIndent(append(text, "[\n  "...), raw, "  ", "  ")
	default:
		r.text = jsonscan.AppendIndent(append(text, ",\n  "...), raw, "  ", "  ")
	}
	_, err := r.out.Write(r.text)
	return err
}

// close ends the answer; an answer without results is an empty array.
func (r *results) close() error {
	switch {
	case r.format == formatNDJSON:
		return nil
	case r.filter != nil:
		if r.single && r.count == 0 {
			return nil
		}
		return r.filter.run(r.out, r.whole(), false)
	case r.format == formatYAML:
		if r.single && r.count == 0 {
			return nil
		}
		return writeYAML(r.out, r.whole())
	case r.single:
		return nil
	case r.count == 0:
		_, err := io.WriteString(r.out, "[]\n")
		return err
	}
	_, err := io.WriteString(r.out, "\n]\n")
	return err
}

// whole is the answer as one JSON value.
func (r *results) whole() []byte {
	if r.single {
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

// marshal is json.Marshal without escaping <, > and &.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
