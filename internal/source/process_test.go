package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/testkit"
)

// processed reads the paths and names what comes, without the directory.
func processed(t testing.TB, opts Options, dir string, paths ...string) []string {
	t.Helper()
	inputs, err := Resolve(paths, opts)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	work := func(c *Chunk) (got []string) {
		for p, fault := range c.Payloads() {
			line := fmt.Sprintf("%v @%d %s", p.Origin, p.Offset, p.Bytes)
			if fault != nil {
				line = describeFault(fault)
			}
			got = append(got, strings.ReplaceAll(line, dir+"/", ""))
		}
		return got
	}
	err = Process(context.Background(), inputs, opts, work, func(got []string) error {
		all = append(all, got...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func gzipped(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "{\"n\":%d}\n", i)
	}
	return b.String()
}

// TestOrder mixes small and large inputs of all shapes and compares what comes
// with what one worker gets from each alone.
func TestOrder(t *testing.T) {
	t.Parallel()
	files := map[string]string{"0/pretty.json": "{\n}\n", "broken.json.gz": gzipped(numbered(3000))[:4000], "empty.json": ""}
	for i := range 300 {
		files[fmt.Sprintf("small/%03d.json", i)] = fmt.Sprintf(`{"file":%d}`, i)
	}
	for i := range 5 {
		files[fmt.Sprintf("small/%03d-large.ndjson", i*50)] = numbered(1000 + i)
		files[fmt.Sprintf("small/%03d-packed.ndjson.gz", i*40)] = gzipped(numbered(500 + i))
		files[fmt.Sprintf("small/%03d-array.json", i*30)] = "[" + strings.ReplaceAll(strings.TrimSpace(numbered(700)), "\n", ",") + "]"
	}
	dir := tree(t, files)
	opts := Options{chunk: 4096, whole: 1 << 10, Jobs: 1}
	inputs, _ := Resolve([]string{dir}, opts)
	var want []string
	for _, in := range inputs {
		want = append(want, processed(t, opts, dir, in.Path)...)
	}
	if len(want) < 300+5*1000+5*500+5*700 {
		t.Fatalf("only %d payloads", len(want))
	}
	for _, jobs := range []int{1, 2, 8} {
		opts.Jobs = jobs
		if diff := cmp.Diff(want, processed(t, opts, dir, dir)); diff != "" {
			t.Errorf("%d jobs: (-want +got)\n%s", jobs, diff)
		}
	}
}

func TestFiles(t *testing.T) {
	t.Parallel()
	packed := gzipped("{}\n{\"a\":1}\n")
	dir := tree(t, map[string]string{
		"a.ndjson.gz": packed, "b.json": packed, "cut.ndjson.gz": packed[:len(packed)-3],
		"d.json.gz": "{}", "header.json.gz": packed[:5], "junk.json.gz": packed + "junk",
		"two.json.gz": gzipped("{}\n") + gzipped("{}\n"), "zero.json": "", "single.json.gz": gzipped("{}"),
	})
	want := []string{
		"a.ndjson.gz:1 @0 {}", `a.ndjson.gz:2 @3 {"a":1}`,
		"b.json:1 @0 {}", `b.json:2 @3 {"a":1}`,
		"cut.ndjson.gz:1 @0 {}", `cut.ndjson.gz:2 @3 {"a":1}`,
		"! cut.ndjson.gz: the gzip data breaks off after 11 decompressed bytes: unexpected EOF @11 0:0",
		"d.json.gz @0 {}",
		"! header.json.gz: the gzip data breaks off after 0 decompressed bytes: unexpected EOF @0 0:0",
		"junk.json.gz:1 @0 {}", `junk.json.gz:2 @3 {"a":1}`,
		"! junk.json.gz: the gzip data breaks off after 11 decompressed bytes: unexpected EOF @11 0:0",
		"single.json.gz @0 {}",
		"two.json.gz:1 @0 {}", "two.json.gz:2 @3 {}",
		"! zero.json: empty: expected a JSON object, an array or NDJSON @0 0:0",
	}
	if diff := cmp.Diff(want, processed(t, Options{}, dir, dir)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestUnreadable(t *testing.T) {
	t.Parallel()
	dir := tree(t, map[string]string{"a.json": "{}", "gone.json": "->nowhere", "z.json": "{}"})
	want := []string{"a.json @0 {}", "! gone.json: the link points to nowhere: file does not exist @0 0:0", "z.json @0 {}"}
	if diff := cmp.Diff(want, processed(t, Options{}, dir, dir)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for err, want := range map[error]string{
		os.ErrNotExist: "file does not exist", os.ErrPermission: "permission denied", syscall.EISDIR: "cannot be read: is a directory",
	} {
		t.Run(want, func(t *testing.T) {
			got := fileProblem("", "f.json", &os.PathError{Op: "open", Path: "f.json", Err: err})
			if got.Error() != "f.json: "+want || !errors.Is(got, err) {
				t.Errorf("%v: got %v, want %v", err, got, want)
			}
		})
	}
}

// TestPipeIsNotWaitedFor takes lines off a pipe while it stays open.
func TestPipeIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	r, w := io.Pipe()
	go io.WriteString(w, "{\"n\":1}\n{\"n\":2}\n{\"n\"")
	opts := Options{Stdin: r, Jobs: 4}
	inputs, _ := Resolve(nil, opts)
	ctx, cancel := context.WithCancelCause(context.Background())
	why := errors.New("enough")
	var got []string
	err := Process(ctx, inputs, opts, func(c *Chunk) *Chunk { return c }, func(c *Chunk) error {
		for p := range c.Payloads() {
			got = append(got, string(p.Bytes))
		}
		if len(got) == 2 {
			cancel(why) // while the next read blocks
		}
		return nil
	})
	if err != why {
		t.Errorf("got error %v", err)
	}
	if diff := cmp.Diff([]string{`{"n":1}`, `{"n":2}`}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	w.Close()
}

func TestProcessEndsItsGoroutines(t *testing.T) {
	before := runtime.NumGoroutine()
	dir := tree(t, map[string]string{"a.ndjson": numbered(20000)})
	opts := Options{chunk: 1024, Jobs: 4}
	inputs, _ := Resolve([]string{dir}, opts)
	stop := errors.New("stop")
	n := 0
	err := Process(context.Background(), inputs, opts, func(*Chunk) int { return 1 }, func(i int) error {
		if n += i; n == 5 {
			return stop
		}
		return nil
	})
	if err != stop || n != 5 {
		t.Errorf("got %v after %d", err, n)
	}
	func() {
		defer func() {
			if p, ok := recover().(*Panic); !ok || p.String() != "boom" || !bytes.Contains(p.Stack, []byte("process_test")) {
				t.Errorf("got panic %v", p)
			}
		}()
		Process(context.Background(), inputs, opts, func(*Chunk) int { panic("boom") }, func(int) error { return nil })
	}()
	for range 200 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Errorf("%d goroutines before, %d after", before, runtime.NumGoroutine())
}

func TestProgress(t *testing.T) {
	t.Parallel()
	dir := tree(t, map[string]string{"a.json": "{}", "b.ndjson.gz": gzipped(numbered(9)), "c.json": "->gone"})
	opts := Options{Progress: new(Progress)}
	inputs, _ := Resolve([]string{dir, filepath.Join(dir, "none")}, opts)
	total, ok := TotalSize(inputs)
	if want := int64(2 + len(gzipped(numbered(9)))); !ok || total != want {
		t.Errorf("total %d, %v, want %d", total, ok, want)
	}
	Each(context.Background(), inputs, opts, func(Payload, *diag.Problem) error { return nil })
	if opts.Progress.Bytes() != total || opts.Progress.Files() != 2 {
		t.Errorf("got %d bytes of %d files", opts.Progress.Bytes(), opts.Progress.Files())
	}
	if _, ok := TotalSize([]Input{{Path: Stdin, endless: true}}); ok {
		t.Error("standard input has no size")
	}
}

// TestMemoryIsBounded reads a line of a gigabyte, and an array with a large
// element, from a generator. All that is ever allocated is less than either.
func TestMemoryIsBounded(t *testing.T) {
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	for name, prefix := range map[string]string{"line": "{}\n{\"webhook_trigger\": ", "element": "[{},{\"a\":\""} {
		t.Run(name, func(t *testing.T) {
			size := int64(testkit.Scaled(1 << 30))
			if name == "element" { // which is looked at byte by byte
				size = int64(testkit.Scaled(200 << 20))
			}
			opts := Options{Stdin: io.MultiReader(strings.NewReader(prefix), io.LimitReader(letters{}, size), strings.NewReader("\"}\n,{}"))}
			inputs, _ := Resolve(nil, opts)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			var problems []string
			n := 0
			Each(context.Background(), inputs, opts, func(p Payload, fault *diag.Problem) error {
				if n++; fault != nil {
					problems = append(problems, fault.Message.String())
				}
				return nil
			})
			runtime.ReadMemStats(&after)
			if n < 3 || len(problems) < 1 || !strings.HasPrefix(problems[0], "payload of ") {
				t.Errorf("%d payloads, problems %q", n, problems)
			}
			if got := after.TotalAlloc - before.TotalAlloc; got > 80<<20 {
				t.Errorf("allocated %d MiB in all", got>>20)
			}
		})
	}
}

type letters struct{}

func (letters) Read(p []byte) (int, error) {
	p[0] = 'a'
	for n := 1; n < len(p); n *= 2 {
		copy(p[n:], p[:n])
	}
	return len(p), nil
}

// TestLargeFile has the size of a file that is refused come from the system.
func TestLargeFile(t *testing.T) {
	t.Parallel()
	dir := tree(t, map[string]string{"a.json": "{\n\"" + strings.Repeat("x", 999), "b.json": "{" + strings.Repeat("x", 1000) + "\n", "sub": "->."})
	want := []string{"! a.json: payload of 1002 bytes is larger than the limit of 99 @0 1:1",
		"! b.json: payload of 1002 bytes is larger than the limit of 99 @0 1:1"}
	if diff := cmp.Diff(want, processed(t, Options{MaxPayload: 99}, dir, dir)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	inputs := []Input{{Path: dir}, {Path: filepath.Join(dir, "none")}}
	var got []string
	Each(context.Background(), inputs, Options{}, func(_ Payload, fault *diag.Problem) error {
		got = append(got, fault.Message.String())
		return nil
	})
	if diff := cmp.Diff([]string{"cannot be read: is a directory", "file does not exist"}, got); diff != "" {
		t.Errorf("a directory and nothing: (-want +got)\n%s", diff)
	}
}

// TestHeavyResults: chunks become smaller where their results hold many times
// their size, and larger again where they do not.
func TestHeavyResults(t *testing.T) {
	t.Parallel()
	text := numbered(200_000)
	for _, c := range []struct {
		name        string
		times       int // what results hold, by the size of their chunk
		least, most int // of the largest of the last chunks; a buffer up to four times too large is used
	}{
		{"nothing held", 0, chunkSize * 3 / 4, chunkSize},
		{"the same held", 1, chunkSize * 3 / 4, chunkSize},
		{"a hundred times held", 100, heldBytes / 100 * 3 / 4, 4 * heldBytes / 100},
		{"a million times held", 1_000_000, chunkSize / 64 * 3 / 4, 4 * chunkSize / 64},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var sizes []int
			read := 0
			work := func(chunk *Chunk) *Chunk {
				chunk.Held = len(chunk.buf) * c.times
				return chunk
			}
			err := Process(t.Context(), []Input{InMemory("a.ndjson", []byte(text))}, Options{Jobs: 1, most: 1 << 20}, work, func(chunk *Chunk) error {
				for range chunk.Payloads() {
					read++
				}
				sizes = append(sizes, len(chunk.buf))
				return nil
			})
			if err != nil || read != 200_000 {
				t.Fatal(err, read)
			}
			last := sizes[len(sizes)/2 : len(sizes)-1]
			if got := slices.Max(last); got < c.least || got > c.most {
				t.Errorf("chunks are of up to %d bytes, want %d to %d", got, c.least, c.most)
			}
		})
	}
}
