//go:build unix

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// patience is how long a run may take. It is generous: the machine may be busy.
const patience = 90 * time.Second

// run runs p, and returns how it ended and what is wrong with that.
func (p *plan) run(ctx context.Context) (outcome string, err error) {
	cmd := p.command(ctx)
	var out, errs bytes.Buffer
	closeAll, err := p.connect(cmd, &out, &errs)
	defer closeAll()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return "none", fmt.Errorf("cannot start: %w", err)
	}
	if p.signal != 0 {
		timer := time.AfterFunc(p.after, func() { _ = cmd.Process.Signal(p.signal) })
		defer timer.Stop()
	}
	var hung atomic.Bool
	timer := time.AfterFunc(patience, func() { hung.Store(true); _ = cmd.Process.Kill() })
	defer timer.Stop()
	_ = cmd.Wait()
	state := cmd.ProcessState
	if hung.Load() && p.signal != syscall.SIGKILL {
		return "hang", fmt.Errorf("still running after %s: %s", patience, p)
	}
	if wrong := p.judge(state, out.String(), errs.String()); wrong != "" {
		return state.String(), fmt.Errorf("%s, %s: %s\n%s", wrong, state, p, head(errs.String()))
	}
	return state.String(), nil
}

// command is p's process; a limit is set by a shell, which argosctl replaces.
func (p *plan) command(ctx context.Context) *exec.Cmd {
	var closing string
	if p.stdout == closed {
		closing = " >&-"
	}
	if p.stderr == closed {
		closing += " 2>&-"
	}
	script := `exec "$0" "$@"` + closing
	if p.limit != "" {
		script = "ulimit " + p.limit + "; " + script
	}
	cmd := exec.CommandContext(ctx, "sh", append([]string{"-c", script, p.argosctl}, p.args...)...)
	cmd.Dir, cmd.Env, cmd.WaitDelay = p.work, p.env, 5*time.Second
	return cmd
}

// connect puts what the plan says behind the descriptors.
func (p *plan) connect(cmd *exec.Cmd, out, errs *bytes.Buffer) (closeAll func(), err error) {
	var open []io.Closer
	closeAll = func() {
		for _, c := range open {
			_ = c.Close()
		}
	}
	cmd.Stdin = bytes.NewReader(p.stdin)
	if p.silent {
		r, w, err := os.Pipe()
		if err != nil {
			return closeAll, err
		}
		open = append(open, r, w)
		cmd.Stdin = r
		if len(p.stdin) < 4096 {
			_, _ = w.Write(p.stdin)
		}
	}
	for _, s := range []struct {
		kind stream
		to   *io.Writer
		text *bytes.Buffer
	}{{p.stdout, &cmd.Stdout, out}, {p.stderr, &cmd.Stderr, errs}} {
		*s.to = s.text
		switch s.kind {
		case read, closed: // a closed one is closed by the shell
		case abandoned:
			r, w, err := os.Pipe()
			if err != nil {
				return closeAll, err
			}
			_ = r.Close()
			open, *s.to = append(open, w), w
		case full:
			f, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
			if err != nil {
				return closeAll, err
			}
			open, *s.to = append(open, f), f
		}
	}
	return closeAll, nil
}

// judge says what is wrong with the end of a run, "" for nothing.
func (p *plan) judge(state *os.ProcessState, out, errs string) string {
	for _, word := range []string{"goroutine ", "panic:", "fatal error:", "runtime error", "has a defect", "SIGQUIT", "SIGABRT", "SIGXFSZ"} {
		if strings.Contains(errs, word) {
			return "a trace or a defect"
		}
	}
	if strings.Contains(out, "goroutine ") {
		return "a trace on standard output"
	}
	status := state.Sys().(syscall.WaitStatus)
	switch code := state.ExitCode(); {
	case status.Signaled() && status.Signal() == syscall.SIGKILL && p.signal == syscall.SIGKILL:
		return "" // what it leaves behind, the next run removes
	case status.Signaled() && status.Signal() == p.signal && p.signal != syscall.SIGQUIT && p.signal != syscall.SIGABRT && p.after < 500*time.Millisecond:
		return p.leftovers() // so early, or a command that only looks something up
	case code == 70 && p.limit != "" && (p.stderr != read || strings.Contains(errs, "not enough memory")):
		return p.leftovers()
	case code < 0 || code > 5 && code != 130:
		return "an end that is not in the contract"
	}
	return p.leftovers()
}

// leftovers names a temporary file that a run did not remove.
func (p *plan) leftovers() (wrong string) {
	for _, dir := range []string{p.work, p.temp} {
		err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && (dir == p.temp || strings.Contains(d.Name(), ".argosctl-")) {
				wrong = "a file was left behind: " + d.Name()
			}
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrPermission) {
			return err.Error()
		}
	}
	return wrong
}

// head is the beginning of a long text.
func head(text string) string { return text[:min(len(text), 3000)] }
