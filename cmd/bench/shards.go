package main

import "fmt"

// shards is how many parts the section divides a run into.
const shards = 16

// shards compares one run over a large archive with that of its shards, one after
// the other: what dividing costs. The archive is as long as two and a half of
// those of the other sections: a gigabyte of a million lines.
func (b *bench) shards() error {
	n := b.lines * 5 / 2
	path, bytes, err := b.archive(n, "all")
	if err != nil {
		return err
	}
	for _, command := range []struct{ name, args string }{
		{"validate", "validate"},
		{"decode -o ndjson", "decode -o ndjson"},
	} {
		run := func(more string) []string {
			return []string{"sh", "-c", fmt.Sprintf("%s %s --jobs 1 %s '%s'", b.argosctl, command.args, more, path)}
		}
		divided := []string{"sh", "-c", fmt.Sprintf("for k in $(seq %d); do %s %s --jobs 1 --shard $k/%d '%s' || exit; done", shards, b.argosctl, command.args, shards, path)}
		err := b.hold(contest{
			title: fmt.Sprintf("`argosctl %s` of %d webhooks (%.0f MB)", command.name, n, float64(bytes)/1e6),
			bytes: bytes,
			entries: []entry{
				{name: "one run with `--jobs 1`", argv: run("")},
				{name: fmt.Sprintf("the sum of %d shards with `--jobs 1`", shards), argv: divided},
				{name: "the first of them alone", argv: run(fmt.Sprintf("--shard 1/%d", shards)), share: 1.0 / shards},
				{name: "the last of them alone", argv: run(fmt.Sprintf("--shard %d/%d", shards, shards)), share: 1.0 / shards},
			},
		})
		if err != nil {
			return err
		}
	}
	return nil
}
