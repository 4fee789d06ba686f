package term

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/testkit"
)

// archive is the table of payloads, cut down.
func archive(line string) Layout {
	return Layout{
		Columns: []Column{
			{Key: "time", Head: "TIME (UTC)", Kind: Time},
			{Key: "event", Head: "EVENT", Kind: ID},
			{Key: "submission", Head: "SUBMISSION", Kind: ID},
			{Key: "user", Head: "USER", Kind: User},
			{Key: "status", Head: "STATUS", Kind: Word},
			{Key: "code", Head: "CODE", Kind: ID},
			{Key: "line", Head: line, Kind: ID, Right: true},
		},
		Drop:   []string{"status", "line", "user", "time"},
		Record: []string{"event", "submission", "code", "time", "user"},
	}
}

func archiveRows() [][]string {
	return [][]string{
		{"2026-04-14 02:11:09", "created", "6xx28lo115832", "user123", "incomplete", "-", "1"},
		{"2026-04-14 02:13:52", "retry", "6xx28lo115832", "user123", "incomplete", "glare_detected", "2"},
		{"2026-04-14 02:20:41", "approved", "6xx28lo115832", "-", "approved", "-", "4"},
		{"-", "retry", "7ab39mq204418", "user207", "incomplete", "VERIFICATION_CODE_MISS_MATCH", "5"},
		{"2026-04-15 02:23:13", "token_expired", "-", "-", "-", "-", "9"},
	}
}

func fields() Layout {
	return Layout{Indent: 2, Columns: []Column{
		{Key: "field", Head: "FIELD", Kind: Field},
		{Key: "value", Head: "VALUE", Kind: Value},
		{Key: "meaning", Head: "MEANING", Kind: Meaning},
	}}
}

func fieldRows() [][]string {
	return [][]string{
		{"webhook_trigger", "approved", "Which event this is."},
		{"duplicated_information", "b1946ac92492d2347c6235b4d2611184", "Identifier for duplicate checks, built from name, birth date, gender and nationality."},
		{"full_name", "홍길동", "Full name."},
		{"additional_list[0].blockType", "radio", "How the question was asked."},
	}
}

// listed is what a list of rows prints at a width.
func listed(t testing.TB, layout Layout, width int, rows [][]string) (out string, dropped []string) {
	t.Helper()
	s, b, _ := Buffers("")
	s.SetWidth(width)
	l := s.List(layout)
	for _, row := range rows {
		if err := l.Row(plainCells(row)...); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), l.Dropped()
}

func plainCells(row []string) []Cell {
	cells := make([]Cell, len(row))
	for i, text := range row {
		cells[i] = C(text)
	}
	return cells
}

func TestListForms(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		layout  Layout
		rows    [][]string
		width   int
		dropped string
		want    string
	}{
		{"all columns", archive("LINE"), archiveRows(), 120, "", `
TIME (UTC)           EVENT          SUBMISSION     USER     STATUS      CODE                          LINE
2026-04-14 02:11:09  created        6xx28lo115832  user123  incomplete  -                                1
2026-04-14 02:13:52  retry          6xx28lo115832  user123  incomplete  glare_detected                   2
2026-04-14 02:20:41  approved       6xx28lo115832  -        approved    -                                4
-                    retry          7ab39mq204418  user207  incomplete  VERIFICATION_CODE_MISS_MATCH     5
2026-04-15 02:23:13  token_expired  -              -        -           -                                9
`},
		{"short times, fewer columns, a code without its middle", archive("LINE"), archiveRows(), 80, "STATUS, LINE", `
TIME (UTC)        EVENT          SUBMISSION     USER     CODE
2026-04-14 02:11  created        6xx28lo115832  user123  -
2026-04-14 02:13  retry          6xx28lo115832  user123  glare_detected
2026-04-14 02:20  approved       6xx28lo115832  -        -
-                 retry          7ab39mq204418  user207  VERIFICATIO…_MISS_MATCH
2026-04-15 02:23  token_expired  -              -        -
`},
		{"the last that can go", archive("LINE"), archiveRows(), 60, "STATUS, LINE, USER, TIME (UTC)", `
EVENT          SUBMISSION     CODE
created        6xx28lo115832  -
retry          6xx28lo115832  glare_detected
approved       6xx28lo115832  -
retry          7ab39mq204418  VERIFICATION_CODE_MISS_MATCH
token_expired  -              -
`},
		{"records", archive("LINE"), archiveRows(), 40, "", `
created  6xx28lo115832  2026-04-14 02:11
  user123
retry  6xx28lo115832  glare_detected
  2026-04-14 02:13  user123
approved  6xx28lo115832
  2026-04-14 02:20
retry  7ab39mq204418
  VERIFICATION_CODE_MISS_MATCH  user207
token_expired  2026-04-15 02:23
`},
		{"a meaning beside", fields(), fieldRows(), 120, "", `
  FIELD                         VALUE                             MEANING
  webhook_trigger               approved                          Which event this is.
  duplicated_information        b1946ac92492d2347c6235b4d2611184  Identifier for duplicate checks, built from name,
                                                                  birth date, gender and nationality.
  full_name                     홍길동                            Full name.
  additional_list[0].blockType  radio                             How the question was asked.
`},
		{"a meaning under its row", fields(), fieldRows(), 80, "", `
  FIELD                         VALUE
  webhook_trigger               approved
      Which event this is.
  duplicated_information        b1946ac92492d2347c6235b4d2611184
      Identifier for duplicate checks, built from name, birth date, gender and
      nationality.
  full_name                     홍길동
      Full name.
  additional_list[0].blockType  radio
      How the question was asked.
`},
		{"fields as records", fields(), fieldRows(), 40, "", `
  webhook_trigger  approved
      Which event this is.
  duplicated_information
    b1946ac92492d2347c6235b4d2611184
      Identifier for duplicate checks,
      built from name, birth date,
      gender and nationality.
  full_name  홍길동
      Full name.
  additional_list[0].blockType  radio
      How the question was asked.
`},
		{"values wrap where the meaning just fits", fields(), [][]string{
			{"webhook_trigger", "rejected", "웹훅 이벤트 종류"},
			{"kyc_result.comment", "Multiple invalid KYC attempts", "거절 사유"},
			{"kyc_result.updated_at", "2026-04-14T02:31:00.000Z", "마지막으로 변경된 시각"},
			{"kyc_result.commentCode", "too_many_retry", "고객사가 정한 제출자 식별자"},
		}, 80, "", `
  FIELD                   VALUE                      MEANING
  webhook_trigger         rejected                   웹훅 이벤트 종류
  kyc_result.comment      Multiple invalid KYC       거절 사유
                          attempts
  kyc_result.updated_at   2026-04-14T02:31:00.000Z   마지막으로 변경된 시각
  kyc_result.commentCode  too_many_retry             고객사가 정한 제출자 식별자
`},
		{"labels in records, and texts below rows", Layout{Columns: []Column{
			{Key: "n", Head: "#", Kind: Number},
			{Key: "code", Head: "CODE", Kind: ID},
			{Key: "took", Head: "TOOK", Kind: Number, Label: "took"},
			{Key: "why", Kind: Below},
		}}, [][]string{{"1", "-", "3 ms", ""}, {"12", "image_too_blurry", "1,204 ms", "expected 2xx, tried 3 times; body: {\"error\":\"db locked\"}"}}, 40, "", `
1  took: 3 ms
12  image_too_blurry  took: 1,204 ms
    expected 2xx, tried 3 times; body:
    {"error":"db locked"}
`},
		{"texts below rows", Layout{Columns: []Column{
			{Key: "n", Head: "#", Kind: Number},
			{Key: "code", Head: "CODE", Kind: ID},
			{Key: "took", Head: "TOOK", Kind: Number},
			{Key: "why", Kind: Below},
		}}, [][]string{{"1", "-", "3 ms", ""}, {"12", "image_too_blurry", "1,204 ms", "expected 2xx"}}, 80, "", `
 #  CODE                  TOOK
 1  -                     3 ms
12  image_too_blurry  1,204 ms
    expected 2xx
`},
		{"the date alone, a least width of the column's own, a path", Layout{Columns: []Column{
			{Key: "at", Head: "AT", Kind: Time, Short: 10},
			{Key: "value", Head: "VALUE", Kind: Value, Least: 40},
			{Key: "from", Head: "FROM", Kind: Path},
		}}, [][]string{{"2026-04-14 02:31:00", "https://rest-api.argosidentity.com/v3", "~/.config/argosctl/config.yaml:3"}}, 72, "", `
AT          VALUE                                  FROM
2026-04-14  https://rest-api.argosidentity.com/v3  …/config.yaml:3
`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, dropped := listed(t, tt.layout, tt.width, tt.rows)
			if got != tt.want[1:] {
				t.Errorf("got\n%swant\n%s", got, tt.want[1:])
			}
			if strings.Join(dropped, ", ") != tt.dropped {
				t.Errorf("dropped %q, want %q", dropped, tt.dropped)
			}
		})
	}
}

// hostile is what cells may hold.
func hostile() []string {
	return []string{
		"", "-", "a", "6xx28lo115832", "VERIFICATION_CODE_MISS_MATCH", "2026-04-14 02:20:41", "1,204 ms",
		"홍길동", "신분증 전체가 화면 안에 들어오도록 다시 촬영해 주세요", "한글로된아주긴단어가띄어쓰기없이계속이어지는경우입니다그래도됩니다",
		strings.Repeat("x", 300), strings.Repeat("漢", 150), strings.Repeat("one two ", 40), strings.Repeat("very/long/", 20) + "file.ndjson:12#/Records/0/body",
		"👩‍👩‍👧‍👦 family 👍🏽 🇰🇷", strings.Repeat("e\u0301\u0302", 60), "\x1b[31mred\x1b[0m\r\n\tx", "a\u202eb\u200bc", "\xff\xfe broken", "ไทยภาษา", strings.Repeat("🇰🇷", 50),
		"nbsp\u00a0nbsp\u00a0" + strings.Repeat("z\u00a0", 60), "→ × …", "ｆｕｌｌｗｉｄｔｈ＿ｃｏｄｅ＿ｔｈａｔ＿ｉｓ＿ｌｏｎｇ",
	}
}

// Nothing is ever wider than the terminal, whatever the columns, the cells and
// the width, within the rows that are measured and after them.
func TestListNeverExceedsTheWidth(t *testing.T) {
	t.Parallel()
	texts := hostile()
	for width := 40; width <= 200; width++ {
		for seed := range uint64(testkit.Scaled(12)) {
			dice := rand.New(rand.NewPCG(seed, uint64(width)))
			layout := randomLayout(dice)
			rows := make([][]string, 1+dice.IntN(8))
			for i := range rows {
				for range layout.Columns {
					rows[i] = append(rows[i], texts[dice.IntN(len(texts))])
				}
			}
			if seed == 0 { // later rows are wider than what was measured
				short := make([]string, len(layout.Columns))
				for i := range short {
					short[i] = "ab"
				}
				many := make([][]string, 200)
				for i := range many {
					many[i] = short
				}
				rows = append(many, rows...)
			}
			out, _ := listed(t, layout, width, rows)
			for line := range strings.Lines(out) {
				line = strings.TrimSuffix(line, "\n")
				if w := Width(line); w > width {
					t.Fatalf("width %d, seed %d: %d columns: %q\n%+v", width, seed, w, line, layout)
				}
				if strings.HasSuffix(line, " ") {
					t.Fatalf("width %d, seed %d: trailing blanks: %q", width, seed, line)
				}
			}
		}
	}
}

// No column breaks a word while another is wider than its own words, its head and
// what is enough for it need.
func TestListGivesRoomToWordsFirst(t *testing.T) {
	t.Parallel()
	texts := hostile()
	for seed := range uint64(testkit.Scaled(4000)) {
		dice := rand.New(rand.NewPCG(seed, 3))
		layout := randomLayout(dice)
		measures := make([]measure, len(layout.Columns))
		for i := range layout.Columns {
			for range 3 {
				measures[i].add(&layout.Columns[i], texts[dice.IntN(len(texts))])
			}
		}
		p := layout.place(measures, recordsUnder+dice.IntN(120), "…")
		for _, s := range p.slots {
			if s.width >= p.word(s.column) {
				continue
			}
			for _, other := range p.slots {
				c := &p.Columns[other.column]
				if need := max(p.least(other.column), p.word(other.column), Width(c.Head)); other.width > need {
					t.Fatalf("seed %d: column %d has %d of %d columns for its longest word, column %d has %d and needs %d",
						seed, s.column, s.width, p.word(s.column), other.column, other.width, need)
				}
			}
		}
	}
}

func randomLayout(dice *rand.Rand) Layout {
	l := Layout{Indent: dice.IntN(3) * 2}
	for i := range 1 + dice.IntN(8) {
		c := Column{Key: fmt.Sprint(i), Head: fmt.Sprintf("HEAD %d", i), Kind: Kind(dice.IntN(int(Below) + 1)), Right: dice.IntN(5) == 0}
		if c.Kind == Below && i == 0 {
			c.Kind = Word
		}
		if dice.IntN(4) == 0 {
			c.Label, c.Head = "label", "제출 건"
		}
		l.Columns = append(l.Columns, c)
		if i > 0 && dice.IntN(2) == 0 {
			l.Drop = append(l.Drop, c.Key)
		}
	}
	return l
}

// A list whose columns stand side by side is drawn by tablewriter where all
// its rows are there, and line by line where more come: both look the same.
func TestListIsDrawnAlike(t *testing.T) {
	t.Parallel()
	texts := hostile()
	for seed := range uint64(testkit.Scaled(300)) {
		dice := rand.New(rand.NewPCG(seed, 3))
		s, whole, _ := Buffers("")
		s.SetWidth(60 + dice.IntN(140))
		s.SetColor(Colored, Plain)
		layout := randomLayout(dice)
		rows := make([][]Cell, 1+dice.IntN(5))
		for i := range rows {
			for n := range layout.Columns {
				rows[i] = append(rows[i], C(texts[dice.IntN(len(texts))]))
				if (n+int(seed))%3 == 0 {
					rows[i][n].Style = Colored.Good
				}
			}
		}
		first := s.List(layout)
		for _, row := range rows {
			first.Row(row...)
		}
		first.Close()
		var byLine bytes.Buffer
		s.Out = &byLine
		second := s.List(layout)
		for _, row := range rows {
			second.Row(row...)
		}
		second.Aside(func() {})
		second.Close()
		got, want := strings.ReplaceAll(whole.String(), reset, ""), strings.ReplaceAll(byLine.String(), reset, "")
		if got != want {
			t.Fatalf("seed %d, %+v\ndrawn\n%q\nby line\n%q", seed, layout, got, want)
		}
	}
}

// What is to be said between two rows is said there, and after them is seen.
func TestListAsides(t *testing.T) {
	t.Parallel()
	s, out, _ := Buffers("")
	l := s.List(Layout{Columns: []Column{{Head: "A"}}})
	say := func(text string) func() { return func() { out.WriteString(text) } }
	l.Aside(say("begin\n"))
	l.Row(C("1"))
	l.Aside(say("between\n"))
	for n := range 300 {
		l.Row(C(fmt.Sprint(n % 10)))
	}
	if !strings.HasPrefix(out.String(), "begin\nA\n1\nbetween\n0\n1\n") {
		t.Errorf("got %.40q", out.String())
	}
	l.Aside(say("late\n"))
	l.Close()
	if !strings.HasSuffix(out.String(), "9\nlate\n") {
		t.Errorf("the end: %q", out.String()[out.Len()-20:])
	}
}

// Messages alone, however many, do not fix the columns.
func TestListOfMessages(t *testing.T) {
	t.Parallel()
	s, out, _ := Buffers("")
	l := s.List(Layout{Columns: []Column{{Head: "A"}, {Head: "B"}}})
	said := 0
	for range 450 {
		l.Aside(func() { said++ })
	}
	if said != 400 {
		t.Errorf("%d said before the end", said)
	}
	l.Row(C("wide cell"), C("b"))
	l.Close()
	if want := "A          B\nwide cell  b\n"; out.String() != want || said != 450 {
		t.Errorf("%d said, got %q, want %q", said, out.String(), want)
	}
}

// A pipe that stays open does not keep its first rows from being seen.
func TestListPatience(t *testing.T) {
	t.Parallel()
	s, _, _ := Buffers("")
	out := make(chan string, 10)
	s.Out = writerFunc(func(p []byte) (int, error) { out <- string(p); return len(p), nil })
	l := s.List(Layout{Columns: []Column{{Head: "A"}, {Head: "B", Usual: 4}, {Head: "C"}}})
	l.Patience = 10 * time.Millisecond
	l.Row(C("1"), C("2"), C("3"))
	if head, row := <-out, <-out; head != "A  B     C\n" || row != "1  2     3\n" {
		t.Errorf("got %q, %q", head, row)
	}
	l.Row(C("1"), C("wide"), C("as wide"))
	if row := <-out; row != "1  wide  …\n" {
		t.Errorf("got %q", row)
	}
	l.Close()
}

type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestCuts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		cut   func(string, int, string) string
		text  string
		width int
		mark  string
		want  string
	}{
		{"a code", cutMiddle, "VERIFICATION_CODE_MISS_MATCH", 23, "…", "VERIFICATIO…_MISS_MATCH"},
		{"an even width", cutMiddle, "automatic_verification_fail", 26, "…", "automatic_ver…ication_fail"},
		{"outside UTF-8", cutMiddle, "VERIFICATION_CODE_MISS_MATCH", 23, "...", "VERIFICATI...MISS_MATCH"},
		{"wide characters", cutMiddle, "가나다라마바사아", 9, "…", "가나…사아"},
		{"that fits", cutMiddle, "glare_detected", 14, "…", "glare_detected"},
		{"a path", cutPath, "webhooks/2026/april/approved.json:3", 22, "…", "…/approved.json:3"},
		{"as few directories as will do", cutPath, "webhooks/2026/april/approved.json:3", 24, "…", "…/april/approved.json:3"},
		{"with a place inside", cutPath, "a/long/way/to/lam.json:1#/Records/0/body", 30, "…", "…/lam.json:1#/Records/0/body"},
		{"a long name", cutPath, "webhooks/a-very-long-name-of-a-file.ndjson:12", 20, "…", "…/a-very-l…ndjson:12"},
		{"an end", cutEnd, "unreadable", 5, "…", "unre…"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := tt.cut(tt.text, tt.width, tt.mark)
			if got != tt.want || Width(got) > tt.width {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestListOutsideUnicode(t *testing.T) {
	t.Parallel()
	s, out, _ := Buffers("")
	s.SetWidth(60)
	s.ascii = true
	l := s.List(Layout{Columns: []Column{{Head: "LIFE"}, {Head: "CODE", Kind: ID}}})
	l.Row(C("created → retry×3"), C(strings.Repeat("long_code_", 9)))
	l.Close()
	if want := "LIFE                CODE\ncreated -> retryx3  long_code_long_code...ng_code_long_code_\n"; out.String() != want {
		t.Errorf("got\n%swant\n%s", out, want)
	}
	for locale, want := range map[string]bool{"": true, "C": false, "C.UTF-8": true, "ko_KR.utf8": true, "en_US.ISO-8859-1": false} {
		t.Run(locale, func(t *testing.T) {
			if _, got := Locale(func(name string) string { return map[string]string{"LANG": locale}[name] }); got != want {
				t.Errorf("%v", got)
			}
		})
	}
}

func TestLabels(t *testing.T) {
	t.Parallel()
	var l Labels
	l.Line("Retry helps", C("no"))
	l.Line("Submitter", C("The attempts are used up. Contact the service to start again."))
	l.Line("Integrator", C("Before you allow a new submission, look at the retry codes for the real cause."))
	l.Line("Message", C(""))
	for _, tt := range []struct {
		name  string
		width int
		want  string
	}{
		{"beside", 80, `
    Retry helps  no
    Submitter    The attempts are used up. Contact the service to start again.
    Integrator   Before you allow a new submission, look at the retry codes for
                 the real cause.
`},
		{"below", 40, `
    Retry helps  no
    Submitter
      The attempts are used up. Contact
      the service to start again.
    Integrator
      Before you allow a new submission,
      look at the retry codes for the
      real cause.
`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, out, _ := Buffers("")
			s.SetWidth(tt.width)
			if err := s.Labels(&l, 4); err != nil {
				t.Fatal(err)
			}
			if out.String() != tt.want[1:] {
				t.Errorf("got\n%swant\n%s", out, tt.want[1:])
			}
		})
	}
}

func TestHang(t *testing.T) {
	t.Parallel()
	text := "8 webhooks: " + Together("2 created,") + " " + Together("2 retry,") + " " + Together("1 submit,") + " " + Together("1 approved,") + " " + Together("1 rejected,") + " " + Together("1 token_expired")
	want := "8 webhooks: 2 created, 2 retry,\n  1 submit, 1 approved, 1 rejected,\n  1 token_expired"
	if got := Hang(text, 2, 40); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := Hang("as wide as a line", 2, 12), "as wide as a\n  line"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
