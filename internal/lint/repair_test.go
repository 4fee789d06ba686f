package lint

import (
	"bytes"
	"cmp"
	"testing"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/testkit"
)

func anyFinding(*diag.Finding) bool { return true }

// eachPayload reads a file from memory.
func eachPayload(t testing.TB, name string, text []byte, do func(source.Payload)) {
	t.Helper()
	err := source.Each(t.Context(), []source.Input{source.InMemory(name, text)}, source.Options{}, func(p source.Payload, fault *diag.Problem) error {
		if fault == nil {
			do(p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// repairFile makes every repair of a file.
func repairFile(t testing.TB, l *Linter, name string, text []byte) (fixed []byte, fixes int) {
	t.Helper()
	at := int64(0)
	eachPayload(t, name, text, func(p source.Payload) {
		bytesNow, n := l.Repair(p, anyFinding)
		if n == 0 && !bytes.Equal(bytesNow, p.Bytes) {
			t.Errorf("no fix changed %q into %q", p.Bytes, bytesNow)
		}
		fixed = append(append(fixed, text[at:p.Offset]...), bytesNow...)
		at = p.Offset + int64(len(p.Bytes))
		fixes += n
	})
	return append(fixed, text[at:]...), fixes
}

// TestRepairIsComplete: once a file is repaired, nothing in it has a fix any
// more, and repairing it again changes no byte.
func TestRepairIsComplete(t *testing.T) {
	t.Parallel()
	l := newLinter(t, Config{})
	made := 0
	check := func(name string, text []byte) {
		fixed, n := repairFile(t, l, name, text)
		made += n
		eachPayload(t, name, fixed, func(p source.Payload) {
			l.Check(p, func(f *diag.Finding) {
				if f.Fix != nil {
					t.Errorf("%s: left in %q, once %q: %s", name, fixed, text, told(*f))
				}
			})
		})
		if again, n := repairFile(t, l, name, fixed); n != 0 || !bytes.Equal(again, fixed) {
			t.Errorf("%s: %d more fixes make %q of %q", name, n, again, fixed)
		}
	}
	var lines [][]byte
	for text := range mutants(t, 11, testkit.Rounds(3000), true) {
		check("one.json", text)
		flat := bytes.ReplaceAll(bytes.ReplaceAll(text, []byte{'\n'}, []byte{' '}), []byte{'\r'}, []byte{' '})
		if lines = append(lines, bytes.Clone(flat)); len(lines) == 7 {
			check("many.ndjson", bytes.Join(lines, []byte{'\n'}))
			check("array.json", append(append([]byte{'['}, bytes.Join(lines, []byte(",\r\n"))...), ']'))
			check("commas.json", append(append([]byte{'['}, bytes.Join(lines, []byte("\n"))...), ']'))
			lines = lines[:0]
		}
	}
	if made < testkit.Scaled(1000) {
		t.Errorf("only %d fixes were made", made)
	}
}

func TestRepairLeavesWhatIsNotAccepted(t *testing.T) {
	t.Parallel()
	l := newLinter(t, Config{})
	p := payload(`{"webhook_trigger":"deleted","submissionId":"6xx28lo115832"}`)
	fixed, n := l.Repair(p, func(f *diag.Finding) bool { return f.Rule != "event/alias" })
	if want := `{"webhook_trigger":"deleted","submission_id":"6xx28lo115832"}`; string(fixed) != want || n != 1 {
		t.Errorf("%d fixes made %s", n, fixed)
	}
}

// TestRepairTouchesOnlyWebhooks: what belongs to another program is reported
// and has no fix; a comment has none anywhere.
func TestRepairTouchesOnlyWebhooks(t *testing.T) {
	t.Parallel()
	l := newLinter(t, Config{})
	for _, tt := range []struct{ name, text, want string }{
		{"tsconfig", "{\n  // strict\n  \"compilerOptions\": {\"strict\": true,},\n}", ""},
		{"editor settings", "{\"a\": 1 /* x */, 'b': 2}", ""},
		{"package with a mark", "\xef\xbb\xbf{\"name\":\"x\",\"data\":\"y\"}", ""},
		{"array with a mark", "\xef\xbb\xbf[{\"a\":1},{\"b\":2}]", ""},
		{"broken array", "[{\"a\":1} {\"b\":2,}]", ""},
		{"Python text", "# x\n'approved'\n", ""},
		{"Python dict", "{'event': 'approved', 'ok': True}", ""},
		{"setting of a like name", `{"webhookTrigger":true}`, ""},
		{"name in a text", `{"about":"webhook_trigger",}`, ""},
		{"broken webhook", `{"webhook_trigger":"delete","submission_id":"x",}`, `{"webhook_trigger":"delete","submission_id":"x"}`},
		{"escaped name", `{"webhook\u005ftrigger":"delete","submission_id":"x",}`, `{"webhook\u005ftrigger":"delete","submission_id":"x"}`},
		{"name without quotes", `{webhook_trigger:"delete","submission_id":"x"}`, `{"webhook_trigger":"delete","submission_id":"x"}`},
		{"name in another spelling", `{"webhookTrigger":"delete","submission_id":"x"}`, `{"webhook_trigger":"delete","submission_id":"x"}`},
		{"array of webhooks with a mark", "\xef\xbb\xbf[{\"webhook_trigger\":\"deleted\",\"submission_id\":\"x\"}]",
			"\xef\xbb\xbf[{\"webhook_trigger\":\"delete\",\"submission_id\":\"x\"}]"}, // the mark is in no payload
		{"comments", "// a\n{\"webhook_trigger\":\"delete\", # b\n\"submission_id\":\"x\"/* c */,}//d", "// a\n{\"webhook_trigger\":\"delete\", # b\n\"submission_id\":\"x\"/* c */}//d"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l, found := l.Clone(), 0
			eachPayload(t, "a.json", []byte(tt.text), func(p source.Payload) {
				l.Check(p, func(f *diag.Finding) {
					found++
					if tt.want == "" && f.Fix != nil {
						t.Errorf("fix: %s", told(*f))
					}
				})
			})
			fixed, n := repairFile(t, l, "a.json", []byte(tt.text))
			if want := cmp.Or(tt.want, tt.text); string(fixed) != want || found == 0 || (n > 0) != (tt.want != "") {
				t.Errorf("%d findings, %d fixes make %q, want %q", found, n, fixed, want)
			}
		})
	}
}

func TestCheckFault(t *testing.T) {
	t.Parallel()
	var got []diag.Finding
	keep := func(f *diag.Finding) { got = append(got, *f) }
	fault := &diag.Problem{Origin: diag.Whole("a.json"), Offset: 9, Line: 2, Column: 4, Message: say.Textf("broken"), Hint: say.Textf("try")}
	newLinter(t, Config{}).CheckFault(fault, keep)
	newLinter(t, Config{Severities: map[string]diag.Severity{"json/syntax": diag.Off}}).CheckFault(fault, keep)
	if len(got) != 1 || told(got[0]) == "" || got[0].Path != "a.json" || got[0].Offset != 9 || got[0].Line != 2 || got[0].Column != 4 || got[0].Help[0] != "try" {
		t.Errorf("%v", got)
	}
}
