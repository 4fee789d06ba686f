package capture

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/argosctl/argosctl/internal/atomicfile"
	"github.com/argosctl/argosctl/internal/source"
)

const parallelFlushes = 64

// fixtureDir is a directory with one file a body, which holds its exact bytes,
// and one beside it with its headers.
type fixtureDir struct{ path string }

func (t *fixtureDir) commit(batch []*entry) {
	var flushes sync.WaitGroup // side by side they share the disk's commits
	slots := make(chan struct{}, parallelFlushes)
	for _, e := range batch {
		if len(e.delivery.Body) == 0 {
			continue
		}
		slots <- struct{}{}
		flushes.Go(func() {
			defer func() { <-slots }()
			e.err = t.write(e.delivery)
		})
	}
	flushes.Wait()
	if err := syncDir(t.path); err != nil {
		for _, e := range batch {
			e.err = errors.Join(e.err, err)
		}
	}
}

func (t *fixtureDir) Close() error { return nil }

// write puts whole, flushed files under names that were free: the body's, and
// beside it what may be kept of its headers. The hidden names that they have
// before are what a crash leaves, and no reader of directories takes.
func (t *fixtureDir) write(d *Delivery) error {
	record, err := d.record()
	if err != nil {
		return err
	}
	body, err := t.flushed(d.Body)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(body) }()
	headers, err := t.flushed(record)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(headers) }()
	stem, ext := fixtureName(d)
	for n, name := 1, stem; ; n++ {
		if n > 1 {
			name = fmt.Sprintf("%s-%d", stem, n)
		}
		path := filepath.Join(t.path, name)
		err := atomicfile.Claim(body, path+ext)
		if err == nil {
			if err = atomicfile.Claim(headers, path+source.HeadersExt); err != nil { // nothing of it stays
				err = errors.Join(err, os.Remove(path+ext))
			}
		}
		if err == nil {
			d.Saved = Saved{Path: path + ext, Length: -1}
		}
		if !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
}

// flushed writes a file under a hidden name, which only the user can read.
func (t *fixtureDir) flushed(text []byte) (name string, err error) {
	temp, err := os.CreateTemp(t.path, ".receiving-*")
	if err != nil {
		return "", err
	}
	_, err = temp.Write(text)
	if err == nil {
		err = temp.Sync()
	}
	if err = errors.Join(err, temp.Close()); err != nil {
		return "", errors.Join(err, os.Remove(temp.Name()))
	}
	return temp.Name(), nil
}

// fixtureName is time, event and submission: 20260414T021109.120Z-approved-6xx28lo115832.
func fixtureName(d *Delivery) (stem, ext string) {
	stem = d.Received.UTC().Format("20060102T150405.000Z")
	for _, part := range []string{d.Label.Event, d.Label.Submission} {
		if part != "" {
			stem += "-" + NamePart(part)
		}
	}
	if isGzip(d.Encoding) {
		return stem, ".json.gz"
	}
	return stem, ".json"
}

// NamePart is what of a text can be part of a file's name anywhere, at most 64
// bytes: ASCII letters and digits, _ and -. Other characters become _.
func NamePart(text string) string {
	harmless := func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '_', r == '-':
			return r
		}
		return '_'
	}
	text = strings.Map(harmless, text[:min(len(text), 256)])
	return text[:min(len(text), 64)]
}
