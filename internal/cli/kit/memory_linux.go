package kit

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"slices"
	"syscall"

	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/term"
)

// guarded is set for a process that another one watches.
const guarded = "ARGOSCTL_GUARDED"

// guardMemory runs the command line in a process of its own where memory is
// limited (ulimit -v, ulimit -d), and ends this one with its exit code. When the
// system refuses memory, Go prints the stacks of the program to descriptor 2 and
// exits with 2, and nothing inside the process can prevent it. So the watched
// process has a pipe there, and its standard error elsewhere.
func (f *Factory) guardMemory() {
	if os.Getenv(guarded) != "" {
		_ = os.Unsetenv(guarded)
		f.IO.UseStderr(term.GuardedStderr())
		return
	}
	if !memoryLimited() {
		return
	}
	self, err := os.Executable()
	if err != nil {
		return
	}
	last, stderr, err := os.Pipe()
	if err != nil {
		return
	}
	runtime.LockOSThread() // Pdeathsig is about the thread that starts the process
	cmd := &exec.Cmd{
		Path: self, Args: os.Args, Env: append(os.Environ(), guarded+"=1"),
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: stderr, ExtraFiles: []*os.File{os.Stderr},
		SysProcAttr: &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL},
	}
	if cmd.Start() != nil {
		return // unwatched is better than not at all
	}
	_ = stderr.Close()
	f.passSignals(cmd.Process)
	crash, _ := io.ReadAll(io.LimitReader(last, 1<<20))
	_ = last.Close()
	_ = cmd.Wait()
	f.Exit(f.afterwards(cmd.ProcessState, crash))
}

// passSignals passes on what tells the run to end. Ctrl-C of a terminal reaches
// both processes by itself.
func (f *Factory) passSignals(to *os.Process) {
	all := endSignals()
	terminal := f.IO.InTTY || f.IO.OutTTY || f.IO.ErrTTY
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, all...)
	go func() {
		for s := range signals {
			if !terminal || !slices.Contains([]os.Signal{syscall.SIGINT, syscall.SIGQUIT}, s) {
				_ = to.Signal(s)
			}
		}
	}()
}

// afterwards is the exit code for the end of the watched process.
func (f *Factory) afterwards(state *os.ProcessState, crash []byte) int {
	status := state.Sys().(syscall.WaitStatus)
	switch {
	case bytes.Contains(crash, []byte("memory")) || bytes.Contains(crash, []byte("newosproc")):
		f.Report(say.Errorf("not enough memory: the system refused more of it"), say.Textf("raise the limit (ulimit -v, ulimit -d), or give less at a time, with a lower --jobs"))
		return Defect.exitCode()
	case len(crash) > 0:
		f.Report(say.Errorf("argosctl has a defect (it ended by itself)"), say.Textf(reportDefect, Homepage))
		return Defect.exitCode()
	case status.Signaled() && slices.Contains(endSignals(), os.Signal(status.Signal())):
		return Interrupted.exitCode() // so early that nothing had begun
	case status.Signaled():
		return 128 + int(status.Signal())
	}
	return state.ExitCode()
}

func memoryLimited() bool {
	for _, which := range []int{syscall.RLIMIT_AS, syscall.RLIMIT_DATA} {
		var limit syscall.Rlimit
		if syscall.Getrlimit(which, &limit) == nil && limit.Cur != ^uint64(0) {
			return true
		}
	}
	return false
}
