#!/usr/bin/env bash
# Usage: install.sh VERSION DIR
# Installs the release VERSION (such as 1.2.3) into DIR. The archive has to have
# the checksum that the release names. Exit code 3: there is no such release.
set -euo pipefail

if [ $# -ne 2 ]; then
  echo "usage: install.sh VERSION DIR" >&2
  exit 2
fi
version=${1#v}
dir=$2
releases=${ARGOSCTL_RELEASES:-https://github.com/argosctl/argosctl/releases/download}

os=$(uname -s | tr '[:upper:]' '[:lower:]')
case $os in
  mingw* | msys* | cygwin*) os=windows ;;
esac
case $(uname -m) in
  x86_64 | amd64) arch=amd64 ;;
  aarch64 | arm64) arch=arm64 ;;
  *) echo "there is no release for $(uname -m)" >&2; exit 3 ;;
esac
archive=argosctl_${version}_${os}_${arch}.tar.gz
[ "$os" = windows ] && archive=${archive%.tar.gz}.zip

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fetch() { curl --fail --silent --show-error --location --retry 3 --max-time 300 --output "$work/$1" "$releases/v$version/$1"; }

status=$(curl --silent --show-error --location --max-time 60 --output "$work/checksums.txt" --write-out '%{http_code}' "$releases/v$version/checksums.txt") || exit 1
case $status in
  200) ;;
  404) echo "there is no release $version" >&2; exit 3 ;;
  *) echo "the checksums of release $version: HTTP status $status" >&2; exit 1 ;;
esac
fetch "$archive"

want=$(awk -v name="$archive" '$2 == name { print $1 }' "$work/checksums.txt")
if command -v sha256sum >/dev/null; then
  got=$(sha256sum "$work/$archive")
else
  got=$(shasum -a 256 "$work/$archive")
fi
if [ -z "$want" ] || [ "$want" != "${got%% *}" ]; then
  echo "$archive: expected checksum ${want:-(none is listed)}, got ${got%% *}" >&2
  exit 1
fi

mkdir -p "$dir"
case $archive in
  *.zip) unzip -q -o "$work/$archive" argosctl.exe -d "$dir" ;;
  *) tar -xzf "$work/$archive" -C "$dir" argosctl ;;
esac
echo "installed argosctl $version into $dir" >&2
