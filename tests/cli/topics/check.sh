# grade check: samples against the marks they must get.

mkdir -p set/inner
cp good.md set/good.md
cp poor.txt set/inner/poor.txt
cat >set/good.labels.json <<'END'
{"id": "good", "levels": {"anything": [1, {"else": 2}]},
 "expect": {"score": [99.5, 100], "band": ["good", "fair"], "design": true,
            "levels": {"scope.volume": 2, "store.compaction": [1, 2]},
            "penalties": {"anti.tools_first": 0}}}
END
cat >set/inner/poor.labels.json <<'END'
{"expect": {"score": 0, "band": "poor", "levels": {"scope.volume": 0}, "penalties": {"anti.tools_first": 1}}}
END
run check $R set
t "all met: status 0" status_is 0
t "all met: counted" has_line out "2 passed, 0 failed"
t "all met: nothing else" lines out 1
run check $R -v set
t "verbose names them" has_line out "pass set/good.md"

echo '{"levels": {"scope.volume": 1}}' >set/fair.labels.json
run check $R set
t "labels without expect are skipped" has_line out "2 passed, 0 failed, 1 skipped"
t "skipped is status 0" status_is 0

cp fair.md set/fair.md
cat >set/fair.labels.json <<'END'
{"expect": {"score": [70, 80], "band": "good", "design": false,
            "levels": {"scope.volume": [0, 2], "store.compaction": 2},
            "penalties": {"anti.tools_first": true}}}
END
run check $R set
t "unmet: status 1" status_is 1
t "unmet: counted" has_line out "2 passed, 1 failed"
t "unmet: the file" has_line out "FAIL set/fair.md"
t "unmet: the score" has_line out "  score: expected 70 to 80, got 65"
t "unmet: the band" has_line out "  band: expected good, got fair"
t "unmet: the design" has_line out "  design: expected no design, got a design"
t "unmet: the level" has_line out "  scope.volume: expected level 0 or 2, got 1"
t "unmet: the quotation" has out '    line 1: "'
t "unmet: the penalty" has_line out "  anti.tools_first: expected present, got absent"
t "unmet: what is met is not told" lacks out "store.compaction"
run check $R -q set
t "quiet: totals only" lines out 1
t "quiet: status 1" status_is 1

mkdir -p asked/questions
cat >asked/questions/q.md <<'END'
Small files are compacted every night by the platform team and you need not care.
END
cat >asked/a.md <<'END'
We upsert every batch.

Small files are compacted every night by the platform team and you need not care.
END
echo '{"prompt": "questions/q.md", "expect": {"levels": {"store.compaction": 0}}}' >asked/a.labels.json
run check $R asked
t "a prompt beside the labels" status_is 0
mkdir asked/deep
mv asked/a.md asked/a.labels.json asked/deep/
run check $R asked
t "a prompt in the folder that is checked" status_is 0
echo '{"prompt": "questions/none.md", "expect": {}}' >asked/deep/a.labels.json
run check $R asked
t "a missing prompt: status 2" status_is 2

mkdir wrong
cp good.md wrong/w.md
wrong() { # NAME JSON MESSAGE
  printf '%s' "$2" >wrong/w.labels.json
  run check $R wrong
  t "$1: status 2" status_is 2
  t "$1: told" has err "$3"
}
wrong "a misspelt expectation" '{"expect": {"scor": 1}}' 'did you mean "score"?'
wrong "its place" '{"expect": {"scor": 1}}' 'w.labels.json:1:13: error: unknown key "scor"'
wrong "an unknown criterion" '{"expect": {"levels": {"scope.volum": 1}}}' 'did you mean "scope.volume"?'
wrong "an unknown band" '{"expect": {"band": "best"}}' 'has no band "best"'
wrong "a range of one" '{"expect": {"score": [3]}}' 'w.labels.json:1:22: error: "score" must be a number from 0 to 100 or [lowest, highest]'
wrong "a range the wrong way round" '{"expect": {"score": [3.5, 2]}}' 'w.labels.json:1:22: error: the lowest score, 3.5, is above the highest, 2'
wrong "a score off the scale" '{"expect": {"score": 700}}' '"score" must be a number from 0 to 100'
wrong "a wrong level" '{"expect": {"levels": {"scope.volume": "2"}}}' 'a level must be a whole number'
wrong "a wrong penalty" '{"expect": {"penalties": {"anti.tools_first": 2}}}' 'a penalty must be 0 or 1'
wrong "no JSON" '{"expect": oops}' '[L001]'
wrong "JSON that is cut off" '{"expect":
 {"score": 1}

' 'w.labels.json:2:14: error: the JSON ends too early [L001]'
wrong "an empty file" '' 'w.labels.json:1:1: error: there is no JSON here [L001]'
wrong "not an object" '[1]' 'labels must be an object'
rm wrong/w.md
wrong "no answer" '{"expect": {}}' 'no answer stands beside the labels'
run check $R wrong set
t "the rest is checked" has out "2 passed, 1 failed, 1 could not be checked"

mkdir bare
run check $R bare
t "a folder without labels: status 2" status_is 2
run check $R missing
t "a missing folder: status 2" status_is 2
t "a missing folder: told" has err "missing: error: no such folder [F001]"
run check $R set/good.md
t "a file for a folder: status 2" status_is 2
t "a file for a folder: told" has err "set/good.md: error: this is a file, not a folder [F001]"
t "a file for a folder: what to do" has err "name the folder it is in: set/"
run check
t "no folder: status 2" status_is 2

# reports
run check $R --color always set
t "colour" has out "${ESC}[1;31mFAIL${ESC}[0m set/fair.md"
run check $R -v -q set
t "verbose and quiet exclude each other" status_is 2
run check $R --output text:check.txt --output json:check.json --output junit:check.xml set
t "reports to files: status 1" status_is 1
t "reports to files: nothing else" empty out
run check $R set
t "text to a file" same out check.txt
if have python3; then
  t "json: every expectation, met or not" python3 -c "
import json
answers = {a['path']: a['checks'] for a in json.load(open('check.json'))['answers']}
assert list(answers) == ['set/fair.md', 'set/good.md', 'set/inner/poor.txt'], list(answers)
fair = {c['rule']: (c['status'], c['message']) for c in answers['set/fair.md']}
assert fair['score'] == ('unmet', 'expected 70 to 80, got 65'), fair
assert fair['store.compaction'][0] == 'met', fair
assert list(fair) == ['score', 'band', 'design', 'scope.volume', 'store.compaction', 'anti.tools_first'], fair
assert all(c['status'] == 'met' for c in answers['set/good.md']), answers
"
else
  skip "json: every expectation, met or not" "no python3"
fi
for format in html markdown jsonl csv tap sarif github gitlab gcc; do
  run check $R --format $format set
  t "$format: status 1" status_is 1
  t "$format: the fault" has out "expected 70 to 80, got 65"
  t "$format: only what was asked for fails" not grep -E \
    '(not ok|error|warning|notice|failure).*process\.idempotency' out
done
run check $R --format github wrong set
t "github: what could not be checked" has out "no answer stands beside the labels"
t "github: status 2" status_is 2
run check $R --output json:set/fair.labels.json set
t "labels are not overwritten: status 2" status_is 2
t "labels are not overwritten: told" has err "--output would overwrite set/fair.labels.json, which is read"
run check $R --output markdown:set/good.md set
t "answers are not overwritten" same set/good.md good.md

mkdir slow
cat >slow/slow.yaml <<'END'
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
echo "It is xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa or y." >slow/limit.md
echo '{"expect": {"score": 0}}' >slow/limit.labels.json
run check --rubric slow/slow.yaml slow
t "a limit: status 2" status_is 2
t "a limit: told" has err "slow/limit.md: error: a limit left a verdict undetermined"
t "a limit: counted" has_line out "0 passed, 0 failed, 1 could not be checked"
run check --rubric slow/slow.yaml -f junit slow
t "a limit: in reports" has out "undecided"
