package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// validate compares checking an archive with validators of its JSON Schema,
// which is what `event schema --all` prints. All of them find it clean.
func (b *bench) validate() error {
	path, bytes, err := b.archive(b.lines, "all")
	if err != nil {
		return err
	}
	schema, err := filepath.Abs(filepath.Join(b.dir, "event.json"))
	if err != nil {
		return err
	}
	text, err := exec.CommandContext(b.ctx, b.argosctl, "event", "schema", "--all").Output()
	if err != nil {
		return fmt.Errorf("make the schema: %w", err)
	}
	if err := os.WriteFile(schema, text, 0o644); err != nil {
		return err
	}
	peers, modules, err := b.validators(schema, path)
	if err != nil {
		return err
	}
	err = b.hold(contest{
		title: fmt.Sprintf("Validate %d webhooks (%.0f MB)", b.lines, float64(bytes)/1e6),
		bytes: bytes,
		entries: append(peers,
			entry{name: "`argosctl validate`", argv: []string{b.argosctl, "validate", path}},
			entry{name: "`argosctl validate --jobs 1`", argv: []string{b.argosctl, "validate", "--jobs", "1", path}}),
	})
	if err != nil {
		return err
	}
	if err := b.validateFaulty(schema, path, peers[0]); err != nil {
		return err
	}
	if err := b.validateFiles(schema, path, modules, peers[0]); err != nil {
		return err
	}
	return b.validateOne(path)
}

// validators are the peers, installed at pinned versions where need be.
// sourcemeta's stands first.
func (b *bench) validators(schema, path string) (peers []entry, modules string, err error) {
	modules, howto := b.npm("validators", "@sourcemeta/jsonschema@16.11.0", "ajv@8.20.0", "ajv-formats@3.0.1", "ajv-cli@5.0.0", "@duckdb/node-api@1.5.6-r.1")
	modules = filepath.Join(modules, "node_modules")
	ajv, err := b.testdata("ajv.js")
	if err != nil {
		return nil, "", err
	}
	duckdb, err := b.testdata("duckdb.js")
	if err != nil {
		return nil, "", err
	}
	santhosh, err := b.goBuild("github.com/argosctl/argosctl/cmd/bench/testdata/santhosh")
	if err != nil {
		return nil, "", err
	}
	lines := filepath.Join(b.dir, "validate.jsonl") // the ending that sourcemeta expects
	_ = os.Remove(lines)
	if err := os.Link(path, lines); err != nil {
		return nil, "", err
	}
	return []entry{
		{name: "`@sourcemeta/jsonschema` 16.11.0, `--fast`", failed: howto,
			argv: []string{filepath.Join(modules, ".bin", "jsonschema"), "validate", "--fast", "-F", schema, lines}},
		{name: "ajv 8.20.0, compiled, in Node", failed: howto, argv: []string{"node", ajv, modules, schema, path}},
		{name: "santhosh-tekuri/jsonschema, two workers", argv: []string{santhosh, schema, path}},
		{name: "`jq -c .`, which parses alone", failed: missing("jq", "Debian package jq"), argv: []string{"jq", "-c", ".", path}},
		{name: "DuckDB 1.5.6 `json_valid`, two threads", failed: howto, argv: []string{"node", duckdb, modules, path}},
	}, modules, nil
}

// testdata writes a file of the program's own to the bench's directory.
func (b *bench) testdata(name string) (string, error) {
	text, err := scripts.ReadFile("testdata/" + name)
	if err != nil {
		return "", err
	}
	path, err := filepath.Abs(filepath.Join(b.dir, name))
	if err != nil {
		return "", err
	}
	return path, os.WriteFile(path, text, 0o644)
}
