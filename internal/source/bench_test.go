package source

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// count reads the inputs and returns how many payloads there are.
func count(b *testing.B, inputs []Input, opts Options) (n int) {
	b.Helper()
	work := func(c *Chunk) (n int) {
		for range c.Payloads() {
			n++
		}
		return n
	}
	err := Process(context.Background(), inputs, opts, work, func(k int) error { n += k; return nil })
	if err != nil {
		b.Fatal(err)
	}
	return n
}

func benchArchive(b *testing.B, name, text string, size, want int) {
	dir := tree(b, map[string]string{name: text})
	inputs, _ := Resolve([]string{dir}, Options{})
	for _, jobs := range []int{1, 2} {
		b.Run(fmt.Sprintf("jobs=%d", jobs), func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				if n := count(b, inputs, Options{Jobs: jobs}); n != want {
					b.Fatalf("%d payloads, want %d", n, want)
				}
			}
		})
	}
}

const payloads = 200_000

// line is as long as a webhook usually is.
var line = `{"trigger":"approved","submission_id":"s","kyc_result":{` +
	strings.Repeat(`"field_of_a_webhook":"a value of usual length",`, 19) + `"n":1}}`

func BenchmarkLines(b *testing.B) {
	benchArchive(b, "a.ndjson", strings.Repeat(line+"\n", payloads), payloads*(len(line)+1), payloads)
}

func BenchmarkArray(b *testing.B) {
	benchArchive(b, "a.json", "["+strings.Repeat(line+",", payloads-1)+line+"]", payloads*(len(line)+1), payloads)
}

func BenchmarkGzip(b *testing.B) {
	benchArchive(b, "a.ndjson.gz", gzipped(strings.Repeat(line+"\n", payloads)), payloads*(len(line)+1), payloads)
}

func BenchmarkSmallFiles(b *testing.B) {
	files := map[string]string{}
	for i := range 10_000 {
		files[fmt.Sprintf("%05d.json", i)] = line
	}
	dir := tree(b, files)
	for _, jobs := range []int{1, 2} {
		b.Run(fmt.Sprintf("jobs=%d", jobs), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				inputs, _ := Resolve([]string{dir}, Options{})
				if n := count(b, inputs, Options{Jobs: jobs}); n != len(files) {
					b.Fatalf("%d payloads", n)
				}
			}
		})
	}
	b.Run("resolve", func(b *testing.B) {
		for b.Loop() {
			Resolve([]string{dir}, Options{})
		}
	})
}

func BenchmarkScanner(b *testing.B) {
	text := []byte(line)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if !isObject(text) {
			b.Fatal("no object")
		}
	}
}
