# The bar on standard error. The first answer is a FIFO that is filled a second
# after it was opened, so that the batch takes longer than the bar waits.

mkdir many few
i=10
while [ $i -lt 40 ]; do
  cp fair.md many/$i.md
  i=$((i + 1))
done
cp fair.md capped.md few
mkfifo slow
slowly="{ sleep 1; cat fair.md; } >slow &"
BAR="Grading 1 of 31 ["

# What the terminal was sent, a line for each time its line was begun anew.
on_terminal_shown() {
  on_terminal "$1"
  tr '\r' '\n' <out >shown
}

if has_terminal "progress"; then
  on_terminal_shown "$slowly TERM=xterm '$GRADE' $R -q slow many >answers"
  t "a bar on a terminal" has out "$BAR"
  t "it is taken away" [ "$(tail -n 1 shown)" = "${ESC}[K" ]
  t "the results are whole" lines answers 31
  t "the results hold none of it" lacks answers "Grading"
  on_terminal_shown "$slowly TERM=xterm '$GRADE' $R -q slow /dev/zero many >answers"
  t "a message comes while the bar is there" before shown "Grading 1 of 32" "/dev/zero: error: "
  t "and stands on a line of its own" grep -q "^${ESC}\[K/dev/zero: error: " shown
  columns=20
  on_terminal "$slowly TERM=xterm '$GRADE' $R -q slow many >answers"
  t "a narrow terminal: figures only" has out "Grading 1 of 31"
  t "a narrow terminal: no bar" lacks out "[."
  columns=80
  on_terminal "$slowly TERM=dumb '$GRADE' $R -q slow many >answers"
  t "none on a dumb terminal" empty out
  on_terminal "$slowly env -u TERM '$GRADE' $R -q slow many >answers"
  t "none on a terminal without a name" empty out
  on_terminal "$slowly TERM=xterm '$GRADE' $R -q slow few >answers"
  t "none for few answers" empty out
  on_terminal "$slowly TERM=xterm '$GRADE' $R -q slow many 2>log"
  t "none in a log, though a terminal is near" empty log
  t "nor on the terminal" lacks out "Grading"
  mkdir checked
  mkfifo checked/05.md
  printf '{"levels": {}, "expect": {}}' >checked/05.labels.json
  for i in many/*.md; do
    cp "$i" checked
    cp checked/05.labels.json "checked/$(basename "$i" .md).labels.json"
  done
  for command in check eval; do
    on_terminal_shown "{ sleep 1; cat fair.md; } >checked/05.md & TERM=xterm '$GRADE' $command $R checked >answers"
    t "grade $command has the bar as well" has out "$BAR"
    t "grade $command: it is taken away" [ "$(tail -n 1 shown)" = "${ESC}[K" ]
  done
  on_terminal_shown "$slowly TERM=xterm '$GRADE' $R --color never slow many"
  t "bar and report on one terminal: the bar" has out "$BAR"
  t "bar and report on one terminal: the report" has out "31 answers"
  t "bar and report on one terminal: the bar is gone before" \
    grep -q "^${ESC}\[K31 answers, best first" shown
fi
{
  sleep 1
  cat fair.md
} >slow &
TERM=xterm run $R -q slow many
wait
t "none in a pipe" empty err
t "none in a pipe: the results" lines out 31
