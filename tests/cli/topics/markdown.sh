# shellcheck shell=sh disable=SC2016,SC2086,SC2154
# The report for comments.

run $R -f markdown good.md
t "one answer: status 0" status_is 0
t "one answer: the head" has_line out '## `good.md`: 100 of 100, good'
t "one answer: what was credited" has out '<details><summary>Credited ('
t "one answer: with its line" grep -qE '^  - line [0-9]+: `.+`' out
run $R -f markdown poor.txt
t "what is missing" has out '<summary>Missing ('
t "the steps" has_line out '### Next: the steps that gain most points, each on top of those before it'
run $R -f markdown fair.md missing.md good.md
t "several answers: status of the missing one" status_is 2
t "several answers: it is told" has out '- `missing.md`, error F001: no such file or folder.'
t "several answers: the best first" before out '| 100 | good | `good.md` |' '| `fair.md` |'
t "several answers: each is folded away" has out '<details><summary><code>fair.md</code>: '
run $R -f markdown missing.md
t "no answer" has_line out 'No answer was graded.'
run $R -q -f markdown good.md fair.md
t "quiet: the table" has out '| 100 | good |'
t "quiet: nothing else" lacks out '<details>'
run $R -v -f markdown fair.md
t "verbose: reasons" has out 'Level '
run $R -f markdown -
t "standard input" has out '## `<stdin>`: '
run $R -o markdown:report.md good.md
t "a file" has report.md '## `good.md`: 100 of 100, good'

mkdir many
for number in 1 2 3 4 5 6 7 8 9; do
  for other in 0 1 2 3 4 5 6 7 8 9; do
    cp fair.md "many/$number$other a_long_name_that_takes_room_in_the_table_$number$other$number$other.md"
  done
done
for copy in 2 3 4 5 6; do
  cp -R many many$copy
done
run $R -f markdown many many2 many3 many4 many5 many6
t "540 answers: they fit" [ "$(wc -c <out)" -le 65536 ]
t "540 answers: those left out are counted" grep -qE '^And [0-9]+ more answers are left out\.$' out
t "540 answers: every part that opens is closed" \
  [ "$(grep -c '^<details>' out)" -eq "$(grep -c '^</details>' out)" ]
