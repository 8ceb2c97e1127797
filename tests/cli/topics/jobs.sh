# --jobs, and reports that are written while answers are graded. What several jobs
# write is what one writes, to the byte, also to standard error.

mkdir answers
i=100
while [ $i -lt 140 ]; do
  case $((i % 5)) in
  0) name=good.md ;;
  1) name=fair.md ;;
  2) name=poor.txt ;;
  3) name=recipe.md ;;
  4) name=capped.md ;;
  esac
  cp $name answers/$i.md
  i=$((i + 1))
done
ln -s nowhere.md broken.md
printf '\200 odd\000' >answers/odd.md

# same_with_jobs NAME ARGUMENTS...: what is written is the same for 1, 2, 7 jobs.
same_with_jobs() {
  _what=$1
  shift
  rm -f report.*
  run "$@"
  cp out one.out
  cp err one.err
  _status=$status
  rm -rf one
  mkdir one
  for _file in report.*; do
    [ -f "$_file" ] && mv "$_file" one/
  done
  for _jobs in 2 7 auto 0; do
    run "$@" --jobs $_jobs
    t "$_what, $_jobs jobs: status" status_is "$_status"
    t "$_what, $_jobs jobs: output" same out one.out
    t "$_what, $_jobs jobs: messages" same err one.err
    for _file in one/*; do
      [ -f "$_file" ] && t "$_what, $_jobs jobs: ${_file#one/}" same "${_file#one/}" "$_file"
    done
  done
}

same_with_jobs "text" $R answers
t "text: something was compared" has one.out "41 answers"
same_with_jobs "quiet" $R -q answers good.md
same_with_jobs "lines" $R -f jsonl answers
t "lines: all of them" lines one.out 41
set -- $R -o text
for format in html markdown json jsonl csv junit tap sarif github gitlab gcc; do
  set -- "$@" -o $format:report.$format
done
same_with_jobs "every format" "$@" answers
t "every format: something was compared" [ "$(find one -type f | wc -l)" -eq 11 ]
same_with_jobs "what cannot be read" $R -f csv missing.md good.md broken.md answers /dev/zero fair.md
t "what cannot be read: told in order" before one.err "broken.md: error" "/dev/zero: error"
t "what cannot be read: a row" has one.out "broken.md"
same_with_jobs "gates" $R -f jsonl --fail-under 70 --fail-on scope.volume answers
t "gates: status 1" [ "$_status" -eq 1 ]
t "gates: told" has one.err "answers/101.md: score: expected at least 70, got 65"
same_with_jobs "a prompt" $R -q --prompt good.md answers

mkdir checked
for name in good fair poor recipe; do
  for i in 1 2 3; do
    cp $name.* checked/ && mv checked/$name.* checked/$name-$i.md
    printf '{"levels": {"scope.volume": 2}, "expect": {"score": [60, 70]}}' \
      >checked/$name-$i.labels.json
  done
done
printf '{"levels": {"scope.volume": 1}}' >checked/fair-2.labels.json
printf '{"levels": {"nothing": 1}, "expect": {"score": "high"}}' >checked/good-2.labels.json
rm checked/poor-2.md
same_with_jobs "check" check $R -v -o text -o junit:report.junit -o json:report.json checked
t "check: status 2" [ "$_status" -eq 2 ]
t "check: what is compared" has one.out "fair-1.md"
t "check: what is skipped" has one.out "fair-2"
t "check: what is broken" has one.err "poor-2.labels.json"
printf '{"levels": {"scope.volume": 1}}' >checked/good-2.labels.json
rm checked/poor-2.labels.json
same_with_jobs "eval" eval $R --bootstrap 10 --by signal --errors scope.volume checked
t "eval: something was compared" has one.out "scope.volume"

# Lines are written one by one; with a report over all they are not. The bytes are
# the same.
for arguments in "answers" "good.md" "missing.md good.md broken.md" "missing.md broken.md" \
  "--fail-under 70 --fail-on scope.volume answers"; do
  # shellcheck disable=SC2086 # several words
  {
    run $R -o jsonl:a.jsonl -o csv:a.csv -o json:a.json $arguments
    cp err a.err
    a=$status
    run $R -o jsonl:b.jsonl -o csv:b.csv $arguments
  }
  t "one by one: status ($arguments)" status_is "$a"
  t "one by one: messages ($arguments)" same err a.err
  t "one by one: jsonl ($arguments)" same b.jsonl a.jsonl
  t "one by one: csv ($arguments)" same b.csv a.csv
done
t "csv has one header" [ "$(grep -c '^.*path,rubric' b.csv)" -eq 1 ]

# A line is there before the next answer is.
mkfifo late lines
"$GRADE" $R -f jsonl good.md late >lines 2>err &
grading=$!
exec 3<lines
exec 4>late
cat fair.md >&4
exec 4>&-
cat <&3 >out
exec 3<&-
wait $grading
status=$?
t "a FIFO among the answers" lines out 2
run $R -o jsonl:none/a.jsonl -o csv:b.csv -o jsonl good.md
t "an output that cannot be opened: status 2" status_is 2
t "an output that cannot be opened: told" has err "none/a.jsonl: error: cannot be written"
t "an output that cannot be opened: the others are written" lines out 1
t "an output that cannot be opened: the others are complete" has b.csv "good.md"
run $R -o csv:b.csv missing.md
t "csv of nothing" has err "missing.md: error"
if [ -w /dev/full ]; then
  run $R -o jsonl:/dev/full -o csv:c.csv good.md fair.md
  t "a full disk: status 2" status_is 2
  t "a full disk: told once" [ "$(grep -c 'No space left on device' err)" -eq 1 ]
  t "a full disk: the other is written" has c.csv "fair.md"
fi
# The rest is not graded for a reader that is gone: the FIFO is never opened.
mkfifo never
cp -R answers more
cp -R answers again
{
  "$GRADE" $R -f jsonl answers more again never 2>err </dev/null
  echo $? >gone
} | head -n 1 >out
t "a reader that goes away ends it" [ "$(cat gone)" -eq 2 ]
t "a reader that goes away: without a word" empty err

# A signal while threads work: no half file is left. The FIFO is opened when the
# output was.
mkfifo held
"$GRADE" $R --jobs 2 -o jsonl:held.jsonl answers held answers >out 2>err &
grading=$!
exec 3>held
t "a signal: the file is under way" [ -n "$(find . -name 'held.jsonl.*')" ]
kill -TERM $grading
wait $grading
status=$?
exec 3>&-
t "a signal ends it" status_is 143
t "a signal: nothing is left" [ -z "$(find . -name 'held.jsonl*')" ]

for value in x -1 257 1.5 "" 2x; do
  run $R "--jobs=$value" good.md
  t "--jobs=$value: status 2" status_is 2
  t "--jobs=$value: told" has err "--jobs takes a number from 1 to 256 or auto"
done
