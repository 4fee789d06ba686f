package plain

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, want string }{
		{"plain", `plain 홍길동 "\n" Ünïcödé`, `plain 홍길동 "\n" Ünïcödé`},
		{"spaces", "a\u00a0b\u3000c", "a\u00a0b\u3000c"},
		{"replacement character", "\ufffd", "\ufffd"},
		{"escape", "\x1b[31mred", `\u001b[31mred`},
		{"line breaks", "a\nb\tc\rd", `a\nb\tc\rd`},
		{"invalid bytes", "bad\xff\xfebytes\xed\xa0\x80", `bad\xff\xfebytes\xed\xa0\x80`},
		{"delete and c1", "\x7f\u0085\u009b31m", `\u007f\u0085\u009b31m`},
		{"bidi", "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", `\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069`},
		{"zero width", "a\u200bb\u2060c\ufeffd\u00ade\u180e\u2064", `a\u200bb\u2060c\ufeffd\u00ade\u180e\u2064`},
		{"separators", "\u2028\u2029", `\u2028\u2029`},
		{"hangul fillers", "\u115f\u1160\u3164\uffa0", `\u115f\u1160\u3164\uffa0`},
		{"tags", "a\U000e0001\U000e0041\U000e007f", `a\udb40\udc01\udb40\udc41\udb40\udc7f`},
		{"annotations", "\ufff9a\ufffb", `\ufff9a\ufffb`},
		{"arabic number sign", "\u0600\u0661", "\u0600\u0661"},
		{"emoji of several people", "👨‍👩‍👧", "👨‍👩‍👧"},
		{"emoji with a sign", "👩🏽‍⚕️ 🏴‍☠️ ❤️‍🔥 🙂‍↔️", "👩🏽‍⚕️ 🏴‍☠️ ❤️‍🔥 🙂‍↔️"},
		{"keycap", "1️⃣ #️⃣", "1️⃣ #️⃣"},
		{"variant of a name", "葛\U000e0100城", "葛\U000e0100城"},
		{"devanagari", "क्\u200dष श्री\u200cमान", "क्\u200dष श्री\u200cमान"},
		{"persian", "می\u200cخواهم", "می\u200cخواهم"},
		{"joiner between letters", "pay\u200dpal 홍\u200c길", `pay\u200dpal 홍\u200c길`},
		{"joiner at an edge", "\u200dم\u200c", `\u200dم\u200c`},
		{"row of joiners", "م\u200c\u200c\u200cم 👩\u200d\u200d👩", `م\u200c\u200c\u200cم 👩\u200d\u200d👩`},
		{"joiner at the end of an emoji", "👩\u200d", `👩\u200d`},
		{"selectors that carry a message", "a\ufe00 😀\ufe0f\U000e0110\U000e0120", `a\ufe00 😀` + "\ufe0f" + `\udb40\udd10\udb40\udd20`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := Text(tt.text); got != tt.want {
				t.Errorf("got %+q, want %+q", got, tt.want)
			}
			if got := Contains(tt.text); got != (tt.text != tt.want) {
				t.Errorf("Contains: %v", got)
			}
			if again := Text(tt.want); again != tt.want {
				t.Errorf("a second time: %+q", again)
			}
		})
	}
}

func TestJSON(t *testing.T) {
	t.Parallel()
	in := "{\n\t\"\u202ea\u0085\": \"\\u001b 홍 👨‍👩‍👧 \x7f\U000e0041\"\n}"
	got := JSON(nil, []byte(in))
	if want := "{\n\t\"\\u202ea\\u0085\": \"\\u001b 홍 👨‍👩‍👧 \\u007f\\udb40\\udc41\"\n}"; string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
	var a, b any
	if err := json.Unmarshal([]byte(in), &a); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(got, &b); err != nil {
		t.Fatal(err)
	}
	if x, y := a.(map[string]any)["\u202ea\u0085"], b.(map[string]any)["\u202ea\u0085"]; x != y {
		t.Errorf("got %q, want %q", y, x)
	}
}

// commands are lines that some runner obeys, and what is printed of them.
func commands() map[string]string {
	return map[string]string{
		"::error::x":                         `:\u003aerror::x`,
		" \t\u00a0::set-output name=a::b":    " \t\u00a0" + `:\u003aset-output name=a::b`,
		"##[add-mask]x":                      `##\u005badd-mask]x`,
		"a ##[error]x ##[group]":             `a ##\u005berror]x ##\u005bgroup]`,
		"x ###[error]":                       `x ###\u005berror]`,
		"##vso[task.complete result=Failed]": `##vso\u005btask.complete result=Failed]`,
		"##VSO[task.setvariable]":            `##VSO\u005btask.setvariable]`,
		"x ##teamcity[buildStop]":            `x ##teamcity\u005bbuildStop]`,
		"##vs##[error]":                      `##vs##\u005berror]`,
		"# [a] ## [b] a::b #[c] x ::d ##vs[": `# [a] ## [b] a::b #[c] x ::d ##vs[`,
		": : ::":                             `: : ::`,
	}
}

func TestWriter(t *testing.T) {
	t.Parallel()
	yes := func() bool { return true }
	for _, tt := range []struct {
		name, in, want string
		rules          Rules
	}{
		{"plain", "a\tb\r\n홍 👨‍👩‍👧 می\u200cخ\n", "a\tb\r\n홍 👨‍👩‍👧 می\u200cخ\n", Rules{}},
		{"controls", "\x1b]0;t\a\x00\x7f\u009b2J\u202e\u2028\n", `\u001b]0;t\u0007\u0000\u007f\u009b2J\u202e\u2028` + "\n", Rules{}},
		{"return", "50%\r60%\n\r", `50%\r60%` + "\n" + `\r`, Rules{}},
		{"colour unasked", "\x1b[31mx\x1b[0m", `\u001b[31mx\u001b[0m`, Rules{Color: func() bool { return false }}},
		{"colour", "\x1b[1;31mx\x1b[0m\x1b[2J\x1b[K\x1b]8;;\x1b", "\x1b[1;31mx\x1b[0m" + `\u001b[2J\u001b[K\u001b]8;;\u001b`, Rules{Color: yes}},
		{"drawing", "\r[=]\x1b[K\x1b[31m", "\r[=]\x1b[K" + `\u001b[31m`, Rules{Draw: true}},
		{"endless sequence", "\x1b[11111111111111111111m", `\u001b[11111111111111111111m`, Rules{Color: yes}},
		{"invalid bytes", "a\xffb\xe1", "a\ufffdb\ufffd", Rules{}},
		{"joiners", "x\u200dy 👩\u200d", `x\u200dy 👩\u200d`, Rules{}},
		{"commands where no runner is", "::error::x\n##[a]\n", "::error::x\n##[a]\n", Rules{}},
		{"annotations", "::error::##[x]\n", `::error::##\u005bx]` + "\n", Rules{Runner: true, Colons: true}},
		{"two lines", "a ::\n::b\n:\n:", "a ::\n" + `:\u003ab` + "\n:\n:", Rules{Runner: true}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			checkWriter(t, tt.in, tt.want, tt.rules)
		})
	}
	for in, want := range commands() {
		t.Run(in, func(t *testing.T) {
			t.Parallel()
			checkWriter(t, "first\n"+in+"\nlast\n", "first\n"+want+"\nlast\n", Rules{Runner: true})
		})
	}
}

// checkWriter writes in at once, in two parts, and byte by byte.
func checkWriter(t *testing.T, in, want string, rules Rules) {
	t.Helper()
	for cut := 0; cut <= len(in); cut++ {
		var b bytes.Buffer
		w := NewWriter(&b, rules)
		parts := []string{in[:cut], in[cut:]}
		if cut == len(in) {
			parts = nil
			for i := range len(in) {
				parts = append(parts, in[i:i+1])
			}
		}
		for _, part := range parts {
			if n, err := w.Write([]byte(part)); n != len(part) || err != nil {
				t.Fatalf("wrote %d of %d: %v", n, len(part), err)
			}
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		if b.String() != want {
			t.Fatalf("cut at %d: got %+q, want %+q", cut, b.String(), want)
		}
		if w.Changed() != (in != want) {
			t.Errorf("Changed: %v", w.Changed())
		}
	}
}

// TestWriterLong writes so much that it would not end if a text were gone
// through more than once.
func TestWriterLong(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, line string }{
		{"ascii", `{"event":"retry","at":"2026-04-14T02:20:41Z"}` + "\n"},
		{"hangul", "홍길동 님 # 웹훅 :: 8건\n"},
		{"one line", "a"},
		{"hashes", "#"},
	} {
		for _, rules := range []Rules{{}, {Runner: true}} {
			t.Run(fmt.Sprintf("%s, runner %v", tt.name, rules.Runner), func(t *testing.T) {
				t.Parallel()
				in := strings.Repeat(tt.line, 4<<20/len(tt.line))
				var b bytes.Buffer
				w := NewWriter(&b, rules)
				if n, err := w.Write([]byte(in)); n != len(in) || err != nil {
					t.Fatalf("wrote %d of %d: %v", n, len(in), err)
				}
				if err := w.Flush(); err != nil || b.String() != in {
					t.Errorf("%v: %d bytes, want %d as they were", err, b.Len(), len(in))
				}
			})
		}
	}
}

func TestDisarm(t *testing.T) {
	t.Parallel()
	for in, want := range commands() {
		want = strings.NewReplacer(`\u003a`, "\ufffd", `\u005b`, "\ufffd").Replace(want)
		got := string(Disarm([]byte(in), utf8.RuneError))
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// FuzzWriter: whatever is written and wherever it is cut, nothing that acts
// comes out, and a second pass finds nothing to do.
func FuzzWriter(f *testing.F) {
	for in := range commands() {
		f.Add([]byte(in), 3)
	}
	f.Add([]byte("\x1b[31m\u202e 👨‍👩‍👧\xff\r\n\u200d"), 5)
	f.Fuzz(func(t *testing.T, in []byte, cut int) {
		cut = min(max(cut, 0), len(in))
		var once, twice bytes.Buffer
		w := NewWriter(&once, Rules{Runner: true})
		_, _ = w.Write(in[:cut])
		_, _ = w.Write(in[cut:])
		_ = w.Flush()
		again := NewWriter(&twice, Rules{Runner: true})
		_, _ = again.Write(once.Bytes())
		_ = again.Flush()
		if !bytes.Equal(once.Bytes(), twice.Bytes()) {
			t.Errorf("%q becomes %q, then %q", in, once.Bytes(), twice.Bytes())
		}
		if one := Text(string(in)); Text(one) != one {
			t.Errorf("%q becomes %q, then %q", in, one, Text(one))
		}
	})
}
