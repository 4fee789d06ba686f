package main

import (
	"fmt"
	"strconv"
)

// decode compares reading an archive with jq, and shows that memory does not
// grow with it.
func (b *bench) decode() error {
	path, small, bytes, err := b.archives("all")
	if err != nil {
		return err
	}
	jq := missing("jq", "Debian package jq")
	return b.hold(contest{
		title: fmt.Sprintf("Decode %d webhooks (%.0f MB)", b.lines, float64(bytes)/1e6),
		bytes: bytes,
		entries: []entry{
			{name: "`jq -c .`", argv: []string{"jq", "-c", ".", path}, failed: jq},
			{name: "`argosctl decode -o ndjson`", argv: []string{b.argosctl, "decode", path, "-o", "ndjson"}},
			{name: "the same, on a tenth of the archive", argv: []string{b.argosctl, "decode", small, "-o", "ndjson"}, share: 0.1},
			{name: "`jq -c 'select(.webhook_trigger == \"delete\")'`", argv: []string{"jq", "-c", `select(.webhook_trigger == "delete")`, path}, failed: jq},
			{name: "`argosctl decode --event delete -o ndjson`", argv: []string{b.argosctl, "decode", path, "--event", "delete", "-o", "ndjson"}},
		},
	})
}

// sample measures how fast an archive is invented.
func (b *bench) sample() error {
	_, bytes, err := b.archive(b.lines, "all")
	if err != nil {
		return err
	}
	return b.hold(contest{
		title: "Invent webhooks", bytes: bytes, items: b.lines,
		entries: []entry{{name: "`argosctl event sample all --count N`", argv: []string{b.argosctl, "event", "sample", "all", "--count", strconv.Itoa(b.lines)}}},
	})
}
