# --fail-under and --fail-on, and the status of everything.

run $R -q --fail-under 65 fair.md
t "a score that is reached (inclusive)" status_is 0
run $R -q --fail-under 65.1 fair.md
t "a score that is not reached" status_is 1
t "it is told" has_line err "grade: fair.md: score: expected at least 65.1, got 65 (--fail-under)"
t "the report is written all the same" has out "65 fair fair.md"
run $R -q --fail-under fair fair.md
t "a band that is reached" status_is 0
run $R -q --fail-under=good fair.md
t "a band that is not reached" status_is 1
t "the band is explained" has_line err "grade: fair.md: band: expected at least good (80), got fair (65) (--fail-under)"
run $R -q --fail-under good capped.md
t "a cap counts" status_is 1
run $R -q --fail-under god fair.md
t "an unknown band is status 2" status_is 2
t "an unknown band gets a hint" has err "did you mean good?"
run $R -q --fail-under xyz fair.md
t "the bands are listed" has err "good, fair, poor"
run $R -q --fail-under 101 fair.md
t "a score above 100 is status 2" status_is 2
run $R -q --fail-under -1 fair.md
t "a score below 0 is status 2" status_is 2
run $R -q --fail-under 0x10 fair.md
t "a score is a decimal number" status_is 2

run $R -q --fail-on anti.tools_first good.md
t "an absent penalty passes" status_is 0
run $R -q --fail-on anti.tools_first poor.txt
t "a present penalty fails" status_is 1
t "it is told" has_line err "grade: poor.txt: anti.tools_first: expected absent, got present (--fail-on)"
run $R -q --fail-on scope.volume fair.md
t "a criterion at level 1 passes" status_is 0
run $R -q --fail-on scope.volume --fail-on store.compaction capped.md
t "a criterion at level 0 fails" status_is 1
t "it is told" has_line err "grade: capped.md: scope.volume: expected at least level 1, got level 0 (--fail-on)"
run $R -q --fail-on scope.volum fair.md
t "an unknown id is status 2" status_is 2
t "an unknown id gets a hint" has err "did you mean scope.volume?"

run $R -q --fail-under good good.md fair.md
t "one of several fails" status_is 1
run $R -q --fail-under good fair.md missing.md
t "what cannot be done is worse" status_is 2
t "and the gate is told all the same" has err "fair.md: band: expected at least good"
for format in text json jsonl; do
  run $R -f $format --fail-under good fair.md
  t "$format does not change the status 1" status_is 1
  run $R -f $format fair.md
  t "$format does not change the status 0" status_is 0
done

cat >slow.yaml <<'END'
rubric: slow
format: 1
version: 1.0.0
title: A pattern that gives up
language: en
concepts:
  slow: ["x(a+)+y"]
sections:
  - id: s
    title: S
    criteria:
      - id: s.slow
        title: Slow
        points: 1
        levels: {1: slow}
        advice: None.
        probe: None?
        tests: {1: ["It is xaay here."], 0: ["It is not."]}
END
echo "It is xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa or y." >limit.md
run --rubric slow.yaml limit.md
t "a limit is status 2" status_is 2
t "a limit is told" has err "limit.md: a limit left a verdict undetermined"
t "a limit is shown" has out "INCOMPLETE"

# gates in reports
run $R -f json --fail-under good --fail-on scope.volume --fail-on anti.tools_first good.md capped.md
if have python3; then
  t "json: a check for every gate" python3 -c "
import json
answers = {a['path']: a for a in json.load(open('out'))['answers']}
good = [(c['rule'], c['status']) for c in answers['good.md']['checks']]
assert good == [('band', 'met'), ('scope.volume', 'met'), ('anti.tools_first', 'met')], good
capped = [(c['rule'], c['status']) for c in answers['capped.md']['checks']]
assert capped == [('band', 'unmet'), ('scope.volume', 'unmet'), ('anti.tools_first', 'met')], capped
"
else
  skip "json: a check for every gate" "no python3"
fi
for format in junit sarif github gitlab gcc tap markdown html; do
  run $R -f $format --fail-under 65.1 fair.md
  t "$format: the gate" has out "expected at least 65.1, got 65 (--fail-under)"
done
