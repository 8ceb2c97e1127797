#!/bin/sh
# Runs every example of the manual pages of the command, and builds and runs the
# one of libgrade(3).
#   examples.sh GRADE SOURCE_DIR PAGES LIBGRADE.3 LIBRARY INCLUDE_DIR...
# They run in a folder that has files of the names that the examples use. Those
# with a gate may end with status 1, any other must end with 0.
set -eu
grade=$1 source=$2 pages=$3 library_page=$4 library=$5
shift 5
compiler=${CC:-cc}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
unset NO_COLOR CLICOLOR_FORCE COLUMNS GITHUB_STEP_SUMMARY
failed=0

# The blocks of a page's examples, as they are shown.
examples() {
  awk '
    /^\.Sh / { inside = /^\.Sh EXAMPLES/; next }
    inside && /^\.Bd/ { block = 1; next }
    inside && /^\.Ed/ { block = 0; next }
    inside && block {
      gsub(/\\-/, "-"); gsub(/\\\(aq/, "\047"); gsub(/\\\(ti/, "~"); gsub(/\\e/, "\\"); print
    }' "$1"
}

mkdir "$folder/bin" "$folder/home" "$folder/work"
ln -s "$grade" "$folder/bin/grade"
mkdir -p "$folder/home/.zfunc" "$folder/home/.config/fish/completions"
cd "$folder/work"
cp -R "$source/rubrics/senior-data-engineer/." .
cp -R "$source/examples/answers" answers
cp answers/medium.md answer.md
printf '{"id": %d, "answer": "How many events a second?"}\n' 1 2 3 >answers.jsonl
cp "$source/examples/prompts/rides.md" question.md
head -n 5 answer.md >part-1.md
tail -n +6 answer.md >part-2.md
mkdir corpus labelled samples
cp -R "$source/corpus/prompts" prompts
find "$source/corpus/development" -name '*.labels.json' | LC_ALL=C sort | head -n 24 |
  while read -r labels; do
    cp "$labels" "${labels%.labels.json}.md" corpus
    cp "$labels" "${labels%.labels.json}.md" labelled
  done
find "$source/corpus/checked" -name '*.labels.json' | LC_ALL=C sort | head -n 4 |
  while read -r labels; do
    cp "$labels" "${labels%.labels.json}.md" samples
  done

count=0
for page in "$pages"/*.1; do
  examples "$page" >"$folder/examples"
  test -s "$folder/examples" || {
    echo "${page##*/}: no examples"
    failed=1
  }
  while IFS= read -r words; do
    count=$((count + 1))
    status=0
    HOME=$folder/home PATH=$folder/bin:$PATH TERM=dumb bash -o pipefail -c "$words" \
      <answer.md >"$folder/out" 2>"$folder/err" || status=$?
    case $words in
    *--fail-* | *"grade check "*) most=1 ;;
    *) most=0 ;;
    esac
    if [ "$status" -gt "$most" ]; then
      echo "${page##*/}: status $status: $words"
      sed 's/^/  /' "$folder/err"
      failed=1
    fi
  done <"$folder/examples"
done

examples "$library_page" >"$folder/example.c"
for include; do
  set -- "$@" "-I$include"
  shift
done
# shellcheck disable=SC2086 # the compiler may have arguments
if $compiler -std=c11 -Wall -Wextra -Wpedantic -Werror "$@" "$folder/example.c" "$library" \
  -o "$folder/example" && LD_LIBRARY_PATH=${library%/*} "$folder/example" >"$folder/out" &&
  grep -Eq '^[0-9]+\.[0-9] points, [a-z]+$' "$folder/out"; then
  count=$((count + 1))
else
  echo "libgrade.3: its example does not work"
  failed=1
fi
echo "$count examples"
[ "$failed" -eq 0 ] && [ "$count" -gt 15 ]
