#!/usr/bin/env bash
# Writes the manual pages and completions of a release below build, and compressed
# what packages hold compressed: the same bytes whenever it runs.
set -euo pipefail

go run ./cmd/docgen -man build/man -completions build/completions
rm -rf build/compressed
mkdir -p build/compressed
for file in build/man/*.1 CHANGELOG.md; do
  gzip -9 --no-name --stdout "$file" > "build/compressed/${file##*/}.gz"
done
