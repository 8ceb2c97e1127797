# grade explain.

run explain $R process.idempotency good.md
t "status 0" status_is 0
t "tells what was found" has out "merge on"
t "nothing on standard error" empty err
run explain $R anti.tools_first poor.txt
t "a penalty is explained" has out "Kafka"
run explain process.idempotency good.md
t "the built-in rubric" status_is 0
run explain $R process.idempotenc good.md
t "an unknown criterion: status 2" status_is 2
t "an unknown criterion: hint" has err "did you mean process.idempotency?"
run explain $R process.idempotency missing.md
t "a missing file: status 2" status_is 2
run explain $R process.idempotency
t "a missing argument: status 2" status_is 2
run_with good.md explain $R process.idempotency -
t "standard input" has out "merge on"
printf 'We upsert \033[31m, a rerun is fine.\n' >evil.md
run explain $R process.idempotency evil.md
t "no escape reaches the terminal" lacks out "$ESC"

# In plain words, for who wrote the answer.
run explain $R scope.volume fair.md
t "the level and the points" has_line out "Level 1 of 2, 1 of 2 points."
t "what was found" has_line out '  line 1: "The volume is high."'
t "what to add" has_line out "To reach level 2"
t "nothing of the conditions" lacks out "[x]"
run explain $R scope.volume good.md
t "all of it" has_line out "Level 2 of 2, 2 of 2 points. Nothing is missing."
t "all of it: nothing to add" lacks out "To reach"
run explain $R store.compaction poor.txt
t "nothing of it" has_line out "  nothing that counts"
run explain $R anti.tools_first poor.txt
t "a penalty: what it costs" has out "Present, costs 1 point."
t "a penalty: where" has_line out '  line 1: "We use Kafka for everything."'
run explain $R anti.tools_first good.md
t "an absent penalty" has_line out "Not present, costs nothing."
run explain $R -v scope.volume fair.md
t "-v: the conditions" has out "[x]"

# Every construct of the language: the text as it stands in explain/expected.txt.
# After a change that is meant: make it anew with the loop below, and read it.
E="--rubric=$HERE/explain/rubric.yaml"
A=$HERE/explain/answer.md
for rule in near.sentences near.words near.border near.same c.then c.pick c.distinct c.place \
  c.order c.under c.unless c.inside c.reading c.nested c.topic c.level c.weigh c.capped anti.dump; do
  run explain "$E" --width=100 -v $rule "$A"
  t "$rule: status 0" status_is 0
  cat out >>whole
  echo >>whole
done
run explain "$E" --width=100 -vv c.reading "$A"
cat out >>whole
for place in 1 2 4 11 17:10 18; do
  run explain "$E" --width=100 -v --at=$place "$A"
  t "--at $place: status 0" status_is 0
  echo >>whole
  cat out >>whole
done
t "every construct is told as expected" same whole "$HERE/explain/expected.txt"
[ -n "${EXPLAIN_EXPECTED-}" ] && cp whole "$EXPLAIN_EXPECTED"

# How near it came, by name.
run explain "$E" --width=200 --verbose near.sentences "$A"
t "the closest miss" has out 'closest: rerun at line 6 "replay", unchanged at line 6 "changes nothing": 3 sentences apart; the window is 2 sentences'
run explain "$E" --width=200 --verbose c.reading "$A"
t "what denies it" has out '[-] line 4 "real-time view": denied ("There is no need for")'
run explain "$E" --width=200 --verbose c.weigh "$A"
t "what the sum lacks" has out "adds up to 1.1 of 2: needs 0.9 more"
t "the heaviest term that is lacking" has out "0.9  absent: not found"

run explain "$E" --at=4 "$A"
t "a line in plain words: how it is read" has out "is read as"
t "a line in plain words: what it counts for" has out "counts for"
t "a line in plain words: nothing of what it fires" lacks out "concepts"
run explain "$E" -v --at=1:1 "$A"
t "a place: its sentence" has out 'is read as a heading or label'
run explain "$E" --at=5 "$A"
t "a blank line: the next sentence" has out "no sentence stands there; the next one is"
run explain "$E" --at=18 "$A"
t "behind the last sentence" has out "the last one is"
run explain "$E" --at=19 "$A"
t "past the end: status 2" status_is 2
t "past the end: says how many lines" has err "has no line 19: it has 17 lines"
for place in 0 -1 x 3: 3:0 3:x :3 3:4:5 99999999999 ""; do
  run explain "$E" "--at=$place" "$A"
  t "--at '$place' is refused" status_is 2
done
printf '%s\n' 'We load events from Kafka into a table with a nightly job.' '' \
  'The river was late and blue. The dog slept until noon.' >aside.md
run explain -v --at=3:1 --width=200 aside.md
t "behind the subject: how it is read" has out "is read as beside the subject"
t "behind the subject: its words" has out '"late", which is beside the subject; counts for nothing here'
run explain -v --at=1:1 --width=200 aside.md
t "words that tell the subject" has out '] on_subject: "load events"; tells only what is on the subject'
run explain "$E" --at=3 c.reading "$A"
t "a place and a criterion: status 2" status_is 2
printf '' >blank.md
run explain "$E" --at=1 blank.md
t "an empty answer" has out "the answer holds no sentence"
printf 'no line end' >open.md
run explain "$E" --at=1:400 open.md
t "a column past the end of its line" status_is 0

run explain --color=always --at=3 "$SOURCE/tests/support/hostile.md"
t "colour on demand" has out "${ESC}["
run explain -vv --at=3 "$SOURCE/tests/support/hostile.md"
t "nothing of a hostile answer steers the terminal" lacks out "$ESC"
