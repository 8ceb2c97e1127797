# The report for people.

run $R fair.md
t "title of the rubric" has_line out "Three things to say 1.2.0"
t "bars of the sections" has out "  Storage     ####################    3 of 3"
t "an empty half" has out "  Processing  ##########..........  2.5 of 5"
t "steps come before the evidence" before out "Next:" "Credited"
t "a step with its gain" has out "  1. +25  Reruns are harmless"
t "a step with its probe" has out "Be ready for: How do you find duplicate rows?"
t "a quotation with its line" has out 'line 3: "'
t "credited in part" has out "Credited in part"
run $R capped.md
t "a cap is told" has out "Would be 80; capped at fair because good answers ask about volume first."
t "a cap holds" has out "79.9 of 100, fair"
run $R poor.txt
t "a penalty is told" has out "Tools before questions"
t "a penalty is quoted" has out 'line 1: "'
run $R recipe.md
t "no design is told" has out "NOT A DESIGN: the text proposes no design."
t "no design is no error" status_is 0
run $R -q recipe.md
t "no design in one line" has_line out "0 poor recipe.md (not a design)"
run $R good.md fair.md
t "several answers end in a table" has_line out "  100 good good.md"
t "the table counts" has_line out "2 answers"
run $R -v fair.md
t "verbose gives reasons" has out "Level 1 of 2"
run $R -v -q fair.md
t "verbose and quiet exclude each other" status_is 2
run $R --width 40 fair.md
t "40 columns" [ "$(awk 'length > 40' out | wc -l)" -eq 0 ]
run $R --width 39 fair.md
t "39 columns are refused" status_is 2
run $R --width 80 fair.md
t "80 columns" [ "$(awk 'length > 80' out | wc -l)" -eq 0 ]
printf 'How many \033[31mred\033[0m events\342\200\256? \302\233 x\n' >"evil${ESC}[2J.md"
run $R -v "evil${ESC}[2J.md"
t "no escape reaches the terminal" lacks out "$ESC"
t "it is shown" has out "evil^[[2J.md"
run $R -q "none${ESC}[2J.md"
t "nor on standard error" lacks err "$ESC"
