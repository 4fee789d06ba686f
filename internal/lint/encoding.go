package lint

import (
	"bytes"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/source"
)

// converted is the finding of a payload that is not written in UTF-8, though it
// could be read; nil where the run does not want it. Of an input in UTF-16 only
// the first payload has it.
func (l *Linter) converted(p *source.Payload) *diag.Finding {
	severity := l.severities[catalog.MsgJSONUTF8Converted]
	if p.Encoding() == source.NoEncoding || p.IsWide() && !p.IsFirst() || severity == diag.Off {
		return nil
	}
	m, lang := catalog.MessageByID(catalog.MsgJSONUTF8Converted), l.config.lang()
	f := &diag.Finding{
		Rule: catalog.MsgJSONUTF8Converted.Rule().ID, Severity: severity, Path: p.Origin.Path, Origin: p.Origin,
		Offset: p.Offset, Line: p.Line, Column: p.Column, EndLine: p.Line, EndColumn: p.Column,
		Help: []string{m.Help[0].In(lang)},
	}
	f.Message = string(catalog.AppendMessage(nil, m.Text.In(lang), catalog.Arg{Name: "found", Value: strings.ToUpper(p.Encoding().String())}))
	return f
}

// edits appends the edits that make p UTF-8, with its text becoming fixed, which
// takes fixes repairs. Without the one nothing else in p can be repaired.
func (j *Judge) edits(found []Edit, p *source.Payload, fixed []byte, fixes int) []Edit {
	if !j.convert(p) || fixes == 0 && !bytes.Contains(p.Bytes, []byte(catalog.TriggerName)) {
		return found
	}
	e := Edit{Path: p.Origin.Path, Offset: p.Offset, Old: p.Raw(), New: fixed, Fixes: fixes, From: p.Encoding()}
	if !p.IsWide() {
		e.Fixes++
	}
	return append(found, e)
}

// convert reports whether the run wants the file of p to be UTF-8.
func (j *Judge) convert(p *source.Payload) bool {
	return j.linter.severities[catalog.MsgJSONUTF8Converted] != diag.Off && j.accept(&diag.Finding{
		Rule: catalog.MsgJSONUTF8Converted.Rule().ID, Path: p.Origin.Path, Line: p.Line, Column: p.Column,
	})
}
