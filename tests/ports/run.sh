#!/bin/bash
# The same bytes everywhere: builds for other machines, with other optimisation,
# and in other locales, and compares what is graded there with what PROGRAM says.
#   run.sh PROGRAM ROOT WORK [PORT…]
# Ports: i386 (32 bits), s390x (big-endian, emulated), musl (another C library; the
# library alone, as liblinear is C++), optimisation, locales.
set -uo pipefail
program=$1 root=$2 work=$3
shift 3
[ $# -gt 0 ] || set -- locales optimisation i386 s390x musl
mkdir -p "$work"
. "$root/tests/support/tally.sh"
cd "$root" || exit 2

# Shows what a command said only when it fails.
quietly() {
  if ! "$@" >"$work/log" 2>&1; then
    tail -n 60 "$work/log"
    return 1
  fi
}

answers() {
  find corpus/checked -name '*.md' | LC_ALL=C sort
  find corpus/development -name '*.md' | LC_ALL=C sort | awk 'NR % 25 == 0'
  echo tests/support/hostile.md
}
mapfile -t texts < <(answers)
"$program" -q --output jsonl "${texts[@]}" >"$work/expected.jsonl" || true
say "$([ "$(wc -l <"$work/expected.jsonl")" -ge 40 ]; echo $?)" "${#texts[@]} answers to compare"

# same NAME COMMAND…: the command's grades are those expected.
same() {
  local name=$1
  shift
  "$@" -q --output jsonl "${texts[@]}" >"$work/$name.jsonl" 2>"$work/$name.said"
  cmp "$work/expected.jsonl" "$work/$name.jsonl" || { head -n 5 "$work/$name.said"; false; }
  say $? "$name: the same bytes"
}

# -- optimisation ---------------------------------------------------------------

optimised() { # COMPILER NAME FLAGS [CMAKE_ARGUMENT…]
  local folder=$work/$1-$2 name=$1-$2
  quietly cmake -S . -B "$folder" -G Ninja -DCMAKE_C_COMPILER="$1" -DCMAKE_BUILD_TYPE=None \
    -DCMAKE_C_FLAGS="$3" -DLIBGRADE_TESTS=OFF -DLIBGRADE_WERROR=ON "${@:4}" &&
    quietly cmake --build "$folder" --target grade
  say $? "$name: builds"
  same "$name" "$folder/bin/grade"
}

port_optimisation() {
  for compiler in gcc clang; do
    for level in 0 1 2 3; do optimised $compiler O$level -O$level; done
  done
  optimised gcc lto -O2 -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON
  optimised clang lto -O2 -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON \
    -DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=lld
}

# -- locales --------------------------------------------------------------------

# A program that writes every kind of report in a locale.
in_locale() { # COMPILER BUILD OUT
  quietly cmake --build "$2" --target libgrade_shared &&
    quietly "$1" -O1 -Wall -Werror -Ilibgrade/include "-I$2/libgrade/include" -o "$3" \
      tests/ports/in_locale.c "-L$2/lib" -lgrade "-Wl,-rpath,$2/lib"
}

# Its reports here, in C: what others are compared with.
reports_in_c() {
  quietly cmake -S . -B "$work/native" -G Ninja -DLIBGRADE_TESTS=OFF &&
    in_locale gcc "$work/native" "$work/in_locale" &&
    "$work/in_locale" C "${texts[@]}" >"$work/expected.reports" 2>/dev/null
}

# Decimal commas, and a small i that is not the small letter of I.
port_locales() {
  local folder=$work/locales
  mkdir -p "$folder"
  reports_in_c
  say $? "locales: reports in C"
  for locale in de_DE tr_TR fr_FR; do
    # It warns of what the character set lacks, with status 1.
    localedef -c -i $locale -f UTF-8 "$folder/$locale.UTF-8" >/dev/null 2>&1
    LOCPATH=$folder "$work/in_locale" $locale.UTF-8 "${texts[@]}" \
      >"$folder/$locale.out" 2>"$folder/$locale.said" &&
      grep -qx 0,5 "$folder/$locale.said" && cmp "$work/expected.reports" "$folder/$locale.out"
    say $? "locales: the same bytes in $locale.UTF-8"
  done
}

# -- other machines -------------------------------------------------------------

# libraries PORT COMMAND…: whether the archive had them is not about libgrade.
libraries() {
  quietly "${@:2}" && return
  say 1 "$1: not tried; its libraries could not be had from Debian's archive, see above"
  return 1
}

# run_tests PORT FOLDER PATTERN TARGET…: builds targets and tests, and runs these.
run_tests() {
  local name=$1 folder=$2 pattern=$3
  mapfile -t tests < <(ctest --test-dir "$folder" -N -R "$pattern" |
    sed -n 's/.*Test *#[0-9]*: //p')
  quietly cmake --build "$folder" --target "${@:4}" "${tests[@]}"
  say $? "$name: builds"
  # Each test is one; the last line of theirs is not taken for ours.
  ctest --test-dir "$folder" --output-on-failure --no-tests=error --parallel "$(nproc)" \
    -R "$pattern" | grep -v 'tests failed out of'
  say "${PIPESTATUS[0]}" "$name: ${#tests[@]} tests"
}

foreign() { # PORT PATTERN [EMULATOR…]: builds and runs the tests there
  local folder=$work/$1
  libraries "$1" "$root/tests/ports/sysroot.sh" "$1" "$PORT_SYSROOT" libc6-dev libpcre2-dev \
    libyaml-dev libmd4c-dev libutf8proc-dev libyajl-dev liblinear-dev check || return
  quietly cmake -S . -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=None -DCMAKE_C_FLAGS=-O1 \
    -DCMAKE_TOOLCHAIN_FILE="$root/tests/ports/foreign.cmake" -DLIBGRADE_WERROR=ON
  run_tests "$1" "$folder" "$2" grade
  same "$1" "${@:3}" "$folder/bin/grade"
}

port_i386() {
  export PORT_PROCESSOR=i686 PORT_TRIPLET=i386-linux-gnu PORT_COMPILER=i686-linux-gnu
  export PORT_SYSROOT=$work/i386.root PORT_LOADER=/lib/ld-linux.so.2 PORT_EMULATOR=env
  foreign i386 '^(unit|api|spec|cases)_'
}

port_s390x() {
  export PORT_PROCESSOR=s390x PORT_TRIPLET=s390x-linux-gnu PORT_COMPILER=s390x-linux-gnu
  export PORT_SYSROOT=$work/s390x.root PORT_LOADER=
  export PORT_EMULATOR="qemu-s390x-static -L $PORT_SYSROOT"
  # Without the longest, which explains whole answers: emulated, the others take minutes.
  foreign s390x '^(unit|spec|cases)_|^api_test_[^e]|^api_test_effects$' \
    qemu-s390x-static -L "$PORT_SYSROOT"
}

port_musl() {
  local folder=$work/musl
  libraries musl "$root/tests/ports/musl.sh" "$work/musl.root" || return
  # Debian keeps those of glibc where it would look otherwise.
  PKG_CONFIG_LIBDIR=$work/musl.root/lib/pkgconfig quietly cmake -S . -B "$folder" -G Ninja \
    -DCMAKE_BUILD_TYPE=None -DCMAKE_C_FLAGS=-O1 -DCMAKE_C_COMPILER=musl-gcc \
    -DLIBGRADE_WERROR=ON -DLIBGRADE_CLI=OFF
  run_tests musl "$folder" '^(unit|api|spec|cases)_' libgrade_shared
  reports_in_c && in_locale musl-gcc "$folder" "$folder/in_locale" &&
    "$folder/in_locale" C "${texts[@]}" 2>/dev/null | cmp "$work/expected.reports" -
  say $? "musl: the same bytes, of every kind of report"
}

for port; do
  case $port in
  i386 | s390x | musl | optimisation | locales) "port_$port" ;;
  *)
    echo "ports: no port named $port" >&2
    exit 2
    ;;
  esac
done
finish
