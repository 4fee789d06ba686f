// Command santhosh validates the lines of an NDJSON file with
// github.com/santhosh-tekuri/jsonschema, on two workers.
package main

import (
	"bufio"
	"bytes"
	"os"
	"sync"
	"sync/atomic"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

const (
	workers = 2
	batch   = 256 // lines that are handed over at a time
)

func main() {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema := compiler.MustCompile(os.Args[1])
	file, err := os.Open(os.Args[2])
	if err != nil {
		panic(err)
	}
	var bad atomic.Bool
	work := make(chan [][]byte, 2*workers)
	var done sync.WaitGroup
	for range workers {
		done.Go(func() {
			for lines := range work {
				for _, line := range lines {
					value, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
					if err != nil || schema.Validate(value) != nil {
						bad.Store(true)
					}
				}
			}
		})
	}
	var lines [][]byte
	scanner := bufio.NewScanner(file)
	for scanner.Scan() {
		if lines = append(lines, bytes.Clone(scanner.Bytes())); len(lines) == batch {
			work <- lines
			lines = nil
		}
	}
	work <- lines
	close(work)
	done.Wait()
	if bad.Load() || scanner.Err() != nil {
		os.Exit(1)
	}
}
