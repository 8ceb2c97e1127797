#!/bin/sh
# The command with several jobs, to be run under the thread sanitizer, too: the
# output is that of one job, and nothing is said.
#   commands.sh GRADE SOURCE_DIR
set -eu
grade=$1
source=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$source"
failed=0

# same NAME INPUT ARGUMENTS...
same() {
  name=$1 input=$2
  shift 2
  status=0
  "$grade" "$@" <"$input" >"$folder/one" 2>"$folder/one.err" || status=$?
  own=0
  "$grade" "$@" --jobs 3 <"$input" >"$folder/many" 2>"$folder/many.err" || own=$?
  if [ $own -ne $status ] || ! cmp "$folder/one" "$folder/many" ||
    ! cmp "$folder/one.err" "$folder/many.err"; then
    echo "$name with several jobs: status $own instead of $status, or another output"
    head -n 20 "$folder/many.err"
    failed=1
  fi
  if ! [ -s "$folder/one" ]; then
    echo "$name: no output"
    failed=1
  fi
}

for answer in examples/answers/*.md tests/cli/data/*.md; do
  awk -v name="$answer" 'BEGIN { printf "{\"id\": \"%s\", \"answer\": \"", name }
    { gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); gsub(/\t/, "\\t"); printf "%s\\n", $0 }
    END { print "\"}" }' "$answer"
  echo 'no record'
done >"$folder/lines"
small=tests/cli/data/rubric.yaml
for _ in 1 2 3 4 5 6 7 8; do cat "$folder/lines"; done >"$folder/many-lines"

same "stream" "$folder/lines" stream
same "stream of a small rubric" "$folder/many-lines" stream -r $small --fields score
same "text" /dev/null tests/cli/data missing.md
same "lines" /dev/null -r $small -f jsonl --fail-under 90 examples/answers tests/cli/data
# The reader goes away while threads work.
"$grade" stream -r $small --jobs 4 <"$folder/many-lines" 2>"$folder/one.err" | head -n 1 >"$folder/one"
"$grade" -r $small -f jsonl --jobs 4 examples/answers tests/cli/data 2>>"$folder/one.err" |
  head -n 1 >>"$folder/one"
if [ -s "$folder/one.err" ]; then
  cat "$folder/one.err"
  failed=1
fi
exit $failed
