#!/bin/sh
# The report in README.md is a real one: every line of it, but those that say
# "…", must stand in what `grade` prints for the same answer, in that order. So are
# the replies of `grade stream`.
#   check.sh GRADE SOURCE_DIR
set -eu
grade=$1
source=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$source"
"$grade" examples/answers/medium.md >"$folder/report"
awk '/^```text$/ {inside = 1; next} /^```$/ {inside = 0} inside' README.md |
  grep -v '…' >"$folder/excerpt"
test -s "$folder/excerpt" || {
  echo "README.md has no excerpt"
  exit 1
}
awk -v report="$folder/report" '
  BEGIN { while ((getline line < report) > 0) text[++count] = line }
  {
    while (at < count && text[at + 1] != $0) ++at
    if (at == count) { print "not in the report, or out of order: " $0; exit 1 }
    ++at
  }' "$folder/excerpt"

# The call of `grade stream` is the first of its kind, its replies the first json.
awk '/^grade stream .*<<.END.$/ {inside = 1} inside {print} inside && /^END$/ {exit}' \
  README.md >"$folder/call"
awk '/^```json$/ {inside = 1; next} inside && /^```$/ {exit} inside' README.md >"$folder/replies"
if ! [ -s "$folder/call" ] || ! [ -s "$folder/replies" ]; then
  echo "README.md has no example of grade stream"
  exit 1
fi
mkdir "$folder/bin"
ln -s "$grade" "$folder/bin/grade"
PATH=$folder/bin:$PATH sh "$folder/call" >"$folder/replied"
diff "$folder/replies" "$folder/replied" || {
  echo "README.md (<) is not what grade stream replies (>)"
  exit 1
}
