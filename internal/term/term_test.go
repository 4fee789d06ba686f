package term

import (
	"strings"
	"testing"
)

func TestWidth(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"abc": 3, "홍길동": 6, "e\u0301": 1, Colored.Bad("홍"): 2, "": 0,
	} {
		if got := Width(text); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text  string
		width int
		want  string
	}{
		{"", 10, ""},
		{"one two three", 7, "one two|three"},
		{"신분증 전체가 화면 안에", 12, "신분증|전체가 화면|안에"},
		{"a veryverylongword b", 6, "a|veryverylongword|b"},
	} {
		if got := strings.Join(Wrap(tt.text, tt.width), "|"); got != tt.want {
			t.Errorf("%q at %d: got %q, want %q", tt.text, tt.width, got, tt.want)
		}
	}
	if got := Indent("one two three four", "  ", 10); got != "  one two three four\n" {
		t.Errorf("a very narrow terminal: %q", got)
	}
}

func TestColorWanted(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		mode ColorMode
		env  string
		tty  bool
		want bool
	}{
		{ColorAuto, "", true, true},
		{ColorAuto, "", false, false},
		{ColorAuto, "NO_COLOR=1", true, false},
		{ColorAuto, "NO_COLOR=1 CLICOLOR_FORCE=1", true, false},
		{ColorAuto, "CLICOLOR_FORCE=1", false, true},
		{ColorAuto, "CLICOLOR_FORCE=0", false, false},
		{ColorAuto, "CLICOLOR=0", true, false},
		{ColorAuto, "CLICOLOR=0 CLICOLOR_FORCE=1", true, true},
		{ColorAuto, "TERM=dumb", true, false},
		{ColorAlways, "NO_COLOR=1", false, true},
		{ColorNever, "CLICOLOR_FORCE=1", true, false},
	} {
		env := map[string]string{}
		for pair := range strings.FieldsSeq(tt.env) {
			name, value, _ := strings.Cut(pair, "=")
			env[name] = value
		}
		got := ColorWanted(tt.mode, func(name string) string { return env[name] }, tt.tty)
		if got != tt.want {
			t.Errorf("%s %s tty=%v: got %v", tt.mode, tt.env, tt.tty, got)
		}
	}
	if _, err := ParseColorMode("blue"); err == nil {
		t.Error("blue is no colour mode")
	}
}

func TestStyles(t *testing.T) {
	t.Parallel()
	if got := Plain.Bad("x"); got != "x" {
		t.Errorf("plain: %q", got)
	}
	if got := StylesFor(true).Good("x"); got != "\x1b[32mx\x1b[0m" {
		t.Errorf("coloured: %q", got)
	}
	if Colored.Name("") != "" || !Colored.On() || Plain.On() {
		t.Error("nothing to mark up needs no marks")
	}
}

// Every line of a table fits the width and its columns line up, whatever
// script the cells are in.
func TestTable(t *testing.T) {
	t.Parallel()
	s, out, _ := Buffers("")
	s.SetWidth(50)
	table := &Table{Head: []string{"Field", "Value", "Meaning"}}
	table.Row(S(s.Style().Name, "full_name"), C("홍길동"), C("신분증에 적힌 제출자의 전체 이름."))
	table.Row(C("id"), C("6xx28lo115832"), C("An identifier that takes a line or two to explain."))
	table.Row(C("x"), C("evil\u001b[2J"), C(""))
	if err := s.Table(table, 2); err != nil {
		t.Fatal(err)
	}
	want := `  Field      Value          Meaning
  full_name  홍길동         신분증에 적힌 제출자의
                            전체 이름.
  id         6xx28lo115832  An identifier that
                            takes a line or two to
                            explain.
  x          evil\u001b[2J
`
	if got := out.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for line := range strings.Lines(out.String()) {
		if w := Width(strings.TrimSuffix(line, "\n")); w > 50 {
			t.Errorf("%d columns: %q", w, line)
		}
	}
	if table.Len() != 3 {
		t.Errorf("%d rows", table.Len())
	}
}

func TestTableBreaksWhatHasNoSpaces(t *testing.T) {
	t.Parallel()
	s, out, _ := Buffers("")
	s.SetWidth(30)
	table := &Table{}
	table.Row(C("token"), C(strings.Repeat("0123456789", 4)))
	if err := s.Table(table, 0); err != nil {
		t.Fatal(err)
	}
	want := "token  01234567890123456789012\n       34567890123456789\n"
	if got := out.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestEmptyTablePrintsNothing(t *testing.T) {
	t.Parallel()
	s, out, _ := Buffers("")
	if err := s.Table(&Table{Head: []string{"a"}}, 0); err != nil || out.Len() > 0 {
		t.Errorf("%q, %v", out, err)
	}
}

func TestStreams(t *testing.T) {
	t.Parallel()
	s, out, errs := Buffers("in")
	s.Printf("%d", 1)
	s.Println("x")
	s.Errorf("%s", "e")
	if out.String() != "1x\n" || errs.String() != "e" || s.Width() != DefaultWidth {
		t.Errorf("%q %q %d", out, errs, s.Width())
	}
	s.SetColor(Colored, Plain)
	if !s.Style().On() || s.ErrStyle().On() {
		t.Error("each stream has its own styles")
	}
	if sys := System(); sys.Out == nil || sys.Width() < 20 {
		t.Errorf("%+v", sys)
	}
}
