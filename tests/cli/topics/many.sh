# Several answers in one report.

run $R poor.txt recipe.md fair.md good.md capped.md
cp out forward.out
t "how many" has_line out "5 answers, best first"
t "the best first" before out "good.md" "capped.md"
t "then by score" before out "capped.md" "fair.md"
t "the rest by path" before out "poor.txt" "recipe.md"
t "score, band, gain, path" has_line out "   65    fair  +25   process.idempotency  fair.md"
t "what is no design is marked" has out "recipe.md (not a design)"
t "mean, median, lowest, highest" has_line out \
  "  Scores  mean 49, median 65, lowest 0, highest 100"
t "how many in each band" has_line out "  Bands   1 good, 2 fair, 2 poor"
t "how many are marked" has_line out "  Marked  1 not a design"
t "what is most often missing" grep -q '^  2  Asks how much data there is  *scope.volume$' out
t "no report of one of them" lacks out "Next:"
run $R good.md capped.md fair.md recipe.md poor.txt
t "the order they are given in does not matter" same out forward.out
run $R -v poor.txt good.md
t "verbose: every report" [ "$(grep -c '^Three things to say' out)" -eq 2 ]
t "verbose: the best first" before out "good.md" "poor.txt"
t "verbose: the table is last" [ "$(grep -n '2 answers, best first' out | cut -d: -f1)" -gt \
  "$(grep -n '^Three things to say' out | tail -n 1 | cut -d: -f1)" ]
run $R -q poor.txt good.md fair.md
t "quiet: one line each, as given" [ "$(cat out)" = "  0 poor poor.txt
100 good good.md
 65 fair fair.md" ]
run $R --fail-under 70 good.md fair.md
t "an unmet gate: status 1" status_is 1
t "an unmet gate is marked" has out "fair.md (not as asked)"
t "an unmet gate is counted" has_line out "  Marked  1 not as asked"
t "an unmet gate is told" grep -q '^  not met  fair.md: score: expected at least 70' out
run $R good.md
t "one answer is no table" lacks out "best first"
for width in 40 60 80 120 1000; do
  run --width $width "$SOURCE/examples/answers" fair.md
  t "$width columns" [ "$(awk -v width=$width 'length > width' out | wc -l)" -eq 0 ]
done
run $R --width 40 good.md fair.md
t "narrow: without the column of gains" lacks out "gains most"
run $R missing.md good.md fair.md
t "a file that is missing: the others are told" has out "2 answers, best first"
t "a file that is missing: status 2" status_is 2
