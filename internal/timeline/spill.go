package timeline

import (
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

const (
	parts    = 256      // of a store: a part of a large archive fits in memory
	block    = 32 << 10 // of a part, held until it is full
	tempName = "argosctl-timeline-"
	tempExt  = ".tmp"
)

// store keeps records in parts: what fits a block of each in memory, the rest
// in one temporary file. Appending is for one goroutine; parts may be read by
// several once nothing is appended any more.
type store struct {
	dir  string
	file *os.File // nil as long as everything fits in memory
	size int64    // of file
	part [parts]struct {
		held   []byte
		blocks []span // in file
		count  int    // records
	}
	err error // of writing: nothing is kept after it
}

// span is a piece of the file.
type span struct {
	at   int64
	size int
}

// append keeps a record, which is head and then rest.
func (s *store) append(part int, head, rest []byte) {
	p := &s.part[part]
	switch size := len(p.held) + len(head) + len(rest) + binary.MaxVarintLen64; {
	case size > block:
		s.spill(part)
	case size > cap(p.held) && size > block/16: // it goes on: to grow step by step would copy all of it several times
		p.held = slices.Grow(p.held, block-len(p.held))
	}
	p.held = binary.AppendUvarint(p.held, uint64(len(head)+len(rest)))
	p.held = append(append(p.held, head...), rest...)
	p.count++
}

// spill moves what is held of a part to the file.
func (s *store) spill(part int) {
	p := &s.part[part]
	if s.file == nil && s.err == nil {
		s.file, s.err = createTemp(s.dir)
	}
	if s.err == nil && len(p.held) > 0 {
		_, s.err = s.file.WriteAt(p.held, s.size)
		p.blocks = append(p.blocks, span{s.size, len(p.held)})
		s.size += int64(len(p.held))
	}
	p.held = p.held[:0]
}

// whole is a part as one text.
func (s *store) whole(part int) (string, error) {
	p := &s.part[part]
	size := len(p.held)
	for _, b := range p.blocks {
		size += b.size
	}
	var text strings.Builder
	text.Grow(size)
	var memory []byte
	for _, b := range p.blocks {
		memory = slices.Grow(memory[:0], b.size)[:b.size]
		if n, err := s.file.ReadAt(memory, b.at); n < b.size {
			return "", errors.Join(io.ErrUnexpectedEOF, err)
		}
		text.Write(memory)
	}
	text.Write(p.held)
	return text.String(), nil
}

// reader reads the records of a part one after the other, a block at a time.
type reader struct {
	s      *store
	blocks []span
	held   []byte // what is left to be read after the blocks
	rest   scanner
	memory *[]byte // of a block, for all readers of a goroutine
}

func (s *store) read(part int, memory *[]byte) *reader {
	p := &s.part[part]
	return &reader{s: s, blocks: p.blocks, held: p.held, memory: memory}
}

// next returns a record; ok is false at the end.
func (r *reader) next() (record string, ok bool, err error) {
	for r.rest.rest == "" {
		switch {
		case len(r.blocks) > 0:
			b := r.blocks[0]
			*r.memory = slices.Grow((*r.memory)[:0], b.size)[:b.size]
			if n, err := r.s.file.ReadAt(*r.memory, b.at); n < b.size {
				return "", false, errors.Join(io.ErrUnexpectedEOF, err)
			}
			r.rest, r.blocks = scanner{string(*r.memory)}, r.blocks[1:]
		case len(r.held) > 0:
			r.rest, r.held = scanner{string(r.held)}, nil
		default:
			return "", false, nil
		}
	}
	return r.rest.text(), true, nil
}

// close removes the file.
func (s *store) close() error {
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	if removed := os.Remove(s.file.Name()); removed != nil && !errors.Is(removed, os.ErrNotExist) {
		err = errors.Join(err, removed)
	}
	s.file = nil
	return err
}

// createTemp opens a file that only the user can read and that has no name
// any more, where the system allows that: so nothing is left however the run ends.
// Elsewhere close takes the name away, or after a kill the next run.
func createTemp(dir string) (*os.File, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if random, ours := strings.CutPrefix(e.Name(), tempName); ours && e.Type().IsRegular() {
			if _, err := strconv.ParseUint(strings.TrimSuffix(random, tempExt), 10, 64); err == nil {
				_ = os.Remove(filepath.Join(dir, e.Name())) // one that is in use stays, where names keep files
			}
		}
	}
	file, err := os.CreateTemp(dir, tempName+"*"+tempExt)
	if err == nil {
		_ = os.Remove(file.Name())
	}
	return file, err
}
