package mcpserver

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"sync"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/argosctl/argosctl/internal/limit"
)

// Stdio is a transport over streams, a message a line. Lines that are no message
// are answered with an error and left out: the connection goes on. At the end of the
// input, what was asked for is answered first, until ctx ends.
func Stdio(ctx context.Context, in io.Reader, out io.Writer) mcp.Transport {
	w := &turns{w: out, answered: make(chan struct{}, 1)}
	return &mcp.IOTransport{
		Reader: io.NopCloser(&sieve{ctx: ctx, in: bufio.NewReaderSize(in, 64<<10), answers: w}), Writer: w, MaxLineLength: -1,
	}
}

// The error codes of JSON-RPC 2.0.
const (
	parseError     = -32700
	invalidRequest = -32600
)

// sieve passes on the lines that are messages.
type sieve struct {
	ctx     context.Context //nolint:containedctx // a reader is given none
	in      *bufio.Reader
	answers *turns
	line    []byte // what is left to be read of the line that is passed on
}

// Read implements io.Reader.
func (s *sieve) Read(p []byte) (int, error) {
	for len(s.line) == 0 {
		line, long, err := s.next()
		switch line = bytes.TrimSpace(line); {
		case err != nil && len(line) == 0:
			s.answers.wait(s.ctx)
			return 0, err
		case long:
			err = s.refuse(parseError, "the message is too long")
		case len(line) == 0:
			continue
		case !json.Valid(line):
			err = s.refuse(parseError, "this is not JSON")
		case !isMessage(line):
			err = s.refuse(invalidRequest, "this is not a message of JSON-RPC 2.0")
		default:
			s.answers.expect(line)
			s.line, err = append(line, '\n'), nil
		}
		if err != nil {
			return 0, err
		}
	}
	n := copy(p, s.line)
	s.line = s.line[n:]
	return n, nil
}

// next is the next line, of which no more than a message's length is held.
func (s *sieve) next() (line []byte, long bool, err error) {
	for {
		part, err := s.in.ReadSlice('\n')
		if long = long || len(line)+len(part) > limit.AgentMessage; long {
			line = nil
		} else {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, long, err
		}
	}
}

// isMessage tells whether line is a request, a notification or an answer. Names of
// members are compared letter by letter, as the protocol does.
func isMessage(line []byte) bool {
	var members map[string]json.RawMessage
	if json.Unmarshal(line, &members) != nil || string(members["jsonrpc"]) != `"2.0"` {
		return false
	}
	var method string
	if raw, ok := members["method"]; ok {
		return json.Unmarshal(raw, &method) == nil && method != "" && isID(members["id"])
	}
	_, result := members["result"]
	_, failed := members["error"]
	return (result || failed) && members["id"] != nil && isID(members["id"])
}

// isID tells whether raw is absent, a text or a whole number that an answer can
// carry unchanged.
func isID(raw json.RawMessage) bool {
	if len(raw) == 0 || raw[0] == '"' {
		return true
	}
	_, err := strconv.ParseInt(string(raw), 10, 53)
	return err == nil
}

func (s *sieve) refuse(code int, text string) error {
	answer, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": nil, "error": map[string]any{"code": code, "message": text}})
	if err == nil {
		_, err = s.answers.Write(append(answer, '\n'))
	}
	return err
}

// turns writes one message at a time.
type turns struct {
	mu       sync.Mutex
	w        io.Writer
	open     int           // requests that are not answered yet
	answered chan struct{} // has an element after an answer
}

// Write implements io.Writer.
func (t *turns) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	n, err := t.w.Write(p)
	if kind := kindOf(p); kind.Method == "" && string(kind.ID) != "null" {
		t.open--
		select {
		case t.answered <- struct{}{}:
		default:
		}
	}
	return n, err
}

// expect takes note of a message that is to be answered, or no longer.
func (t *turns) expect(line []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch kind := kindOf(line); {
	case kind.Method == "notifications/cancelled":
		t.open--
	case kind.Method != "" && len(kind.ID) > 0:
		t.open++
	}
}

// wait waits until everything is answered, for as long as a call may take.
func (t *turns) wait(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, limit.AgentCall)
	defer cancel()
	for {
		t.mu.Lock()
		open := t.open
		t.mu.Unlock()
		if open <= 0 {
			return
		}
		select {
		case <-t.answered:
		case <-ctx.Done():
			return
		}
	}
}

// kind is what tells requests, notifications and answers from each other.
type kind struct {
	Method string          `json:"method"`
	ID     json.RawMessage `json:"id"`
}

func kindOf(line []byte) (k kind) {
	_ = json.Unmarshal(line, &k) // of what is no object nothing is known
	return k
}

// Close implements io.Closer: the stream is the process's.
func (t *turns) Close() error { return nil }
