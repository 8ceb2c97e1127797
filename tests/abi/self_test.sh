#!/bin/sh
# Shows that the checks of this folder fail: changes copies of the public header,
# builds the library with some, and looks at what is said.
#   self_test.sh SOURCES STATIC_LIBRARY VERSION_HEADER_FOLDER
# Skipped (status 77) without libabigail.
set -eu
sources=$1 archive=$2 version_headers=$3
here=$sources/tests/abi
if ! command -v abidiff >/dev/null; then
  echo "abidiff is not installed"
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc=${CC:-cc}
public=$sources/libgrade/include/libgrade/libgrade.h
failed=0

# change NAME SED_SCRIPT: a copy of the header.
change() {
  mkdir -p "$work/$1/libgrade"
  sed "$2" "$public" >"$work/$1/libgrade/libgrade.h"
  cp "$version_headers/libgrade/version.h" "$work/$1/libgrade"
  if [ "$1" != same ] && cmp -s "$public" "$work/$1/libgrade/libgrade.h"; then
    echo "FAIL $1: nothing was changed"
    failed=1
  fi
}
compile() {
  for source in "$sources"/libgrade/src/api/*.c; do
    "$cc" -std=c11 -g -O0 -fPIC -fvisibility=hidden "-I$work/$1" "-I$sources/libgrade/src" \
      -c -o "$work/$1/$(basename "$source").o" "$source"
  done
}
# link NAME SOVERSION: what is below the interface comes from the static library.
link() {
  # shellcheck disable=SC2046 # a list of flags
  "$cc" -shared -g "-Wl,-soname,libgrade.so.$2" -o "$work/$1/libgrade.so" "$work/$1"/*.o \
    "-Wl,--version-script=$sources/libgrade/abi/libgrade.map" "$archive" \
    $(pkg-config --libs libpcre2-8 yaml-0.1 md4c libutf8proc)
}

# expect NAME STATUS TEXT COMMAND…: the status ("0" or "not 0"), and what is said.
expect() {
  name=$1 wanted=$2 text=$3
  shift 3
  status=0
  "$@" >"$work/said" 2>&1 || status=$?
  echo >>"$work/said"
  [ "$status" -eq 0 ] || status='not 0'
  if [ "$status" = "$wanted" ] && grep -q -e "$text" "$work/said"; then
    echo "ok   $name"
  else
    echo "FAIL $name: status $status, expected $wanted and \"$text\""
    cat "$work/said"
    failed=1
  fi
}

# shellcheck disable=SC2317 # called by expect
check_baseline() {
  "$here/baseline.sh" check "$work/$1/libgrade.so" "$work/$1" "$work/baseline"
}
# shellcheck disable=SC2317 # called by expect
check_layout() { "$here/layout.sh" "$work/same" "$work/$1"; }

change same ''
compile same
link same 0
"$here/baseline.sh" record "$work/same/libgrade.so" "$work/same" "$work/baseline"
expect "no change" 0 '^$' check_baseline same
expect "no change of the layout" 0 ' 0 problems' check_layout same

change gone '/lgr_status_text/d'
compile gone
link gone 0
expect "a function less" 'not 0' 'it must move' check_baseline gone
link gone 1
expect "a function less, and another soname" 'not 0' 'To record what is meant' check_baseline gone
if grep -q 'it must move' "$work/said"; then
  echo "FAIL the soname is asked to move, and has moved"
  failed=1
fi

change within 's/^  const char \*signal; \/\* what was found.*/  uint64_t number; &/'
compile within
link within 0
expect "a member within: changed" 'not 0' 'To record what is meant' check_baseline within
expect "a member within: incompatible" 'not 0' 'lgr_evidence signal: was' check_layout within
change value 's/LGR_CHECK_UNMET = 1/LGR_CHECK_UNMET = 7/'
expect "a value of an enumerator" 'not 0' 'LGR_CHECK_UNMET = *: was 1' check_layout value
# A compiler leaves room behind the last member, where integers are shorter than pointers.
change room 's/^  int needs_holds;.*/&\n  int later;/'
if [ "$(getconf LONG_BIT)" = 64 ]; then
  expect "a member in the room at the end" 'not 0' 'inside the' check_layout room
fi
change behind 's/^  const char \*prompt; .*/&\n  uint64_t later;/'
expect "a member behind" 0 ' 0 problems' check_layout behind
change bare 's/^  uint32_t column;    \/\* from 1, in characters.*/&\n  uint64_t later;/'
expect "a structure without a size" 'not 0' 'lgr_number_place may not grow' check_layout bare
exit "$failed"
