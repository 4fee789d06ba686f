package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/jsonscan"
	"github.com/argosctl/argosctl/internal/sample"
	"github.com/argosctl/argosctl/internal/testkit"
	"github.com/argosctl/argosctl/internal/unwrap/wraptest"
)

// saved is payloads one after the other in a file, and where each of them stands.
type saved struct {
	text bytes.Buffer
	each []savedPayload
}

type savedPayload struct {
	wraptest.Wrapped
	at     int // of the text around it
	origin string
}

// add puts a wrapped payload on the next line.
func (s *saved) add(path string, w wraptest.Wrapped, ending string) {
	line := 1 + bytes.Count(s.text.Bytes(), []byte{'\n'})
	s.each = append(s.each, savedPayload{w, s.text.Len(), fmt.Sprintf("%s:%d%s", path, line, w.Pointer)})
	s.text.Write(w.Text)
	s.text.WriteString(ending)
}

// oddPayloads makes webhooks of all events, many of them with faults.
func oddPayloads(t *testing.T, r *rand.Rand, n int) [][]byte {
	t.Helper()
	events, g := catalog.Events(), sample.New(r.Uint64())
	odd := []*strings.Replacer{
		strings.NewReplacer(`"retryCode":"`, `"retryCode":"x-`), strings.NewReplacer(`"submission_id":"`, `"submission_id": "한글 😀`),
		strings.NewReplacer(`"userid":"`, `"userid":"\ud83d\"\\\/`), strings.NewReplacer(`"status":"`, "\"status\":\t\r\n\"x"),
		strings.NewReplacer(`"cf1":"`, `"cf1":{},"cf1":"<a&b>+ %7B`), strings.NewReplacer(`"attempts":`, `"Attempts":"1`+`","a/b~c":`),
		strings.NewReplacer(`"email":"`, `"email":"`+"\xe9"), strings.NewReplacer(`{"`, "{\n  \"", `,"`, ",\n  \""),
	}
	payloads := make([][]byte, n)
	for i := range payloads {
		text, err := g.AppendEvent(nil, events[r.IntN(len(events))].Name, "")
		if err != nil {
			t.Fatal(err)
		}
		if k := r.IntN(2 * len(odd)); k < len(odd) {
			text = []byte(odd[k].Replace(string(text)))
		}
		payloads[i] = text
	}
	return payloads
}

// record is what decode says of a payload, but for where it was found, and
// where that was.
func record(t *testing.T, line string) (said, origin string) {
	t.Helper()
	var r struct {
		Origin struct {
			Path   string
			Line   int
			Inside string
		}
	}
	if err := json.Unmarshal([]byte(line), &r); err != nil {
		t.Fatalf("%v in %s", err, line)
	}
	_, said, _ = strings.Cut(line, `},`)
	start := strings.Index(said, `{"rule":"source/inside","message":"found inside`)
	if start >= 0 {
		end := start + strings.IndexByte(said[start:], '}') + 1
		said = said[:start] + strings.TrimPrefix(said[end:], ",")
	}
	return said, fmt.Sprintf("%s:%d%s", r.Origin.Path, r.Origin.Line, r.Origin.Inside)
}

// finding is what validate says of a payload, and the bytes of the file it is
// about.
type finding struct {
	Rule, Severity, Message, Pointer string
	Offset, Line, Column             int
}

func findings(t *testing.T, dir, path string) (all []finding) {
	t.Helper()
	out, _, _ := runIn(dir, "validate", path, "--format", "ndjson", "--rule", "fixture/personal-data=off")
	for line := range strings.Lines(out) {
		var f finding
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatal(err)
		}
		all = append(all, f)
	}
	return all
}

// TestSavedAnyhow: whatever webhooks are wrapped in, decode says the same of them
// as of the plain ones, and validate finds the same, at the same characters.
func TestSavedAnyhow(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	const a = 500 // payloads in a file
	tried, told := 0, 0
	for seed := range uint64(max(1, testkit.Rounds(2000)/a)) {
		r := wraptest.Wrapper{Rand: rand.New(rand.NewPCG(seed, 12))}
		payloads := oddPayloads(t, r.Rand, a)
		var plain, log, table saved
		table.text.WriteString("id,note,body,zz\n")
		for _, text := range payloads {
			plain.add("plain.log", wraptest.Wrapped{Text: text}, "\n")
			log.add("wrapped.log", r.Line(text), r.Pick("\n", "\n", "\r\n", "\n{\"level\":\"info\"}\n", "\nlistening\n"))
			table.add("table.csv", r.Row(text), r.Pick("\n", "\r\n"))
		}
		dir := t.TempDir()
		files := map[string]*saved{"plain.log": &plain, "wrapped.log": &log, "table.csv": &table}
		for name, s := range files {
			if err := os.WriteFile(filepath.Join(dir, name), s.text.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		wantOut, _, _ := runIn(dir, "decode", "plain.log", "-o", "ndjson")
		wanted := findings(t, dir, "plain.log")
		for _, name := range []string{"wrapped.log", "table.csv"} {
			sameRecords(t, dir, name, files[name], wantOut)
			sameFindings(t, dir, name, files[name], &plain, wanted)
		}
		tried, told = tried+a, told+len(wanted)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	t.Logf("%d payloads, %d findings", tried, told)
}

// sameRecords compares what decode says.
func sameRecords(t *testing.T, dir, name string, s *saved, want string) {
	t.Helper()
	out, errs, _ := runIn(dir, "decode", name, "-o", "ndjson")
	got, wanted := strings.Split(out, "\n"), strings.Split(want, "\n")
	for i := range min(len(got), len(wanted)) - 1 {
		said, origin := record(t, got[i])
		plainly, _ := record(t, wanted[i])
		if said != plainly || origin != s.each[i].origin {
			t.Fatalf("%s: at %s, want %s: (-plain +wrapped)\n%s\n%s", name, origin, s.each[i].origin, cmp.Diff(plainly, said), s.each[i].Text)
		}
	}
	if len(got) != len(wanted) {
		t.Fatalf("%s: %d records, want %d: %.2000s", name, len(got)-1, len(wanted)-1, errs)
	}
}

// sameFindings compares what validate finds, and where.
func sameFindings(t *testing.T, dir, name string, s, plain *saved, wanted []finding) {
	t.Helper()
	got := findings(t, dir, name)
	cursor := jsonscan.NewCursor(s.text.Bytes(), 1, 1)
	of := 0
	for i := range min(len(got), len(wanted)) {
		want := wanted[i]
		for of+1 < len(plain.each) && plain.each[of+1].at <= want.Offset {
			of++
		}
		p := s.each[of]
		want.Offset = p.at + p.From[want.Offset-plain.each[of].at]
		want.Line, want.Column = cursor.At(want.Offset)
		if got[i] != want {
			t.Fatalf("%s: (-want +got)\n%s\n%s", name, cmp.Diff(want, got[i]), p.Text)
		}
	}
	if len(got) != len(wanted) {
		t.Fatalf("%s: %d findings, want %d", name, len(got), len(wanted))
	}
}
