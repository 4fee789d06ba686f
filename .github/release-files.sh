#!/usr/bin/env bash
# Writes below build the manual pages and completions of a release, compressed what
# packages hold compressed, and the notes of the release, which are the newest section
# of the changelog: the same bytes whenever it runs.
set -euo pipefail

go run ./cmd/docgen -man build/man -completions build/completions
rm -rf build/compressed
mkdir -p build/compressed
for file in build/man/*.1 CHANGELOG.md; do
  gzip -9 --no-name --stdout "$file" > "build/compressed/${file##*/}.gz"
done
awk '/^## / { n++; next } n == 1' CHANGELOG.md > build/notes.md
