#!/bin/sh
# Compares the types and functions of a shared library with the recorded ones:
# sizes and order of members, values of enumerators, parameters.
#   baseline.sh check|record LIBRARY HEADER_FOLDER BASELINE
# The library must have debug information. Skipped (status 77) without libabigail.
set -eu
action=$1 library=$2 headers=$3 baseline=$4

if ! command -v abidiff >/dev/null; then
  echo "abidiff is not installed"
  exit 77
fi
# What the public header does not define is opaque, and left out.
record() {
  abidw --headers-dir "$headers" --drop-private-types --exported-interfaces-only \
    --no-elf-needed --no-show-locs --no-corpus-path --no-comp-dir-path --short-locs \
    --type-id-style hash --out-file "$1" "$library"
}

if [ "$action" = record ]; then
  record "$baseline"
  exit
fi
now=$(mktemp)
trap 'rm -f "$now"' EXIT
record "$now"
status=0
abidiff --harmless "$baseline" "$now" || status=$?
soname() { sed -n "s/.* soname='\([^']*\)'.*/\1/p" "$1" | head -n 1; }
# Bits of the status: 1 and 2 errors, 4 the ABI changed, 8 incompatibly.
if [ $((status & 8)) -ne 0 ] && [ "$(soname "$baseline")" = "$(soname "$now")" ]; then
  echo "An incompatible change, and the soname is still $(soname "$now"): it must move"
  echo "(LIBGRADE_SOVERSION in libgrade/CMakeLists.txt, LIBGRADE_0 in libgrade/abi)."
fi
if [ "$status" -ne 0 ]; then
  echo "To record what is meant: ./dev abi"
fi
exit "$status"
