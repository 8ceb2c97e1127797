#!/bin/sh
# Unpacks Debian packages of another architecture, and what they depend on, into a
# folder:
#   sysroot.sh ARCHITECTURE FOLDER PACKAGE…
set -eu
# shellcheck source=tests/ports/archive.sh
. "$(dirname -- "$0")/archive.sh"
root=$2
if [ "$(cat "$root/.complete" 2>/dev/null)" = "$*" ]; then exit; fi
rm -rf "$root"
mkdir -p "$root"
archive "$root.apt" deb "$1"
wanted=$*
shift 2
apt_get install -y --no-install-recommends --download-only "$@"
for package in "$state"/cache/archives/*.deb; do dpkg-deb -x "$package" "$root"; done
rm -rf "$state"

# Packages keep libraries in folders that ldconfig would be told of.
for library in "$root"/usr/lib/*/blas/libblas.so.3; do
  if [ -e "$library" ]; then ln -sf blas/libblas.so.3 "${library%/blas/*}/libblas.so.3"; fi
done
echo "$wanted" >"$root/.complete"
