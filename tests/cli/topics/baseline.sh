# grade check --baseline: what is known to be unmet.

mkdir -p ci set/inner
cp good.md set/good.md
cp fair.md set/inner/fair.md
echo '{"expect": {"score": 100}}' >set/good.labels.json
expect() { printf '{"expect": %s}\n' "$1" >set/inner/fair.labels.json; }
expect '{"score": [70, 80], "band": "good", "design": false, "levels": {"scope.volume": 2, "store.compaction": 2},
  "penalties": {"anti.tools_first": true}}'
B="--baseline ci/known.json"

run check $R $B set
t "no such baseline: status 2" status_is 2
t "no such baseline: told" has err "ci/known.json: error: there is no such baseline [F001]"
t "no such baseline: what to do" has err "run once with --update-baseline to create it"
t "no such baseline: nothing is checked" empty out
run check $R --update-baseline set
t "--update-baseline alone: status 2" status_is 2
t "--update-baseline alone: told" has err "--update-baseline needs --baseline FILE"
run check $R --baseline none/known.json --update-baseline set
t "no folder for it: status 2" status_is 2
t "no folder for it: told" has err "the folder of the baseline does not exist"

run check $R $B --update-baseline set
t "update: status 0" status_is 0
t "update: told" has_line out "note: ci/known.json accepts 5 unmet expectations"
t "update: totals" has_line out "1 passed, 0 failed, 1 accepted"
cat >wanted.json <<'END'
{
  "baseline": 1,
  "rubric": {
    "id": "three",
    "version": "1.2.0"
  },
  "accepted": {
    "../set/inner/fair.md": {
      "score": {
        "expected": "70 to 80",
        "got": 65
      },
      "band": {
        "expected": "good",
        "got": "fair"
      },
      "design": {
        "expected": "no design",
        "got": true
      },
      "levels": {
        "scope.volume": {
          "expected": "level 2",
          "got": 1
        }
      },
      "penalties": {
        "anti.tools_first": {
          "expected": "present",
          "got": 0
        }
      }
    }
  }
}
END
t "the file: sorted, from its own folder" same ci/known.json wanted.json
run check $R $B --update-baseline set/inner set
t "update again: the same bytes" same ci/known.json wanted.json

run check $R $B set
t "known: status 0" status_is 0
t "known: nothing but totals" lines out 1
t "known: totals" has_line out "1 passed, 0 failed, 1 accepted"
run check $R $B -v set
t "verbose shows it" has_line out "accepted set/inner/fair.md"
t "verbose shows what" has_line out "  score: expected 70 to 80, got 65 (accepted)"
cd ci || exit 1
run check --rubric ../rubric.yaml --baseline known.json ../set
cd .. || exit 1
t "from another folder" has_line ci/out "1 passed, 0 failed, 1 accepted"
mkdir moved
cp -R ci set moved
run check $R --baseline "$PWD/moved/ci/known.json" "$PWD/moved/set"
t "elsewhere, with whole paths" has_line out "1 passed, 0 failed, 1 accepted"
run check $R $B -f junit set
t "reports: accepted is no failure" has out 'failures="0"'

# worse and better
cp poor.txt set/inner/fair.md
run check $R $B set
t "worse: status 1" status_is 1
t "worse: both values" has_line out "  score: expected 70 to 80, got 0, worse than the 65 of the baseline"
t "worse: the level" has_line out "  scope.volume: expected level 2, got 0, worse than the 1 of the baseline"
t "worse: the band" has_line out "  band: expected good, got poor, worse than the fair of the baseline"
t "worse: what was met before is new" has_line out "  store.compaction: expected level 2, got 0"
t "worse: what is met is stale" has_line out "note: ../set/inner/fair.md: anti.tools_first is met now"
t "worse: totals" has_line out "1 passed, 1 failed"
cp fair.md set/inner/fair.md
for asked in '[90, 100]' '[65.5, 80]' '[0, 10]'; do
  expect "{\"score\": $asked}"
  run check $R $B set
  t "asked anew for $asked: status 1" status_is 1
  t "asked anew for $asked: stale" has_line out "note: ../set/inner/fair.md: score is asked for in another way now"
  t "asked anew for $asked: both" has out ", got 65; accepted when 70 to 80 was expected"
done
expect '{"score": 65, "levels": {"scope.volume": [1, 2]}}'
run check $R $B set
t "asked anew, and met" has_line out "note: ../set/inner/fair.md: score is met now"
cat >set/inner/fair.labels.json <<'END'
{"expect": {"levels": {"scope.volume": 2},
            "score": [70.0, 80]}}
END
run check $R $B set
t "the same in other words" has_line out "1 passed, 0 failed, 1 accepted"

# a file that says nothing of what was asked
cat >ci/known.json <<'END'
{"baseline": 1, "rubric": {"id": "three", "version": "1.2.0"},
 "accepted": {"../set/inner/fair.md": {"score": 65, "band": "fair", "design": true,
   "levels": {"scope.volume": 1}, "penalties": {"anti.tools_first": 0}}}}
END
expect '{"score": [65.5, 80], "band": ["good", "fair"], "levels": {"scope.volume": 2}}'
run check $R $B set
t "nearer is accepted" has_line out "1 passed, 0 failed, 1 accepted"
t "stale: met" has_line out "note: ../set/inner/fair.md: band is met now"
t "stale: not asked for" has_line out "note: ../set/inner/fair.md: design is not asked for any more"
t "stale: counted" has_line out "note: 3 entries of ci/known.json are stale; --update-baseline drops them"
t "stale: status 0" status_is 0
run check $R $B -q set
t "quiet: totals only" lines out 1
run check $R $B -f tap set
t "without a text report, notes go to standard error" has_line err "note: ../set/inner/fair.md: band is met now"
t "and not between the lines of a report" lacks out "note:"
expect '{"score": [90, 100]}'
run check $R $B set
t "asked for more: still what was accepted" status_is 0
expect '{"score": [0, 10]}'
run check $R $B set
t "asked for the contrary: still what was accepted" status_is 0
sed -i 's/"score": 65/"score": 9/' ci/known.json
run check $R $B set
t "a recorded value that would do accepts nothing" status_is 1

cp wanted.json ci/known.json
echo '{}' >set/inner/fair.labels.json
run check $R $B set
t "labels that expect nothing any more" has_line out "note: ../set/inner/fair.md: score is not asked for any more"
rm set/inner/fair.labels.json
run check $R $B set
t "labels that are gone" has_line out "note: ../set/inner/fair.md has no labels any more"
t "labels that are gone: one note for the answer" [ "$(grep -c fair.md out)" -eq 1 ]
t "labels that are gone: each entry counted" has_line out "note: 5 entries of ci/known.json are stale; --update-baseline drops them"
rm set/inner/fair.md
run check $R $B set
t "an answer that is gone" has_line out "note: ../set/inner/fair.md is no answer any more"
t "an answer that is gone: status 0" status_is 0
cp fair.md set/inner/fair.md
echo '{"expect": {"scor": 1}}' >set/inner/fair.labels.json
run check $R $B set
t "broken labels: status 2" status_is 2
t "broken labels make nothing stale" lacks out "note:"
run check $R $B --update-baseline set
t "broken labels: status 2 of an update" status_is 2
t "broken labels: what was accepted stays" same ci/known.json wanted.json
printf '%s\n' '{"expect":' ' {"levels": {"\ud83d\ude00": 1, "\\ude00": 1, "\ude00": 1}}}' >set/inner/fair.labels.json
run check $R $B set
t "half of a character: its place" has err "fair.labels.json:2:48: error: this escape is half of a character"
t "half of a character: status 2" status_is 2
printf '{"expect": {"levels": {"\355\240\275": 1}}}\n' >set/inner/fair.labels.json
run check $R $B set
t "half of a character as bytes" has err "fair.labels.json:1:25: error: this is not UTF-8"
mkdir other
cp fair.md other/a.md
echo '{"expect": {"score": 1}}' >other/a.labels.json
expect '{"score": 100}'
run check $R $B other
t "another folder makes nothing stale" lacks out "note:"
run check $R $B --update-baseline other
t "an update of another folder keeps the rest" has ci/known.json '"../set/inner/fair.md"'
t "and adds its own" has ci/known.json '"../other/a.md"'
t "by the bytes of the names" before ci/known.json '"../other/a.md"' '"../set/inner/fair.md"'
rm -r other

# names
mkdir odd
name=$(printf 'a %% "q" \377\n.md')
cp fair.md "odd/$name"
echo '{"expect": {"score": 1}}' >"odd/${name%.md}.labels.json"
run check $R --baseline odd.json --update-baseline odd
t "odd names: written" has odd.json '"odd/a %25 \"q\" %FF\u000a.md"'
run check $R --baseline odd.json odd
t "odd names: found again" has_line out "0 passed, 0 failed, 1 accepted"
rm "odd/$name" "odd/${name%.md}.labels.json"
cp good.md odd/b.md
echo '{"expect": {"score": 100}}' >odd/b.labels.json
run check $R --baseline odd.json odd
t "odd names: told safely" has_line out 'note: odd/a % "q" \xff^J.md is no answer any more'

# the file
wrong() { # NAME JSON MESSAGE
  printf '%s' "$2" >ci/wrong.json
  run check $R --baseline ci/wrong.json odd
  t "$1: status 2" status_is 2
  t "$1: told" has err "$3"
}
wrong "no JSON" '{"baseline": 1,
 oops' 'ci/wrong.json:2:3: error: lexical error'
wrong "an empty file" '' 'ci/wrong.json:1:1: error: there is no JSON here'
wrong "labels" '{"expect": {}}' 'ci/wrong.json:1:2: error: unknown key "expect" [B002]'
wrong "an empty object" '{}' 'this is no baseline'
wrong "a list" '[]' 'ci/wrong.json:1:1: error: a baseline must be an object'
wrong "a later format" '{"baseline": 2}' 'ci/wrong.json:1:14: error: "baseline" must be 1'
wrong "an unknown kind" '{"baseline": 1, "rubric": {"id": "three"}, "accepted": {"a.md": {"scor": 1}}}' \
  'unknown key "scor"'
wrong "a wrong level" '{"baseline": 1, "rubric": {"id": "three"}, "accepted": {"a.md": {"levels": {"x": 0.5}}}}' \
  'a level must be a whole number'
wrong "a wrong penalty" '{"baseline": 1, "rubric": {"id": "three"}, "accepted": {"a.md": {"penalties": {"x": 2}}}}' \
  'a penalty must be 0 or 1'
wrong "a wrong band" '{"baseline": 1, "rubric": {"id": "three"}, "accepted": {"a.md": {"band": 2}}}' \
  '"band" must be a name or null'
entry() { wrong "$1" "{\"baseline\": 1, \"rubric\": {\"id\": \"three\"}, \"accepted\": {\"a.md\": $2}}" "$3"; }
entry "no value" '{"levels": {"x": {"expected": "level 1"}}}' 'an entry needs "got"'
entry "a wrong value" '{"levels": {"x": {"got": "1"}}}' 'a level must be a whole number'
entry "a value of the wrong kind" '{"score": {"got": true}}' '"score" must be a number'
entry "a wrong expectation" '{"band": {"expected": 1, "got": null}}' '"expected" must be a text'
entry "an unknown part" '{"design": {"gto": true}}' 'unknown key "gto"'
entry "a deep one" '{"levels": {"x": {"got": {}}}}' 'a level must be a whole number'
entry "a list" '{"score": {"got": [1]}}' '"score" must be a number'
wrong "another rubric" '{"baseline": 1, "rubric": {"id": "four"}, "accepted": {}}' \
  'this is a baseline of the rubric four, not of three'
run check $R --baseline ci/wrong.json --update-baseline odd
t "another rubric is not overwritten" has ci/wrong.json four
printf '{"baseline": 1, "rubric": {"id": "three", "version": "1.1.0"}, "accepted": {}}' >ci/old.json
run check $R --baseline ci/old.json odd
t "another version: status 0" status_is 0
t "another version: told" has_line out "note: ci/old.json was written for version 1.1.0 of the rubric, this is 1.2.0"
run check $R --baseline odd/b.md --update-baseline odd
t "an answer is no baseline" status_is 2
t "an answer is not overwritten" same odd/b.md good.md
run check $R --baseline ci/old.json -o json:ci/old.json odd
t "a report does not overwrite the baseline" has err "--output would overwrite ci/old.json, which is read"
if [ "$(id -u)" -ne 0 ]; then
  chmod a-w ci
  run check $R --baseline ci/new.json --update-baseline odd
  chmod u+w ci
  t "a folder that cannot be written: status 2" status_is 2
else
  skip "a folder that cannot be written: status 2" "root writes anywhere"
fi
t "no temporary files are left" [ -z "$(find . -name '*.json.*')" ]
