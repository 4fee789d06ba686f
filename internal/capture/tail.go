package capture

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"strconv"

	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/say"
)

const (
	tailChunk = 64 << 10
	tailLimit = 64 << 20 // a last line longer than this is none of ours
)

// repairTail makes a file end with a line break, so that the next line starts
// on its own, and leaves f at its end. A last line that is whole only lacks
// the line break. One that a crash has torn was never acknowledged; it is
// moved to a file beside it. note says what was done.
func repairTail(f *os.File, size int64, path string) (end int64, note say.Message, err error) {
	tail, err := lastLine(f, size)
	if err != nil {
		return 0, say.Message{}, err
	}
	start := size - int64(len(tail))
	end = size
	switch torn := len(tail) > 0 && !jsonscan.Valid(tail); {
	case len(tail) == 0:
	case !torn:
		note = say.Textf("%s: the last line had no line break; it was completed", path)
		_, err = f.WriteAt([]byte{'\n'}, size)
		end = size + 1
	default:
		var beside string
		if beside, err = keepTorn(path+".torn", tail); err == nil {
			err = f.Truncate(start)
		}
		note = say.Textf("%s: the last line was torn (%d bytes, never acknowledged); it was moved to %s", path, len(tail), beside)
		end = start
	}
	if err == nil && !note.Empty() {
		err = f.Sync()
	}
	if err == nil {
		_, err = f.Seek(end, io.SeekStart)
	}
	return end, note, err
}

// lastLine returns what stands behind the last line break.
func lastLine(f *os.File, size int64) ([]byte, error) {
	var tail []byte
	for at := size; at > 0; {
		n := min(at, tailChunk)
		at -= n
		chunk := make([]byte, n, int(n)+len(tail))
		if _, err := f.ReadAt(chunk, at); err != nil {
			return nil, err
		}
		if i := bytes.LastIndexByte(chunk, '\n'); i >= 0 {
			return append(chunk[i+1:], tail...), nil
		}
		if tail = append(chunk, tail...); len(tail) > tailLimit {
			return nil, say.Errorf("there is no line break in its last %d MiB: is this an NDJSON file?", tailLimit>>20)
		}
	}
	return tail, nil
}

// maxTorn bounds the torn lines that are kept beside a file.
const maxTorn = 1000

// keepTorn writes the remains of a torn line to a new file, which only the
// user can read: at path, or where that exists at path.2, path.3 and so on. It
// follows no link.
func keepTorn(path string, tail []byte) (string, error) {
	for n := 1; n <= maxTorn; n++ {
		name := path
		if n > 1 {
			name += "." + strconv.Itoa(n)
		}
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = f.Write(append(tail, '\n'))
		return name, errors.Join(err, f.Sync(), f.Close())
	}
	return "", say.Errorf("%s and %d more torn lines are there already: move them away", path, maxTorn-1)
}
