package kit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/argosctl/argosctl/internal/cli/clitest"
)

func TestExitCodes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		category Category
		want     int
	}{
		{"done", None, 0},
		{"the answer is no", Negative, 1},
		{"usage", Usage, 2},
		{"input", Input, 3},
		{"key", NoKey, 4},
		{"network", Network, 5},
		{"defect", Defect, 70},
		{"interrupted", Interrupted, 130},
		{"a category without a code", Defect + 1, 70},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.category.exitCode(); got != c.want {
				t.Errorf("exit code %d, want %d", got, c.want)
			}
		})
	}
}

// TestTally goes through the contract's order: 70, then 130, 2, 4, 5, 3, 1.
func TestTally(t *testing.T) {
	t.Parallel()
	order := []Category{Defect, Interrupted, Usage, NoKey, Network, Input, Negative, None}
	for i, worse := range order {
		for _, better := range order[i:] {
			for _, met := range [][]Category{{worse, better}, {better, worse}} {
				t.Run(fmt.Sprint(met), func(t *testing.T) {
					var outcome Tally
					for _, c := range met {
						outcome.Add(c)
					}
					err := outcome.Err()
					if worse == None {
						if err != nil {
							t.Errorf("%v, want nothing", err)
						}
						return
					}
					var failed *Failure
					if !errors.As(err, &failed) || failed.Category != worse || !failed.Silent {
						t.Errorf("%+v, want a silent failure of category %d", failed, worse)
					}
				})
			}
		}
	}
}

func TestCategorize(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		err    error
		want   Category
		silent bool
	}{
		{"a failure", Fail(Network, errors.New("no route")), Network, false},
		{"a wrapped failure", fmt.Errorf("get: %w", Fail(NoKey, errors.New("refused"))), NoKey, false},
		{"a failure of a missing file", Fail(Usage, fs.ErrNotExist), Usage, false},
		{"usage", Usagef("unknown flag"), Usage, false},
		{"input", Inputf("not JSON"), Input, false},
		{"interrupted", fmt.Errorf("read: %w", context.Canceled), Interrupted, true},
		{"a missing file", &fs.PathError{Op: "open", Path: "x", Err: syscall.ENOENT}, Input, false},
		{"a file that may not be read", &fs.PathError{Op: "open", Path: "x", Err: syscall.EACCES}, Input, false},
		{"a time-out", context.DeadlineExceeded, Defect, false},
		{"anything else", errors.New("unforeseen"), Defect, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := Categorize(c.err); got.Category != c.want || got.Silent != c.silent {
				t.Errorf("category %d, silent %t; want %d, %t", got.Category, got.Silent, c.want, c.silent)
			}
		})
	}
}

func TestFinish(t *testing.T) {
	t.Parallel()
	gone := &os.PathError{Op: "write", Path: "|1", Err: syscall.EPIPE}
	for _, c := range []struct {
		name        string
		err         error
		outLeft     bool // the reader of stdout
		errLeft     bool
		interrupted bool
		want        int
		says        string // a part of stderr; empty: nothing
	}{
		{name: "done", want: 0},
		{name: "an error", err: Usagef("unknown flag"), want: 2, says: "error: unknown flag\n"},
		{name: "a hint", err: Inputf("no file").WithHint("name a file"), want: 3, says: "hint: name a file\n"},
		{name: "reported already", err: (&Tally{Negative}).Err(), want: 1},
		{name: "the reader of stdout left", err: gone, outLeft: true, want: 0},
		{name: "the reader of stderr left", err: gone, errLeft: true, want: 0},
		{name: "the reader of something else left", err: Fail(Network, gone), want: 5, says: "broken pipe"},
		{name: "an error and no reader", err: Inputf("not JSON"), outLeft: true, want: 0, says: "not JSON"},
		{name: "a defect and no reader", err: errors.New("unforeseen"), outLeft: true, want: 70, says: "unforeseen"},
		{name: "an interrupt and no reader", err: context.Canceled, outLeft: true, want: 130},
		{name: "an error after an interrupt", err: Inputf("cut off"), interrupted: true, want: 130, says: "cut off"},
		{name: "a wrong usage after an interrupt", err: Usagef("unknown flag"), interrupted: true, want: 130, says: "unknown flag"},
		{name: "reported before an interrupt", err: (&Tally{Negative}).Err(), interrupted: true, want: 130},
		{name: "a defect after an interrupt", err: errors.New("unforeseen"), interrupted: true, want: 70, says: "unforeseen"},
		{name: "done before an interrupt", interrupted: true, want: 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f, errs := maskedFactory(t, nil)
			f.out, f.err = new(stream), new(stream)
			f.out.gone.Store(c.outLeft)
			f.err.gone.Store(c.errLeft)
			f.interrupted = func() bool { return c.interrupted }
			flushed := false
			f.flushErr = func() error { flushed = true; return nil }
			if got := f.Finish(c.err); got != c.want {
				t.Errorf("exit code %d, want %d", got, c.want)
			}
			if said := errs(); !strings.Contains(said, c.says) || c.says == "" && said != "" {
				t.Errorf("stderr %q, want %q", said, c.says)
			}
			if !flushed {
				t.Error("what stderr holds back was not written")
			}
		})
	}
}

// TestFinishOfAnInstantCommand: it listens for no signal and has opened no stream.
func TestFinishOfAnInstantCommand(t *testing.T) {
	t.Parallel()
	f, errs := maskedFactory(t, nil)
	if got := f.Finish(Usagef("unknown flag")); got != 2 || errs() != "error: unknown flag\n" {
		t.Errorf("exit code %d, stderr %q", got, errs())
	}
}

// TestDefect: a panic is told by its kind and its place, never by its value.
func TestDefect(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		fail func()
		want string // the kind and where the place begins
	}{
		{"a value", func() { _, _ = clitest.PanicReader{}.Read(nil) }, "argosctl has a defect (string at internal/cli/clitest/clitest.go:"},
		{"a runtime error", func() { _ = []byte{}[len(os.Args)+1:] }, "argosctl has a defect (runtime error at internal/cli/kit/exit_test.go:"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var err error
			func() {
				defer func() { err = new(Factory).Defect(recover()) }()
				c.fail()
			}()
			if failed := Categorize(err); failed.Category != Defect || !strings.HasPrefix(failed.Error(), c.want) || strings.Contains(failed.Error(), clitest.Key) {
				t.Errorf("category %d, %v, want %s", failed.Category, failed, c.want)
			}
		})
	}
	if got := panicSite("no panic here"); got != "unknown place" {
		t.Errorf("the place of no panic is %q", got)
	}
}
