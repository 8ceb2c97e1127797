#!/bin/sh
# Builds and runs the program in consumer/ against libgrade.
#   consume.sh KIND PREFIX LIBDIR WORK VERSION
# KIND: default, shared, static (find_package), pkg-config, subproject.
set -eu
kind=$1 prefix=$2 libdir=$3 work=$4 version=$5
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
consumer=$here/consumer

rm -rf "${work:?}"
mkdir -p "$work"
if [ "$kind" = pkg-config ]; then
  PKG_CONFIG_PATH=$prefix/$libdir/pkgconfig
  export PKG_CONFIG_PATH
  [ "$(pkg-config --modversion libgrade)" = "$version" ]
  # shellcheck disable=SC2046 # lists of flags
  "${CC:-cc}" -std=c11 -Wall -Wextra -Werror $(pkg-config --cflags libgrade) -o "$work/consumer" \
    "$consumer/main.c" $(pkg-config --libs libgrade) "-Wl,-rpath,$prefix/$libdir"
  # What the static library needs is named.
  pkg-config --static --libs libgrade | grep -q -e -lpcre2-8
else
  build_consumer() {
    cmake -S "$consumer" -B "$work" -G Ninja "-DKIND=$kind" "-DVERSION=${version%.*}" \
      "-DCMAKE_PREFIX_PATH=$prefix" "-DLIBGRADE_SOURCE=$here/../.." &&
      cmake --build "$work" --target consumer
  }
  if ! build_consumer >"$work/log" 2>&1; then
    cat "$work/log"
    exit 1
  fi
fi

output=$("$work/consumer")
if [ "$output" != "score 100000" ]; then
  echo "expected: score 100000"
  echo "got:      $output"
  exit 1
fi

# The library that was asked for is the one that was linked.
if readelf -d "$work/consumer" | grep -q 'NEEDED.*libgrade\.so\.'; then
  linked=shared
else
  linked=static
fi
expected=shared
[ "$kind" = static ] && expected=static
if [ $linked != $expected ]; then
  echo "the $linked library was linked"
  exit 1
fi
