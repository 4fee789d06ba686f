package returnurl

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/returnurl"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/seal"
)

// urlBatch answers every line of standard input, in order, blank ones too:
// answer N belongs to line N. Where the first line is a text, such as a log's or
// a mail's, it answers those lines that hold a return URL.
type urlBatch struct {
	opts    *returnURLOptions
	lang    string
	reader  *returnurl.Reader
	out     *kit.Results // nil where the answers are plain lines of JSON, or tables
	table   bool
	noKey   error // why there is no key; plain URLs need none
	outcome kit.Tally
	buf     []byte

	begun   bool // a line that is not blank was read
	text    bool // the input is a text
	mail    bool // in quoted-printable
	answers int
	passed  kit.Places // lines without a return URL
}

// batch runs `-`. Without -o and --jq it answers NDJSON.
func (opts *returnURLOptions) batch(ctx context.Context, lang string) error {
	f := opts.f
	format, err := f.Format()
	if err != nil {
		return err
	}
	if f.Flags.Output == "" && f.Flags.JQ == "" {
		format = kit.NDJSON
	}
	b := &urlBatch{opts: opts, lang: lang, table: format == kit.Table}
	if !b.table && (format != kit.NDJSON || f.Flags.JQ != "") {
		if b.out, err = f.Results(format); err != nil {
			return err
		}
	}
	opts.key.Stdin = true
	key, kind, err := opts.key.Load(ctx)
	if err != nil {
		if b.noKey = encryptedURL(err); kit.Categorize(err).Category != kit.NoKey {
			return err
		}
	}
	b.reader = returnurl.NewReader(key, kind)
	if err := b.lines(ctx, f.IO.In); err != nil {
		return err
	}
	if b.out != nil {
		if err := b.out.Close(); err != nil {
			return err
		}
	}
	b.tellPassed()
	return b.outcome.Err()
}

// tellPassed says which lines of a text hold no return URL. A text without any
// is an error.
func (b *urlBatch) tellPassed() {
	switch {
	case b.passed.N == 0:
	case b.answers == 0:
		b.opts.f.Complain(kit.Unread(&diag.Problem{
			Origin: diag.Whole("-"), Message: say.Textf("no return URL in %s", say.Count(b.passed.N, "%s line", "%s lines")),
			Hint: say.Textf("a return URL has a parameter of the service, such as kycStatus or encrypted"),
		}), &b.outcome)
	default:
		b.opts.f.Note("skipped %s", b.passed.At("%s line without a return URL", "%s lines without a return URL"))
	}
}

// lines reads to the end. What is answered is written as soon as there is
// nothing more to read at once.
func (b *urlBatch) lines(ctx context.Context, in io.Reader) error {
	src := bufio.NewReaderSize(kit.Interruptible(ctx, in), 1<<20)
	for n := 1; ; n++ {
		line, err := readLine(src)
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, errLongLine) {
			return kit.ReadFailure("-", err)
		}
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return nil
		}
		if err == nil || errors.Is(err, io.EOF) {
			joined, lines := b.joined(src, line)
			url, found := b.find(string(joined))
			if b.text && !found {
				b.passed.Add(diag.Origin{Path: "-", Line: n, Index: -1})
				n += lines
				continue
			}
			if line, n = joined, n+lines; found && !returnurl.IsText(string(joined)) {
				line = []byte(url) // as it is where nothing was written for the mail
			}
		}
		b.answers++
		if failed := b.answer(n, line, err); failed != nil {
			return failed
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if w, ok := b.opts.f.IO.Out.(interface{ Flush() error }); ok && src.Buffered() == 0 {
			if err := w.Flush(); err != nil {
				return err
			}
		}
	}
}

// find finds the return URL in a line of a text.
func (b *urlBatch) find(line string) (url string, found bool) {
	if !b.begun && strings.TrimSpace(line) != "" {
		b.begun, b.text = true, returnurl.IsText(line)
	}
	if !b.text {
		return "", false
	}
	return returnurl.Find(line)
}

// joined is a line with those that follow it, lines of them, where a mail in
// quoted-printable has broken it.
func (b *urlBatch) joined(src *bufio.Reader, line []byte) (whole []byte, lines int) {
	b.mail = b.mail || bytes.Contains(line, []byte("=3D")) || bytes.EqualFold(line, []byte("Content-Transfer-Encoding: quoted-printable"))
	if !b.text || !b.mail || !bytes.HasSuffix(line, []byte("=")) {
		return line, 0
	}
	whole = bytes.Clone(line)
	for bytes.HasSuffix(whole, []byte("=")) && len(whole) < limit.Line {
		next, err := readLine(src)
		whole = append(whole[:len(whole)-1], next...)
		lines++
		if err != nil {
			break
		}
	}
	return whole, lines
}

var errLongLine = &returnurl.FormError{
	Message: say.Textf("the line is longer than %d MiB", limit.Line>>20), Hint: say.Textf("expected one URL or ciphertext a line"),
}

// readLine returns the next line without its end; it is valid until the next
// call. Of a line that is too long the rest is skipped.
func readLine(src *bufio.Reader) ([]byte, error) {
	line, err := src.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		whole := bytes.Clone(line)
		for errors.Is(err, bufio.ErrBufferFull) {
			line, err = src.ReadSlice('\n')
			if len(whole) <= limit.Line {
				whole = append(whole, line...)
			}
		}
		line = whole
		if len(whole) > limit.Line {
			return nil, errLongLine
		}
	}
	return bytes.TrimRight(line, "\r\n"), err
}

// answer writes what one line says, or why it says nothing.
func (b *urlBatch) answer(n int, line []byte, err error) error {
	var res *returnurl.Result
	if err == nil || errors.Is(err, io.EOF) {
		res, err = b.opts.read(b.reader, string(line))
	}
	if err == nil {
		if b.table {
			return b.show(n, res)
		}
		b.buf = res.AppendJSON(b.buf[:0], b.lang)
		return b.put()
	}
	if errors.Is(err, seal.ErrNoKey) {
		err = b.noKey
	}
	problem, c := kit.CipherProblemOf(err)
	b.outcome.Add(c)
	if b.table {
		b.opts.f.Report(say.Errorf("line %d: %w", n, err), say.Plain(problem.Hint))
		return nil
	}
	raw, err := jsonscan.Marshal(failedLine{problem})
	if err != nil {
		return err
	}
	b.buf = append(b.buf[:0], raw...)
	return b.put()
}

// failedLine is the answer to a line that says nothing.
type failedLine struct {
	Error kit.CipherProblem `json:"error"`
}

func (b *urlBatch) put() error {
	if b.out != nil {
		return b.out.PutRaw(b.buf)
	}
	b.buf = append(b.buf, '\n')
	_, err := b.opts.f.IO.Data().Write(b.buf)
	return err
}

func (b *urlBatch) show(n int, res *returnurl.Result) error {
	if n > 1 {
		b.opts.f.IO.Println("")
	}
	return showReturnURL(b.opts.f, res, b.lang)
}
