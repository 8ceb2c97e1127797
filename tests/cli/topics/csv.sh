# shellcheck shell=sh disable=SC2086,SC2154
# The table for spreadsheets.

run $R -f csv good.md fair.md missing.md
t "status is that of every format" status_is 2
t "a header and a row for each" lines out 4
t "it begins with the mark that spreadsheets want" \
  [ "$(head -c 3 out | od -An -tx1 | tr -d ' \n')" = efbbbf ]
t "the header" has out 'path,rubric,score,band,complete,design,'
t "the header: sections, then levels" grep -q ' points,.*,caps,checks,notes' out
t "an answer" has out 'good.md,three 1.2.0,100,good,true,true,'
t "what could not be graded" grep -q '^missing\.md,,.*,not graded: no such file or folder' out
t "lines end as RFC 4180 has it" [ "$(grep -c "$(printf '\r')\$" out)" -eq 4 ]
cp good.md '=1+1,"x".md'
run $R -f csv '=1+1,"x".md'
t "a formula is none" has out "\"'=1+1,\"\"x\"\".md\",three"
run $R -f csv missing.md
t "no answer: a header" has out 'path,rubric,score,band,complete,design,caps,checks,notes'
run $R -o csv:report.csv good.md
t "a file" has report.csv 'good.md,three'
