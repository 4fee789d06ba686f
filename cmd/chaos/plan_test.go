//go:build unix

package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestRoundsAreRepeatable: a round of a seed is always the same, so that a fault
// can be looked at again.
func TestRoundsAreRepeatable(t *testing.T) {
	t.Parallel()
	c := &chaos{seed: 7, peer: "http://127.0.0.1:9", commands: []command{{Command: "argosctl decode"}, {Command: "argosctl listen"}}, samples: [][]byte{[]byte(`{"webhook_trigger":"created"}`)}}
	for n := range 20 {
		first, second := c.plan(rand.New(rand.NewPCG(c.seed, uint64(n))), n, t.TempDir()), c.plan(rand.New(rand.NewPCG(c.seed, uint64(n))), n, t.TempDir())
		if first.String() != second.String() || !bytes.Equal(first.stdin, second.stdin) {
			t.Errorf("round %d is %s, and then %s", n, first, second)
		}
		if c.commands[n%2].Command == "argosctl listen" && first.signal == 0 {
			t.Errorf("round %d never ends: %s", n, first)
		}
	}
}

// TestJudge: what an end says of a run.
func TestJudge(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, script string // what the run does in its directories $WORK and $TMP
		errs         string
		plan         plan
		want         string
	}{
		{"success", "exit 0", "", plan{}, ""},
		{"an end of the contract", "exit 5", "error: x", plan{}, ""},
		{"interrupted", "exit 130", "", plan{}, ""},
		{"another end", "exit 6", "", plan{}, "an end that is not in the contract"},
		{"a defect", "exit 70", "", plan{}, "an end that is not in the contract"},
		{"no memory under a limit", "exit 70", "not enough memory", plan{limit: "-v 1"}, ""},
		{"a trace", "exit 1", "goroutine 1 [running]:", plan{}, "a trace or a defect"},
		{"killed", "kill -KILL $$", "", plan{signal: syscall.SIGKILL}, ""},
		{"killed by nobody", "kill -KILL $$", "", plan{}, "an end that is not in the contract"},
		{"a file left in the work", "touch $WORK/.a.json.argosctl-0", "", plan{}, "a file was left behind: .a.json.argosctl-0"},
		{"a file left in the temporary directory", "touch $TMP/x", "", plan{}, "a file was left behind: x"},
		{"an output", "touch $WORK/out.json", "", plan{}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := c.plan
			p.work, p.temp = filepath.Join(t.TempDir(), "work"), filepath.Join(t.TempDir(), "tmp")
			for _, dir := range []string{p.work, p.temp} {
				if err := os.Mkdir(dir, 0o700); err != nil {
					t.Fatal(err)
				}
			}
			cmd := exec.CommandContext(t.Context(), "sh", "-c", c.script)
			cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "WORK=" + p.work, "TMP=" + p.temp}
			_ = cmd.Run()
			if got := p.judge(cmd.ProcessState, "", c.errs); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestKept: an archive holds what was acknowledged, each body once.
func TestKept(t *testing.T) {
	t.Parallel()
	line := func(id string) string { return `{"webhook_trigger":"delete","submission_id":"` + id + `"}` + "\n" }
	for name, c := range map[string]struct{ archive, want string }{
		"all":   {line("a") + line("b"), ""},
		"more":  {line("a") + line("x") + line("b"), ""},
		"lost":  {line("a"), "b was acknowledged and is 0 times in the archive"},
		"twice": {line("a") + line("b") + line("a"), "a was acknowledged and is 2 times in the archive"},
		"torn":  {line("a") + strings.TrimSuffix(line("b"), "\n"), "b was acknowledged and is 0 times in the archive"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.ndjson")
			if err := os.WriteFile(path, []byte(c.archive), 0o600); err != nil {
				t.Fatal(err)
			}
			got := ""
			if err := kept(path, []string{"a", "b"}); err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
