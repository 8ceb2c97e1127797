# shellcheck shell=sh disable=SC2154
# The table for spreadsheets, read by Python's csv and compared with the json
# report cell by cell; no cell may be a formula.

report() {
  "$GRADE" -o json:got.json -o csv:got.csv "$@" >out 2>err </dev/null
}
reads() {
  "$PYTHON" "$HERE/read_csv.py" got.csv got.json >read.txt && cat read.txt && grep -qx "$1" read.txt
}

printf '{"answers": [], "diagnostics": []}' >none.json
printf '\357\273\277path,x;=y\r\n' >bad.csv
t "the reader sees a formula" not "$PYTHON" "$HERE/read_csv.py" bad.csv none.json
printf '\357\273\277path,x;y\r\n' >fine.csv
t "and nothing where none is" "$PYTHON" "$HERE/read_csv.py" fine.csv none.json

report "$GOOD"
t "one answer" reads '1 [5-9][0-9]'
report "$SOURCE"/examples/answers/*.md missing.md "$PWD/=gone.md"
t "several answers, two of them missing" reads '5 [5-9][0-9]'
report missing.md
t "nothing graded" reads '1 9'
report "$HOSTILE"
t "hostile text" reads '1 [5-9][0-9]'
echo "I would take Kafka." >no-design.md
report no-design.md
t "no design" reads '1 [5-9][0-9]'

"$PYTHON" "$HERE/hostile_names.py" "$HOSTILE" names
for name in '+1.md' '@SUM(1).md' ' =1.md' 'a;=1.md' 'a; -1;b.md' 'a,"b";+c.md' '＝1.md' '＠x.md' '"=1".md' \
  "'=1.md" '; =1;;@.md'; do
  cp no-design.md "names/$name"
done
cd names || exit 1
"$GRADE" -o json:../got.json -o csv:../got.csv -- * '=missing;=too.md' >../out 2>../err </dev/null
cd ..
t "hostile names" reads '35 [5-9][0-9]'
t "hostile names: they are guarded" has got.csv "'=cmd().md,"
