#!/bin/sh
# Nasty answers and rubrics: what they cost grows as they do.
#
#   tests/growth/run.sh GRADE SOURCE_DIR [NAME...]
#
# Prints a table of instructions at three sizes and ends with "N passed, N failed";
# status 1 when one failed. Takes some minutes. See growth.py for what is measured.
# GRADE must be built without its sandbox, in which valgrind cannot make what it
# runs: -DLIBGRADE_SANDBOX=OFF, as ./dev growth does.
set -u
LC_ALL=C.UTF-8
export LC_ALL
unset COLUMNS GITHUB_STEP_SUMMARY

if [ $# -lt 2 ]; then
  echo "usage: $0 GRADE SOURCE_DIR [NAME...]" >&2
  exit 2
fi
if [ ! -x "$1" ]; then
  echo "$1 is no program" >&2
  exit 2
fi
if ! command -v valgrind >/dev/null; then
  echo "valgrind is missing: it counts the instructions" >&2
  exit 2
fi
if ! valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null \
  "$1" -q - </dev/null >/dev/null 2>&1; then
  echo "$1 does not run under valgrind: build it with -DLIBGRADE_SANDBOX=OFF" >&2
  exit 2
fi
exec /usr/bin/python3 -B "$2/tests/growth/growth.py" "$@"
