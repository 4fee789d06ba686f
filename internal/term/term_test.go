package term

import (
	"fmt"
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
		{"a veryverylongword b", 6, "a|veryve|rylong|word|b"},
		{"~/.config/argosctl/config.yaml, profile", 24, "~/.config/argosctl/|config.yaml,|profile"},
		{"a/very-very-very-long-name", 10, "a/very-ver|y-very-lon|g-name"},
		{"https://예시.example.com/웹훅", 28, "https://예시.example.com/|웹훅"},
	} {
		t.Run(fmt.Sprintf("%s at %d", tt.text, tt.width), func(t *testing.T) {
			if got := strings.Join(Wrap(tt.text, tt.width), "|"); got != tt.want {
				t.Errorf("%q at %d: got %q, want %q", tt.text, tt.width, got, tt.want)
			}
		})
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
		t.Run(fmt.Sprintf("%s %s tty=%v", tt.mode, tt.env, tt.tty), func(t *testing.T) {
			env := map[string]string{}
			for pair := range strings.FieldsSeq(tt.env) {
				name, value, _ := strings.Cut(pair, "=")
				env[name] = value
			}
			got := ColorWanted(tt.mode, func(name string) string { return env[name] }, tt.tty)
			if got != tt.want {
				t.Errorf("%s %s tty=%v: got %v", tt.mode, tt.env, tt.tty, got)
			}
		})
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

// What a page is made of fits the width, whatever script it is in.
func TestPage(t *testing.T) {
	t.Parallel()
	const json = `{"a":"x, y","b":["\"{",2],"long":"0123456789012345678901234567890123456789"}`
	for _, tt := range []struct {
		name  string
		print func(*IO)
		want  string
	}{
		{"a headline", func(s *IO) { s.Headline(S(s.Style().Good, "approved"), "approved.json", 0) }, "approved  approved.json\n"},
		{"a headline without room", func(s *IO) { s.Headline(C("approved"), "webhooks/2026-04/approved.json:3", 0) },
			"approved\n  webhooks/2026-04/\n  approved.json:3\n"},
		{"a paragraph", func(s *IO) { s.Paragraph(C("신분증에 적힌 제출자의 전체 이름입니다."), 2) }, "  신분증에 적힌 제출자의 전체\n  이름입니다.\n"},
		{"no paragraph", func(s *IO) { s.Paragraph(C(""), 2) }, ""},
		{"an item", func(s *IO) { s.Item(C("ok"), 6, C("accepts it"), C("[a/b]")) }, "ok    accepts it  [a/b]\n"},
		{"an item of two lines", func(s *IO) { s.Item(C("FAIL"), 6, C("answers the same event twice alike"), C("[repeat/same]")) },
			"FAIL  answers the same event\n      twice alike  [repeat/same]\n"},
		{"a remark below", func(s *IO) { s.Item(C("ok"), 6, C("accepts it in every shape"), C("[accept/all]")) },
			"ok    accepts it in every shape\n      [accept/all]\n"},
		{"a sum", func(s *IO) { s.Sum("4 deliveries: 3 ok, 1 failed; median" + noBreak + "3" + noBreak + "ms") },
			"\n4 deliveries: 3 ok, 1 failed;\n  median 3 ms\n"},
		{"JSON", func(s *IO) { s.JSON(json, 4) },
			"    {\"a\":\"x, y\",\"b\":[\"\\\"{\",2],\n    \"long\":\n    \"0123456789012345678901234567890123456789\"}\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, out, _ := Buffers("")
			s.SetWidth(32)
			tt.print(s)
			if got := out.String(); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
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
