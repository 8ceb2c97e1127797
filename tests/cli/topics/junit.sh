# JUnit reports: one suite an answer, one case a verdict.

# case_has NAME TEXT: within the case, which ends where the next begins.
case_has() { sed -n "/ name=\"$1/,/<testcase\|<\/testsuite>/p" out | grep -qF -e "$2"; }

run $R -f junit good.md fair.md
t "status 0" status_is 0
t "totals" has out '<testsuites name="grade" tests="12" failures="0" errors="0" time="0.000">'
t "a suite" has out '<testsuite name="fair.md" file="fair.md" tests="6" failures="0" errors="0" skipped="0" time="0.000">'
t "properties" has out '<property name="score" value="65"/>'
t "a case" has out '<testcase classname="three.good" name="scope.volume: Asks how much data there is" file="good.md" line="1" time="0.000">'
t "what passed is quoted" case_has scope.volume 'Line 1: "How many events'
t "a partial level tells what is missing" has out "level 1 of 2."
t "not in the words of the rubric" lacks out "Level 2 needs:"
run $R -f junit --verbose good.md fair.md
t "verbose: in the words of the rubric" has out "Level 2 needs:"

run $R -f junit poor.txt
t "a report of failures is status 0 without a gate" status_is 0
t "a missing criterion fails" case_has scope.volume 'type="missing"'
t "with its advice as message" case_has scope.volume '<failure message="Asks how much data there is: missing. Ask how many events'
t "a penalty fails" case_has anti.tools_first 'type="penalty"'
t "with its quotation" case_has anti.tools_first 'Line 1: "We use Kafka for everything."'
t "the score does not" case_has score '<system-out>0 of 100 points'

run $R -f junit --fail-under 70 --fail-on scope.volume fair.md
t "gates: status 1" status_is 1
t "gates: the score fails" case_has score '<failure message="Score: expected at least 70'
t "gates: what is met passes" case_has scope.volume "<system-out>As asked: "
t "gates: one failure" has out '<testsuites name="grade" tests="6" failures="1"'
run $R -f junit --fail-under 0 --fail-on store.compaction poor.txt
t "gates: what is missing and asked for fails" case_has store.compaction '<failure message="'
t "gates: what is missing and not asked for passes" case_has scope.volume '<system-out>Asks how much data there is: missing. '
t "gates: so does a penalty" case_has anti.tools_first '<system-out>Tools before questions: costs '
t "gates: one failure of two that are asked" has out 'failures="1" errors="0"'
t "gates: the command names as many" [ "$(grep -c . err)" -eq 1 ]
run $R -f junit --fail-under good fair.md
t "a message begins with what it is about" case_has band '<failure message="Band: expected at least good (80), got fair (65)'

run $R -f junit good.md missing.md
t "missing: status 2" status_is 2
t "missing: an error" has out '<testsuites name="grade" tests="7" failures="0" errors="1"'
t "missing: a suite of its own" has out '<testsuite name="missing.md" file="missing.md" tests="1" failures="0" errors="1"'
run $R -f junit missing.md
t "nothing graded: well-formed to the end" has_line out "</testsuites>"

mkdir same
for ending in md txt rst markdown; do
  cp good.md same/good.$ending
done
run $R -f junit "$PWD/same"
t "the same name with four endings: classes differ" has out 'classname="three.same/good (4)"'
t "the same name with four endings: told from here" lacks out "$PWD"
t "the same name with four endings: names differ" [ "$(sed -n 's/.*\(classname="[^"]*" name="[^"]*"\).*/\1/p' out | sort -u | wc -l)" -eq 24 ]

run $R --junit-strict -f junit fair.md missing.md
t "strict: no file" lacks out ' file="'
t "strict: no line" lacks out ' line="'

mkdir set
cp fair.md set/fair.md
cat >set/fair.labels.json <<'JSON'
{"expect": {"score": [70, 80], "levels": {"scope.volume": [0, 2], "store.compaction": 2}}}
JSON
run check $R -f junit set
t "check: status 1" status_is 1
t "check: only the unmet fail" has out 'tests="6" failures="2" errors="0" skipped="0"'
t "check: an unmet level" case_has scope.volume "expected level 0 or 2, got 1"
t "check: a met one" case_has store.compaction "As asked: expected level 2, got 2."
run check $R --baseline known.json --update-baseline set
run check $R --baseline known.json -f junit set
t "baseline: status 0" status_is 0
t "baseline: accepted is skipped" has out 'tests="6" failures="0" errors="0" skipped="2"'
t "baseline: it is said" case_has score '<skipped message="Known and accepted: '
