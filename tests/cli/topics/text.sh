# The report for people.

run $R fair.md
t "title of the rubric" has_line out "Three things to say 1.2.0"
t "bars of the sections" has out "  Storage     ##########    3 of 3  "
t "an empty half" has out "  Processing  #####.....  2.5 of 5  "
t "a strip from the first line to the last" has out \
  "  * credited  o in part             line 1                                line 3"
t "marks in the strip" grep -q '^  Scoping     #####.....    1 of 2  o-*$' out
t "the order with its lines" has_line out "  Order: Scoping (line 1), Processing (3), Storage (3)."
t "steps come before the evidence" before out "Next:" "Credited"
t "a step with its gain" has out "  1. +25  Reruns are harmless"
t "a step with its probe" has out "Be ready for: How do you find duplicate rows?"
t "a quotation with its line" has out 'line 3: "'
t "credited in part" has out "Credited in part"
run $R capped.md
t "a cap is told" has out "Would be 80; capped at fair because good answers ask about volume first."
t "a cap holds" has out "79.9 of 100, fair"
t "what is missing refers to its step" has out "See step 1."
t "what is left out of the order" has out "never: Scoping."
t "what the rubric puts first is not there" has_line out \
  "  Nothing was found for Scoping, which the rubric puts first."
run $R poor.txt
t "a penalty is told" has out "Tools before questions"
t "a penalty is quoted" has out 'line 1: "'
t "a penalty is marked in the strip" grep -q '^  Penalties  *-1  *!' out
run $R recipe.md
t "no design is told" has out "NOT A DESIGN: the text proposes no design."
t "no design is no error" status_is 0
run $R -q recipe.md
t "no design in one line" has_line out "0 poor recipe.md (not a design)"
printf 'We compact small files every night.\n\nHow many events arrive per second?\n' >late.md
run $R late.md
t "a design before the questions is told" has_line out \
  "  Storage comes before Scoping, which the rubric puts first."
run $R -v fair.md
t "verbose gives reasons" has out "Level 1 of 2"
run $R -v -q fair.md
t "verbose and quiet exclude each other" status_is 2
run $R --fail-under 90 fair.md
t "what was asked for and is not so" has out "  not met  score: "
t "before the steps" before out "Asked for" "Next:"

# Without --rubric every criterion is there.
run "$SOURCE/examples/answers/weak.md"
t "what is missing has advice and a probe" has out \
  "            Be ready for: Two systems show different totals for the same day."
t "missing stands before credited" before out "Missing" "Credited in part"
for width in 40 41 60 79 80 99 100 120 1000; do
  run --width $width "$SOURCE/examples/answers/weak.md"
  t "$width columns" [ "$(awk -v width=$width 'length > width' out | wc -l)" -eq 0 ]
  t "$width columns: no space at the end of a line" not grep -q ' $' out
  t "$width columns: the strips are there" has out "! penalty"
done
run $R --width 39 fair.md
t "39 columns are refused" status_is 2
run $R --width 1001 fair.md
t "1001 columns are refused" status_is 2

# Hostile text: shown, not sent.
clean() { # clean FILE: nothing below space but LF, no DEL, C1 or bidirectional control
  LC_ALL=C awk '
    /[\001-\011\013-\037\177]/ { print "control: " $0; bad = 1 }
    /\302[\200-\237]/ { print "C1: " $0; bad = 1 }
    /\342\200[\216\217\250-\256]|\342\201[\246-\257]|\330\234/ { print "bidirectional: " $0; bad = 1 }
    /\357\273\277|\363\240[\200\201]/ { print "invisible: " $0; bad = 1 }
    END { exit bad }' "$1" && [ "$(LC_ALL=C tr -d '\000' <"$1" | wc -c)" -eq "$(wc -c <"$1")" ]
}
evil="evil${ESC}[2J${ESC}]0;pwned$(printf '\007')$(printf '\342\200\256')
::error <b>\"'%.md"
cp "$SOURCE/tests/support/hostile.md" "$evil"
cp fair.md "$(printf 'stray-\377\302\233.md')"
printf '\033[31m' >esc
t "the check finds an escape" not clean esc
printf 'a\342\200\256b\n' >bidi
t "the check finds an override" not clean bidi
for option in --quiet --color=never --verbose; do
  run $option "$evil" "$(printf 'stray-\377\302\233.md')"
  t "$option: no control reaches a pipe" clean out
  t "$option: the name is shown" has out 'evil^[[2J^[]0;pwned^G\u202e^J::error <b>'
done
run --verbose "$evil"
t "an escape in the answer is shown" has out '^[[31mat peak^[[0m'
t "an override in the answer is shown" has out '\u202egnp.exe'
EVIL=$evil
export EVIL
if has_terminal "hostile text on a terminal"; then
  for option in --quiet --color=never --verbose; do
    on_terminal "TERM=xterm '$GRADE' $option \"\$EVIL\" ."
    sed "s/${ESC}\\[[0-9;]*m//g" out >plain
    t "$option: no control reaches a terminal" clean plain
    t "$option: the name is shown on a terminal" has plain 'evil^[[2J^[]0;pwned^G\u202e^J::error <b>'
  done
  t "our own colours do" has out "${ESC}[1m"
  EVIL="none$evil"
  on_terminal "'$GRADE' -q \"\$EVIL\""
  t "a missing file: no control" clean out
  t "a missing file: its name is shown" has out 'noneevil^[[2J'
fi

# Wide characters, emoji, combining marks: as many columns as a terminal needs.
printf 'How many events? \346\227\245\346\234\254\350\252\236 \360\237\232\200 e\314\201 %s\n' \
  "The load is a merge on event_id, so a rerun changes nothing." >'wide-日本語-🚀.md'
cp 'wide-日本語-🚀.md' 'ascii.md'
run $R -q 'wide-日本語-🚀.md' ascii.md
t "names in other scripts are as they are" has out "wide-日本語-🚀.md"
if have python3; then
  run $R --width 40 'wide-日本語-🚀.md'
  t "wide characters keep to 40 columns" python3 -c "
import unicodedata
for line in open('out', encoding='utf-8').read().split('\n'):
    width = sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in line)
    assert width <= 40, (width, line)
"
else
  skip "wide characters keep to 40 columns" "no python3"
fi
