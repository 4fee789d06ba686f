// Package source turns paths and standard input into payloads: files,
// directories, globs, gzip; single objects, arrays, NDJSON. Every payload
// knows where it is from, to the byte.
//
// Payloads come as they stand: a line of a log comes whole. A consumer tries to
// read it, and looks closely at what it cannot read:
//
//	for p, fault := range chunk.Payloads() {
//		if fault != nil || read(p) { // the usual case: p is one webhook
//			continue
//		}
//		used := false
//		for q := range p.Values() { // each a value, or a piece of text
//			switch {
//			case read(q):
//				used = true
//			case !q.Skippable():
//				report(q)
//				used = true
//			}
//		}
//		if !used {
//			p.Skip() // a line without a webhook, counted in Options.Skipped
//		}
//	}
//
// It opens and reads files and nothing else: it does not judge whether a
// payload is JSON (the bytes go on as they are), prints nothing, and knows no
// command. Memory is bounded whatever the size of the input, no payload is
// copied, and results keep the order of the inputs whatever the parallelism.
package source

import (
	"io"
	"runtime"
	"strconv"
	"strings"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/workdir"
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

// AppendOrigin appends an origin as records say it; path is that of the origin as a
// JSON string.
func AppendOrigin(dst []byte, o *Origin, path []byte) []byte {
	dst = append(append(dst, `{"path":`...), path...)
	switch {
	case o.Line > 0:
		dst = strconv.AppendInt(append(dst, `,"line":`...), int64(o.Line), 10)
	case o.Index >= 0 && o.Inside == "":
		dst = strconv.AppendInt(append(dst, `,"index":`...), int64(o.Index), 10)
	}
	if o.Inside != "" {
		dst = jsonscan.AppendQuoted(append(dst, `,"inside":`...), o.Inside)
	}
	return append(dst, '}')
}

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

	// Text marks what holds no JSON value of its own: a piece of text. Only Values
	// sets it.
	Text bool
	// Single marks the only value of an input that holds one object.
	Single bool
	// BOM marks the first element of an array after a byte order mark, which
	// is then at offset 0 and in no payload.
	BOM bool
	// Inside is where the payload stands, if it is not all of a value.
	Inside Inside

	only bool   // the whole input: if it holds no webhook, that is a fault
	raw  []byte // what stands in the file, where Bytes had to be converted
	part *part  // where it is from; nil for a payload that is from no source
}

// Header is the first line of the text that p is from, cut to 4 KiB: the names
// of the columns, if it is a table such as CSV. It is nil in other inputs.
func (p *Payload) Header() []byte {
	if p.part == nil {
		return nil
	}
	return p.part.header
}

// Encoding is what p was written in where it was not UTF-8 and has been
// converted; else NoEncoding. Bytes that are no UTF-8 stay in Bytes where nobody
// says what they are.
func (p *Payload) Encoding() Encoding {
	switch {
	case p.part == nil:
	case p.raw != nil, p.part.encoding.isWide():
		return p.part.encoding
	}
	return NoEncoding
}

// ReadIn is the encoding that is read where the input of p is not UTF-8; NoEncoding
// where nobody says so.
func (p *Payload) ReadIn() Encoding {
	if p.part == nil {
		return NoEncoding
	}
	return p.part.encoding
}

// IsWide reports whether p is from an input in UTF-16, which is converted as a
// whole.
func (p *Payload) IsWide() bool { return p.part != nil && p.part.encoding.isWide() }

// Raw is what stands in the file at Offset, but for UTF-16: there Offset counts
// in the file as UTF-8, which Encoding.Reader gives.
func (p *Payload) Raw() []byte {
	if p.raw != nil {
		return p.raw
	}
	return p.Bytes
}

// IsFirst reports whether p begins its input.
func (p *Payload) IsFirst() bool { return p.Offset == 0 || p.BOM }

// IsLoose reports whether p is from a text, where something else may stand
// beside a value.
func (p *Payload) IsLoose() bool {
	if p.part == nil || !p.part.loose {
		return false
	}
	return !p.only || !beginsAsJSON(p.Bytes[lead(p.Bytes):])
}

// beginsAsJSON reports whether a text begins as an object or an array does, and
// not as a line with brackets in it: "[INFO] ", "{x=1} ".
func beginsAsJSON(text []byte) bool {
	if len(text) == 0 || text[0] != '{' && text[0] != '[' {
		return false
	}
	inside := text[jsonscan.SkipSpace(text, 1):]
	likely := `"}/#`
	if text[0] == '[' {
		likely = `"{[]/#`
	}
	return len(inside) == 0 || strings.IndexByte(likely, inside[0]) >= 0
}

// Options says what to read with. The zero value reads files only.
type Options struct {
	Dir             workdir.Dir // that paths are relative to
	Stdin           io.Reader
	StdinIsTerminal bool
	Jobs            int       // goroutines that work; 0 = one per processor
	MaxPayload      int       // bytes; 0 = DefaultMaxPayload
	Progress        *Progress // counts what is read, if not nil
	Skipped         *Skipped  // counts what is skipped, if not nil
	LateLines       bool      // consumers call Chunk.Settle for the line numbers of a shard
	Encoding        Encoding  // of what is not UTF-8 and does not say what it is
	StdinName       string    // stands for Stdin in origins, and is judged like a file's; empty for Stdin

	// Outside, if not nil, is told by Resolve which symbolic links lead out of a
	// directory or of where a glob starts: they are not followed.
	Outside func(dir string, links []string)

	// Beside, if not nil, is told by Resolve which files lie in the directories, may
	// hold webhooks, and are not read, since a directory does not stand for files so
	// named. With AnyText these are all but documents.
	Beside  func(files []string)
	AnyText bool

	passed       []string // by Resolve, until it tells Beside
	chunk, whole int      // sizes, smaller in tests
	most         int      // payloads of one input in a chunk, fewer in tests
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
