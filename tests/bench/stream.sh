#!/bin/sh
# How much memory grade stream takes for few and for many answers, which are made as
# it reads them:
#
#   stream.sh RUN_MANY GRADE [NUMBER [BYTES [ARGUMENTS...]]]
#
# RUN_MANY is the program made of run_many.c. By default 20,000 answers of 60 bytes. A
# million of usual size, 6 GB in all:
#
#   tests/bench/stream.sh build/bin/run_many build/bin/grade 1000000 6000 --jobs auto
#
# Fails when the peak is more than 4 MB above that of a twentieth of the answers, or
# an answer gets no reply.
set -eu
run_many=$1
grade=$2
here=$(cd "$(dirname "$0")" && pwd)
number=${3:-20000}
bytes=${4:-60}
if [ $# -gt 4 ]; then shift 4; else set -- --jobs 2; fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# measure NUMBER ARGUMENTS...: sets $peak.
measure() {
  count=$1
  shift
  # shellcheck disable=SC2016 # for the inner shell, of which the program is a child
  result=$("$run_many" 1 sh -c '
    program=$1 answers=$2 count=$3 bytes=$4 replies=$5
    shift 5
    awk -v number="$count" -v bytes="$bytes" -f "$answers" |
      "$program" stream --fields score "$@" | grep -c "\"score\"" >"$replies"' \
    - "$grade" "$here/answers.awk" "$count" "$bytes" "$folder/replies" "$@")
  peak=${result#* }
  replies=$(cat "$folder/replies")
  printf '  %8d answers: %d replies, %s ms, peak memory %d kB\n' "$count" "$replies" \
    "${result% *}" "$peak"
  [ "$replies" -eq "$count" ]
}

printf 'grade stream %s, answers of %d bytes\n' "$*" "$bytes"
measure $((number / 20)) "$@"
few=$peak
measure "$number" "$@"
[ "$peak" -le $((few + 4000)) ] || {
  echo "  memory grows with the number of answers"
  exit 1
}
