package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

const (
	faultyEvery = 100   // one payload of so many has a fault
	smallFiles  = 10000 // in the directory
)

// validateFaulty compares how findings are told in full. The faults leave the
// payloads JSON: on one that is none the peer stops.
func (b *bench) validateFaulty(schema, clean string, jsonschema entry) error {
	faulty := filepath.Join(b.dir, fmt.Sprintf("faulty-%d.jsonl", b.lines))
	size, err := spoil(clean, faulty)
	if err != nil {
		return err
	}
	peer := entry{name: "`@sourcemeta/jsonschema`, exhaustive, `--continue`", failed: jsonschema.failed, exit: 2,
		argv: []string{jsonschema.argv[0], "validate", "--continue", "-F", schema, faulty}}
	return b.hold(contest{
		title: fmt.Sprintf("Validate %d webhooks, 1 %% of them faulty, with full messages", b.lines),
		bytes: size,
		entries: []entry{
			peer, {name: "`argosctl validate`", argv: []string{b.argosctl, "validate", faulty}, exit: 1},
		},
	})
}

// spoil copies an archive with a fault in every faultyEvery-th line.
func spoil(from, to string) (size int64, err error) {
	in, err := os.Open(from)
	if err != nil {
		return 0, err
	}
	defer func() { _ = in.Close() }()
	out, err := os.Create(to)
	if err != nil {
		return 0, err
	}
	faults := [][2]string{
		{`"webhook_trigger":"`, `"webhook_trigger":"x`}, {`"submission_id"`, `"submissionid"`}, {`"status":"`, `"status":"x`},
	}
	lines, w := bufio.NewReader(in), bufio.NewWriter(out)
	for n := 0; ; n++ {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return 0, err
		}
		if n%faultyEvery == 0 {
			fault := faults[n/faultyEvery%len(faults)]
			line = bytes.Replace(line, []byte(fault[0]), []byte(fault[1]), 1)
		}
		size += int64(len(line))
		_, _ = w.Write(line) // Flush tells
	}
	return size, errors.Join(w.Flush(), out.Close())
}

// validateFiles compares a directory of small files; to read them is the floor.
func (b *bench) validateFiles(schema, archive, modules string, jsonschema entry) error {
	dir := filepath.Join(b.dir, "files")
	bytes, err := scatter(archive, dir, smallFiles)
	if err != nil {
		return err
	}
	return b.hold(contest{
		title: fmt.Sprintf("Validate %d files in a directory", smallFiles), bytes: bytes, items: smallFiles,
		entries: []entry{
			{name: "`cat` alone", argv: []string{"sh", "-c", `cat "$0"/*`, dir}},
			{name: "`@sourcemeta/jsonschema`, `--fast`", failed: jsonschema.failed, argv: []string{jsonschema.argv[0], "validate", "--fast", "-F", schema, dir}},
			{name: "ajv-cli 5.0.0", failed: jsonschema.failed, argv: []string{
				filepath.Join(modules, ".bin", "ajv"), "validate", "--spec=draft2020", "-c", "ajv-formats", "--strict=false", "-s", schema, "-d", dir + "/*.json",
			}},
			{name: "`argosctl validate`", argv: []string{b.argosctl, "validate", dir}},
		},
	})
}

// scatter writes each of the first n lines of an archive into a file of its own.
func scatter(archive, dir string, n int) (size int64, err error) {
	in, err := os.Open(archive)
	if err != nil {
		return 0, err
	}
	defer func() { _ = in.Close() }()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return 0, err
	}
	lines := bufio.NewReader(in)
	var read [][]byte
	for len(read) < n {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return 0, err
		}
		read = append(read, line)
	}
	for i := range n { // a small archive is taken again
		line := read[i%len(read)]
		size += int64(len(line))
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%05d.json", i)), line, 0o644); err != nil {
			return 0, err
		}
	}
	return size, nil
}

// validateOne is the start-up of a run on a single file.
func (b *bench) validateOne(archive string) error {
	dir := filepath.Join(b.dir, "one")
	if _, err := scatter(archive, dir, 1); err != nil {
		return err
	}
	return b.hold(contest{
		title: "Validate one file", runs: shortRuns * b.runs,
		entries: []entry{
			{name: "`argosctl version`", argv: []string{b.argosctl, "version"}},
			{name: "`argosctl validate one.json`", argv: []string{b.argosctl, "validate", filepath.Join(dir, "00000.json")}},
		},
	})
}
