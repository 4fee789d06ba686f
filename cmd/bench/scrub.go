package main

import (
	"fmt"
	"path/filepath"
)

// scrub compares replacing personal data with jq, which reads and writes alone,
// and a check of a directory with that of `validate`.
func (b *bench) scrub() error {
	path, small, bytes, err := b.archives("all")
	if err != nil {
		return err
	}
	err = b.hold(contest{
		title: fmt.Sprintf("Scrub %d webhooks (%.0f MB)", b.lines, float64(bytes)/1e6),
		bytes: bytes,
		entries: []entry{
			{name: "`jq -c .`", argv: []string{"jq", "-c", ".", path}, failed: missing("jq", "Debian package jq")},
			{name: "`argosctl scrub`", argv: []string{b.argosctl, "scrub", path}},
			{name: "the same, on a tenth of the archive", argv: []string{b.argosctl, "scrub", small}, share: 0.1},
		},
	})
	if err != nil {
		return err
	}
	dir := filepath.Join(b.dir, "files")
	if bytes, err = scatter(path, dir, smallFiles); err != nil {
		return err
	}
	return b.hold(contest{
		title: fmt.Sprintf("Look for personal data in %d files in a directory", smallFiles), bytes: bytes, items: smallFiles,
		entries: []entry{
			{name: "`argosctl validate`", argv: []string{b.argosctl, "validate", dir}},
			{name: "`argosctl scrub --check`", argv: []string{b.argosctl, "scrub", "--check", dir}, exit: 1},
		},
	})
}
