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
	return timeline.Captured(p.Origin.Path, p.Before)
}
