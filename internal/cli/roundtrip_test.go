package cli

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/workdir"

	"github.com/argosctl/argosctl/internal/testkit"
)

// TestRoundTrip sends samples to a listener that saves them: as many as were
// sent are decoded from the archive, and their bytes are those of the samples.
// ARGOSCTL_ROUND_TRIP sets how many; 1000 where it is not set.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	n := 1000
	if many, err := strconv.Atoi(os.Getenv("ARGOSCTL_ROUND_TRIP")); err == nil {
		n = many
	}
	count := strconv.Itoa(n)
	archive := filepath.Join(t.TempDir(), "x.ndjson")
	l := listen(t, "--save", archive, "--max", count, "-o", "ndjson")
	summary := outputOf(t, "replay", "all", "--count", count, "--concurrency", "16", "--seed", "7", "--to", l.url)
	if code := <-l.code; code != 0 || strings.Count(l.errs.String(), "\n") != 1 {
		t.Errorf("listen: exit code %d: %s", code, l.errs)
	}
	if want := fmt.Appendf(nil, "\n%[1]s deliveries: %[1]s ok, 0 failed; ", say.Number(n)); !bytes.Contains(summary, want) {
		t.Errorf("replay says %s, want %s", lastLine(summary), want)
	}
	saved, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	sent := outputOf(t, "event", "sample", "all", "--count", count, "--seed", "7")
	if sumOfLines(saved) != sumOfLines(sent) {
		t.Error("the archive is not what was sent")
	}
	decoded := outputOf(t, "decode", archive, "-o", "ndjson")
	for what, text := range map[string][]byte{"shown": []byte(l.out.String()), "decoded": decoded} {
		if n := bytes.Count(text, []byte{'\n'}); strconv.Itoa(n) != count {
			t.Errorf("%d of %s events were %s", n, count, what)
		}
	}
}

// outputOf is what argosctl, which must succeed, prints in this process.
func outputOf(t *testing.T, args ...string) []byte {
	t.Helper()
	streams, out, errs := term.Buffers("")
	dir := t.TempDir()
	f := &kit.Factory{
		IO: streams, Getenv: func(string) string { return "" },
		Seed: func() uint64 { return 1 },
		Dir:  workdir.Dir(dir),
		Home: func() (string, error) { return dir, nil },
	}
	if code := Main(args, f); code != 0 {
		t.Fatalf("%v: exit code %d: %s", args, code, errs)
	}
	return out.Bytes()
}

func lastLine(text []byte) []byte {
	text = bytes.TrimSpace(text)
	return text[bytes.LastIndexByte(text, '\n')+1:]
}

// sumOfLines is the SHA-256 of the sorted lines of text.
func sumOfLines(text []byte) [sha256.Size]byte {
	lines := slices.SortedFunc(bytes.Lines(text), bytes.Compare)
	return sha256.Sum256(bytes.Join(lines, nil))
}
