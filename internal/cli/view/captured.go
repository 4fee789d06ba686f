package view

import (
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
	}
	return d.named.at
}
