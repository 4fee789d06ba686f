package standin

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/event"
	"github.com/argosctl/argosctl/internal/personal"
)

func testMaker() *Maker { return New(KeyFrom([]byte("a test"))) }

// TestShapes: a stand-in has the shape of its value, and stands for itself.
func TestShapes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, kind, text, like string }{
		{"hangul", "name", "홍길동", "가가가"},
		{"hangul family name alone", "name", "홍", "가"},
		{"compound family name", "name", "남궁민수", "가가가가"},
		{"latin capitals", "name", "HONG GILDONG", "AAAAAA AAAAAAAAA"},
		{"latin", "name", "Jo-Ann O'Neill", "Aaa-Aaa A'Aaaaaa"},
		{"vietnamese", "name", "Nguyễn Thị Hoa", "Aaaaaa Aaa Aaa"},
		{"han", "name", "山田太郎", "中中中中"},
		{"kana", "name", "ヤマダ タロウ", "アアア アアア"},
		{"cyrillic", "name", "Иван Петров", "Яяяя Яяяяяя"},
		{"arabic", "name", "محمد علي", "سسسس سسس"},
		{"emoji", "name", "Kim 🦊🌸", "Aaa □"},
		{"phone", "phone", "+82 10-1234-5678", "+00 00-0000-0000"},
		{"phone of fiction", "phone", "+1 (415) 867-5309", "+0 (000) 000-0000"},
		{"email", "email", "hong@naver.com", "aaaaaa.aaa000@aaaaaaa.aaa"},
		{"date", "birth-date", "1990-03-14", "0000-00-00"},
		{"date in words", "birth-date", "1990년 3월 14일", ""},
		{"moment", "birth-date", "1990-03-14T00:00:00Z", "0000-00-00A00:00:00A"},
		{"resident", "identity-number", "900314-1234567", "000000-0000000"},
		{"ssn", "identity-number", "219-09-1234", "000-00-0000"},
		{"citizen", "identity-number", "11010519491231002X", "00000000000000000A"},
		{"passport", "document-number", "M12345678", "A00000000"},
		{"licence", "document-number", "11-12-345678-90", "00-00-000000-00"},
		{"mrz", "document-number", "P<KORHONG<<GILDONG<<<", "A<AAAAAAA<<AAAAAAA<<<"},
		{"ip", "ip", "121.135.10.77", ""},
		{"ipv6", "ip", "2406:da14::1", ""},
		{"address", "address", "서울특별시 강남구 테헤란로 123, 4층", "가가가가 가가가 가가가가 000, 0가"},
		{"image", "image", "https://argosidentity.s3.amazonaws.com/a/front.jpg?sig=x", "aaaaa://aaaaa.aaaaaaa.aaa/*.aaa"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := testMaker()
			kind := catalog.PersonalKind(tt.kind)
			out := string(m.Append(nil, kind, []byte(tt.text)))
			if again := string(m.Append(nil, kind, []byte(out))); again != out {
				t.Errorf("%s: %s, and then %s", tt.text, out, again)
			}
			if out == tt.text || strings.Contains(out, tt.text) {
				t.Errorf("%s stands for itself", out)
			}
			if got := likeness(out); tt.like != "" && !strings.Contains(tt.like, "*") && got != tt.like {
				t.Errorf("%s became %s, which is like %s, not %s", tt.text, out, got, tt.like)
			}
			for _, h := range []personal.Hint{0, map[string]personal.Hint{"phone": personal.HintPhone, "identity-number": personal.HintIdentity, "image": personal.HintImage}[tt.kind]} {
				if who := personal.Of([]byte(out), h); who != personal.Nobody {
					t.Errorf("%s became %s, which is personal: %v", tt.text, out, who)
				}
			}
			if event.IsPlaceholder([]byte(out)) {
				t.Errorf("%s is a placeholder", out)
			}
			t.Log(tt.text, "→", out)
		})
	}
}

// likeness is a text with one character for each class of characters.
func likeness(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return '0'
		case r >= 'a' && r <= 'z', strings.ContainsRune(vietVowels, r):
			return 'a'
		case r >= 'A' && r <= 'Z':
			return 'A'
		}
		s := scriptOf(r)
		switch {
		case s == nil || !s.isMade([]rune{r}):
			return r
		case s.cased && strings.ToUpper(string(r)) == string(r):
			return 'Я'
		}
		return map[rune]rune{'겹': '가', '例': '中', 'ヌ': 'ア', 'щ': 'я', 'ظ': 'س'}[s.letters[0]]
	}, text)
}

// TestSpellings: however a value is written, it has one stand-in.
func TestSpellings(t *testing.T) {
	t.Parallel()
	digits := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, s)
	}
	for _, tt := range []struct {
		name, kind string
		texts      []string
		last       int // digits that are the same
	}{
		{"korean mobile", "phone", []string{"+82 10-1234-5678", "010-1234-5678", "01012345678", "821012345678", "+82(0)10 1234 5678"}, 8},
		{"american", "phone", []string{"+1 415-867-5309", "(415) 867-5309", "14158675309", "001 415 867 5309"}, 9},
		{"vietnamese", "phone", []string{"+84 91 234 5678", "0912345678"}, 9},
		{"date", "birth-date", []string{"1990-03-14", "1990/03/14", "19900314", "1990. 03. 14"}, 8},
		{"resident", "identity-number", []string{"900314-1234567", "9003141234567"}, 13},
		{"passport", "document-number", []string{"M12345678", "m 1234 5678", "M-12345678"}, 8},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			want := ""
			for _, text := range tt.texts {
				got := digits(string(testMaker().Append(nil, catalog.PersonalKind(tt.kind), []byte(text))))
				got = got[len(got)-tt.last:]
				if want == "" {
					want = got
				}
				if got != want {
					t.Errorf("%s: %s, not %s", text, got, want)
				}
			}
		})
	}
	m := testMaker()
	whole := string(m.Append(nil, catalog.PersonalName, []byte("홍길동")))
	if parts := string(m.Append(m.Append(nil, catalog.PersonalName, []byte("홍")), catalog.PersonalName, []byte("길동"))); parts != whole {
		t.Errorf("%s is not %s", parts, whole)
	}
}

// TestTwice: whatever is replaced is replaced once.
func TestTwice(t *testing.T) {
	t.Parallel()
	m := testMaker()
	kinds := []catalog.PersonalKind{"name", "email", "phone", "ip", "birth-date", "identity-number", "document-number", "address", "image", "free-text"}
	pieces := []string{"홍길동", "kim@naver.com", "+82 10-1234-5678", "010.1234.5678", " ", ", ", "1990-03-14", "19900314", "12/31/1999", "(", ")", "-", ":", "/", "Nguyễn", "HONG", "Van der Berg",
		"900314-1234567", "219-09-1234", "121.135.10.77", "2406:da14:1::5", "https://a.b.co/x.jpg", "https://example.com/u?e=kim@naver.com", "7", "12345", "0", "🦊", "P<KOR", "🏳️‍🌈", "é", "\xff", "%40", "\u202e", "=", "&", "x", "산", "  ", "+", "2024-02-30", "T10:00:00Z", "ｋｉｍ"}
	dice := rand.New(rand.NewPCG(7, 7))
	for range 60000 {
		text := ""
		for range 1 + dice.IntN(5) {
			text += pieces[dice.IntN(len(pieces))]
		}
		kind := kinds[dice.IntN(len(kinds))]
		m.Person(m.birth)
		out := m.Append(nil, kind, []byte(text))
		if again := m.Append(nil, kind, out); string(again) != string(out) {
			t.Fatalf("%s %q: %q, and then %q", kind, text, out, again)
		}
	}
}

// TestNumbers: JSON numbers stay numbers of as many digits.
func TestNumbers(t *testing.T) {
	t.Parallel()
	m := testMaker()
	for _, kind := range []catalog.PersonalKind{"phone", "identity-number", "document-number", "birth-date", "free-text"} {
		for _, text := range []string{"1", "35", "1990", "19900314", "821012345678", "9003141234567", "219091234", "-5", "0.98", "12.5e10", "123456789012345678901234567890"} {
			out := m.Number(nil, kind, []byte(text))
			var n float64
			if _, err := fmt.Sscan(string(out), &n); err != nil || len(out) != len(text) || len(out) > 1 && out[0] == '0' && out[1] != '.' {
				t.Errorf("%s %s: %s", kind, text, out)
			}
			if again := m.Number(nil, kind, out); string(again) != string(out) {
				t.Errorf("%s %s: %s, then %s", kind, text, out, again)
			}
		}
	}
}
