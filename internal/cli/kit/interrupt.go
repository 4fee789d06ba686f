package kit

import (
	"context"
	"io"
)

// Interruptible is in, but a read that waits ends with the context: Ctrl-C
// must not have to wait for whoever writes the input. An abandoned read goes
// on alone until the process ends.
func Interruptible(ctx context.Context, in io.Reader) io.Reader {
	return &patientReader{ctx: ctx, in: in, done: make(chan portion, 1)}
}

type patientReader struct {
	ctx  context.Context
	in   io.Reader
	buf  []byte
	done chan portion
}

// portion is what one read gave.
type portion struct {
	n     int
	err   error
	panic any // a defect below: it belongs to the command, which reports it
}

// maxPortion is how much is read at once, in bytes.
const maxPortion = 256 << 10

// Read implements io.Reader.
func (r *patientReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	size := min(len(p), maxPortion)
	if len(r.buf) < size {
		r.buf = make([]byte, size)
	}
	go r.read(r.buf[:size])
	select {
	case <-r.ctx.Done():
		return 0, r.ctx.Err()
	case got := <-r.done:
		if got.panic != nil {
			panic(got.panic)
		}
		return copy(p, r.buf[:got.n]), got.err
	}
}

func (r *patientReader) read(buf []byte) {
	var got portion
	defer func() {
		got.panic = recover()
		r.done <- got
	}()
	got.n, got.err = r.in.Read(buf)
}
