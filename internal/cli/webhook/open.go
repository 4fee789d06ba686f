package webhook

import (
	"bytes"
	"context"
	"errors"
	"io"
	"unicode/utf8"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/seal"
)

func runOpen(ctx context.Context, opts *sealOptions) error {
	enc, key, in, err := opts.start(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	src := kit.Interruptible(ctx, in)
	head, err := io.ReadAll(io.LimitReader(src, limit.Sealed+1))
	switch {
	case err != nil:
		return kit.ReadFailure(opts.path, err)
	case len(head) <= limit.Sealed:
		err = opts.openWhole(key, head, enc)
	case opts.gcm || isObject(head):
		var all []byte
		if all, err = readWhole(opts.path, io.MultiReader(bytes.NewReader(head), src)); err == nil {
			err = opts.openWhole(key, all, enc)
		}
	default:
		err = opts.openStream(key, io.MultiReader(bytes.NewReader(head), src), enc)
	}
	if err != nil {
		return err
	}
	if !opts.gcm {
		opts.f.Remark("AES-256-ECB proves nothing about the sender and shows no alteration: confirm with the API before you act on this")
	}
	return nil
}

func isObject(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	return len(head) > 0 && head[0] == '{'
}

// openWhole opens an envelope or a bare ciphertext that is in memory.
func (opts *sealOptions) openWhole(key seal.Key, text []byte, enc seal.Encoding) error {
	if data, form := seal.CiphertextOf(text); form != seal.Clear {
		text = data
	} else if enc == seal.Detect && isBinary(text) {
		enc = seal.Binary
	}
	opened, err := opts.openText(key, string(text), seal.Options{Encoding: enc, AnyText: true})
	if err != nil {
		return kit.CipherFailure(err)
	}
	f := opts.f
	for _, n := range opened.Notes {
		f.Warn("%s [%s]", catalog.NewSaying(n), n.Rule())
	}
	if enc == seal.Detect && opened.Encoding.Unexpected(string(text)) {
		f.Remark("%s: %s", catalog.NewSaying(catalog.NoticeReturnurlCiphertextEncoding, "encoding", string(opened.Encoding)),
			catalog.Remark(catalog.UnknownCiphertextEncoding))
	}
	f.Log().Debug("opened", "encoding", string(opened.Encoding), "bytes", len(opened.Plaintext), "content", string(opened.Content))
	out := f.IO.Ending()
	_, err = out.Write(opened.Plaintext)
	return errors.Join(err, out.Close())
}

func (opts *sealOptions) openText(key seal.Key, text string, o seal.Options) (seal.Result, error) {
	if !opts.gcm {
		return seal.Open(key, text, o)
	}
	opened, err := seal.OpenGCM(key, text, o)
	if err == nil {
		opts.f.Warn("AES-256-GCM is experimental: opened in the layout %s: %s", opened.Layout.String(), catalog.Remark(catalog.UnknownGcmLayout))
		if !utf8.Valid(opened.Plaintext) {
			err = notUTF8()
		}
	}
	return opened.Result, err
}

// isBinary tells the bytes of a ciphertext from a text.
func isBinary(data []byte) bool {
	return !utf8.Valid(data) || bytes.ContainsFunc(data, func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\r' && r != '\t'
	})
}

// openStream opens a long ciphertext in constant memory.
func (opts *sealOptions) openStream(key seal.Key, in io.Reader, enc seal.Encoding) error {
	out := opts.f.IO.Ending()
	guard := &textGuard{w: out}
	_, err := io.Copy(guard, seal.NewReader(key, in, enc))
	defer func() { _ = out.Close() }() // what was opened stands on a line of its own
	if err == nil {
		err = guard.close()
	}
	var open *seal.OpenError
	if errors.As(err, &open) {
		return kit.CipherFailure(err)
	}
	if err != nil {
		return kit.ReadFailure(opts.path, err)
	}
	return nil
}

// textGuard passes UTF-8 on and stops at anything else: what a wrong key opens
// is noise, which its first chunk shows before a byte of it is written.
type textGuard struct {
	w    io.Writer
	held []byte // the start of a character that the next write ends
}

// Write implements io.Writer.
func (g *textGuard) Write(p []byte) (int, error) {
	text := p
	if len(g.held) > 0 {
		text = append(g.held, p...)
	}
	cut := len(text)
	for back := 1; back < utf8.UTFMax && back <= len(text); back++ {
		if b := text[len(text)-back]; utf8.RuneStart(b) {
			if !utf8.FullRune(text[len(text)-back:]) {
				cut = len(text) - back
			}
			break
		}
	}
	if !utf8.Valid(text[:cut]) {
		return 0, notUTF8()
	}
	if _, err := g.w.Write(text[:cut]); err != nil {
		return 0, err
	}
	g.held = append([]byte(nil), text[cut:]...)
	return len(p), nil
}

func (g *textGuard) close() error {
	if len(g.held) > 0 {
		return notUTF8()
	}
	return nil
}

func notUTF8() *seal.OpenError {
	return &seal.OpenError{Step: seal.StepUTF8, Message: say.Textf("the opened bytes are not UTF-8 text"),
		Hint: say.Textf("the wrong key, or a ciphertext that was altered on the way or never held text")}
}
