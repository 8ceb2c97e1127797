#!/bin/sh
# Compiles the public header alone, in every language and by every compiler
# that is here.
#   compile.sh HEADER_FOLDER...
set -eu
includes=
for folder; do includes="$includes -I$folder"; done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Twice: the guard must hold.
printf '#include <libgrade/libgrade.h>\n#include <libgrade/libgrade.h>\n' >"$work/header.c"
echo 'int main(void) { return lgr_version() == 0; }' >>"$work/header.c"
cp "$work/header.c" "$work/header.cpp"

compiled=0 failed=0
compile() { # COMPILER STANDARD FILE
  command -v "$1" >/dev/null || return 0
  for definition in -DLGR_SHARED -DLGR_STATIC; do
    compiled=$((compiled + 1))
    # shellcheck disable=SC2086 # a list of flags
    "$1" "-std=$2" -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror "$definition" \
      $includes -fsyntax-only "$work/$3" || {
      echo "failed: $1 -std=$2 $definition"
      failed=$((failed + 1))
    }
  done
}
for standard in c99 c11 c17; do
  for compiler in gcc clang; do compile $compiler $standard header.c; done
done
for standard in c++11 c++17 c++20; do
  for compiler in g++ clang++; do compile $compiler $standard header.cpp; done
done
echo "$compiled compilations, $failed failed"
[ "$failed" -eq 0 ] && [ "$compiled" -gt 0 ]
