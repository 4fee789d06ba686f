package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/cli/clitest"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/keys"
	"github.com/argosctl/argosctl/internal/workdir"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"

	"github.com/argosctl/argosctl/internal/term"
)

// TestScripts runs testdata/script/*.txtar. In a script, `argosctl` runs in
// this process: `argosctl [<stdinfile] args...`; $TTY=1 makes the output a
// terminal of $COLUMNS columns, `status N` checks the last exit code, and
// `exec sh -c '...'` runs the real binary.
func TestScripts(t *testing.T) {
	t.Parallel()
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	bin := selfDir(t)
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join(repo, "internal/cli/testdata/script"),
		Setup: func(env *testscript.Env) error {
			env.Setenv("REPO", repo)
			env.Setenv("PATH", bin+":"+os.Getenv("PATH"))
			env.Setenv("HOME", env.WorkDir+"/home")
			env.Setenv("XDG_CONFIG_HOME", env.WorkDir+"/home/.config")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"argosctl": scriptArgosctl,
			"baseurl":  scriptBaseURL,
			"post":     scriptPost,
			"request":  scriptRequest,
			"handler":  scriptHandler,
			"status":   scriptStatus,
		},
		Condition:     scriptCondition,
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
	})
}

// scriptArgosctl runs one command line in process.
func scriptArgosctl(ts *testscript.TestScript, neg bool, args []string) {
	var stdin io.Reader = strings.NewReader("")
	if len(args) > 0 && strings.HasPrefix(args[0], "<") {
		stdin = strings.NewReader(ts.ReadFile(args[0][1:]))
		args = args[1:]
	}
	code := Main(args, scriptFactory(ts, stdin))
	ts.Setenv("status", strconv.Itoa(code))
	if name, ends := endsOf(args); !slices.Contains(ends, code) {
		ts.Fatalf("%s ends with %d, which 'argosctl commands' does not list: %v", name, code, ends)
	}
	if neg && code == 0 {
		ts.Fatalf("unexpected success")
	}
	if !neg && code != 0 {
		ts.Fatalf("unexpected exit code %d", code)
	}
}

// declaredEnds are the exit codes of every command, by its name.
var declaredEnds = sync.OnceValue(func() map[string][]int {
	all := map[string][]int{}
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		for _, row := range kit.ExitCodesOf(cmd) {
			all[cmd.CommandPath()] = append(all[cmd.CommandPath()], row.Code)
		}
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	walk(Root())
	return all
})

// endsOf finds the command of a command line, and how it may end.
func endsOf(args []string) (name string, ends []int) {
	name = "argosctl"
	for _, arg := range args {
		if _, ok := declaredEnds()[name+" "+arg]; ok {
			name += " " + arg
		}
	}
	return name, declaredEnds()[name]
}

// scriptFactory is a factory with the script's streams, environment and
// directory, a fixed clock and a fixed seed.
func scriptFactory(ts *testscript.TestScript, stdin io.Reader) *kit.Factory {
	streams, _, _ := term.Buffers("")
	streams.In, streams.Out, streams.Err = stdin, ts.Stdout(), ts.Stderr()
	tty := ts.Getenv("TTY") != ""
	streams.OutTTY, streams.ErrTTY = tty, tty
	if w, err := strconv.Atoi(ts.Getenv("COLUMNS")); err == nil {
		streams.SetWidth(w)
		if tty {
			streams.SetErrWidth(w)
		}
	}
	return &kit.Factory{
		IO:     streams,
		Getenv: ts.Getenv,
		Now:    func() time.Time { return time.Date(2026, 4, 14, 2, 0, 0, 0, time.UTC) },
		Seed:   func() uint64 { return 1 },
		Dir:    workdir.Dir(ts.MkAbs(".")),
		Home:   func() (string, error) { return ts.Getenv("XDG_CONFIG_HOME"), nil },
		Ring:   scriptRing(ts),
		Guard:  scriptGuard(ts),
	}
}

func scriptStatus(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: status N")
	}
	if same := ts.Getenv("status") == args[0]; same == neg {
		ts.Fatalf("exit code is %s, want %s", ts.Getenv("status"), fmt.Sprint(args))
	}
}

// scriptRing is the script's keyring; RING=none takes it away.
func scriptRing(ts *testscript.TestScript) keys.Ring {
	if ts.Getenv("RING") == "none" {
		return nil
	}
	return clitest.Ring(ts.MkAbs("ring"))
}
