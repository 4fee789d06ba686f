package scrub

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/source"
	"github.com/argosctl/argosctl/internal/workdir"
)

// scrubbed runs over inputs and returns their text, and what else it told.
func scrubbed(t *testing.T, inputs []source.Input, read source.Options, tell bool) (text string, found []string) {
	t.Helper()
	lines := 0
	err := Run(t.Context(), inputs, Options{Read: read, Tell: tell, New: testScrubber}, func(r *Result) error {
		if r.First {
			lines = 0
		}
		text += string(r.Text)
		for _, f := range r.Found {
			found = append(found, fmt.Sprintf("%s:%d", r.Input.Path, lines+f.Line+1))
		}
		lines += r.Lines
		if r.Fault != nil {
			found = append(found, r.Fault.Message.String())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return text, found
}

// archive is n lines with a person each.
func archive(n int) []byte {
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, `{"webhook_trigger":"approved","submission_id":"s%d","full_name":"Hong Gildong %d","email":"kim%d@naver.com"}`+"\n", i, i, i)
	}
	return b.Bytes()
}

// TestRunIsAppend: however a text is cut into blocks and by however many workers
// it is scrubbed, the outcome is that of one Append.
func TestRunIsAppend(t *testing.T) {
	t.Parallel()
	lines := archive(12000)
	pretty := []byte("[\n  " + strings.ReplaceAll(strings.TrimSpace(string(lines)), "\n", ",\n  ") + "\n]\n")
	log := bytes.ReplaceAll(lines, []byte("\n"), []byte(" done\n2026-04-14 02:11:09 INFO "))
	oneLine := bytes.ReplaceAll(bytes.TrimSpace(pretty), []byte("\n"), nil)
	for _, tt := range []struct {
		name string
		text []byte
	}{{"lines", lines}, {"an array", pretty}, {"an array in one line", oneLine}, {"a log", log}, {"empty", nil}, {"no line break", archive(1)[:50]}} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			want, _ := testScrubber().Append(nil, tt.text, nil)
			path := filepath.Join(t.TempDir(), "in.txt")
			if err := os.WriteFile(path, tt.text, 0o600); err != nil {
				t.Fatal(err)
			}
			for _, jobs := range []int{1, 3} {
				inputs, err := source.Resolve([]string{path}, source.Options{})
				if err != nil {
					t.Fatal(err)
				}
				if got, _ := scrubbed(t, inputs, source.Options{Jobs: jobs}, false); got != string(want) {
					t.Errorf("%d jobs: %d bytes differ from %d", jobs, len(got), len(want))
				}
				stdin, err := source.Resolve([]string{"-"}, source.Options{Stdin: bytes.NewReader(tt.text)})
				if err != nil {
					t.Fatal(err)
				}
				if got, _ := scrubbed(t, stdin, source.Options{Jobs: jobs, Stdin: bytes.NewReader(tt.text)}, false); got != string(want) {
					t.Errorf("stdin, %d jobs: %d bytes differ from %d", jobs, len(got), len(want))
				}
			}
		})
	}
}

// TestShards: the outputs of all shards, one after the other, are that of one run.
func TestShards(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	_, _ = w.Write(archive(300))
	_ = w.Close()
	for name, text := range map[string][]byte{
		"a.ndjson": archive(9000), "b.json": []byte(`{"full_name":"Kim Lee"}`), "c.ndjson.gz": zipped.Bytes(),
		"d.json": append(append([]byte("["), bytes.ReplaceAll(bytes.TrimSpace(archive(500)), []byte("\n"), []byte(",\n"))...), ']'), "e.ndjson": archive(100),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	read := source.Options{Jobs: 2, Dir: workdir.Dir(dir)}
	all, err := source.Resolve([]string{"."}, read)
	if err != nil {
		t.Fatal(err)
	}
	whole, _ := scrubbed(t, all, read, false)
	for _, of := range []int{1, 2, 5, 16, 61} {
		got := ""
		for part := range of {
			inputs, _ := source.Resolve([]string{"."}, read)
			mine, ok := source.Shard{Part: part + 1, Of: of}.Take(inputs)
			if !ok {
				t.Fatal("not divided")
			}
			text, _ := scrubbed(t, mine, read, false)
			got += text
		}
		if got != whole {
			t.Errorf("%d shards: %d bytes, not %d", of, len(got), len(whole))
		}
	}
}

// TestRunTells: lines of what was replaced, over blocks.
func TestRunTells(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a.ndjson")
	if err := os.WriteFile(path, archive(15000), 0o600); err != nil {
		t.Fatal(err)
	}
	inputs, _ := source.Resolve([]string{path}, source.Options{})
	_, found := scrubbed(t, inputs, source.Options{Jobs: 2}, true)
	if len(found) != 30000 || found[0] != path+":1" || found[29999] != path+":15000" || found[15001] != path+":7501" {
		t.Errorf("%d found, %s to %s", len(found), found[0], found[len(found)-1])
	}
}

// TestRunStops: an error of the taker and the end of the context end a run.
func TestRunStops(t *testing.T) {
	t.Parallel()
	inputs := []source.Input{source.InMemory("a.ndjson", archive(5000)), source.InMemory("b.ndjson", archive(5000))}
	enough := errors.New("enough")
	how := Options{Read: source.Options{Jobs: 2}, New: testScrubber}
	if err := Run(t.Context(), inputs, how, func(*Result) error { return enough }); !errors.Is(err, enough) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	if err := Run(ctx, inputs, how, func(*Result) error { cancel(); return nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestFaults: what cannot be read is told, and the rest goes on.
func TestFaults(t *testing.T) {
	t.Parallel()
	huge := append(append([]byte(`{"x":"`), bytes.Repeat([]byte("x"), maxBlock)...), `"}`...)
	inputs := []source.Input{
		source.InMemory("huge.json", huge), source.InMemory("cut.gz", []byte("\x1f\x8b\x08\x00")), source.InMemory("ok.json", []byte(`{"full_name":"Kim Lee"}`)),
	}
	text, found := scrubbed(t, inputs, source.Options{Jobs: 2}, true)
	if len(found) != 3 || !strings.Contains(found[0], "longer than") || !strings.Contains(found[1], "gzip") || found[2] != "ok.json:1" || strings.Contains(text, "Kim") {
		t.Errorf("%q, %.100s", found, text)
	}
}

// TestForeign: lines in another encoding keep it.
func TestForeign(t *testing.T) {
	t.Parallel()
	line, _ := source.EUCKR.Encode([]byte(`{"full_name":"홍길동","x":"가"}` + "\n"))
	text := append(append([]byte{}, line...), `{"full_name":"홍길동","x":"가"}`+"\n"...)
	out, _ := scrubbed(t, []source.Input{source.InMemory("k.ndjson", text)}, source.Options{Jobs: 1, Encoding: source.EUCKR}, false)
	lines := strings.Split(out, "\n")
	back, changed := source.EUCKR.Decode([]byte(lines[0]))
	if !changed || string(back) != lines[1] || strings.Contains(lines[1], "홍길동") || !strings.HasSuffix(lines[1], `"x":"가"}`) {
		t.Errorf("%s\n%s", back, lines[1])
	}
}

// TestForeignIsKept: of a line in which nothing is replaced every byte stays, also
// one that is not of the encoding. A short name counts as written in it.
func TestForeignIsKept(t *testing.T) {
	t.Parallel()
	broken := "\xb0\xa1 \xff no name\n"
	short := "{\"last_name\":\"\xc8\xab\"}\n" // 홍, or U+022B
	out, found := scrubbed(t, []source.Input{source.InMemory("k.ndjson", []byte(broken+short))}, source.Options{Jobs: 1, Encoding: source.EUCKR}, true)
	rest, ok := strings.CutPrefix(out, broken)
	back, changed := source.EUCKR.Decode([]byte(rest))
	if !ok || !changed || strings.Contains(rest, "\xc8\xab") || !strings.HasPrefix(string(back), `{"last_name":"`) {
		t.Errorf("%q", out)
	}
	if diff := cmp.Diff([]string{"k.ndjson:2"}, found); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestUnreadable: the lines that cannot be read as text are counted, and nothing else
// changes.
func TestUnreadable(t *testing.T) {
	t.Parallel()
	const line = "{\"note\":\"\xb1\xe6\xb5\xbf\"}\n"
	for _, tt := range []struct {
		name, text string
		asked      source.Encoding
		want       []int // lines, and the first of them
	}{
		{"UTF-8", "{\"note\":\"길동\"}\n", source.NoEncoding, []int{0, 0}},
		{"nobody says what it is", "{}\n" + line + line, source.NoEncoding, []int{2, 1}},
		{"UTF-8 is asked for", line, source.UTF8, []int{1, 0}},
		{"EUC-KR", line, source.EUCKR, []int{0, 0}},
		{"neither", "{}\n{}\n\xff\xff\n", source.EUCKR, []int{1, 2}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			opts := Options{Read: source.Options{Jobs: 1, Encoding: tt.asked}, New: testScrubber}
			err := Run(t.Context(), []source.Input{source.InMemory("a.ndjson", []byte(tt.text))}, opts, func(r *Result) error {
				if got := []int{r.Unreadable, r.FirstUnreadable}; !slices.Equal(got, tt.want) || string(r.Text) != tt.text || r.Fault != nil {
					t.Errorf("%v, want %v; %q, %v", got, tt.want, r.Text, r.Fault)
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
}
