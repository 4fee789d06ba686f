package source

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"github.com/argosctl/argosctl/internal/testkit"
)

// partOf is what a shard of inputs comes to.
func partOf(t testing.TB, opts Options, shard Shard, inputs []Input) (got []string, files int) {
	t.Helper()
	mine, ok := shard.Take(inputs)
	if !ok {
		t.Fatal("an input has no size")
	}
	work := func(c *Chunk) (got []string) {
		c.Settle(true)
		for p, fault := range c.Payloads() {
			if fault != nil {
				got = append(got, describeFault(fault))
			} else {
				got = append(got, describe(p))
			}
		}
		return append(got, fmt.Sprint(c.Files))
	}
	err := Process(context.Background(), mine, opts, work, func(part []string) error {
		n := 0
		fmt.Sscan(part[len(part)-1], &n)
		files += n
		got = append(got, part[:len(part)-1]...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got, files
}

// sameInShards compares the shards, one after the other, with a whole run.
func sameInShards(t *testing.T, opts Options, inputs []Input, shards ...int) {
	t.Helper()
	want, wantFiles := partOf(t, opts, Shard{}, inputs)
	for _, n := range shards {
		var got []string
		files := 0
		for k := range n {
			part, more := partOf(t, opts, Shard{k + 1, n}, inputs)
			got = append(got, part...)
			files += more
		}
		if diff := cmp.Diff(want, got); diff != "" || files != wantFiles {
			t.Fatalf("%d shards: %d files, want %d; (-whole +shards)\n%s", n, files, wantFiles, diff)
		}
	}
}

func upTo17() (all []int) {
	if testkit.Scaled(17) < 17 {
		return []int{1, 5, 17}
	}
	for n := 1; n <= 17; n++ {
		all = append(all, n)
	}
	return all
}

func zstdOf(text string) string {
	w, _ := zstd.NewWriter(nil)
	return string(w.EncodeAll([]byte(text), nil))
}

func utf16Of(text string) string {
	b := []byte{0xff, 0xfe}
	for _, c := range []byte(text) {
		b = append(b, c, 0)
	}
	return string(b)
}

// webhooks are n lines of about 200 bytes.
func webhooks(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "{\"webhook_trigger\":\"retry\",\"n\":%d,\"text\":%q}\n", i, strings.Repeat("홍", i%50))
	}
	return b.String()
}

// TestShards: whatever the inputs are, what all shards read is what one run reads,
// with the same origins, places and faults.
func TestShards(t *testing.T) {
	t.Parallel()
	pretty := strings.ReplaceAll(webhooks(900), ",", ",\n  ")
	pages := map[string]map[string]string{
		"one file of lines":                    {"a.ndjson": webhooks(4000)},
		"the same without the last line break": {"a.jsonl": strings.TrimSuffix(webhooks(900), "\n")},
		"CRLF":                                 {"a.ndjson": strings.ReplaceAll(webhooks(900), "\n", "\r\n")},
		"blank lines":                          {"a.ndjson": strings.ReplaceAll(webhooks(900), "\n", "\n\n  \n")},
		"values over lines":                    {"a.json": pretty},
		"one array":                            {"a.json": "[" + strings.ReplaceAll(strings.TrimSpace(webhooks(900)), "\n", ",\n") + "]"},
		"a log":                                {"a.log": "INFO begin\n" + strings.ReplaceAll(webhooks(900), "{", "2026-04-14 INFO {")},
		"a log of lines":                       {"a.log": "begin\n" + webhooks(900) + "end\n"},
		"bad lines":                            {"a.ndjson": strings.ReplaceAll(webhooks(900), "\"n\":7", "\"n\":]")},
		"objects that break off":               {"a.ndjson": strings.ReplaceAll(webhooks(900), "홍\"}", "홍\"")},
		"a long line":                          {"a.ndjson": webhooks(300) + `{"webhook_trigger":"` + strings.Repeat("x", 70_000) + "\"}\n" + webhooks(300)},
		"gzip":                                 {"a.ndjson.gz": gzipped(webhooks(4000))},
		"members of gzip":                      {"a.ndjson.gz": gzipped(webhooks(400)) + gzipped(webhooks(300)) + gzipped(webhooks(2000))},
		"gzip that breaks off":                 {"a.ndjson.gz": gzipped(webhooks(4000))[:6000]},
		"zstd":                                 {"a.ndjson.zst": zstdOf(webhooks(4000)), "b.json": "{}"},
		"UTF-16":                               {"a.ndjson": utf16Of(numbered(3000)), "b.json": "{}"},
		"UTF-16 in gzip":                       {"a.ndjson.gz": gzipped(utf16Of(numbered(3000))), "b.json": "{}"},
		"a table":                              {"a.csv": "id,body\n" + strings.Repeat("1,\"{\"\"webhook_trigger\"\":\"\"retry\"\",\n\"\"n\"\":1}\"\n", 500)},
		"wrapped Base64":                       {"a.log": "INFO begin\n" + strings.Repeat("INFO got\n"+wrappedHook, 500)},
		"empty and missing":                    {"a.json": "", "b.json": "{}", "c.json": "->nowhere", "d.ndjson": "\n\n"},
	}
	many := map[string]string{"sub/large.ndjson": webhooks(200), "sub/packed.ndjson.gz": gzipped(webhooks(900)), "empty.json": ""}
	for i := range 150 {
		many[fmt.Sprintf("sub/%03d.json", i)] = fmt.Sprintf(`{"file":%d}`, i)
		many[fmt.Sprintf("sub/%03d-lines.ndjson", i)] = numbered(3)
		many[fmt.Sprintf("sub/%03d-array.json", i)] = fmt.Sprintf(`[{"file":%d},{"a":1},{"b":2}]`, i)
	}
	pages["a directory"] = many
	for name, files := range pages {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := tree(t, files)
			opts := Options{chunk: 8 << 10, whole: 1 << 10, MaxPayload: 64 << 10, Jobs: 2}
			paths := []string{dir}
			if name == "a log" || name == "a log of lines" || name == "a table" || name == "wrapped Base64" {
				paths = nil
				for file := range files {
					paths = append(paths, dir+"/"+file)
				}
			}
			inputs, err := Resolve(paths, opts)
			if err != nil {
				t.Fatal(err)
			}
			sameInShards(t, opts, inputs, upTo17()...)
			opts.LateLines = true
			sameInShards(t, opts, inputs, 2, 7, 16)
		})
	}
}

// TestShardsOfEveryShape divides each small input of TestShapes between any two
// bytes.
func TestShardsOfEveryShape(t *testing.T) {
	t.Parallel()
	for _, tt := range shapes {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			inputs := []Input{InMemory(tt.path, []byte(tt.in)), InMemory("z.json", []byte("{}"))}
			sameInShards(t, Options{chunk: 256}, inputs, 1, 2, 3, 5, 17, len(tt.in)+2)
		})
	}
}

// TestShardsOfRandomTexts puts pieces of JSON and of logs together at random.
func TestShardsOfRandomTexts(t *testing.T) {
	t.Parallel()
	pieces := []string{
		"{\"webhook_trigger\":\"a\",\"n\":1}\n", "{\"n\":1}\n", "{\n  \"n\": [1,\n{\"b\": 2}\n]}\n", "[{\"a\":1},{\"b\":2}]\n", "text\n", "2026-04-14 {\"n\":1} {\"m\":2}\n",
		"{\"n\":\n", "}\n", "{\n", "{\"a\":{}}\n{\"b\":1}", "\r\n", "\n", ",", "\"{\"\n", "{\"s\":\"}\\n{\"}\n", "# {\n", "[1,\n", "]\n", "{}{}{}\n", "{\"webhook_trigger\"\n", strings.Repeat("{\"long\":\"xxxxxxxxxxxxxxxxxxx\"}\n", 9),
	}
	for seed := range uint64(testkit.Scaled(300)) {
		dice := rand.New(rand.NewPCG(seed, 7))
		var b bytes.Buffer
		for range 1 + dice.IntN(60) {
			b.WriteString(pieces[dice.IntN(len(pieces))])
		}
		names := []string{"a.ndjson", "a.json", "a.log", "a.csv"}
		inputs := []Input{InMemory(names[dice.IntN(len(names))], b.Bytes()), InMemory("b.json", []byte("{}"))}
		opts := Options{chunk: 128 << dice.IntN(4), whole: 200, MaxPayload: 100 + dice.IntN(2000), Jobs: 1}
		defer func() {
			if t.Failed() {
				t.Logf("seed %d: %q, %+v", seed, b.Bytes(), opts)
			}
		}()
		sameInShards(t, opts, inputs, 2, 3, 2+dice.IntN(15))
		if t.Failed() {
			return
		}
	}
}

// TestShardsJump: a shard reads its part of a file of lines, and not what is
// before it.
func TestShardsJump(t *testing.T) {
	t.Parallel()
	text := webhooks(40_000)
	dir := tree(t, map[string]string{"a.ndjson": text})
	opts := Options{Jobs: 1}
	for k := range 8 {
		opts.Progress = new(Progress)
		inputs, _ := Resolve([]string{dir}, opts)
		got, _ := partOf(t, opts, Shard{k + 1, 8}, inputs)
		if len(got) < 4000 {
			t.Errorf("shard %d has %d payloads", k+1, len(got))
		}
		if most := int64(len(text)/8 + 3*chunkSize); opts.Progress.Bytes() > most {
			t.Errorf("shard %d has read %d bytes of %d, more than %d", k+1, opts.Progress.Bytes(), len(text), most)
		}
	}
}

func TestParseShard(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"1/1": "1/1", "3/16": "3/16", "": "expected K/N, such as 1/16", "3": "expected K/N, such as 1/16", "a/b": "expected K/N, such as 1/16",
		"0/4": "expected a shard from 1 to 4", "5/4": "expected a shard from 1 to 4", "1/0": "expected 1 to 1000000 shards", "1/1000001": "expected 1 to 1000000 shards",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			s, err := ParseShard(text)
			got := s.String()
			if err != nil {
				got = err.Error()
			}
			if got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
	if _, ok := (Shard{1, 2}).Take([]Input{{Path: Stdin, endless: true}}); ok {
		t.Error("standard input cannot be divided")
	}
}

// Sizes near the largest number do not overflow.
func TestShare(t *testing.T) {
	t.Parallel()
	const total = 1<<62 + 12345
	before := int64(0)
	for k := range MaxShards + 1 {
		at := share(total, k, MaxShards)
		if at < before {
			t.Fatalf("%d: %d after %d", k, at, before)
		}
		before = at
	}
	if before != total {
		t.Errorf("the last shard ends at %d", before)
	}
}
