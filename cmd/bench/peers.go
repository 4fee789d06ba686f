package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// benchKey is an invented API key.
const benchKey = "ARGOS_API_KEY=EXAMPLEonlyNotARealKey0123456789abcdefgh"

// archive is an NDJSON file of n invented payloads, made once: sample names
// the event, or all, and more flags.
func (b *bench) archive(n int, sample ...string) (path string, bytes int64, err error) {
	path = filepath.Join(b.dir, fmt.Sprintf("archive-%d-%s.ndjson", n, strings.Join(sample, "")))
	return made(path, func(out io.Writer) error {
		cmd := exec.CommandContext(b.ctx, b.argosctl, append([]string{"event", "sample", "--count", strconv.Itoa(n)}, sample...)...)
		cmd.Env = append(os.Environ(), benchKey)
		cmd.Stdout, cmd.Stderr = out, os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("make the archive: %w", err)
		}
		return nil
	})
}

// archives are that archive, and one of a tenth of its payloads, which shows that
// memory does not grow with it.
func (b *bench) archives(sample ...string) (path, tenth string, bytes int64, err error) {
	if path, bytes, err = b.archive(b.lines, sample...); err != nil {
		return "", "", 0, err
	}
	tenth, _, err = b.archive(b.lines/10, sample...)
	return path, tenth, bytes, err
}

// made is a file and its size, written where it is not there yet.
func made(path string, write func(io.Writer) error) (string, int64, error) {
	if info, err := os.Stat(path); err == nil {
		return path, info.Size(), nil
	}
	partial := path + ".partial"
	out, err := os.Create(partial)
	if err != nil {
		return "", 0, err
	}
	defer func() { _ = out.Close() }()
	if err := write(out); err != nil {
		return "", 0, err
	}
	info, err := out.Stat()
	if err == nil {
		err = errors.Join(out.Close(), os.Rename(partial, path))
	}
	if err != nil {
		return "", 0, err
	}
	return path, info.Size(), nil
}

// goBuild builds a package of the project as releases are built.
func (b *bench) goBuild(pkg string) (string, error) {
	path, err := filepath.Abs(filepath.Join(b.dir, filepath.Base(pkg)))
	if err != nil {
		return "", err
	}
	cmd := exec.CommandContext(b.ctx, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", path, pkg)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build %s: %w: %s", pkg, err, firstLine(string(out)))
	}
	return path, nil
}

// missing says in an entry that its tool is not installed.
func missing(tool, howto string) string {
	if _, err := exec.LookPath(tool); err != nil {
		return "not installed (" + howto + ")"
	}
	return ""
}
