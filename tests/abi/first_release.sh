#!/bin/sh
# A program of the first release runs with the library of today: compiled with the
# header of then, linked with a library that exports what was exported then, and
# run with the one given.
#   first_release.sh RELEASE_FOLDER LIBRARY_FOLDER
set -eu
then=$1 libraries=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc=${CC:-cc}

# "lgr_grade@@LIBGRADE_0": the soname and the versions of then, and no code.
sed 's/\(.*\)@@.*/void \1(void); void \1(void) {}/' "$then/symbols.txt" >"$work/stub.c"
echo 'LIBGRADE_0 { global: lgr_*; local: *; };' >"$work/stub.map"
"$cc" -shared -fPIC -Wl,-soname,libgrade.so.0 "-Wl,--version-script=$work/stub.map" \
  -o "$work/libgrade.so" "$work/stub.c"
"$cc" -std=c11 -Wall -Wextra -Werror "-I$then" -o "$work/program" "$then/program.c" \
  "-L$work" -lgrade
LD_BIND_NOW=1 LD_LIBRARY_PATH=$libraries "$work/program"
