#!/bin/sh
# What compiler and linker were asked to do against faults stands in what they
# made.
#   hardening.sh program|library|objects FILE
# `objects` is an archive: only the marks for control-flow protection are looked
# at, which a linker drops where the system's own start-up files lack them.
set -u
LC_ALL=C
export LC_ALL
kind=$1
file=$2
failed=0

fail() {
  echo "$file: $1"
  failed=1
}
# says PATTERN: in what is read from standard input
says() { grep -Eq -e "$1"; }

check_linked() {
  segments=$(readelf -lW "$file") || exit 2
  dynamic=$(readelf -dW "$file") || exit 2
  symbols=$(nm -D --undefined-only "$file") || exit 2
  echo "$segments" | says '^ *GNU_RELRO ' || fail "no segment is made read-only after relocation"
  echo "$dynamic" | says '\((FLAGS|FLAGS_1)\).*NOW' || fail "symbols are bound late"
  echo "$segments" | says '^ *GNU_STACK .* RW  ' || fail "the stack is executable, or not told"
  echo "$segments" | says '^ *LOAD .* (RWE|WE) ' && fail "memory is writable and executable"
  echo "$dynamic" | says '\(TEXTREL\)' && fail "code is relocated"
  echo "$dynamic" | says '\((RPATH|RUNPATH)\)' && fail "a folder to look for libraries is built in"
  echo "$symbols" | says ' __stack_chk_fail(@|$)' || fail "no stack protector"
  echo "$symbols" | says ' __[a-z]+_chk(@|$)' || fail "no call is checked by _FORTIFY_SOURCE"
}

check_objects() {
  readelf -nW "$file" | awk '
    function tell() { if (object != "" && !marked) { print object ": no IBT and SHSTK"; bad = 1 } }
    /^File: / { tell(); object = $2; marked = 0; ++count }
    /x86 feature:.*IBT.*SHSTK/ { marked = 1 }
    END { tell(); if (count == 0) print "no objects"; exit bad || count == 0 }' || failed=1
}

case $kind in
program)
  check_linked
  readelf -hW "$file" | says 'Type: +DYN' || fail "no position-independent executable"
  echo "$dynamic" | says '\(FLAGS_1\).*PIE' || fail "not marked as position-independent"
  ;;
library) check_linked ;;
objects) check_objects ;;
*) exit 2 ;;
esac
exit $failed
