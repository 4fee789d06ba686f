package delivery

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/cli/view"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/replay"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/term"
)

// view picks how results are printed.
func (opts *replayOptions) view(plan *replayPlan, stats *replay.Stats, progress *term.Progress) (replayView, error) {
	if opts.format == kit.Table {
		return newReplayTable(opts, plan, stats, progress), nil
	}
	out, err := opts.f.List(opts.format, "n", "event", "origin", "submission_id", "status", "ok", "duration_ms", "attempts", "error")
	return &replayRecords{out: out, plan: plan, lang: opts.lang, verbose: opts.f.Flags.Verbose}, err
}

// replayTable prints a line for each delivery, and a summary.
type replayTable struct {
	f     *kit.Factory
	lang  string
	stats *replay.Stats
	list  *term.List
}

// patience is how long a delivery waits for others that tell how wide the columns
// have to be.
const patience = 500 * time.Millisecond

func newReplayTable(opts *replayOptions, plan *replayPlan, stats *replay.Stats, progress *term.Progress) *replayTable {
	head := func(en string) string { return kit.Head(opts.lang, en) }
	list := opts.f.IO.List(term.Layout{
		Columns: []term.Column{
			{Key: "n", Head: "#", Kind: term.Number, Usual: len(strconv.FormatInt(plan.total, 10))},
			{Key: "event", Head: head("Event"), Kind: term.ID, Usual: 13},
			{Key: "submission", Head: head("Submission"), Kind: term.ID, Usual: 18},
			{Key: "code", Head: head("Code"), Kind: term.ID, Usual: 16},
			{Key: "answer", Head: head("Answer"), Kind: term.Number},
			{Key: "took", Head: head("Took"), Kind: term.Number, Usual: 8},
			{Key: "result", Head: head("Result"), Kind: term.Word},
			{Key: "why", Kind: term.Below},
		},
		Drop: []string{"code"},
	})
	list.Patience, list.Before = patience, progress.Hide
	return &replayTable{f: opts.f, lang: opts.lang, stats: stats, list: list}
}

func (t *replayTable) result(r *replay.Result) error {
	style := t.f.IO.Style()
	info, _, _ := catalog.EventByName(r.Event)
	answer, took := "", ""
	if r.Status != 0 {
		answer, took = strconv.Itoa(r.Status), view.Took(r.Duration)
	}
	result := term.S(style.Good, "ok")
	if !r.OK {
		result = term.S(style.Bad, "FAIL")
	}
	event := t.f.IO.Cell(view.EventStyle(style, info), r.Event)
	err := t.list.Row(
		term.C(strconv.Itoa(r.N)), event, t.f.IO.Cell(nil, r.SubmissionID), t.f.IO.Cell(style.Name, r.Code),
		t.f.IO.Cell(view.AnswerStyle(style, r.Status), answer), t.f.IO.Cell(nil, took), result, term.C(t.why(r)),
	)
	if err != nil || r.Response == nil || !t.long(r.Response) {
		return err
	}
	return t.list.Aside(func() { t.response(r.Response) })
}

// why says what is wrong with an answer, how often it was tried, and a short body.
func (t *replayTable) why(r *replay.Result) string {
	var parts []string
	if !r.OK {
		parts = append(parts, t.which(r)+say.Error(t.lang, r.Err))
	}
	if r.Attempts > 1 {
		parts = append(parts, say.Textf("tried %s", say.Count(r.Attempts, "%s time", "%s times")).In(t.lang))
	}
	why := strings.Join(parts, ", ")
	if r.Response != nil && !t.long(r.Response) && len(r.Response.Body) > 0 {
		why += "; " + say.Textf("body: %s", bytes.TrimSpace(r.Response.Body)).In(t.lang)
	}
	return why
}

// which is what was sent, with a colon behind it: the shape of a sample, the place of a
// saved webhook. It is empty where the line says it already.
func (t *replayTable) which(r *replay.Result) string {
	origin, sampled := strings.CutPrefix(r.Origin, "sample:")
	if strings.HasPrefix(origin, "scenario:") || sampled && !strings.Contains(origin, "/") || origin == source.Stdin {
		return ""
	}
	return origin + ": "
}

const (
	inlineBody = 200     // bytes of a body that stands in the line of its delivery
	briefBody  = 2 << 10 // of a body that is shown without -v
)

// long reports whether an answer takes lines of its own.
func (t *replayTable) long(r *replay.Response) bool {
	return t.f.Flags.Verbose || !short(bytes.TrimSpace(r.Body))
}

// short reports whether a body fits into the line that says what is wrong.
func short(body []byte) bool { return len(body) <= inlineBody && !bytes.ContainsAny(body, "\r\n") }

// response prints the body of an answer, and with -v its headers.
func (t *replayTable) response(r *replay.Response) {
	body, cut := r.Body, r.Truncated
	if t.f.Flags.Verbose {
		for _, name := range headerNames(r) {
			t.f.IO.Paragraph(term.S(t.f.IO.Style().Faint, name+": "+strings.Join(r.Header[name], ", ")), 4)
		}
	} else if len(body) > briefBody {
		body, cut = body[:briefBody], true
	}
	bar := term.S(t.f.IO.Style().Faint, "    |")
	for line := range strings.Lines(strings.TrimRight(string(body), "\r\n")) {
		t.f.IO.Item(bar, 6, term.C(strings.TrimRight(line, "\r\n")), term.Cell{})
	}
	if cut {
		t.f.IO.Item(bar, 6, term.C("…"), term.Cell{})
	}
}

// aside says what concerns stderr at its place between the deliveries.
func (t *replayTable) aside(say func()) { _ = t.list.Aside(say) } // close returns the error

func (t *replayTable) close() error {
	if err := t.list.Close(); err != nil || t.stats.Sent == 0 {
		return err
	}
	if !t.f.Flags.Quiet {
		t.f.IO.Sum(summary(t.stats).In(t.lang))
	}
	return t.f.CloseList(t.list, say.Message{})
}

// summary is "4 deliveries: 3 ok, 1 failed; median 3 ms, p95 1,204 ms".
func summary(s *replay.Stats) say.Message {
	// Korean counts deliveries with another word than checks: hence templates of their own.
	counts := say.List{say.Textf("%[1]s ok", say.Number(s.OK)), say.Textf("%[1]s failed", say.Number(s.Failed()))}
	if s.Unanswered > 0 {
		counts = append(counts, say.Textf("%s without an answer", say.Number(s.Unanswered)))
	}
	if s.Retries > 0 {
		counts = append(counts, say.Textf("%s", say.Count(s.Retries, "%s retry", "%s retries")))
	}
	sent := say.Count(s.Sent, "%s delivery", "%s deliveries")
	if s.Unanswered == s.Sent {
		return say.Textf("%s: %s", sent, counts)
	}
	return say.Textf("%s: %s; median %s, p95 %s", sent, counts, term.Together(view.Took(s.Percentile(50))), term.Together(view.Took(s.Percentile(95))))
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

func (v *replayRecords) aside(say func()) { say() }

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
