#!/bin/bash
# Two builds of the same sources, in folders of other names and depth, with another
# umask, time zone and language: what is installed is the same, byte for byte.
#   run.sh ROOT WORK
set -uo pipefail
root=$1 work=$2
rm -rf "${work:?}"
mkdir -p "$work"
work=$(cd "$work" && pwd)
tarball=$("$root/packaging/source.sh" "$root" "$work") || exit 2
# Nothing may be taken from what an earlier build left.
export CCACHE_DISABLE=1

# build NAME SOURCES BUILD
build() {
  mkdir -p "$work/$2"
  tar -C "$work/$2" --strip-components=1 -xzf "$tarball"
  {
    cmake -S "$work/$2" -B "$work/$3" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo \
      -DLIBGRADE_TESTS=OFF -DCMAKE_INSTALL_PREFIX=/usr &&
      cmake --build "$work/$3" && DESTDIR="$work/$1" cmake --install "$work/$3"
  } >"$work/$1.log" 2>&1 || {
    tail -n 40 "$work/$1.log"
    exit 2
  }
}
(umask 022 && TZ=UTC LC_ALL=C build one a a/build) || exit 2
(umask 077 && TZ=Asia/Tokyo LC_ALL=C.UTF-8 build two another/longer-name another/elsewhere) || exit 2

. "$root/tests/support/tally.sh"
count=$(find "$work/one" -type f | wc -l)
[ "$count" -ge 30 ]
say $? "$count files to compare"
diff -rq "$work/one" "$work/two"
say $? "the same bytes"
# Nor does a path show that both have in common.
! grep -rlF "$work" "$work/one"
say $? "no file names the folder of its build"
finish
