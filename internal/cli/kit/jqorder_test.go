package kit

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
)

func TestJQKeepsTheOrder(t *testing.T) {
	t.Parallel()
	const input = `{"z":1,"a":{"y":[{"q":1,"b":2},{"b":1,"q":2}],"c":null},"m":1.50,"":"\ud83d\ude00","z":3}`
	for _, c := range []struct{ name, expr, want string }{
		{"the whole", ".", `{"z":3,"a":{"y":[{"q":1,"b":2},{"b":1,"q":2}],"c":null},"m":1.50,"":"😀"}`},
		{"a part", ".a", `{"y":[{"q":1,"b":2},{"b":1,"q":2}],"c":null}`},
		{"objects of the same names", ".a.y[1]", `{"b":1,"q":2}`},
		{"as the expression has it", "{m, a: 1, \"z\": 2}", `{"m":1.50,"a":1,"z":2}`},
		{"in a function", "def f: {z, b: 1, a: 2}; f", `{"z":3,"b":1,"a":2}`},
		{"a variable", "1 as $x | {$x, a: 1}", `{"x":1,"a":1}`},
		{"a member more", ". + {k: 1} | del(.a)", `{"z":3,"m":1.50,"":"😀","k":1}`},
		{"a member changed", ".m = 2 | .a.c = [] | {a, m}", `{"a":{"y":[{"q":1,"b":2},{"b":1,"q":2}],"c":[]},"m":2}`},
		{"computed names", `{("b"): 1, ("a"): 2}`, `{"a":2,"b":1}`},
		{"nothing", "{}, [], null, true", "{}\n[]\nnull\ntrue"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, err := CompileJQ(t.Context(), c.expr)
			if err != nil {
				t.Fatal(err)
			}
			q.Compact = true
			var out bytes.Buffer
			if err := q.Run(&out, []byte(input)); err != nil {
				t.Fatal(err)
			}
			if got := strings.TrimSpace(out.String()); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestJQIndents(t *testing.T) {
	t.Parallel()
	q, err := CompileJQ(t.Context(), ".")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := q.Run(&out, []byte(`{"b":[1,{"a":{}}],"a":"<&>"}`)); err != nil {
		t.Fatal(err)
	}
	if want := "{\n  \"b\": [\n    1,\n    {\n      \"a\": {}\n    }\n  ],\n  \"a\": \"<&>\"\n}\n"; out.String() != want {
		t.Errorf("got %s", &out)
	}
}

// A text that is nested deeper than jsonscan reads is filtered all the same.
func TestJQDeep(t *testing.T) {
	t.Parallel()
	q, err := CompileJQ(t.Context(), "flatten | length")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := q.Run(&out, []byte(strings.Repeat("[", 300)+"1"+strings.Repeat("]", 300))); err != nil || out.String() != "1\n" {
		t.Errorf("%q, %v", out.String(), err)
	}
}

// The input may be garbage long before the last result: an object that is made then
// can have the address of one of the input's, but not its names.
func TestJQOutlivesTheInput(t *testing.T) {
	input := []byte("[" + strings.Repeat(`{"a":1,"b":2,"c":3},`, 2000) + "null]")
	const results = 5_000
	q, err := CompileJQ(t.Context(), fmt.Sprintf(`length | range(0; %d) | {n: ., k: "x"}`, results))
	if err != nil {
		t.Fatal(err)
	}
	q.Compact = true
	var out bytes.Buffer
	if err := q.Run(&collecting{&out}, input); err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(out.String()) {
		if want := fmt.Sprintf(`{"n":%d,"k":"x"}`+"\n", n); line != want {
			t.Fatalf("result %d is %q, want %q", n, line, want)
		}
		n++
	}
	if n != results {
		t.Errorf("got %d results, want %d", n, results)
	}
}

// collecting collects garbage at each write.
type collecting struct{ w io.Writer }

func (c *collecting) Write(p []byte) (int, error) {
	runtime.GC()
	return c.w.Write(p)
}
