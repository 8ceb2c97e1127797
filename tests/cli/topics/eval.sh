# grade eval: agreement with expert marks. The figures are worked out by hand.

mkdir -p set/inner
answer() { # NAME TEXT LABELS
  printf '%s\n' "$2" >"set/$1.md"
  printf '%s\n' "$3" >"set/$1.labels.json"
}
# The rubric gives scope, process, store, penalty: 2 1 0 0; 1 2 0 1; 0 1 2 0; 0 1 0 1.
answer a 'How many events arrive? We merge on id.' '{"kind": "design", "prompt": "A1",
  "levels": {"scope.volume": 2, "process.idempotency": 0, "store.compaction": 0},
  "penalties": {"anti.tools_first": 0}, "expect": {"levels": 7}, "else": [1]}'
answer b 'The volume is high. We upsert every batch, so a rerun is harmless. We use Kafka.' '{
  "kind": "design", "prompt": "A1",
  "levels": {"scope.volume": 1, "process.idempotency": 2, "store.compaction": 1},
  "penalties": {"anti.tools_first": true},
  "evidence": {"store.compaction": "every   BATCH", "scope.volume": "the volume is high"}}'
answer inner/c 'We upsert.

Small files are compacted every night.' '{"kind": "hollow", "prompt": "A2",
  "levels": {"scope.volume": 1, "process.idempotency": 1, "store.compaction": 2},
  "penalties": {"anti.tools_first": 0}, "evidence": {"scope.volume": "not in there"}}'
answer d 'We use Kafka and merge on id.' '{"prompt": null,
  "levels": {"scope.volume": 0, "process.idempotency": 1, "store.compaction": 0},
  "penalties": {"anti.tools_first": 0}}'

run eval $R set
t "status 0" status_is 0
t "no message" empty err
t "what was compared" has_line out "4 labelled answers (2 design, 1 hollow) in 3 groups, three 1.2.0"
row() { # NAME CELLS...: a row of a table, spaces aside
  _row=$(grep "^$1 " out | tr -s ' ')
  shift
  t "row $1 $2" [ "$_row" = "$*" ]
}
# shellcheck disable=SC2086 # words
rows() { while read -r _line; do row "${_line%% *}" $_line; done; }
rows <<'END'
scope.volume 3 0 1 1.000 0.667 0.800 1.000 0.800
process.idempotency 3 1 0 0.750 1.000 0.857 1.000 0.667
store.compaction 2 0 1 1.000 0.500 0.667 1.000 0.833
anti.tools_first 1 1 0 0.500 1.000 0.667
END
# design: 6 cells, one false award; kappa 1 - (2/6) / (12/9), F1 (1 + 2/3 + 0) / 3
row design design 2 0.750 0.556 1.000 1.000 1.000 16.7 % 0.0 %
cell() { # NAME FIGURE: what stands right behind NAME
  t "$1" [ "$(sed -n "s/^$1  *\([-0-9.]*\).*/\1/p" out)" = "$2" ]
}
cell 'macro F1 >= 1' 0.775
cell 'macro F1 >= 2' 1.000
cell 'pooled kappa' 0.795
cell 'rank correlation of totals' 0.738
cell 'penalty F1' 0.667
t "an interval" grep -qE '^95 % interval of it +-?[01]\.[0-9]{3} to [01]\.[0-9]{3}$' out
t "no spaces at the ends" not grep -q ' $' out
t "80 columns and a bit" [ "$(awk 'length > 92' out | wc -l)" -eq 0 ]
cp out plain.out
run eval $R set set/inner
t "a folder given twice counts once" same out plain.out
run eval $R "$PWD/set"
t "another way to the folder: the same bytes" same out plain.out
run eval $R set
t "the same bytes twice" same out plain.out
run eval $R --seed 2 --bootstrap 50 set
t "another seed: another interval at most" [ "$(grep -v interval out)" = "$(grep -v interval plain.out)" ]

run eval $R -q set
t "quiet: the overall figures" has out "pooled kappa"
t "quiet: nothing else" lines out 7

# -- errors -----------------------------------------------------------------------

run eval $R --errors store.compaction --errors scope.volume --errors anti.tools_first \
  --errors store.compaction set
t "errors: counted" has_line out "Errors of store.compaction: 1"
t "errors: once" [ "$(grep -c '^Errors of store' out)" -eq 1 ]
t "errors: in the order of the rubric" before out "Errors of scope" "Errors of store"
t "errors: the answer and the levels" has_line out "  set/b.md: labelled 1, got 0"
t "errors: the label's words" has_line out '    labelled, line 1: "every   BATCH"'
t "errors: words that are not there" has_line out '    labelled, but not in the answer: "not in there"'
t "errors: of a penalty" has_line out "  set/d.md: labelled 0, got 1"
t "errors: what decided" has_line out '    decided, line 1: "We use Kafka and merge on id."'
run eval $R --errors store.compactoin set
t "errors: an unknown id is status 2" status_is 2
t "errors: an unknown id gets a hint" has err "did you mean store.compaction?"

# -- signals ----------------------------------------------------------------------

run eval $R --by signal set
# a: false, for keyed_write alone; b: keyed_write near run_again, 1 without it
t "signals: right and false, and alone" grep -qE '^keyed_write +3 +1 +3 +1$' out
t "signals: a part of one" grep -qE '^run_again +1 +0 +1 +0$' out
t "signals: of a penalty" grep -qE '^tool +1 +1 +1 +1$' out
t "signals: not what took no part" not grep -q '^how_many ' out
t "signals: a reading" grep -qE '^asked\(how_many\) +1 +0 +1 +0$' out
run eval $R --by rule set
t "signals only" status_is 2

# -- folds ------------------------------------------------------------------------

run eval $R --folds 3 set
t "folds: answers of one prompt stay together" grep -qE '^answers +2 +1 +1$' out
t "folds: mean and spread" grep -qE '^scope.volume +1.000 +0.000 +- +0.500 +0.707$' out
run eval $R --folds 4 set
t "folds: too many" status_is 2
t "folds: told" has err "--folds 4 needs as many groups of answers, and there are 3"
run eval $R --folds 1 set
t "folds: too few" has err "--folds must be a whole number from 2"

# -- formats ----------------------------------------------------------------------

run eval $R --format markdown --errors scope.volume set
t "markdown: headings" has_line out "## Criteria"
t "markdown: tables" has_line out "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
t "markdown: rows" has_line out "| scope.volume | 3 | 0 | 1 | 1.000 | 0.667 | 0.800 | 1.000 | 0.800 |"
t "markdown: lists" has_line out "- set/inner/c.md: labelled 1, got 0"
run eval $R --format json --folds 2 --by signal --errors scope.volume set
t "json: status 0" status_is 0
t "json: a figure" has_line out '    "kappa": 0.795,'
if have python3; then
  t "json: well-formed" python3 -c 'import json,sys; d = json.load(open("out"))
assert d["answers"] == 4 and d["groups"] == 3 and d["kinds"] == {"design": 2, "hollow": 1}
assert [k["kind"] for k in d["by_kind"]] == ["design", "hollow"] and d["by_kind"][0]["answers"] == 2
assert sum(k["cells"] for k in d["by_kind"]) == sum(c["answers"] for c in d["criteria"] if c) - 3
assert d["overall"]["macro_f1"] == [0.775, 1.0] and d["overall"]["rank_correlation"] == 0.738
assert d["criteria"][1]["f1"] == [0.857, 1.0] and d["criteria"][1]["false"] == 1
assert d["penalties"][0]["precision"] == 0.5
assert d["errors"][0]["label_quote"] == {"line": None, "text": "not in there"}
assert len(d["folds"]["criteria"]) == 3 and d["signals"][0]["id"] == "scope.volume"'
else
  skip "json: well-formed" "no python3"
fi
run eval $R -f json -q set
t "json, quiet: overall only" lacks out '"criteria"'
run eval $R -f yaml set
t "an unknown format" status_is 2

# -- gates ------------------------------------------------------------------------

run eval $R -q --fail-under 0.795 set
t "gate: met" status_is 0
run eval $R -q --fail-under 0.8 set
t "gate: not met" status_is 1
run eval $R -q --fail-under 80 set
t "gate: no kappa" status_is 2
mkdir flat
cp poor.txt flat/poor.txt
echo '{"levels": {"scope.volume": 0}}' >flat/poor.labels.json
run eval $R --fail-under -1 flat
t "gate: a kappa that is not defined" status_is 1
t "not defined" grep -qE '^scope.volume +0 +0 +0( +-){5}$' out
t "not labelled: not compared" grep -qE '^pooled kappa +- +-$' out

# -- prompts and lengths -------------------------------------------------------------

mkdir asked
echo 'Small files are compacted every night by the platform team and you need not care.' >asked/q.md
cat asked/q.md >asked/a.md
echo '{"prompt": "q.md", "levels": {"store.compaction": 0}}' >asked/a.labels.json
run eval $R --errors store.compaction asked
t "the prompt is given to the grader" has_line out "Errors of store.compaction: 0"
echo '{"prompt": "none.md", "levels": {}}' >asked/a.labels.json
run eval $R asked
t "a missing prompt: status 2" status_is 2

mkdir long
for i in 1 2 3 4 5 6 7 8; do
  if [ $i -lt 5 ]; then
    echo 'Rows are loaded into tables.' >long/$i.md
    echo '{"levels": {"scope.volume": 0, "store.compaction": 0}}' >long/$i.labels.json
  else
    echo 'Rows are loaded into many more tables than before.' >long/$i.md
    echo '{"levels": {"scope.volume": 2, "store.compaction": 0}}' >long/$i.labels.json
  fi
done
run eval $R long
t "length alone: the levels it tells" grep -qE '^pooled kappa +0.000 +1.000$' out
t "length alone: macro F1" grep -qE '^macro F1 >= 2 +0.000 +1.000$' out

# -- what is wrong ----------------------------------------------------------------

cp -R set wrong
wrong() { # NAME JSON MESSAGE
  printf '%s' "$2" >wrong/a.labels.json
  run eval $R wrong
  t "$1: status 2" status_is 2
  t "$1: told" has err "$3"
  t "$1: the rest is compared" has out "3 labelled answers"
}
wrong "an unknown criterion" '{"levels":
 {"scope.volum": 1}}' 'wrong/a.labels.json:2:3: error: the rubric three has no criterion "scope.volum"'
wrong "its hint" '{"levels": {"scope.volum": 1}}' 'did you mean "scope.volume"?'
wrong "an unknown penalty" '{"levels": {}, "penalties": {"anti": 1}}' 'has no penalty "anti"'
wrong "a level too high" '{"levels": {"scope.volume": 3}}' 'level 3 of "scope.volume", which has levels 0 to 2'
wrong "a list of levels" '{"levels": {"scope.volume": [1]}}' 'a level must be a whole number'
wrong "a wrong penalty" '{"levels": {}, "penalties": {"anti.tools_first": 2}}' 'a penalty must be 0 or 1'
wrong "wrong evidence" '{"levels": {}, "evidence": {"scope.volume": 1}}' 'evidence must be a text'
wrong "no JSON" '{"levels": ' '[L001]'
rm wrong/a.md
wrong "no answer" '{"levels": {}}' 'no answer stands beside the labels'
echo '{"expect": {}}' >wrong/a.labels.json
run eval $R wrong
t "labels without levels are passed over" status_is 0
mkdir bare
run eval $R bare
t "a folder without labels: status 2" status_is 2
t "a folder without labels: told" has err "the folder holds no labelled answers"
run eval $R missing
t "a missing folder: status 2" status_is 2
run eval
t "no folder: status 2" status_is 2
run eval --help
t "help: 80 columns" [ "$(awk 'length > 80' out | wc -l)" -eq 0 ]
t "help: options" has out "--fail-under KAPPA"

# -- limits -----------------------------------------------------------------------

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
mkdir limits
echo "It is xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa or y." >limits/a.md
echo "It is xaay here." >limits/b.md
echo '{"levels": {"s.slow": 1}}' | tee limits/a.labels.json >limits/b.labels.json
run eval --rubric slow.yaml limits
t "a limit: status 2" status_is 2
t "a limit: told" has err "limits/a.md: error: a limit left a verdict undetermined"
t "a limit: left out" has_line out "1 more could not be graded and is left out"
t "a limit: the rest is counted" grep -qE '^s.slow +1 +0 +0 ' out
