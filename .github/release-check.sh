#!/usr/bin/env bash
# Usage: release-check.sh GORELEASER...
# Builds a snapshot of the release of HEAD twice with the command GORELEASER, as two
# people would: in two clones, in another time zone and with another umask. Compares
# the two, looks for the files that the pages name, installs the deb into an empty root, and runs what it installed. What needs
# a service (container image, signatures) or a program that is not installed (syft,
# lintian) is left out, and said.
set -euo pipefail

work=build/release
rm -rf "$work"
mkdir -p "$work"
skip=publish,docker,sign
command -v syft >/dev/null || { skip=$skip,sbom; echo "syft is not installed: no SBOM is made" >&2; }

"$@" check
snapshot() { # ROUND UMASK TZ
  local tree=$work/tree-$1
  (
    umask "$2"
    export TZ=$3
    git clone --quiet . "$tree"
    cd "$tree"
    "${release[@]}" --snapshot --clean --skip="$skip"
  )
  # A list of contents (SBOM) says when it was written: no two are the same.
  grep -v '\.sbom\.json$' "$tree/dist/checksums.txt" | LC_ALL=C sort -k2 > "$work/checksums-$1.txt"
}
release=("$@" release)
snapshot 1 022 UTC
snapshot 2 077 Asia/Seoul
cat "$work/checksums-2.txt"
sha256sum "$work"/checksums-*.txt
cmp "$work/checksums-1.txt" "$work/checksums-2.txt"
dist=$work/tree-2/dist
version=$(sed -n 's/.*"version":"\([^"]*\)".*/\1/p' "$dist/metadata.json")

# The files that the pages name are those of the release.
grep -oh 'argosctl_VERSION_[a-z0-9_.]*[a-z0-9]' README*.md docs/*.md | sort -u | while read -r file; do
  test -s "$dist/${file/VERSION/$version}" || { echo "the pages name $file, which is not in the release" >&2; exit 1; }
done
test -s "$work/tree-2/build/notes.md"

if ! command -v dpkg >/dev/null; then
  echo "dpkg is not installed: the package is not tried" >&2
  exit
fi
deb=$(echo "$dist"/*_linux_"$(dpkg --print-architecture)".deb)
root=$PWD/$work/root
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates"
touch "$root/var/lib/dpkg/status"
dpkg --root="$root" --force-not-root --force-script-chrootless --log="$work/dpkg.log" -i "$deb"
"$root/usr/bin/argosctl" version
test -s "$root/usr/share/man/man1/argosctl.1" || test -s "$root/usr/share/man/man1/argosctl.1.gz"
dpkg --root="$root" --force-not-root --force-script-chrootless --log="$work/dpkg.log" -r argosctl
test ! -e "$root/usr/bin/argosctl"

if command -v lintian >/dev/null; then
  # The owner has chosen no licence, so there is no copyright file to install.
  lintian --fail-on error --suppress-tags no-copyright-file "$deb"
else
  echo "lintian is not installed: the package is not judged" >&2
fi
