package lint

import (
	"bytes"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/sample"
	"github.com/argosctl/argosctl/internal/source"
)

// archive is a mix of all events, one payload a line.
func archive(tb testing.TB, seed uint64, count int) [][]byte {
	tb.Helper()
	var b bytes.Buffer
	if err := (sample.Stream{Seed: seed, Count: count}).Write(tb.Context(), &b); err != nil {
		tb.Fatal(err)
	}
	return bytes.Split(bytes.TrimSpace(b.Bytes()), []byte("\n"))
}

func benchmark(b *testing.B, lines [][]byte, wantFindings bool) {
	b.Helper()
	l, total, found := newLinter(b, Config{Brief: true}), 0, 0
	for _, line := range lines {
		total += len(line)
	}
	p := payload("")
	emit := func(*diag.Finding) { found++ }
	judge := func() {
		for _, line := range lines {
			p.Bytes = line
			l.Check(p, emit)
		}
	}
	judge()
	if (found > 0) != wantFindings {
		b.Fatalf("%d findings", found)
	}
	b.SetBytes(int64(total))
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		judge()
	}
}

// BenchmarkClean is an archive without findings: the usual case.
func BenchmarkClean(b *testing.B) { benchmark(b, archive(b, 1, 2000), false) }

// BenchmarkPretty is the same with indentation, as in fixture files.
func BenchmarkPretty(b *testing.B) {
	lines := archive(b, 1, 2000)
	for i, line := range lines {
		lines[i] = []byte(strings.NewReplacer(`,"`, ",\n  \"", `":`, `": `, `{"`, "{\n  \"").Replace(string(line)))
	}
	benchmark(b, lines, false)
}

// BenchmarkFaulty is an archive in which every payload has a finding or two.
func BenchmarkFaulty(b *testing.B) {
	lines := archive(b, 1, 2000)
	for i, line := range lines {
		switch i % 4 {
		case 0:
			line = bytes.Replace(line, []byte(`"userid"`), []byte(`"userId"`), 1)
		case 1:
			line = bytes.Replace(line, []byte(`,"`), []byte(`,"extra":1,"`), 1)
		case 2:
			line = bytes.Replace(line, []byte(`@example.`), []byte(`@exarnple.`), 1)
		case 3:
			line = bytes.Replace(line, []byte(`,"`), []byte(` "`), 1)
		}
		lines[i] = line
	}
	benchmark(b, lines, true)
}

// BenchmarkUnknown is an archive in which every payload has one undocumented
// member: what a service that has begun to send a new field looks like.
func BenchmarkUnknown(b *testing.B) {
	lines := archive(b, 1, 2000)
	for i, line := range lines {
		lines[i] = append(line[:len(line)-1:len(line)-1], `,"channel":"web"}`...)
	}
	benchmark(b, lines, true)
}

// BenchmarkEmpty is an archive in which every payload with custom fields has an
// empty one.
func BenchmarkEmpty(b *testing.B) {
	lines := archive(b, 1, 2000)
	for i, line := range lines {
		if at := bytes.Index(line, []byte(`"cf2":"`)); at > 0 {
			at += len(`"cf2":"`)
			lines[i] = append(line[:at:at], line[at+bytes.IndexByte(line[at:], '"'):]...)
		}
	}
	benchmark(b, lines, true)
}

// BenchmarkCareful is the careful way over clean payloads: what the fast one saves.
func BenchmarkCareful(b *testing.B) {
	lines, total := archive(b, 1, 2000), 0
	for _, line := range lines {
		total += len(line)
	}
	l := newLinter(b, Config{})
	b.SetBytes(int64(total))
	b.ReportAllocs()
	for b.Loop() {
		for _, line := range lines {
			l.careful(source.Payload{Bytes: line, Line: 1, Column: 1})
		}
	}
}

// BenchmarkNew is what the first payload of a run waits for.
func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		newLinter(b, Config{})
	}
}
