#!/bin/sh
# Reports are read by the programs they are made for: a browser, schema
# validators, the readers of JUnit, SARIF, TAP and CSV that others wrote.
#
#   tests/consumers/run.sh BINARY SOURCE_DIR MODULES [TOPIC...]
#
# MODULES is the node_modules folder with what package.json names. Each file in
# topics/ is sourced in a subshell, in an empty folder of its own, and calls the
# functions of tests/cli/harness.sh. Beside these it has
#
#   $HOSTILE  an answer with everything that steers a program that is not careful
#   $GOOD     an answer that is credited for most of what it says
#   $MODULES, $SOURCE, $HERE (this folder), and Debian's own Python as $PYTHON
#
# Prints TAP-like lines and "N passed, N failed"; status 1 when one failed.
set -u
LC_ALL=C.UTF-8
TZ=UTC
TERM=dumb
export LC_ALL TZ TERM
unset NO_COLOR CLICOLOR_FORCE COLUMNS GITHUB_STEP_SUMMARY

if [ $# -lt 3 ]; then
  echo "usage: $0 BINARY SOURCE_DIR MODULES [TOPIC...]" >&2
  exit 2
fi
case $1 in
/*) GRADE=$1 ;;
*) GRADE=$PWD/$1 ;;
esac
SOURCE=$(cd "$2" && pwd) || exit 2
MODULES=$(cd "$3" && pwd) || exit 2
HERE=$SOURCE/tests/consumers
HOSTILE=$SOURCE/tests/support/hostile.md
GOOD=$SOURCE/examples/answers/medium.md
PYTHON=/usr/bin/python3
[ -x "$PYTHON" ] || PYTHON=python3
export GRADE SOURCE MODULES HERE HOSTILE GOOD PYTHON
shift 3

WORK=$(mktemp -d "${TMPDIR:-/tmp}/grade-consumers.XXXXXX") || exit 2
trap 'rm -rf "$WORK"' EXIT
trap 'exit 130' INT TERM
RESULTS=$WORK/results
export RESULTS
: >"$RESULTS"

if [ $# -eq 0 ]; then
  for file in "$HERE"/topics/*.sh; do
    name=${file##*/}
    set -- "$@" "${name%.sh}"
  done
fi
for topic; do
  mkdir "$WORK/$topic" || exit 2
  (
    # shellcheck disable=SC2034 # used by the harness
    TOPIC=$topic
    cd "$WORK/$topic" || exit 2
    # shellcheck source=../cli/harness.sh
    . "$SOURCE/tests/cli/harness.sh"
    # shellcheck source=/dev/null
    . "$HERE/topics/$topic.sh"
  ) || {
    echo "not ok - $topic: the topic ended with status $?"
    echo failed >>"$RESULTS"
  }
done

passed=$(grep -c '^passed$' "$RESULTS")
failed=$(grep -c '^failed$' "$RESULTS")
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
