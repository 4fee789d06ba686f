package say

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"
)

// errPlain is an error that speaks English alone.
var errPlain = errors.New("permission denied")

func TestMessageSpeaksBothLanguages(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		message interface{ In(string) string }
		en, ko  string
	}{
		{"text", Textf("file does not exist"), "file does not exist", "파일이 없습니다"},
		{"argument", Textf("unknown event %q", "aproved"), `unknown event "aproved"`, `알 수 없는 이벤트입니다: "aproved"`},
		{"count of one", Count(1, "%s delivery", "%s deliveries"), "1 delivery", "전송 1건"},
		{"count of many", Count(1234, "%s delivery", "%s deliveries"), "1,234 deliveries", "전송 1,234건"},
		{"count in a text", Textf("skipped %s", Count(2, "%s line without a webhook", "%s lines without a webhook")),
			"skipped 2 lines without a webhook", "건너뛰었습니다: 웹훅이 없는 줄 2개"},
		{"error in a text", Textf("cannot be read: %v", errPlain), "cannot be read: permission denied", "읽을 수 없습니다: 권한이 없습니다"},
		{"choice", Or{"a", "b", "c"}, "a, b or c", "a, b, c"},
		{"choice of one", Or{"a"}, "a", "a"},
		{"list", List{Textf("%d more", 3), Textf("file does not exist")}, "3 more, file does not exist", "외 3개, 파일이 없습니다"},
		{"percent sign", Textf("50%%"), "50%", "50%"},
		{"text of elsewhere", Plain("100% %s"), "100% %s", "100% %s"},
		{"text without Korean", Textf("no such text"), "no such text", "no such text"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.message.In(English); got != tt.en {
				t.Errorf("English %q, want %q", got, tt.en)
			}
			if got := tt.message.In(Korean); got != tt.ko {
				t.Errorf("Korean %q, want %q", got, tt.ko)
			}
		})
	}
}

func TestErrorSpeaksThroughItsWraps(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		err    error
		en, ko string
	}{
		{"error that speaks", Errorf("not saved: %w", errPlain), "not saved: permission denied", "저장하지 못했습니다: 권한이 없습니다"},
		{"inside one that does not", fmt.Errorf("a.json: %w", Errorf("not saved: %w", errPlain)),
			"a.json: not saved: permission denied", "a.json: 저장하지 못했습니다: 권한이 없습니다"},
		{"of the system", &fs.PathError{Op: "open", Path: "a.json", Err: errPlain}, "open a.json: permission denied", "open a.json: 권한이 없습니다"},
		{"joined", errors.Join(Errorf("not saved: %w", errPlain), nil), "not saved: permission denied", "저장하지 못했습니다: 권한이 없습니다"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := Error(English, tt.err); got != tt.en || tt.err.Error() != tt.en {
				t.Errorf("English %q, want %q", got, tt.en)
			}
			if got := Error(Korean, tt.err); got != tt.ko {
				t.Errorf("Korean %q, want %q", got, tt.ko)
			}
			if !errors.Is(tt.err, errPlain) {
				t.Error("the cause is lost")
			}
		})
	}
}

func TestCleanTouchesArgumentsAlone(t *testing.T) {
	t.Parallel()
	got := Textf("unknown event %q", "A").Clean(strings.ToLower).In(Korean)
	if want := `알 수 없는 이벤트입니다: "a"`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNumber(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", -1000: "-1,000", 1234567: "1,234,567", -100: "-100"} {
		t.Run(want, func(t *testing.T) {
			if got := Number(n); got != want {
				t.Errorf("Number(%d) = %q, want %q", n, got, want)
			}
		})
	}
}

func TestParseSaysWhereItIsWrong(t *testing.T) {
	t.Parallel()
	entries, err := parsePO("# c\n\nmsgid \"\"\n\"a\\n\"\n\"b\"\nmsgstr \"\\\"c\\\"\"\n")
	if err != nil || len(entries) != 1 || entries[0].ID != "a\nb" || entries[0].Text != `"c"` {
		t.Fatalf("got %+v, %v", entries, err)
	}
	if _, err := parsePO("msgid \"a\"\nmsgstr b\n"); err == nil || !strings.HasPrefix(err.Error(), "line 2: ") {
		t.Errorf("got %v", err)
	}
}

func TestLasted(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		d      time.Duration
		en, ko string
	}{
		{0, "0 s", "0초"},
		{1499 * time.Millisecond, "1 s", "1초"},
		{59*time.Second + 600*time.Millisecond, "1 min", "1분"},
		{225 * time.Second, "3 min 45 s", "3분 45초"},
		{10*time.Minute + 29*time.Second, "10 min", "10분"},
		{2*time.Hour + 47*time.Minute, "2 h 47 min", "2시간 47분"},
		{3 * time.Hour, "3 h", "3시간"},
		{24 * time.Hour, "1 d", "1일"},
		{149 * time.Hour, "6 d 5 h", "6일 5시간"},
	} {
		t.Run(c.en, func(t *testing.T) {
			if en, ko := Lasted(c.d).In(English), Lasted(c.d).In(Korean); en != c.en || ko != c.ko {
				t.Errorf("%v: %q and %q, want %q and %q", c.d, en, ko, c.en, c.ko)
			}
		})
	}
}
