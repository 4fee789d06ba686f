package diff

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// edit replaces what stands at offset.
type edit struct {
	offset    int
	old, text string
}

// write returns the diff, and what the file becomes.
func write(t testing.TB, name, old string, edits ...edit) (patch, changed string) {
	t.Helper()
	var out bytes.Buffer
	w := New(&out, name, strings.NewReader(old))
	at := 0
	for _, e := range edits {
		if err := w.Replace(int64(e.offset), []byte(e.old), []byte(e.text)); err != nil {
			t.Fatal(err)
		}
		changed += old[at:e.offset] + e.text
		at = e.offset + len(e.old)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String(), changed + old[at:]
}

func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "line %02d\n", i+1)
	}
	return b.String()
}

func TestDiff(t *testing.T) {
	t.Parallel()
	line := func(n int) int { return (n - 1) * len("line 01\n") }
	for _, tt := range []struct {
		name, old string
		edits     []edit
		want      string
	}{
		{"nothing", numbered(9), nil, ""},
		{"the same", numbered(9), []edit{{line(2), "line 02", "line 02"}}, ""},
		{"in the middle", numbered(9), []edit{{line(5), "line 05", "LINE 05"}},
			"@@ -2,7 +2,7 @@\n line 02\n line 03\n line 04\n-line 05\n+LINE 05\n line 06\n line 07\n line 08\n"},
		{"at the start", numbered(9), []edit{{0, "l", "L"}},
			"@@ -1,4 +1,4 @@\n-line 01\n+Line 01\n line 02\n line 03\n line 04\n"},
		{"at the end", numbered(4), []edit{{line(4), "l", "L"}},
			"@@ -1,4 +1,4 @@\n line 01\n line 02\n line 03\n-line 04\n+Line 04\n"},
		{"the only line", "x", []edit{{0, "x", "y"}},
			"@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+y\n\\ No newline at end of file\n"},
		{"an end that is no line", "a\nb", []edit{{3, "", "\n"}},
			"@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"},
		{"one hunk of near changes", numbered(12), []edit{{line(2), "l", "L"}, {line(9), "l", "L"}},
			"@@ -1,12 +1,12 @@\n line 01\n-line 02\n+Line 02\n line 03\n line 04\n line 05\n line 06\n line 07\n line 08\n-line 09\n+Line 09\n line 10\n line 11\n line 12\n"},
		{"two hunks of far ones", numbered(14), []edit{{line(2), "l", "L"}, {line(10), "line 10\n", ""}},
			"@@ -1,5 +1,5 @@\n line 01\n-line 02\n+Line 02\n line 03\n line 04\n line 05\n" +
				"@@ -7,7 +7,6 @@\n line 07\n line 08\n line 09\n-line 10\n line 11\n line 12\n line 13\n"},
		{"neighbours in one block", numbered(3), []edit{{line(1), "l", "L"}, {line(2), "l", "L"}},
			"@@ -1,3 +1,3 @@\n-line 01\n-line 02\n+Line 01\n+Line 02\n line 03\n"},
		{"twice on a line", numbered(3), []edit{{line(2), "l", "L"}, {line(2) + 5, "02", "2"}},
			"@@ -1,3 +1,3 @@\n line 01\n-line 02\n+Line 2\n line 03\n"},
		{"lines in one text", numbered(5), []edit{{line(2), "line 02\nline 03\nline 04\n", "line 02\nLINE 03\nline 04\n"}},
			"@@ -1,5 +1,5 @@\n line 01\n line 02\n-line 03\n+LINE 03\n line 04\n line 05\n"},
		{"fewer lines", numbered(5), []edit{{line(2), "line 02\nline 03\nline 04\n", "line 02\nline 34\n"}},
			"@@ -1,5 +1,4 @@\n line 01\n line 02\n-line 03\n-line 04\n+line 34\n line 05\n"},
		{"all gone", "x\n", []edit{{0, "x\n", ""}}, "@@ -1 +0,0 @@\n-x\n"},
		{"all new", "", []edit{{0, "", "x\n"}}, "@@ -0,0 +1 @@\n+x\n"},
		{"behind the last line", "x\n", []edit{{2, "", "y\n"}}, "@@ -1 +1,2 @@\n x\n+y\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			want := tt.want
			if want != "" {
				want = "--- a/f\n+++ b/f\n" + want
			}
			got, _ := write(t, "f", tt.old, tt.edits...)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestPatchesApply makes random edits, and lets git and patch make them from
// the diff.
func TestPatchesApply(t *testing.T) {
	t.Parallel()
	for _, tool := range [][]string{{"git", "apply", "--whitespace=nowarn", "p"}, {"patch", "-s", "-p1", "-i", "p"}} {
		if _, err := exec.LookPath(tool[0]); err != nil {
			t.Skipf("%s is not installed", tool[0])
		}
		t.Run(tool[0], func(t *testing.T) {
			t.Parallel()
			dir, random := t.TempDir(), rand.New(rand.NewPCG(1, 2))
			for i := range 60 {
				old := text(random)
				name := []string{"f.json", "a b.json", "한글.json", "dir/%::e.json"}[i%4]
				patch, want := write(t, name, old, edits(random, old)...)
				if patch == "" {
					continue
				}
				put(t, filepath.Join(dir, name), old)
				put(t, filepath.Join(dir, "p"), patch)
				cmd := exec.CommandContext(t.Context(), tool[0], tool[1:]...)
				cmd.Dir = dir
				cmd.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir))
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Fatalf("%v: %s\n%q\n%s", err, out, old, patch)
				}
				got, err := os.ReadFile(filepath.Join(dir, name))
				if err != nil || string(got) != want {
					t.Fatalf("%v: got %q, want %q by\n%s", err, got, want, patch)
				}
			}
		})
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// text is some lines, mostly different ones, with either line break and often
// none at the end.
func text(random *rand.Rand) string {
	var b strings.Builder
	for range 1 + random.IntN(40) {
		fmt.Fprintf(&b, "%d %d", random.IntN(30), random.IntN(1000))
		b.WriteString([]string{"\n", "\n", "\n", "\r\n"}[random.IntN(4)])
	}
	return strings.TrimSuffix(b.String(), []string{"\n", "x"}[random.IntN(2)])
}

func edits(random *rand.Rand, old string) []edit {
	var places []int
	for range 2 * (1 + random.IntN(5)) {
		places = append(places, random.IntN(len(old)+1))
	}
	slices.Sort(places)
	var all []edit
	for i := 0; i < len(places); i += 2 {
		if i > 0 && places[i] == places[i-1] {
			continue
		}
		from, to := places[i], min(places[i+1], places[i]+20)
		all = append(all, edit{from, old[from:to], []string{"", "x", "new\n", "a\nb\nc", old[from:to] + "!"}[random.IntN(5)]})
	}
	return all
}

func TestNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"a/한글 %.json": "a/한글 %.json\t", "a/x": "a/x", "a/\"q\"\\\n\x7f é": `"a/\"q\"\\\012\177 é"`,
	} {
		if got := quoteName(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

// TestChanged: a file that is not what the replacements are about is left
// alone.
func TestChanged(t *testing.T) {
	t.Parallel()
	for _, e := range []edit{{0, "y", "z"}, {2, "b", "c"}, {1, "\nxx", ""}, {99, "", "x"}, {99, "b", "x"}} {
		err := New(io.Discard, "f", strings.NewReader("x\n")).Replace(int64(e.offset), []byte(e.old), []byte(e.text))
		if !errors.Is(err, ErrChanged) {
			t.Errorf("%v: %v", e, err)
		}
	}
}

func TestFaultsOfStreams(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	if err := New(io.Discard, "f", iotest.ErrReader(broken)).Replace(0, []byte("x"), nil); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	reader := io.MultiReader(strings.NewReader("x\n"), iotest.ErrReader(broken))
	if err := New(io.Discard, "f", reader).Replace(0, []byte("x\ny"), nil); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	for room := range 3 {
		w := New(&full{room}, "f", strings.NewReader(numbered(30)))
		first, second := w.Replace(0, []byte("l"), []byte("L")), w.Replace(8*20, []byte("l"), []byte("L"))
		if err := errors.Join(first, second, w.Close()); !errors.Is(err, errFull) {
			t.Errorf("after %d writes: %v", room, err)
		}
	}
}

var errFull = errors.New("full")

// full takes so many writes.
type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if f.room--; f.room < 0 {
		return 0, errFull
	}
	return len(p), nil
}
