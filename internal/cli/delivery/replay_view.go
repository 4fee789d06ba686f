package delivery

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/replay"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// view picks how results are printed.
func (opts *replayOptions) view(plan *replayPlan, stats *replay.Stats) (replayView, error) {
	if opts.format == kit.Table {
		return &replayTable{
			f: opts.f, lang: opts.lang, stats: stats,
			columns: term.Columns{Widths: []int{5, 13, 14, 6, 8}},
		}, nil
	}
	out, err := opts.f.List(opts.format, "n", "event", "origin", "submission_id", "status", "ok", "duration_ms", "attempts", "error")
	return &replayRecords{out: out, plan: plan, lang: opts.lang, verbose: opts.f.Flags.Verbose}, err
}

// replayTable prints a line for each delivery, and a summary.
type replayTable struct {
	f       *kit.Factory
	lang    string
	stats   *replay.Stats
	columns term.Columns
	begun   bool
}

func (t *replayTable) result(r *replay.Result) error {
	style := t.f.IO.Style()
	if !t.begun {
		t.begun = true
		err := t.columns.Line(t.f.IO.Out, term.S(style.Bold, "N"), term.S(style.Bold, "Event"), term.S(style.Bold, "Submission"),
			term.S(style.Bold, "Status"), term.S(style.Bold, "Time"), term.S(style.Bold, "Verdict"))
		if err != nil {
			return err
		}
	}
	verdict := term.S(style.Good, "ok")
	if !r.OK {
		verdict = term.S(style.Bad, "FAIL  "+say.Error(t.lang, r.Err))
	}
	if r.Attempts > 1 {
		verdict.Text += say.Textf(" (%s)", attempts(r.Attempts)).In(t.lang)
	}
	err := t.columns.Line(t.f.IO.Out, term.C(strconv.Itoa(r.N)), term.S(style.Name, kit.Dash(r.Event)), term.C(kit.Dash(r.SubmissionID)),
		term.C(statusText(r.Status)), term.C(took(r.Duration)), verdict)
	if err != nil || r.Response == nil {
		return err
	}
	return t.response(r.Response)
}

// briefBody is how much of a failed delivery's response is shown without -v.
const briefBody = 2 << 10

// response prints the body of an answer, made safe for the terminal, and with
// -v its headers.
func (t *replayTable) response(r *replay.Response) error {
	style := t.f.IO.Style()
	body, cut := r.Body, r.Truncated
	var b strings.Builder
	if t.f.Flags.Verbose {
		for _, name := range headerNames(r) {
			b.WriteString("      " + style.Faint(term.Clean(name+": "+strings.Join(r.Header[name], ", "))) + "\n")
		}
	} else if len(body) > briefBody {
		body, cut = body[:briefBody], true
	}
	for line := range strings.Lines(strings.TrimRight(string(body), "\r\n")) {
		b.WriteString("      | " + term.Clean(strings.TrimRight(line, "\r\n")) + "\n")
	}
	if cut {
		b.WriteString("      | ...\n")
	}
	_, err := io.WriteString(t.f.IO.Out, b.String())
	return err
}

func (t *replayTable) close() error {
	if t.f.Flags.Quiet || t.stats.Sent == 0 {
		return nil
	}
	t.f.IO.Println("\n" + summaryLine(t.stats, t.lang))
	return nil
}

// attempts says how often a delivery was tried.
func attempts(n int) say.Counted { return say.Count(n, "%s attempt", "%s attempts") }

// summaryLine is "4 deliveries: 3 ok, 1 failed; p50 1.2ms, p95 3ms, p99 3ms".
func summaryLine(s *replay.Stats, lang string) string {
	line := say.Textf("%s: %s ok, %s failed", say.Count(s.Sent, "%s delivery", "%s deliveries"), say.Number(s.OK), say.Number(s.Failed())).In(lang)
	if s.Unanswered > 0 {
		line += say.Textf(" (%s without an answer)", say.Number(s.Unanswered)).In(lang)
	}
	if s.Retries > 0 {
		line += ", " + say.Count(s.Retries, "%s retry", "%s retries").In(lang)
	}
	if s.Unanswered < s.Sent {
		line += fmt.Sprintf("; p50 %s, p95 %s, p99 %s", took(s.Percentile(50)), took(s.Percentile(95)), took(s.Percentile(99)))
	}
	return line
}

// took is a duration to three digits or so.
func took(d time.Duration) string {
	switch {
	case d >= 10*time.Second:
		return d.Round(100 * time.Millisecond).String()
	case d >= 100*time.Millisecond:
		return d.Round(time.Millisecond).String()
	}
	return d.Round(10 * time.Microsecond).String()
}

func statusText(status int) string {
	if status == 0 {
		return "-"
	}
	return strconv.Itoa(status)
}

func headerNames(r *replay.Response) []string {
	names := make([]string, 0, len(r.Header))
	for name := range r.Header {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// replayRecords prints a record for each delivery.
type replayRecords struct {
	out     *kit.Results
	plan    *replayPlan
	lang    string
	verbose bool
	buf     []byte
}

func (v *replayRecords) result(r *replay.Result) error {
	if v.out.Count == 0 {
		v.out.Single = v.plan.single()
	}
	v.buf = append(v.appendResult(v.buf[:0], r), '\n')
	return v.out.PutLines(v.buf)
}

func (v *replayRecords) close() error { return v.out.Close() }

// appendResult writes the record of a delivery as JSON.
func (v *replayRecords) appendResult(dst []byte, r *replay.Result) []byte {
	dst = strconv.AppendInt(append(dst, `{"n":`...), int64(r.N), 10)
	dst = appendOptional(append(dst, `,"event":`...), r.Event)
	dst = jsonscan.AppendQuoted(append(dst, `,"origin":`...), r.Origin)
	dst = appendOptional(append(dst, `,"submission_id":`...), r.SubmissionID)
	dst = append(dst, `,"status":`...)
	if r.Status == 0 {
		dst = append(dst, "null"...)
	} else {
		dst = strconv.AppendInt(dst, int64(r.Status), 10)
	}
	dst = strconv.AppendBool(append(dst, `,"ok":`...), r.OK)
	dst = strconv.AppendFloat(append(dst, `,"duration_ms":`...), float64(r.Duration.Microseconds())/1000, 'f', -1, 64)
	dst = strconv.AppendInt(append(dst, `,"attempts":`...), int64(r.Attempts), 10)
	if v.verbose {
		dst = appendResponse(append(dst, `,"response":`...), r.Response)
	}
	message := ""
	if r.Err != nil {
		message = say.Error(v.lang, r.Err)
	}
	return append(appendOptional(append(dst, `,"error":`...), message), '}')
}

func appendResponse(dst []byte, r *replay.Response) []byte {
	if r == nil {
		return append(dst, "null"...)
	}
	dst = append(dst, `{"headers":{`...)
	for i, name := range headerNames(r) {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(jsonscan.AppendQuoted(dst, name), ':')
		dst = jsonscan.AppendQuoted(dst, strings.Join(r.Header[name], ", "))
	}
	dst = jsonscan.AppendQuoted(append(dst, `},"body":`...), string(r.Body))
	if r.Truncated {
		dst = append(dst, `,"truncated":true`...)
	}
	return append(dst, '}')
}

// appendOptional writes text, or null where there is none.
func appendOptional(dst []byte, text string) []byte {
	if text == "" {
		return append(dst, "null"...)
	}
	return jsonscan.AppendQuoted(dst, text)
}
