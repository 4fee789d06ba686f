// Command santhosh validates the lines of an NDJSON file with
// github.com/santhosh-tekuri/jsonschema.
package main

import (
	"bufio"
	"bytes"
	"os"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func main() {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema := compiler.MustCompile(os.Args[1])
	file, err := os.Open(os.Args[2])
	if err != nil {
		panic(err)
	}
	bad := false
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(lines.Bytes()))
		bad = bad || err != nil || schema.Validate(value) != nil
	}
	if bad || lines.Err() != nil {
		os.Exit(1)
	}
}
