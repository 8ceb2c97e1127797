# grade calibrate: weights fitted on labelled answers.

# Level 1 of c.one is reached by gold and by nothing else; the author thought that
# noise was worth most. c.two has hardly any answers to learn from.
mkdir -p rubric/parts
cat >rubric/main.yaml <<'END'
rubric: gold
format: 1
version: 1.0.0
title: Is there gold?
language: en
include: [parts/levels.yaml]
concepts:
  gold: [gold]
  noise: [noise]
  rust: [rust]
  sand: [sand]
sections:
  - id: more
    title: More
    criteria:
      - id: c.two
        title: Sand
        points: 1
        levels:
          2: gold near sand
          1: {weigh: {window: 1 sentence, at: 1.0, terms: {sand: 0.4, noise: 0.6}}}
        advice: A
        probe: P
        tests: {1: [We keep noise and sand.]}
      - {id: c.three, title: Plain, points: 1, levels: {1: rust}, advice: A, probe: P, tests: {1: [Rust.]}}
END
# Lines end in CR LF, letters of two bytes and quotation marks stand before numbers.
cat >levels.txt <<'END'
sections:
  - id: first   # é
    title: Größe
    criteria:
      - id: c.one
        title: Gold
        points: 1.5
        levels:
          1:
            weigh:
              window: 1 sentence
              at: 0.8   # at 0.8
              needs: gold or noise or rust
              terms: {"gold": '0.2', any(noise): 0.90,   rust: -0.2}   # é 0.2
        advice: Ä 0.5
        probe: P
        tests: {0: [Nothing is 0.5 here.]}
END
awk '{ printf "%s\r\n", $0 }' levels.txt >levels.yaml
ln -s ../../levels.yaml rubric/parts/levels.yaml
cp levels.yaml levels.before
cp rubric/main.yaml main.before

# Every third of 60 answers reaches the level; 12 prompts. Of those that do
# not, all have noise, and eight (5, 10, 20, 25, 35, 40, 50, 55) have rust. The
# sixth one is labelled for words in which nothing is found.
mkdir marks
i=0
while [ $i -lt 60 ]; do
  i=$((i + 1))
  name=$(printf 'marks/a%02d' $i)
  level=0
  quote='We keep gold.'
  text='We keep noise.'
  [ $((i % 2)) -eq 0 ] && text="It is so. $text"
  [ $((i % 5)) -eq 0 ] && text="$text We keep rust."
  if [ $((i % 3)) -eq 0 ]; then
    level=1
    text="$text We keep gold. That is all."
    [ $i -eq 6 ] && quote='That is all.'
  fi
  echo "$text" >"$name.md"
  echo "{\"prompt\": \"Q$((i % 12))\", \"levels\": {\"c.one\": $level}, \"evidence\": {\"c.one\": \"$quote\"}}" \
    >"$name.labels.json"
done
# Only the first answers are labelled for the other criterion.
echo '{"prompt": "Q1", "levels": {"c.one": 0, "c.two": 1}}' >marks/a01.labels.json
echo '{"prompt": "Q2", "levels": {"c.one": 0, "c.two": 0}}' >marks/a02.labels.json

M="--rubric=rubric/main.yaml"
run calibrate $M marks
t "status 0" status_is 0
t "nothing on standard error" empty err
t "the block and its place" has_line out "c.one, level 1  (rubric/parts/levels.yaml:12)"
t "what can be learnt from" has_line out "  20 of 60 answers reach it; 19 can be learnt from"
# Noise, in every answer, reaches the sum: 20 right awards, 40 false ones.
t "the author's figures" has_line out "  now         0.500    0.000      20      40"
t "the fitted ones" has_line out "  fitted      1.000    1.000      60       0   (+40 -0)"
t "why it is changed" has out "  changed, cost "
t "gold counts more, and in 19 examples" grep -q '^     0\.2 ->  [0-9]\.[0-9]      19  gold$' out
t "noise keeps its sign, and is in 40" has_line out "     0.9 ->  0.1      40  any(noise)"
t "so does rust, in 8" grep -q '^    -0\.2 -> -[0-9]\.[0-9]       8  rust$' out
t "the other block is kept" has_line out "  kept: fewer than 16 answers to learn from"
t "answers without a label are left out" has_line out "  1 of 2 answers reach it; 0 can be learnt from"
t "the summary" has_line out "60 answers in 12 groups, 5 folds"
t "the sum" has_line out "2 blocks: 1 changed, 1 kept, 1 of them with too few answers"
t "right verdicts" has_line out "Right verdicts of the changed blocks on answers kept aside: 20 -> 60 of 60"
t "what to do" has out "Nothing was written; --write puts"
t "nothing was written" same levels.yaml levels.before
cp out plain.out
run calibrate $M marks marks/
t "the same again, and an answer given twice counts once" same out plain.out
run calibrate $M -q marks
t "quiet: the summary" lines out 4
run calibrate $M --least 30 marks
t "least" has_line out "  kept: fewer than 30 answers to learn from"
run calibrate $M --folds 12 marks
t "folds" has_line out "60 answers in 12 groups, 12 folds"
run calibrate $M -c c.two marks
t "one criterion" lacks out "c.one"
t "one criterion: status 0" status_is 0

run calibrate $M --format json marks
t "json: status 0" status_is 0
t "json: a block" has out '"criterion": "c.one"'
t "json: its outcome" has out '"outcome": "changed"'
t "json: the other one's" has out '"outcome": "too few"'
t "json: a figure" has out '"f1": 1.000'
t "json: how often it is seen" has out '"seen": 19'
if have python3; then
  t "json: well-formed" python3 -c 'import json, sys; json.load(open(sys.argv[1]))' out
fi

run lint rubric/main.yaml
t "the rubric is sound before" status_is 0
if has_interference "a signal while it is written"; then
  run_env "$INTERFERE INTERFERE_AT=fclose INTERFERE_BY=15" calibrate $M --write marks
  t "a signal while it is written: ends by it" status_is 143
  t "a signal while it is written: the old one stays" same levels.yaml levels.before
  t "a signal while it is written: no other file is left" [ "$(find . -name '*.yaml.*' | wc -l)" -eq 0 ]
fi
chmod 640 levels.yaml
run calibrate $M --write marks
t "write: status 0" status_is 0
t "write: tells the file" has_line out "wrote rubric/parts/levels.yaml: 4 numbers"
t "write: runs the rubric's tests" has_line out "all 3 tests of the rubric pass with the new numbers"
t "write: a link stays" [ -L rubric/parts/levels.yaml ]
t "write: permissions stay" [ "$(stat -c %a levels.yaml)" = 640 ]
t "write: other files stay" same rubric/main.yaml main.before
t "write: no other file is left" [ "$(find . -name '*.yaml.*' | wc -l)" -eq 0 ]
t "write: numbers are new" grep -q "terms: {\"gold\": '[0-9]\.[0-9]', any(noise): 0\.1,   rust: -[0-9]\.[0-9]}" levels.yaml
t "write: other numbers stay" has levels.yaml "Nothing is 0.5 here."
numbers_away() { sed -e 's/ at: [0-9.]*/ at: N/' -e "s/'[0-9.]*'/'N'/" -e 's/noise): [0-9.]*/noise): N/' -e 's/rust: -[0-9.]*/rust: -N/' "$1"; }
numbers_away levels.yaml >now.txt
numbers_away levels.before >before.txt
t "write: nothing but the numbers" same now.txt before.txt
run lint rubric/main.yaml
t "write: the rubric is sound" status_is 0
t "write: and has no warning more" has out "3 tests passed"
run calibrate $M marks
t "write: it does what was promised" has_line out "  now         1.000    1.000      60       0"
t "write: and is kept from then on" has_line out "  kept: fitted weights are not better"
run calibrate $M --write marks
t "nothing to write: status 0" status_is 0
t "nothing to write" lacks out "wrote"
run calibrate $M -v marks
t "verbose: weights of kept blocks" has out "     now    fitted  seen"

cp levels.before levels.yaml
sed -i 's/0: \[Nothing is 0.5 here.\]/1: [We keep noise.]/' levels.yaml
run calibrate $M --write marks
t "a test that fails is told" has_line out "1 of the rubric's 3 tests fail with the new numbers; grade lint tells which"

# An alias makes one number stand for several.
cp levels.before levels.yaml
sed -i 's/at: 0.8  /at: \&sum 0.8/' levels.yaml
cp levels.yaml levels.anchored
run calibrate $M --write marks
t "an anchor: status 2" status_is 2
t "an anchor: told with its place" has err "rubric/parts/levels.yaml:12:24: error: this number has an anchor"
t "an anchor: nothing is written" same levels.yaml levels.anchored
sed -e 's/^include.*//' rubric/main.yaml >shared.yaml
sed -i -e 's/{sand: 0.4, noise: 0.6}/\&both {noise: 0.6, gold: 0.4}/' shared.yaml
cat >>shared.yaml <<'END'
      - id: c.one
        title: Gold
        points: 1
        levels: {1: {weigh: {window: 1 sentence, at: 0.3, terms: *both}}}
        advice: A
        probe: P
END
cp shared.yaml shared.before
run calibrate --rubric shared.yaml --write marks
t "an alias: status 2" status_is 2
t "an alias: told" has err "an alias makes this number stand for several"
t "an alias: nothing is written" same shared.yaml shared.before

cp levels.before levels.yaml
run calibrate --write marks
t "the built-in rubric cannot be written: status 2" status_is 2
t "the built-in rubric cannot be written" has err "part of the program"
run calibrate --rubric senior-data-engineer --write marks
t "by its id neither" has err "part of the program"
run calibrate
t "no folder: status 2" status_is 2
# Only this command loads liblinear: a broken one in front of it stops nothing else.
mkdir broken
for number in 1 2 3 4 5 6 7 8 9; do : >"broken/liblinear.so.$number"; done
LD_LIBRARY_PATH=broken run calibrate $M marks
t "a broken liblinear: status 2" status_is 2
t "a broken liblinear" has err "needs liblinear, which cannot be loaded"
LD_LIBRARY_PATH=broken run rubrics
t "a broken liblinear stops no other command" status_is 0
run calibrate $M nowhere
t "a missing folder: status 2" status_is 2
run calibrate $M -c c.on marks
t "an unknown criterion: status 2" status_is 2
t "an unknown criterion" has err "did you mean c.one?"
run calibrate $M -c c.three marks
t "a criterion without weights" has err "no level of c.three has weights"
run calibrate $R marks
t "a rubric without weights: status 2" status_is 2
run calibrate $M --folds 13 marks
t "too many folds" has err "the answers make 12 groups"
run calibrate $M --folds 2 marks
t "too few folds" has err "--folds takes a whole number from 3 to 20"
run calibrate $M --format xml marks
t "an unknown format" has err "unknown format xml"
mkdir two
cp marks/a01.* marks/a02.* two/
run calibrate $M two
t "answers to two prompts: status 2" status_is 2
t "answers to two prompts" has err "the answers make 2 groups; 3 are needed"
echo '{"levels": {"c.one": 7}}' >marks/a03.labels.json
run calibrate $M marks
t "a wrong label: status 2" status_is 2
t "a wrong label: the rest counts" has_line out "59 answers in 12 groups, 5 folds"
