package source

import (
	"sync/atomic"
)

// Progress counts what Process has read. It may be asked at any time.
type Progress struct{ bytes, files atomic.Int64 }

// Bytes is how much was read, in bytes as they lie on disk (compressed ones
// for gzip).
func (p *Progress) Bytes() int64 { return p.bytes.Load() }

// Files is how many inputs were opened.
func (p *Progress) Files() int64 { return p.files.Load() }

// TotalSize is the size of all inputs in bytes as they lie on disk; ok is
// false where one has no size, such as a pipe. It asks the system for every
// file, so call it only when there is a progress bar to draw.
func TotalSize(inputs []Input) (n int64, ok bool) {
	for _, in := range inputs {
		if in.Err != nil {
			continue
		}
		if in.endless {
			return 0, false
		}
		n += in.taken(in.size())
	}
	return n, true
}
