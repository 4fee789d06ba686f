package source

import "bytes"

// Clone is a payload of a source that stays valid when its chunk is gone.
func (p Payload) Clone() Payload {
	p.Bytes, p.Before, p.After, p.Header = bytes.Clone(p.Bytes), bytes.Clone(p.Before), bytes.Clone(p.After), bytes.Clone(p.Header)
	p.part = nil
	return p
}
