package replay

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/sample"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/seal"
)

// Conformance grades a handler.
type Conformance struct {
	Client *Client
	Key    seal.Key // where it is not empty, events go out sealed with it
	Seed   uint64
	Within time.Duration // every answer has to come in this time
}

// Verdict is the outcome of one check.
type Verdict struct {
	Check  *Check
	OK     bool
	Status int           // the answer that decided, 0 where there was none
	Took   time.Duration // of all its probes
	Err    error         // why it failed
	Body   []byte        // of the answer that decided a failure

	answered bool // by at least one status
}

// NoAnswerError ends a conformance run after its first check, which got no
// answer at all; it wraps the reason.
type NoAnswerError struct{ Err error }

func (e *NoAnswerError) Error() string { return e.Err.Error() }
func (e *NoAnswerError) Unwrap() error { return e.Err }

// Run runs every check, one request after the other, and hands its verdict to
// emit. It ends early with emit's error, the context's, a
// *loopback.RefusedError, or *NoAnswerError.
func (c Conformance) Run(ctx context.Context, emit func(*Verdict) error) error {
	b := &bench{generator: sample.New(c.Seed), key: c.Key}
	send := c.Client.sender(ctx)
	defer send.close()
	slowest := answer{}
	checks := Checks()
	for i := range checks {
		v, err := c.check(send, b, &checks[i], &slowest)
		if err != nil {
			return err
		}
		if err := emit(v); err != nil {
			return err
		}
		if i == 0 && !v.answered {
			return &NoAnswerError{v.Err}
		}
	}
	return emit(c.inTime(&slowest))
}

// check sends the probes of one check, up to the first that fails it; where each stands
// alone, all that are answered. The error is that of the first, with the names of all.
func (c Conformance) check(send *sender, b *bench, check *Check, slowest *answer) (*Verdict, error) {
	probes, err := check.probes(b)
	if err != nil {
		return nil, err
	}
	v := &Verdict{Check: check, OK: true}
	want := check.want
	var failed []string
	var first error
	for _, p := range probes {
		a := send.send(b.sealed(p), c.header(p))
		if no := refused(a.err); no != nil {
			return nil, no
		}
		if send.parent.Err() != nil {
			return nil, send.parent.Err()
		}
		if a.duration > slowest.duration {
			*slowest = a
		}
		v.Took += a.duration
		if first == nil {
			v.Status = a.status
		}
		v.answered = v.answered || a.status != 0
		if want == 0 && a.err == nil {
			want = a.status / 100
		}
		if err := a.err; err != nil || a.status/100 != want {
			if err == nil {
				err = statusError(&a, fmt.Sprintf("%dxx", want))
			}
			if failed = append(failed, p.name); first == nil {
				first, v.Body, v.Status = err, bytes.Clone(a.body), a.status
			}
			if !check.each || a.err != nil {
				break
			}
		}
	}
	if first != nil {
		v.OK, v.Err = false, say.Errorf("%s: %w", strings.Join(failed, ", "), first)
	}
	return v, nil
}

// header is the target's, with another content type where the probe has one.
func (c Conformance) header(p probe) http.Header {
	if p.kind == "" {
		return nil
	}
	header := c.Client.request.Header.Clone()
	header.Set("Content-Type", p.kind)
	return header
}

// inTime is the last check: it has seen every answer.
func (c Conformance) inTime(slowest *answer) *Verdict {
	v := &Verdict{Check: timeCheck(c.Within), OK: true, Status: slowest.status, Took: slowest.duration}
	var late *TimeoutError
	switch {
	case errors.As(slowest.err, &late):
		v.OK, v.Err = false, slowest.err
	case slowest.duration > c.Within:
		v.OK, v.Err = false, &LateError{slowest.duration, c.Within}
	}
	return v
}

func timeCheck(within time.Duration) *Check {
	return &Check{
		ID: "time/within-limit",
		What: catalog.Text{
			En: fmt.Sprintf("answers everything within %s", within),
			Ko: fmt.Sprintf("모든 요청에 %s 안에 응답합니다", within),
		},
		Why: catalog.Text{
			En: "How long the service waits is not documented; a slow handler loses events.",
			Ko: "서비스의 응답 대기 시간은 문서화되어 있지 않으며, 느린 핸들러는 이벤트를 놓칠 수 있습니다.",
		},
		Advice: catalog.Text{
			En: "Store the event, answer 2xx at once, and do the work afterwards, from a queue.",
			Ko: "이벤트를 저장하고 바로 2xx로 응답한 뒤, 실제 처리는 큐에서 비동기로 수행하세요.",
		},
	}
}

// bench makes the bodies of a run: every check has submissions of its own, so
// that none sees what another one left in the handler.
type bench struct {
	generator *sample.Generator
	key       seal.Key // empty: bodies go out in clear
}

func (b *bench) payload(event, variant string) ([]byte, error) {
	return b.generator.AppendEvent(nil, event, variant)
}

// sealed is the body of a probe as it goes out.
func (b *bench) sealed(p probe) []byte {
	if p.raw || b.key.Empty() {
		return p.body
	}
	return seal.AppendEnvelope(nil, b.key.Seal(p.body, seal.Base64))
}
