package report

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/diag"
)

func TestGolden(t *testing.T) {
	t.Parallel()
	for _, format := range Formats() {
		t.Run(format, func(t *testing.T) {
			t.Parallel()
			opts := Options{Meta: storyMeta(), FailOn: diag.Error}
			golden(t, "story."+format, play(t, format, opts, story(), storySummary()))
			golden(t, "empty."+format, play(t, format, opts, nil, Summary{}))
		})
	}
}

func TestFormatsAndUnknownFormat(t *testing.T) {
	t.Parallel()
	want := []string{"text", "json", "ndjson", "github", "junit", "sarif", "tap", "gitlab", "markdown"}
	if got := Formats(); !slices.Equal(got, want) {
		t.Errorf("Formats() = %v", got)
	}
	_, err := New("toml", io.Discard, Options{})
	if err == nil || !strings.Contains(err.Error(), `"toml"`) || !strings.Contains(err.Error(), "sarif") {
		t.Errorf("New(toml) = %v", err)
	}
}

// full is a disk that has no room left.
type full struct{ err error }

func (f full) Write([]byte) (int, error) { return 0, f.err }

func TestWriteErrorsComeBack(t *testing.T) {
	t.Parallel()
	boom := errors.New("no room left")
	finding := at("a.json", 1, "«x»", diag.Finding{Rule: "json/syntax", Severity: diag.Error, Message: strings.Repeat("m", 70<<10)})
	for _, format := range Formats() {
		w, err := New(format, full{boom}, Options{Rows: 1})
		if err != nil {
			t.Fatalf("%s: the head alone failed: %v", format, err)
		}
		err = errors.Join(w.Finding(finding), w.Finding(finding), w.File("a.json", 1), w.Close(Summary{}))
		if !errors.Is(err, boom) {
			t.Errorf("%s swallowed the write error: %v", format, err)
		}
	}
}

func TestMultiFeedsEveryWriter(t *testing.T) {
	t.Parallel()
	boom := errors.New("no room left")
	var text, lines strings.Builder
	broken, _ := New("text", full{boom}, Options{})
	a, _ := New("text", &text, Options{})
	b, _ := New("ndjson", &lines, Options{})
	m := Multi(broken, a, b)
	for _, s := range story() {
		if s.path != "" {
			_ = m.File(s.path, s.payloads)
		} else {
			_ = m.Finding(s.finding)
		}
	}
	if err := m.Close(storySummary()); !errors.Is(err, boom) {
		t.Errorf("Close = %v, want the broken writer's error", err)
	}
	if want := play(t, "text", Options{}, story(), storySummary()); text.String() != want {
		t.Error("the second writer missed something")
	}
	if want := play(t, "ndjson", Options{}, story(), storySummary()); lines.String() != want {
		t.Error("the third writer missed something")
	}
}

func TestOneMissingFileEndDoesNotMixFiles(t *testing.T) {
	t.Parallel()
	f := diag.Finding{Rule: "json/syntax", Severity: diag.Warning, Message: "m"}
	steps := []step{
		found(at("a.json", 1, "«x»", f)), found(at("b.json", 1, "«x»", f)), file("c.json", 1), found(at("d.json", 1, "«x»", f)),
	}
	got := play(t, "tap", Options{FailOn: diag.Warning}, steps, Summary{})
	for _, line := range []string{"not ok 1 - a.json", "not ok 2 - b.json", "\nok 3 - c.json", "not ok 4 - d.json", "1..4"} {
		if !strings.Contains(got, line) {
			t.Errorf("no %q in\n%s", line, got)
		}
	}
}
