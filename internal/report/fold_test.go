package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/diag"
)

// TestFold: of findings that say the same of one payload, the first are told and the
// others counted, whether a writer is given findings or texts.
func TestFold(t *testing.T) {
	t.Parallel()
	say := func(path string, line int, message string) diag.Finding {
		return diag.Finding{
			Path: path, Line: line, Column: 1, Rule: "json/syntax", Severity: diag.Error, Message: message,
			Origin: diag.Origin{Path: path, Line: min(line/100, 1) * line, Index: -1},
		}
	}
	alike := func(path string, from, n int, message string) (all []diag.Finding) {
		for i := range n {
			all = append(all, say(path, from+i, message))
		}
		return all
	}
	told := func(findings []diag.Finding) (lines []string) {
		for _, f := range findings {
			lines = append(lines, fmt.Sprintf("%s:%d:1: error: %s [json/syntax]", f.Path, f.Line, f.Message))
		}
		return lines
	}
	two := append(alike("a", 1, 5, "q"), alike("b", 2, 4, "q")...)
	for _, tt := range []struct {
		name string
		in   []diag.Finding
		want []string // but the summary
		sum  string
	}{
		{"three", alike("a", 1, 3, "q"), told(alike("a", 1, 3, "q")), ""},
		{"four", alike("a", 1, 4, "q"), append(told(alike("a", 1, 3, "q")), "a: 1 more in line 4: q [json/syntax]"), "printed 3 of 4 findings; --max-findings 0 prints all"},
		{"many", alike("a", 1, 50, "q"), append(told(alike("a", 1, 3, "q")), "a: 47 more in lines 4 to 50: q [json/syntax]"), "printed 3 of 50 findings; --max-findings 0 prints all"},
		{"of two files", two, append(append(append(told(two[:3]), "a: 2 more in lines 4 to 5: q [json/syntax]"), told(two[5:8])...), "b: 1 more in line 5: q [json/syntax]"), "printed 6 of 9 findings; --max-findings 0 prints all"},
		{"of several payloads", alike("a", 100, 9, "q"), told(alike("a", 100, 9, "q")), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, parted := range []bool{false, true} {
				var out bytes.Buffer
				w, err := New("text", &out, Options{Fold: true, Max: 1000})
				if err != nil {
					t.Fatal(err)
				}
				var s Summary
				tell := w.(Parted).Teller()
				var text []byte
				for i, f := range tt.in {
					s.Count(f.Severity)
					if parted {
						text = tell(text, &f)
						continue
					}
					if i > 0 && tt.in[i-1].Path != f.Path {
						_ = w.File(tt.in[i-1].Path, 1)
					}
					_ = w.Finding(f)
				}
				if parted {
					_ = w.(Parted).Told(tell(text, nil))
				}
				if err := w.Close(s); err != nil {
					t.Fatal(err)
				}
				findings, sum, _ := strings.Cut(out.String(), "0 files, ")
				got := strings.Split(strings.TrimSuffix(findings, "\n\n"), "\n\n")
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("parted %t: (-want +got)\n%s", parted, diff)
				}
				if tt.sum != "" && !strings.HasSuffix(sum, tt.sum+"\n") || tt.sum == "" && strings.Contains(sum, "printed") {
					t.Errorf("parted %t: ends with %q", parted, sum)
				}
			}
		})
	}
}

// TestFoldIsBounded: findings of more messages than are counted are told in full.
func TestFoldIsBounded(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	w, err := New("text", &out, Options{Fold: true})
	if err != nil {
		t.Fatal(err)
	}
	for i := range mostKinds + 1 {
		for range 5 {
			_ = w.Finding(diag.Finding{Path: "a", Line: 1, Column: 1, Rule: "r", Message: fmt.Sprintf("m%02d", i)})
		}
	}
	if err := w.Close(Summary{}); err != nil {
		t.Fatal(err)
	}
	for i := range mostKinds + 1 {
		want := 4 // three, and the count of the others
		if i == mostKinds {
			want = 5
		}
		if got := strings.Count(out.String(), fmt.Sprintf(": m%02d [r]", i)); got != want {
			t.Errorf("m%02d stands %d times, want %d", i, got, want)
		}
	}
}
