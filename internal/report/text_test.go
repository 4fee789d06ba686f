package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/clipperhouse/displaywidth"

	"github.com/argosctl/argosctl/internal/diag"
)

// expand lays text out as a terminal with tab stops every eight columns.
func expand(text string) string {
	var b strings.Builder
	column := 0
	for i, piece := range strings.Split(text, "\t") {
		if i > 0 {
			fill := 8 - column%8
			b.WriteString(strings.Repeat(" ", fill))
			column += fill
		}
		b.WriteString(piece)
		column += displaywidth.String(piece)
	}
	return b.String()
}

// under returns the columns, from 0, that the carets stand under.
func under(carets string) (from, to int) {
	laid := expand(carets)
	return strings.Index(laid, "^"), len(laid)
}

func TestExcerptLinesUp(t *testing.T) {
	t.Parallel()
	// want is where the span has to stand on a terminal.
	for name, c := range map[string]struct {
		marked   string
		line     string
		from, to int
	}{
		"ascii":                 {`{"a": «12»}`, `{"a": 12}`, 6, 8},
		"first":                 {`«{»`, `{`, 0, 1},
		"after the end":         {`{"a": 1«»`, `{"a": 1`, 7, 8},
		"hangul before":         {`"홍길동": «1»`, `"홍길동": 1`, 10, 11},
		"hangul inside":         {`"a": «"홍길동"»,`, `"a": "홍길동",`, 5, 13},
		"jamo":                  {"\"\u1112\u1169\u11bc\": «1»", "\"\u1112\u1169\u11bc\": 1", 6, 7},
		"combining mark":        {"\"e\u0301\": «1»", "\"e\u0301\": 1", 5, 6},
		"joined emoji":          {"\"\U0001F469\u200d\U0001F4BB\": «1»", "\"\U0001F469\u200d\U0001F4BB\": 1", 6, 7},
		"tab before":            {"\t\"a\":\t«1»", "\t\"a\":\t1", 16, 17},
		"hangul, then a tab":    {"홍\t«1»", "홍\t1", 8, 9},
		"tab inside":            {"\"a\": «\"x\ty\"»", "\"a\": \"x␉y\"", 5, 10},
		"tab behind":            {"«1»\t2", "1\t2", 0, 1},
		"controls":              {"\x00\x1b[31m«1»\x7f", "␀␛[31m1␡", 6, 7},
		"c1 and bidi":           {"\u0085\u202e«1»", "��1", 2, 3},
		"zero width space, bom": {"\ufeff\u200b«1»", "��1", 2, 3},
		"invalid bytes":         {"\xff\xfe«\xed\xa0\x80»", "�����", 2, 5},
		"line separators":       {"\u2028\u2029«1»", "��1", 2, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := at("a", 1, c.marked, diag.Finding{})
			var e excerpt
			e.set(f.Source, f.Column, 120)
			if string(e.line) != c.line {
				t.Errorf("line %q, want %q", e.line, c.line)
			}
			if from, to := under(string(e.carets)); from != c.from || to != c.to {
				t.Errorf("carets stand under %d-%d, want %d-%d:\n%s\n%s", from, to, c.from, c.to, e.line, e.carets)
			}
		})
	}
}

// TestExcerptOfMark: the byte order mark of a file takes no column.
func TestExcerptOfMark(t *testing.T) {
	t.Parallel()
	text := []byte("\ufeff{\"a\" 1}")
	for _, tt := range []struct {
		name             string
		line, start, end int
		want             string
	}{
		{"at the mark", 1, 0, 3, "{\"a\" 1}\n^\n"},
		{"behind it", 1, 8, 9, "{\"a\" 1}\n     ^\n"},
		{"in another line it is a character", 2, 0, 3, "�{\"a\" 1}\n^\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var w words
			f := diag.Finding{Line: tt.line, Column: 1, Source: diag.SourceLine{Text: text, Start: tt.start, End: tt.end}}
			if got := string(w.appendExcerpt(nil, &f)); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestExcerptOfLongLines(t *testing.T) {
	t.Parallel()
	for name, fill := range map[string]string{"ascii": "x", "hangul": "홍", "emoji": "\U0001F469\u200d\U0001F4BB", "broken": "\xff"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, before := range []int{0, 1, 13, 14, 40, 41, 200, 5000} {
				for _, after := range []int{0, 1, 50, 5000} {
					marked := strings.Repeat(fill, before) + "«(span)»" + strings.Repeat(fill, after)
					f := at("a", 1, marked, diag.Finding{})
					var e excerpt
					e.set(f.Source, f.Column, 80)
					if w := displaywidth.String(string(e.line)); w > 82 {
						t.Errorf("%d, %d: %d columns", before, after, w)
					}
					lead, _, found := strings.Cut(string(e.line), "(span)")
					from, to := under(string(e.carets))
					if !found || displaywidth.String(lead) != from || to-from != 6 {
						t.Errorf("%d, %d: carets %d-%d:\n%s\n%s", before, after, from, to, e.line, e.carets)
					}
					if cut := strings.HasPrefix(lead, "…"); cut != (strings.Count(lead, fill) < before && name != "broken") && name != "broken" {
						t.Errorf("%d, %d: cut %v in %s", before, after, cut, e.line)
					}
				}
			}
		})
	}
}

func TestExcerptOfAnEndlessSpan(t *testing.T) {
	t.Parallel()
	f := at("a", 1, "  «"+strings.Repeat("y", 1<<20)+"»", diag.Finding{})
	var e excerpt
	e.set(f.Source, f.Column, 80)
	if got, want := string(e.carets), "  ^"+strings.Repeat("~", 77); got != want {
		t.Errorf("carets %q", got)
	}
}

func TestExcerptOfAWindow(t *testing.T) {
	t.Parallel()
	src := diag.SourceLine{Text: []byte(`"a":1,"b":2`), Start: 6, End: 9, CutOff: true}
	for column, want := range map[int]string{7: `"a":1,"b":2…`, 900: `…"a":1,"b":2…`} {
		var e excerpt
		e.set(src, column, 80)
		if string(e.line) != want {
			t.Errorf("column %d: %q, want %q", column, e.line, want)
		}
		if from, _ := under(string(e.carets)); from != strings.Index(strings.Replace(want, "…", ".", 1), `"b"`) {
			t.Errorf("column %d: caret at %d under %s", column, from, want)
		}
	}
}

func TestExcerptSurvivesSpansOutOfRange(t *testing.T) {
	t.Parallel()
	for _, src := range []diag.SourceLine{
		{Text: []byte("abc"), Start: -5, End: -1}, {Text: []byte("abc"), Start: 9, End: 99}, {Text: []byte("abc"), Start: 2, End: 1}, {},
	} {
		var e excerpt
		e.set(src, -1, 80)
		if strings.Count(string(e.carets), "^") != 1 {
			t.Errorf("%+v: carets %q", src, e.carets)
		}
	}
}

func FuzzExcerpt(f *testing.F) {
	f.Add(`{"a": 1}`, 6, 7, 20)
	f.Add("홍\t\xff\x1b\u200d", 3, 4, 1)
	f.Fuzz(func(t *testing.T, text string, start, end, width int) {
		var e excerpt
		width = 1 + width&0xff
		e.set(diag.SourceLine{Text: []byte(text), Start: start, End: end}, start, width)
		if strings.ContainsAny(string(e.line), "\n\r\x1b\x7f") || strings.Count(string(e.carets), "^") != 1 {
			t.Errorf("line %q, carets %q", e.line, e.carets)
		}
	})
}

func TestStyle(t *testing.T) {
	t.Parallel()
	mark := func(name string) func(string) string {
		return func(s string) string { return "<" + name + ">" + s + "</>" }
	}
	style := Style{mark("E"), mark("W"), mark("I"), mark("R"), mark("H")}
	got := play(t, "text", Options{Style: style}, story(), Summary{})
	for _, want := range []string{
		"testdata/retry.json:4:28: <E>error</>: missing comma", "<R>[json/syntax]</>\n", "\t                 <W>^~~~~~~~~~~~~~~~~</>\n",
		": <W>warning</>: ", ": <I>info</>: ", "\n<H>help:</> paste a real payload\n", "\n0 files, 0 payloads: 0 errors, 0 warnings\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// TestTextEnds: what stands below the findings.
func TestTextEnds(t *testing.T) {
	t.Parallel()
	table := func(w io.Writer, rules Tally) error {
		for _, r := range rules {
			fmt.Fprintln(w, r.Rule, r.Severity, r.Findings, r.Fixable, r.First)
		}
		return nil
	}
	tally := func(errors, warnings int) Tally {
		return Tally{
			{Rule: "field/unknown", Severity: diag.Warning, Findings: warnings, First: "a:1:1"},
			{Rule: "field/case", Severity: diag.Error, Findings: 1, Fixable: 1, First: "b"},
			{Rule: "field/type", Severity: diag.Error, Findings: errors - 1, Fixable: errors - 2, First: "a:2:3"},
		}
	}
	for _, c := range []struct {
		name    string
		summary Summary
		max     int
		want    string
	}{
		{"clean", Summary{Files: 1, Payloads: 1}, 0, "1 file, 1 payload: 0 errors, 0 warnings\n"},
		{"twenty", Summary{Files: 2, Payloads: 1200, Errors: 2, Warnings: 18, Rules: tally(2, 18)}, 0,
			"2 files, 1,200 payloads: 2 errors, 18 warnings; --fix repairs 1\n"},
		{"many", Summary{Files: 2, Payloads: 20, Errors: 3, Warnings: 17, Infos: 1, Rules: tally(3, 17)}, 0,
			"field/type error 2 1 a:2:3\nfield/case error 1 1 b\nfield/unknown warning 17 0 a:1:1\n\n2 files, 20 payloads: 3 errors, 17 warnings; --fix repairs 2\n"},
		{"cut", Summary{Files: 1, Payloads: 3, Errors: 3, Rules: Tally{{Rule: "r", Severity: diag.Error, Findings: 3, First: "a"}}}, 2,
			"1 file, 3 payloads: 3 errors, 0 warnings\nprinted 2 of 3 findings; --max-findings 0 prints all\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := at("a.json", 1, "«x»", diag.Finding{Rule: "r", Severity: diag.Error, Message: "m"})
			steps := []step{found(f), found(f), found(f)}
			got := play(t, "text", Options{Table: table, Max: c.max}, steps, c.summary)
			shown := strings.Count(got, "a.json:1:1: ")
			end := got[strings.LastIndex(got, "^\n\n")+3:]
			if want := map[bool]int{true: c.max, false: 3}[c.max > 0]; end != c.want || shown != want {
				t.Errorf("%d findings and %q, want %d and %q", shown, end, want, c.want)
			}
		})
	}
}

// TestTextWraps: on a terminal no line is wider than it, blanks stay as they are,
// and elsewhere a message is one line.
func TestTextWraps(t *testing.T) {
	t.Parallel()
	f := at("webhooks/rejected.json", 5, `  "status": «"rejcted"»,`, diag.Finding{
		Rule: "field/enum", Severity: diag.Error, Message: `kyc_result.status is "rejcted", expected  "rejected"`,
		Help: []string{"codes are compared letter by letter: write the right one"},
	})
	s := Summary{Files: 21, Payloads: 31, Errors: 2, Warnings: 1, Rules: Tally{{Rule: "r", Findings: 3, Fixable: 2}}}
	mark := func(text string) string { return "<" + text + ">" }
	for width, want := range map[int]string{
		0: `webhooks/rejected.json:5:13: <error>: kyc_result.status is "rejcted", expected  "rejected" [field/enum]
  "status": "rejcted",
            <^~~~~~~~~>
help: codes are compared letter by letter: write the right one

21 files, 31 payloads: 2 errors, 1 warning; --fix repairs 2
`,
		80: `webhooks/rejected.json:5:13: <error:> kyc_result.status is "rejcted", expected 
    "rejected" [field/enum]
  "status": "rejcted",
            <^~~~~~~~~>
help: codes are compared letter by letter: write the right one

21 files, 31 payloads: 2 errors, 1 warning; --fix repairs 2
`,
		40: `webhooks/rejected.json:5:13: <error:>
    kyc_result.status is "rejcted",
    expected  "rejected" [field/enum]
  "status": "rejcted",
            <^~~~~~~~~>
help: codes are compared letter by
      letter: write the right one

21 files, 31 payloads: 2 errors,
  1 warning; --fix repairs 2
`,
	} {
		t.Run(strconv.Itoa(width), func(t *testing.T) {
			t.Parallel()
			got := play(t, "text", Options{Width: width, Style: Style{Error: mark}}, []step{found(f)}, s)
			if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
