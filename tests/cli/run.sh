#!/bin/sh
# Command-line tests of the real binary.
#
#   tests/cli/run.sh BINARY SOURCE_DIR [TOPIC...]
#
# Each file in topics/ is sourced in a subshell, in an empty folder with copies
# of data/, and calls the functions of harness.sh. Prints TAP-like lines and
# "N passed, N failed" (and how many were skipped); status 1 when one failed.
set -u
LC_ALL=C
TZ=UTC
TERM=dumb
export LC_ALL TZ TERM
unset NO_COLOR CLICOLOR_FORCE COLUMNS GITHUB_STEP_SUMMARY

if [ $# -lt 2 ]; then
  echo "usage: $0 BINARY SOURCE_DIR [TOPIC...]" >&2
  exit 2
fi
case $1 in
/*) GRADE=$1 ;;
*) GRADE=$PWD/$1 ;;
esac
SOURCE=$(cd "$2" && pwd) || exit 2
HERE=$SOURCE/tests/cli
export GRADE SOURCE HERE
shift 2
if [ ! -x "$GRADE" ]; then
  echo "$GRADE is no program" >&2
  exit 2
fi

WORK=$(mktemp -d "${TMPDIR:-/tmp}/grade-cli.XXXXXX") || exit 2
trap 'chmod -R u+rwx "$WORK" 2>/dev/null; rm -rf "$WORK"' EXIT
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
  mkdir "$WORK/$topic" && cp -R "$HERE/data/." "$WORK/$topic/" || exit 2
  (
    # shellcheck disable=SC2034 # used by the harness
    TOPIC=$topic
    cd "$WORK/$topic" || exit 2
    # shellcheck source=harness.sh
    . "$HERE/harness.sh"
    # shellcheck source=/dev/null
    . "$HERE/topics/$topic.sh"
  ) || {
    echo "not ok - $topic: the topic ended with status $?"
    echo failed >>"$RESULTS"
  }
done

count() { grep -c "^$1\$" "$RESULTS"; }
passed=$(count passed)
failed=$(count failed)
skipped=$(count skipped)
if [ "$skipped" -gt 0 ]; then
  echo "$passed passed, $failed failed, $skipped skipped"
else
  echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
