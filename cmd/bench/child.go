package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"
)

// The kernel counts the memory of a process from before its program is loaded:
// a command that the bench itself started would never show less than the bench
// has held. So each is started by a fresh copy of the bench, which holds
// nothing and tells in a file what it saw.
const childCommand = "measure-one"

// measureOne runs a command on the streams of this process and writes how long
// it took, its peak memory and its exit code to the file report.
func measureOne(ctx context.Context, report string, argv []string) error {
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	start := time.Now()
	err := cmd.Run()
	took := time.Since(start)
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		return err
	}
	text := fmt.Sprintln(took.Nanoseconds(), peak(cmd.ProcessState), cmd.ProcessState.ExitCode())
	return os.WriteFile(report, []byte(text), 0o600)
}

// readReport reads what measureOne wrote.
func readReport(report string) (took time.Duration, rss int64, exit int, err error) {
	text, err := os.ReadFile(report)
	if err != nil {
		return 0, 0, 0, err
	}
	_, err = fmt.Sscan(string(text), &took, &rss, &exit)
	return took, rss, exit, err
}
