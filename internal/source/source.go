// Package source turns paths and standard input into payloads: files,
// directories, globs, gzip; single objects, arrays, NDJSON. Every payload
// knows where it is from, to the byte.
//
// It opens and reads files and nothing else: it does not judge whether a
// payload is JSON (the bytes go on as they are), prints nothing, and knows no
// command. Memory is bounded whatever the size of the input, no payload is
// copied, and results keep the order of the inputs whatever the parallelism.
package source

import (
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/workdir"
	"io"
	"runtime"
)

// Stdin is the path that stands for standard input, in arguments and origins.
const Stdin = "-"

// DefaultMaxPayload is the size in bytes over which a payload is refused.
const DefaultMaxPayload = limit.Payload

const (
	chunkSize    = 256 << 10         // one read, one piece of work: fits a core's cache
	wholeArray   = limit.BrokenArray // a broken array up to this size is handed on whole
	contextBytes = 160               // text kept on either side of an array's element
	keepBytes    = contextBytes + 1  // of what was taken; the one more tells whether it is cut
	firstSize    = 32 << 10          // of the first chunks
	heldBytes    = 1 << 20           // that the result of a chunk should hold at most
	mostPayloads = 1024              // of one input in a chunk: what they come to is held together
	batchFiles   = 64                // small files that share one piece of work
)

// Origin names where a payload is from.
type Origin = diag.Origin

// Payload is one value of an input, as it stands there. Its slices are valid
// until the emit call of its chunk returns, and must not be changed.
//
// A line of NDJSON comes without its line break (LF or CRLF), an element of an
// array without the space around it, and the only value of a file as the whole
// file. A byte order mark belongs to the first line or the whole file.
type Payload struct {
	Origin Origin
	Bytes  []byte
	Offset int64 // of Bytes in the decompressed file
	Line   int   // where Bytes starts, from 1
	Column int   // where Bytes starts, in characters, from 1

	// Before and After are the rest of the lines on which an array's element
	// starts and ends, cut to about 160 bytes, for showing it in its place.
	Before, After []byte

	// Single marks the only value of an input that holds one object.
	Single bool
	// BOM marks the first element of an array after a byte order mark, which
	// is then at offset 0 and in no payload.
	BOM bool
}

// Locate gives a problem of the payload, whose Offset counts from the start of
// Bytes, its origin and its place in the file.
func (p *Payload) Locate(problem diag.Problem) *diag.Problem {
	cursor := jsonscan.NewCursor(p.Bytes, p.Line, p.Column)
	problem.Line, problem.Column = cursor.At(int(problem.Offset))
	problem.Origin = p.Origin
	problem.Offset += p.Offset
	return &problem
}

// Options says what to read with. The zero value reads files only.
type Options struct {
	Dir             workdir.Dir // that paths are relative to
	Stdin           io.Reader
	StdinIsTerminal bool
	Jobs            int       // goroutines that work; 0 = one per processor
	MaxPayload      int       // bytes; 0 = DefaultMaxPayload
	Progress        *Progress // counts what is read, if not nil

	// Outside, if not nil, is told by Resolve which symbolic links lead out of a
	// directory or of where a glob starts: they are not followed.
	Outside func(dir string, links []string)

	chunk, whole int // sizes, smaller in tests
	most         int // payloads of one input in a chunk, fewer in tests
}

// withDefaults fills in what was left out.
func (o Options) withDefaults() Options {
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	if o.MaxPayload <= 0 {
		o.MaxPayload = DefaultMaxPayload
	}
	if o.chunk == 0 {
		o.chunk = chunkSize
	}
	if o.most == 0 {
		o.most = mostPayloads
	}
	if o.whole == 0 {
		o.whole = min(wholeArray, o.MaxPayload)
	}
	return o
}
