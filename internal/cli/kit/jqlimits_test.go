package kit

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/testkit"
)

// TestJQLimits: an expression that does not end, or takes too much, is refused
// with what it printed before.
func TestJQLimits(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	for _, c := range []struct {
		name, expr string
		limit      func(*jqLimits)
		want       string
	}{
		{"recursion", "def f: 1+f; f", func(l *jqLimits) { l.heap = 64 << 20 }, "takes more than 64 MiB for one value"},
		{"long text", `"x"*1e9`, func(l *jqLimits) { l.heap = 64 << 20 }, "takes more than 64 MiB for one value"},
		{"array without end", "[repeat(1)]", func(l *jqLimits) { l.time = 50 * time.Millisecond }, "takes more than 50ms for one value"},
		{"number without end", "reduce range(60) as $i (10; .*.)", func(l *jqLimits) { l.time = 50 * time.Millisecond }, "takes more than 50ms for one value"},
		{"tail recursion", "def f: f; f", func(l *jqLimits) { l.time = 50 * time.Millisecond }, "takes more than 50ms for one value"},
		{"range without end", "range(1e12)", func(l *jqLimits) { l.results = 100_000 }, "gives more than 100000 results for one value"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, err := CompileJQ(t.Context(), c.expr)
			if err != nil {
				t.Fatal(err)
			}
			q.limit.heap, q.limit.perByte = 1<<40, 0 // other tests take memory meanwhile
			c.limit(&q.limit)
			var out bytes.Buffer
			err = q.Run(&out, []byte("null"))
			var f *Failure
			if !errors.As(err, &f) || f.Category != Usage || f.Error() != "--jq: the expression "+c.want || f.Hint.Empty() {
				t.Errorf("%v", err)
			}
			if c.name == "range without end" && !strings.HasPrefix(out.String(), "0\n1\n2\n") {
				t.Errorf("the results before the limit are lost: %.20q", out.String())
			}
		})
	}
}

// TestJQKeepsResults: what came before an error or an interruption is printed,
// in order.
func TestJQKeepsResults(t *testing.T) {
	t.Parallel()
	testkit.NotUnderRace(t, "it takes long there, and other tests run the same goroutines")
	q, err := CompileJQ(t.Context(), `range(3), error("no")`)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := q.Run(&out, []byte("1")); err == nil || out.String() != "0\n1\n2\n" {
		t.Errorf("%q, %v", out.String(), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	if q, err = CompileJQ(ctx, "1, (def f: f; f)"); err != nil {
		t.Fatal(err)
	}
	out.Reset()
	w := writerFunc(func(p []byte) (int, error) { cancel(); return out.Write(p) })
	if err := q.Run(w, []byte("1")); !errors.Is(err, context.Canceled) || out.String() != "1\n" {
		t.Errorf("%q, %v", out.String(), err)
	}
	if q, err = CompileJQ(t.Context(), "range(300000)"); err != nil {
		t.Fatal(err)
	}
	out.Reset()
	q.limit.heap = 1 << 40
	if err := q.Run(&out, []byte("1")); err != nil || strings.Count(out.String(), "\n") != 300000 || !strings.HasSuffix(out.String(), "\n299999\n") {
		t.Errorf("%d bytes, %v", out.Len(), err)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
