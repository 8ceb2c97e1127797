# An answer that a limit left undecided: no format shows it as if it were decided.

cat >open.yaml <<'END'
rubric: open
format: 1
version: 1.0.0
title: One pattern gives up
language: en
concepts:
  slow: ["x(a+)+y"]
  slow_too: ["z(a+)+y"]
  kept: [kept]
  gone: [gone]
sections:
  - id: s
    title: S
    criteria:
      - id: s.slow
        title: Slow
        points: 4
        levels: {2: slow, 1: gone}
        advice: Advice on what nobody knows.
        probe: None?
        tests: {2: ["It is xaay here."], 1: [It is gone.], 0: ["It is not."]}
      - id: s.slowest
        title: Slowest
        points: 4
        levels: {1: slow}
        advice: Advice on what nobody knows.
        probe: None?
        tests: {1: ["It is xaay here."], 0: ["It is not."]}
      - id: s.kept
        title: Kept
        points: 2
        levels: {1: kept}
        advice: Keep it.
        probe: None?
        tests: {1: ["It is kept here."], 0: ["It is not."]}
penalties:
  - id: anti.slow
    title: Slow too
    points: -1
    when: slow_too
    advice: Advice on what nobody knows.
    tests: {1: ["It is zaay here."], 0: ["It is not."]}
bands:
  - {name: lofty, at: 50}
  - {name: lowly, at: 0}
END
# flows FILE TEXT: it stands there, whatever lines it is broken into.
flows() { tr -s ' \n' '  ' <"$1" | grep -qF -e "$2"; }
many_a=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
echo "It is gone, x$many_a and z$many_a or y." >open.md
echo "It is gone and kept." >closed.md

run -r open.yaml closed.md
t "the rubric works" has out "40 of 100, lowly"

for format in text html markdown json jsonl csv junit tap sarif github gitlab gcc; do
  run -r open.yaml -f $format open.md
  t "$format: status 2" status_is 2
  t "$format: no band is shown" lacks out "lowly"
  t "$format: it is not said to be missing" lacks out "Slowest: missing"
  t "$format: nor that nothing was found" lacks out "Nothing found. A limit"
  case $format in
  gcc | gitlab | github | sarif | junit | tap | csv) t "$format: undecided" has out "undecided" ;;
  json | jsonl) t "$format: undetermined" has out '"undetermined":' ;;
  *) t "$format: undecided" grep -qi undecided out ;;
  esac
  t "$format: the limit" flows out "took more than 10000 steps on a sentence"
  t "$format: what to do" flows out "shorten the sentence or simplify the pattern"
  case $format in
  json | jsonl | html) ;; # the fields of a criterion stay as they are
  sarif) ;; # rules have their help
  *) t "$format: no advice on what nobody knows" lacks out "Advice on what nobody knows" ;;
  esac
done

run -r open.yaml open.md
t "what is decided is advised on" has out "  1. +20  Kept"
t "the level reached is a lower bound" flows out "Level 1 of 2, or higher: a limit was met"
t "points that nobody knows" has out "? of 4  Slowest"
t "points that are a lower bound" has out "2+ of 4  Slow"

run -r open.yaml -f json open.md
if have python3; then
  t "json: no band, no step on what is open" python3 -c "
import json
answer = json.load(open('out'))['answers'][0]
assert answer['band'] is None and not answer['complete'], answer
assert [step['id'] for step in answer['next']] == ['s.kept'], answer['next']
"
fi

run -r open.yaml open.md closed.md
t "the table: undecided" has out "undecided"
t "the table: not among the bands" has out "Bands   1 lowly, 1 undecided"
t "the table: not among the scores" has out "Scores  mean 40, median 40, lowest 40, highest 40"
t "the table: how to see one of them" has_line out "One answer in full: name only its file. All of them: --verbose."
