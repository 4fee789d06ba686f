package main

import (
	"fmt"
	"strings"
)

// jqLives are the events of each submission as people list them with jq: no
// payload is explained, and nothing says how a submission ended.
const jqLives = `jq -r '[.submission_id, .webhook_trigger, .retryCode // .kyc_result.commentCode // ""] | @tsv' "$0" | sort`

// timeline compares putting the events of an archive in order with `validate`,
// which reads the same payloads, and with jq and sort.
func (b *bench) timeline() error {
	path, small, bytes, err := b.archives("all")
	if err != nil {
		return err
	}
	entries := []entry{
		{name: "`argosctl validate`", argv: []string{b.argosctl, "validate", path}},
		{name: "jq and sort: the names of the events alone", argv: []string{"sh", "-c", jqLives, path}, failed: missing("jq", "Debian package jq")},
	}
	for _, args := range [][]string{{"-o", "table"}, {"-o", "ndjson"}, {"-o", "json"}, {"-o", "csv"}, {"--totals"}} {
		entries = append(entries, entry{
			name: fmt.Sprintf("`argosctl timeline %s`", strings.Join(args, " ")),
			argv: append([]string{b.argosctl, "timeline", path}, args...),
		})
	}
	entries = append(entries, entry{name: "`-o ndjson`, on a tenth of the archive", argv: []string{b.argosctl, "timeline", small, "-o", "ndjson"}, share: 0.1})
	return b.hold(contest{
		title: fmt.Sprintf("The lives of the submissions in %d webhooks (%.0f MB)", b.lines, float64(bytes)/1e6),
		bytes: bytes, entries: entries,
	})
}
