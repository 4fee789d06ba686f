package lint

import (
	"slices"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/sample"
	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/testkit"
)

// TestSamplesAreClean: no rule finds anything in any variant of any event but
// what the variant is there for, and the fast pass says so. What is null it leaves
// to the reading.
func TestSamplesAreClean(t *testing.T) {
	t.Parallel()
	l := newLinter(t, Config{})
	for seed := range uint64(testkit.Rounds(100)) {
		g := sample.New(seed)
		for _, e := range catalog.Events() {
			for _, v := range e.Variants {
				text, err := g.AppendEvent(nil, e.Name, v.Name)
				if err != nil {
					t.Fatal(err)
				}
				o, ok := l.fast.clean(text)
				if wanted := len(v.Odd) == 0; ok != wanted && len(v.Nulls) == 0 || ok && o.Event.Name != e.Name {
					t.Errorf("%s %s: certainly clean is %v, want %v", e.Name, v.Name, ok, wanted)
				}
				var odd []string
				found := carefully(l, text)
				for _, f := range found {
					odd = append(odd, f.Rule)
				}
				if !slices.Equal(odd, v.Odd) {
					t.Fatalf("%s %s: %s%s", e.Name, v.Name, toldAll(found), text)
				}
			}
		}
	}
}

// carefully judges without the fast pass.
func carefully(l *Linter, text []byte) (out []diag.Finding) {
	p := source.Payload{Bytes: text, Line: 1, Column: 1}
	l.careful(p)
	l.check.report(p, func(f *diag.Finding) { out = append(out, *f) })
	return out
}

// TestFastNeverMissesAnything: what the fast pass calls clean is clean, and of
// that event.
func TestFastNeverMissesAnything(t *testing.T) {
	t.Parallel()
	l := newLinter(t, Config{})
	clean := 0
	for text := range mutants(t, 2, testkit.Rounds(40000), true) {
		o, ok := l.fast.clean(text)
		if !ok {
			continue
		}
		clean++
		if found := carefully(l, text); len(found) > 0 || l.check.event != o {
			t.Fatalf("%s\n%s", text, toldAll(found))
		}
	}
	if clean < testkit.Scaled(1000) {
		t.Errorf("only %d mutants are clean: the test shows little", clean)
	}
}

// TestFastKnowsOlderShapes: forms of older payloads are read at full speed.
func TestFastKnowsOlderShapes(t *testing.T) {
	t.Parallel()
	l := newLinter(t, Config{})
	clean := 0
	for _, line := range archive(t, 5, 2000) {
		text := string(line)
		if i := strings.Index(text, `"additional_list":[{`); i >= 0 && !strings.Contains(text[i:], "},{") {
			end := i + strings.Index(text[i:], "}]")
			text = strings.Replace(text[:end+1]+text[end+2:], `"additional_list":[{`, `"additional_list":{`, 1)
		} else if i := strings.Index(text, `"commentCode":"`); i >= 0 {
			end := i + len(`"commentCode":"`) + strings.IndexByte(text[i+len(`"commentCode":"`):], '"')
			text = text[:i] + `"commentCode":[` + text[i+len(`"commentCode":`):end+1] + "]" + text[end+1:]
		} else {
			continue
		}
		if _, ok := l.fast.clean([]byte(text)); !ok {
			t.Fatalf("%s%s", toldAll(carefully(l, []byte(text))), text)
		}
		clean++
	}
	if clean < 100 {
		t.Errorf("only %d payloads were tried", clean)
	}
}

// TestFixes: after all fixes of all rounds nothing has a fix, in a few rounds;
// and no round changes a byte that no fix names.
func TestFixes(t *testing.T) {
	t.Parallel()
	l := newLinter(t, Config{})
	fixedOnes := 0
	for text := range mutants(t, 3, testkit.Rounds(10000), true) {
		start := text
		for round := 0; ; round++ {
			found := carefully(l, text)
			fixes := fixesOf(found)
			if len(fixes) == 0 {
				break
			}
			fixed, n := ApplyFixes(text, 0, fixes)
			if n == 0 || round == 4 {
				t.Fatalf("round %d made %d fixes of\n%s\nfrom %s\n%s", round, n, text, start, toldAll(found))
			}
			if errorsIn(found) < errorsIn(carefully(l, fixed)) && !strings.HasPrefix(found[0].Rule, "json/") {
				t.Fatalf("more errors after the fix\n%s\n%s\n%s", text, fixed, toldAll(found))
			}
			fixedOnes++
			text = fixed
		}
	}
	if fixedOnes < testkit.Scaled(1000) {
		t.Errorf("only %d were fixed: the test shows little", fixedOnes)
	}
}

func fixesOf(found []diag.Finding) (fixes []*diag.Fix) {
	for _, f := range found {
		if f.Fix != nil {
			fixes = append(fixes, f.Fix)
		}
	}
	return fixes
}

func errorsIn(found []diag.Finding) (n int) {
	for _, f := range found {
		if f.Severity == diag.Error {
			n++
		}
	}
	return n
}

// TestPlaces: every finding is in order, in bounds, and its line, column and
// source line say the same as its offset.
func TestPlaces(t *testing.T) {
	t.Parallel()
	l := newLinter(t, Config{})
	for text := range mutants(t, 4, testkit.Rounds(10000), true) {
		last := int64(0)
		for _, f := range carefully(l, text) {
			end := int(f.Offset) + f.Length
			if f.Offset < last || end > len(text) || f.Length < 0 || len(f.Help) == 0 {
				t.Fatalf("%s\n%s", text, told(f))
			}
			last = f.Offset
			checkPlace(t, text, &f)
		}
	}
}
