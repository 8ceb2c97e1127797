#!/bin/sh
# How long one `grade answer` takes from the shell, next to an interpreter that
# starts and does nothing:
#
#   startup.sh RUN_MANY GRADE [ANSWER]
#
# RUN_MANY is the program made of run_many.c; ANSWER by default an answer of some
# 5 kB from the corpus.
set -eu

run_many=$1
grade=$2
here=$(cd "$(dirname "$0")" && pwd)
times=20

answer=${3:-}
if [ -z "$answer" ]; then
  answer=$(find "$here/../../corpus/checked" -name '*.md' ! -name README.md ! -name 'trap-*' \
    -size +4k | sort | head -n 1)
fi

# shellcheck disable=SC2046 # the words are wanted
set -- $("$run_many" "$times" "$grade" "$answer")
grade_ms=$1
grade_kb=$2
printf 'grade %s (%s bytes)\n' "$(basename "$answer")" "$(wc -c <"$answer" | tr -d ' ')"
printf '  median of %s: %s ms, peak memory %s kB\n' "$times" "$grade_ms" "$grade_kb"

if ! command -v python3 >/dev/null; then
  echo 'python3 is not there to compare with'
  exit 0
fi
# shellcheck disable=SC2046 # the words are wanted
set -- $("$run_many" "$times" python3 -c pass)
printf 'python3 -c pass\n  median of %s: %s ms, peak memory %s kB\n' "$times" "$1" "$2"
awk -v a="$grade_ms" -v b="$1" 'BEGIN { printf "grade takes %.2f of that time\n", a / b }'
