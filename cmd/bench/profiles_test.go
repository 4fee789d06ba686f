package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// realArgosctl is a script that runs the commands of this test binary.
func realArgosctl(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return fakeArgosctl(t, "BENCH_TEST_ARGOSCTL=1 exec '"+self+"' \"$@\"")
}

func TestProfilesSection(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var out bytes.Buffer
	err := run(t.Context(), []string{"-argosctl", realArgosctl(t), "-dir", dir, "-lines", "50", "-runs", "1", "-sections", "profiles"}, &out)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range profiles() {
		var cells []string
		for line := range strings.Lines(out.String()) {
			if strings.HasPrefix(line, "| "+p.about+" | ") {
				cells = strings.Split(line, " | ")
			}
		}
		if want := 2 + len(profileCommands()); len(cells) != want {
			t.Errorf("%d cells of %s, want %d:\n%s", len(cells), p.name, want, &out)
		}
	}
}

// Each profile holds what it says, and what it holds for nothing else.
func TestProfiles(t *testing.T) {
	t.Parallel()
	b := &bench{ctx: t.Context(), argosctl: realArgosctl(t), dir: t.TempDir(), lines: 500}
	again := &bench{ctx: b.ctx, argosctl: b.argosctl, dir: t.TempDir(), lines: b.lines}
	clean := profileLines(t, b, profiles()[0])
	if diff := cmp.Diff(clean, profileLines(t, again, profiles()[0])); diff != "" {
		t.Fatalf("the clean archive is not the same twice: %s", diff)
	}
	for name, row := range map[string]struct {
		each  map[string]int // findings of a rule in a payload
		same  bool           // the values are those of the clean archive, in the same order
		holds string
	}{
		"clean":        {same: true, holds: `","webhook_trigger":"`},
		"spaced":       {same: true, holds: `"cf": {"cf1": "account_opening", "cf2": "`},
		"escaped":      {same: true, holds: `\uc815`},
		"shuffled":     {same: true, holds: `{"cf2":"`},
		"undocumented": {each: map[string]int{"field/unknown": 1}, holds: `","project_ref":"prj_`},
		"emptied":      {each: map[string]int{"field/empty": 1}, holds: `"cf1":""`},
		"older":        {holds: `"additional_list":{"answer":"`},
		"broken":       {each: map[string]int{"json/syntax": 1}, holds: `" "`},
		"tiny":         {each: map[string]int{"event/missing": 2, "json/not-object": 8}, holds: `[{},[],1,`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := profileNamed(t, name)
			lines := profileLines(t, b, p)
			if text := strings.Join(lines, ""); !strings.Contains(text, row.holds) || text != strings.Join(profileLines(t, again, p), "") {
				t.Errorf("it does not hold %s, or is not the same twice:\n%.500s", row.holds, text)
			}
			if row.same {
				if len(lines) != 100 {
					t.Errorf("%d lines", len(lines))
				}
				for i := range lines {
					if diff := cmp.Diff(decoded(t, clean[i]), decoded(t, lines[i])); diff != "" {
						t.Fatalf("line %d: %s", i+1, diff)
					}
				}
			}
			want, payloads := maps.Clone(row.each), len(lines)
			if p.array {
				payloads = len(clean)
			}
			for rule := range want {
				want[rule] *= payloads
			}
			if got := rulesFound(t, b, p); !maps.Equal(got, want) {
				t.Errorf("the findings in %d payloads: %v, want %v", payloads, got, want)
			}
		})
	}
}

func TestOlderProfileHasBothShapes(t *testing.T) {
	t.Parallel()
	b := &bench{ctx: t.Context(), argosctl: realArgosctl(t), dir: t.TempDir(), lines: 500}
	text := strings.Join(profileLines(t, b, profileNamed(t, "older")), "")
	if n := strings.Count(text, `"fullName":"`); n < 50 || strings.Contains(text, `"additional_list":[`) {
		t.Errorf("%d payloads of the older guide in\n%.500s", n, text)
	}
}

func profileNamed(t *testing.T, name string) profile {
	t.Helper()
	for _, p := range profiles() {
		if p.name == name {
			return p
		}
	}
	t.Fatalf("no profile %s", name)
	return profile{}
}

func profileLines(t *testing.T, b *bench, p profile) (lines []string) {
	t.Helper()
	path, size, err := b.profile(p)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil || int64(len(text)) != size {
		t.Fatalf("%d bytes of %d, %v", len(text), size, err)
	}
	for line := range strings.Lines(string(text)) {
		lines = append(lines, line)
	}
	return lines
}

func decoded(t *testing.T, line string) (v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(line), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func rulesFound(t *testing.T, b *bench, p profile) map[string]int {
	t.Helper()
	path, _, err := b.profile(p)
	if err != nil {
		t.Fatal(err)
	}
	out, _ := exec.CommandContext(b.ctx, b.argosctl, "validate", "--format", "ndjson", path).Output()
	found := map[string]int{}
	for line := range bytes.Lines(out) {
		var finding struct{ Rule string }
		if err := json.Unmarshal(line, &finding); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		found[finding.Rule]++
	}
	return found
}

// A report of a command is its own, not the bench's.
func TestMeasureOne(t *testing.T) {
	t.Parallel()
	report := filepath.Join(t.TempDir(), "report")
	if err := measureOne(t.Context(), report, []string{"sh", "-c", "exit 3"}); err != nil {
		t.Fatal(err)
	}
	took, rss, exit, err := readReport(report)
	if err != nil || took <= 0 || exit != 3 {
		t.Errorf("%v, %d bytes, exit %d, %v", took, rss, exit, err)
	}
	if measureOne(t.Context(), report, []string{report + " not there"}) == nil {
		t.Error("a missing command is no error")
	}
}
