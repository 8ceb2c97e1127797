#!/bin/sh
# Memory that runs out in the command: for every command the Nth allocation
# fails, once alone and once with all behind it.
#
#   tests/oom/commands.sh GRADE SHIM SOURCE_DIR [MOST]
#
# SHIM is the module of failing_malloc.c. Each time the command must either do
# its work as if nothing had happened, or say on standard error why not and exit
# with status 2; a file that it writes is then whole or untouched, and nothing is
# left beside it. Of many allocations the first, the last and some between are
# tried, densely for MOST (4) at either end. Prints TAP-like lines.
set -u
LC_ALL=C
TZ=UTC
TERM=dumb
export LC_ALL TZ TERM
unset NO_COLOR CLICOLOR_FORCE COLUMNS GITHUB_STEP_SUMMARY

if [ $# -lt 3 ]; then
  echo "usage: $0 GRADE SHIM SOURCE_DIR [MOST]" >&2
  exit 2
fi
GRADE=$1
SHIM=$2
SOURCE=$(cd "$3" && pwd) || exit 2
MOST=${4:-4}
WORK=$(mktemp -d "${TMPDIR:-/tmp}/grade-oom.XXXXXX") || exit 2
trap 'rm -rf "$WORK"' EXIT
trap 'exit 130' INT TERM

input=/dev/null

# run [SETTING...] -- ARGUMENTS...: in the folder `at`, with the state of before, and
# $input as standard input.
run() {
  settings=
  while [ "$1" != -- ]; do
    settings="$settings $1"
    shift
  done
  shift
  rm -rf "$WORK/at"
  cp -R "$WORK/before" "$WORK/at"
  # shellcheck disable=SC2086 # several settings
  (cd "$WORK/at" && env LD_PRELOAD="$SHIM" $settings "$GRADE" "$@") \
    >"$WORK/out" 2>"$WORK/err" <"$input"
  status=$?
}

# A report that is not that of all answers: of none, since there is one, which
# the command says it could not grade. All such reports are the same, so whole.
# Of several answers, by line: whole lines of the others, and the one it is told in.
is_rest() {
  grep -q 'cannot be graded: out of memory' "$WORK/err" || return 1
  if [ -n "$by_line" ]; then
    ! grep -vxFf "$WORK/good/${1#"$WORK/at/"}" "$1" | grep -qv 'cannot be graded: out of memory'
    return
  fi
  [ -f "$WORK/rest" ] || cp "$1" "$WORK/rest"
  cmp -s "$1" "$WORK/rest"
}

# The first thing that is wrong with what was run, or nothing.
fault() {
  if [ "$status" -eq 2 ]; then
    [ -s "$WORK/err" ] || echo "status 2 without a message"
    (cd "$WORK/at" && find . -type f) | while read -r file; do
      cmp -s "$WORK/at/$file" "$WORK/before/$file" ||
        cmp -s "$WORK/at/$file" "$WORK/good/$file" || is_rest "$WORK/at/$file" ||
        echo "$file is left half-done"
    done | head -n 1
  elif [ "$status" -ne "$good_status" ]; then
    echo "status $status"
  elif ! cmp -s "$WORK/out" "$WORK/good.out"; then
    echo "other output, status $status"
  elif ! diff -r "$WORK/at" "$WORK/good" >"$WORK/diff"; then
    echo "other files, status $status"
  fi
}

# Of 1 to $1: the first, the last, and ever fewer between.
numbers() {
  awk -v count="$1" -v most="$MOST" 'BEGIN {
    step = 1
    for (n = 0; n < count; n += step) {
      tried[n + 1] = tried[count - n] = 1
      if (n >= most / 2) step = step * 3
    }
    for (n in tried) print n
  }' | sort -n
}

passed=0
failed=0
tried=0
by_line=

# all_fail ARGUMENTS...: one command line.
all_fail() {
  run FAILING_MALLOC_COUNT="$WORK/count" -- "$@"
  good_status=$status
  count=$(cat "$WORK/count")
  rm -rf "$WORK/good" "$WORK/rest"
  mv "$WORK/at" "$WORK/good"
  mv "$WORK/out" "$WORK/good.out"
  wrong=
  if [ "$good_status" -gt 1 ] || [ "$count" -eq 0 ]; then
    wrong="status $good_status, $count allocations with memory enough"
  fi
  for number in $(numbers "$count"); do
    for on in "" FAILING_MALLOC_ON=1; do
      run FAILING_MALLOC_AT="$number" $on -- "$@"
      tried=$((tried + 1))
      found=$(fault)
      [ -z "$found" ] || wrong="$wrong
#   allocation $number of $count${on:+ and on}: $found"
    done
  done
  if [ -z "$wrong" ]; then
    passed=$((passed + 1))
    echo "ok - grade $*"
  else
    failed=$((failed + 1))
    echo "not ok - grade $*$wrong"
  fi
}

# -- what is worked on ----------------------------------------------------------
data=$SOURCE/tests/cli/data
mkdir -p "$WORK/before/set" || exit 2
cd "$WORK/before" || exit 2
cp "$data/fair.md" "$data/good.md" set/
cp "$data/rubric.yaml" .
cp "$data/poor.txt" set/
for name in fair good poor; do
  echo "How should events be stored for the $name?" >"$name.md"
  printf '{"prompt": "../%s.md", "levels": {"scope.volume": 2},\n "expect": {"score": [40, 70]}}\n' \
    "$name" >"set/$name.labels.json"
done
"$GRADE" check -r rubric.yaml --baseline known.json --update-baseline set >/dev/null || exit 2
mkdir skipped
cp "$data/fair.md" skipped/
echo '{"levels": {"scope.volume": 2}}' >skipped/fair.labels.json
echo "what stood there" >report

# -- the commands -----------------------------------------------------------------
for format in text html markdown json jsonl csv junit tap sarif github gitlab gcc; do
  all_fail -o "$format:report" set/good.md
done
all_fail -v --color always -p good.md -o text -o json:new.json set/good.md
by_line=yes # which answer meets it depends on which thread is first
all_fail --jobs 2 -f jsonl -o csv:report -r rubric.yaml set
by_line=
all_fail --fail-under 99 --fail-on scope.volume -q set
all_fail -r rubric.yaml set
all_fail check -r rubric.yaml set
all_fail check -r rubric.yaml -b known.json -o text -o junit:report set
all_fail check -r rubric.yaml -b known.json --update-baseline set
all_fail lint rubric.yaml
all_fail explain process.idempotency set/good.md
all_fail explain --at 1 set/good.md
all_fail explain -v -r rubric.yaml --at 1 set/good.md
all_fail rubrics
all_fail rubrics senior-data-engineer
all_fail rubrics --source senior-data-engineer
all_fail schema report
all_fail schema rubric
for shell in bash zsh fish; do
  all_fail completion "$shell"
done
all_fail eval --bootstrap 10 set
all_fail eval --bootstrap 10 --by signal -f json set
all_fail eval --bootstrap 10 --errors scope.volume -f markdown set
all_fail help check
all_fail --version

printf '{"id": %d, "answer": "How many events? We upsert by key.", "prompt": "Why?"}\n' 1 2 3 \
  >"$WORK/lines"
input=$WORK/lines
all_fail stream -r rubric.yaml
all_fail stream -r rubric.yaml --fields score,criteria.id
all_fail stream --jobs 2
input=/dev/null

# A whole path is told from the folder at hand, or nothing is told.
MOST=60
all_fail -r rubric.yaml -f sarif "$WORK/at/set/good.md"

# Little but the reader of JSON: every one.
MOST=1000
all_fail check skipped

echo "$passed passed, $failed failed; $tried runs"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
