#!/bin/sh
# Fetches NIST's known answers for AES-256-ECB (the .rsp files in Debian's
# python3-cryptography-vectors) into a cache and prints the directory.
# Exit 69: they cannot be had here.
set -eu
cache=${XDG_CACHE_HOME:-$HOME/.cache}/argosctl-test/nist
dir=$cache/usr/lib/python3/dist-packages/cryptography_vectors/ciphers/AES/ECB
if [ ! -f "$dir/ECBMMT256.rsp" ]; then
	command -v apt-get >/dev/null && command -v dpkg >/dev/null || { echo "no apt-get or dpkg" >&2; exit 69; }
	work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
	cd "$work"
	apt-get download python3-cryptography-vectors >&2 || { echo "Debian's registry is out of reach" >&2; exit 69; }
	dpkg -x python3-cryptography-vectors_*.deb "$work/x"
	mkdir -p "$cache"
	mkdir -p "$dir"
	cp "$work"/x/usr/lib/python3/dist-packages/cryptography_vectors/ciphers/AES/ECB/*256.rsp "$dir/"
fi
echo "$dir"
