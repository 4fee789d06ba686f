package report

import (
	"encoding/base64"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/diag"
)

// partJSON is what the JSON report of a part tells beside the findings, so that
// the reports of all parts can be merged into any report of the whole run.
type partJSON struct {
	shard Shard
	files []byte
}

func (p *partJSON) file(path string, payloads int) {
	if len(p.files) > 0 {
		p.files = append(p.files, ',')
	}
	p.files = appendString(append(p.files, "\n  {\"path\":"...), path)
	p.files = append(appendInt(append(p.files, `,"payloads":`...), payloads), '}')
}

func (p *partJSON) append(dst []byte, s Summary) []byte {
	dst = append(append(append(dst, `"files":[`...), p.files...), "\n],"...)
	dst = appendInt(append(dst, `"shard":{"part":`...), p.shard.Part)
	dst = appendInt(append(dst, `,"of":`...), p.shard.Of)
	return append(appendInt(append(dst, `,"unreadable":`...), s.Unreadable), "},\n"...)
}

// appendContext appends the members of a finding that only a part has: which
// payload it is in, and the line that it stands in.
func appendContext(b []byte, f *diag.Finding) []byte {
	b = appendString(append(b, `,"origin":`...), f.Origin.String())
	b = appendInt(append(b, `,"length":`...), f.Length)
	if len(f.Source.Text) == 0 {
		return append(b, `,"source":null`...)
	}
	if utf8.Valid(f.Source.Text) {
		b = appendString(append(b, `,"source":{"text":`...), string(f.Source.Text))
	} else {
		b = append(b, `,"source":{"base64":"`...)
		b = append(base64.StdEncoding.AppendEncode(b, f.Source.Text), '"')
	}
	b = appendInt(append(b, `,"start":`...), f.Source.Start)
	b = appendInt(append(b, `,"end":`...), f.Source.End)
	if f.Source.CutOff {
		b = append(b, `,"cut_off":true`...)
	}
	return append(b, '}')
}
