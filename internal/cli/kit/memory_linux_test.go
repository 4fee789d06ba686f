package kit

import (
	"os/exec"
	"testing"
)

// TestAfterwards runs processes that end as the watched one may, and wants the exit
// code that argosctl passes on.
func TestAfterwards(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, script, crash string
		want                int
		says                string
	}{
		{"its own exit code", "exit 3", "", 3, ""},
		{"no memory", "exit 2", "runtime: cannot allocate memory", 70, "error: not enough memory: the system refused more of it\n" + "hint: raise the limit (ulimit -v, ulimit -d), or give less at a time, with a lower --jobs\n"},
		{"no thread", "exit 2", "runtime: failed to create new OS thread\nruntime.newosproc", 70, "error: not enough memory: the system refused more of it\n" + "hint: raise the limit (ulimit -v, ulimit -d), or give less at a time, with a lower --jobs\n"},
		{"a crash", "exit 2", "x", 70, "error: argosctl has a defect (it ended by itself)\n" + "hint: please report this line, the version (`argosctl version`) and the command, without the data, at " + Homepage + "/issues\n"},
		{"told to end", "kill -TERM $$", "", 130, ""},
		{"killed", "kill -KILL $$", "", 137, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f, errs := maskedFactory(t, nil)
			cmd := exec.CommandContext(t.Context(), "sh", "-c", c.script)
			_ = cmd.Run()
			if got := f.afterwards(cmd.ProcessState, []byte(c.crash)); got != c.want || errs() != c.says {
				t.Errorf("exit code %d, stderr %q; want %d, %q", got, errs(), c.want, c.says)
			}
		})
	}
}
