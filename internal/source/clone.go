package source

import "bytes"

// Clone is a payload of a source that stays valid when its chunk is gone.
func (p Payload) Clone() Payload {
	p.Bytes, p.Before, p.After, p.raw = bytes.Clone(p.Bytes), bytes.Clone(p.Before), bytes.Clone(p.After), bytes.Clone(p.raw)
	if p.part != nil {
		own := part{path: p.part.path, shape: p.part.shape, loose: p.part.loose, header: bytes.Clone(p.part.header), encoding: p.part.encoding}
		p.part = &own
	}
	return p
}
