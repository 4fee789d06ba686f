package view

import (
	"encoding/json"
	"io"
	"strings"

	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/timeline"
)

// Captured is when the payload that was decoded last was received or logged.
func (d *Decoder) Captured(p *source.Payload) timeline.Stamp {
	if p.Inside.Text != nil {
		for text := range d.finder.Captured() {
			if s := timeline.ReadCapture(text); s.Known() {
				return s
			}
		}
	}
	if s := timeline.CapturedBefore(p.Before); s.Known() {
		return s
	}
	if p.Origin.Path != d.named.path {
		d.named.path, d.named.at = p.Origin.Path, timeline.CapturedName(p.Origin.Path)
		if !d.named.at.Known() {
			d.named.at = d.receivedBeside(p.Origin.Path)
		}
	}
	return d.named.at
}

// receivedBeside is when the webhook in a file was received, as the headers say that
// `listen --save` wrote beside it: the file may have another name by now.
func (d *Decoder) receivedBeside(path string) timeline.Stamp {
	const most = 1 << 20 // bytes
	name, ok := strings.CutSuffix(path, ".json")
	if !ok {
		return timeline.Stamp{}
	}
	file, err := d.dir.Open(name + source.HeadersExt)
	if err != nil {
		return timeline.Stamp{}
	}
	defer func() { _ = file.Close() }()
	text, err := io.ReadAll(io.LimitReader(file, most))
	var headers struct {
		Received string `json:"received"`
	}
	if err != nil || json.Unmarshal(text, &headers) != nil {
		return timeline.Stamp{}
	}
	return timeline.ReadCapture(headers.Received)
}
