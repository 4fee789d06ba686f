package main

import (
	"fmt"
	"path/filepath"
	"strconv"
)

// profile is an archive of webhooks in one of the shapes that people keep them
// in. A new shape is a line in profiles.
type profile struct {
	name  string
	about string // how the table describes it
	rewrite
	found  int // the exit code of validate
	unread int // the exit code of decode
	runs   int // 0: as the command line says
}

// profilesVersion is part of the names of the files: raise it when what a
// profile writes changes.
const profilesVersion = 1

// profiles lists the shapes; the first is the one that jq reads.
func profiles() []profile {
	return []profile{
		{name: "clean", about: "clean"},
		{name: "spaced", about: "`\", \"` and `\": \"` between tokens", rewrite: rewrite{style: style{space: true}}},
		{name: "escaped", about: "`\\u` escapes in the values", rewrite: rewrite{style: style{escape: true}}},
		{name: "shuffled", about: "members in random order", rewrite: rewrite{style: style{shuffle: true}}},
		{name: "undocumented", about: "one undocumented member in each", rewrite: rewrite{edit: addUndocumented}},
		{name: "emptied", about: "one empty custom field in each", rewrite: rewrite{edit: emptyCustomField}},
		{name: "older", about: "older shapes", rewrite: rewrite{edit: listAsObject, with: []string{"approved", "--variant", "legacy"}}},
		{name: "broken", about: "every line broken", rewrite: rewrite{edit: dropComma}, found: 1, unread: 3},
		{name: "tiny", about: "an array of tiny elements", rewrite: rewrite{edit: tinyElements, array: true}, found: 1, unread: 3, runs: 1},
	}
}

// profileCommand is a column of the table.
type profileCommand struct {
	name   string
	argv   []string
	decode bool
}

func profileCommands() (commands []profileCommand) {
	for _, c := range []profileCommand{
		{name: "`validate`", argv: []string{"validate"}},
		{name: "`validate --format json`", argv: []string{"validate", "--format", "json"}},
		{name: "`decode -o ndjson`", argv: []string{"decode", "-o", "ndjson"}, decode: true},
	} {
		commands = append(commands, c, profileCommand{name: "with `--jobs 1`", argv: append(c.argv, "--jobs", "1"), decode: c.decode})
	}
	return commands
}

// profiles compares the rate of validate and decode on archives as people have
// them with the rate of jq on the clean one, measured in turn. All write to a
// file.
func (b *bench) profiles() error {
	clean, cleanBytes, err := b.profile(profiles()[0])
	if err != nil {
		return err
	}
	commands, head := profileCommands(), []string{"archive", "MB"}
	for _, c := range commands {
		head = append(head, c.name)
	}
	fmt.Fprintf(b.out, "\n**Archives as people have them, against `jq -c .` on the clean one**\n\n")
	row(b.out, head...)
	rule(b.out, len(head))
	jq := entry{name: "jq", argv: []string{"jq", "-c", ".", clean}, output: filepath.Join(b.dir, "profile.out"), failed: missing("jq", "Debian package jq")}
	for _, p := range profiles() {
		path, bytes, err := b.profile(p)
		if err != nil {
			return fmt.Errorf("make the archive %s: %w", p.name, err)
		}
		entries := []entry{jq}
		for _, c := range commands {
			e := entry{name: p.name, argv: append(append([]string{b.argosctl}, c.argv...), path), output: jq.output, exit: p.found}
			if c.decode {
				e.exit = p.unread
			}
			entries = append(entries, e)
		}
		results, err := b.measure(contest{entries: entries, runs: p.runs})
		if err != nil {
			return err
		}
		row(b.out, profileRow(p, bytes, cleanBytes, results)...)
	}
	return nil
}

// profileRow tells, of each command, how many times the rate of jq it reached
// and its peak memory; where jq is missing, its rate.
func profileRow(p profile, bytes, cleanBytes int64, results []result) []string {
	cells := []string{p.about, strconv.FormatInt((bytes+500_000)/1_000_000, 10)}
	for _, r := range results[1:] {
		rate := float64(bytes) / r.best().Seconds()
		told := fmt.Sprintf("%.0f MB/s", rate/1e6)
		if jq := results[0]; len(jq.times) > 0 {
			told = fmt.Sprintf("%.1f", rate/(float64(cleanBytes)/jq.best().Seconds()))
		}
		cells = append(cells, told+", "+size(r.rss))
	}
	return cells
}
