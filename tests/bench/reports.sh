#!/bin/sh
# What reports cost: all formats at once against JSON alone, over a batch of
# answers, in processor time of the same run.
#
#   tests/bench/reports.sh GRADE SOURCE_DIR
set -eu
grade=$1
source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A thousand answers: the corpus, and its first ones again under other names.
mkdir "$work/answers"
number=0
for round in 1 2; do
  for answer in "$source"/corpus/development/*.md "$source"/corpus/heldout/*.md; do
    [ "$number" -lt 1000 ] || break
    cp "$answer" "$work/answers/$round-${answer##*/}"
    number=$((number + 1))
  done
done

# seconds COMMAND...: user and system time of it.
seconds() {
  { bash -c 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1 || true' seconds "$@"; } 2>&1 |
    awk '{ print $1 + $2 }'
}

formats='text html markdown json jsonl csv junit tap sarif github gitlab gcc'
set --
for format in $formats; do
  set -- "$@" --output "$format:$work/report.$format"
done
json=$(seconds "$grade" --output "json:$work/alone.json" "$work/answers")
all=$(seconds "$grade" "$@" "$work/answers")
printf 'reports of %d answers\n' "$number"
for format in $formats; do
  printf '  %-9s %8d kB\n' "$format" "$(($(wc -c <"$work/report.$format") / 1000))"
done
awk -v json="$json" -v all="$all" 'BEGIN {
  printf "  json alone %.1f s, all formats at once %.1f s: %.2f times\n", json, all, all / json }'
