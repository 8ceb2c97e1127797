# shellcheck shell=sh disable=SC2154,SC2086
# SARIF, under the schema of the standard, under the rules of Microsoft's SARIF
# multitool (its own and those of GitHub's code scanning), and read as a service
# reads it that shows results beside the text.

TOOL=$MODULES/@microsoft/sarif-multitool-linux
DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 # needs no ICU
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT
multitool=$TOOL/Sarif.Multitool
if [ ! -x "$multitool" ]; then
  cp "$multitool" multitool && chmod u+x multitool
  multitool=$PWD/multitool
fi

report() {
  "$GRADE" -o json:got.json -o sarif:got.sarif "$@" >out 2>err </dev/null
}
by_schema() { "$PYTHON" -m jsonschema -i got.sarif "$TOOL/sarif-2.1.0.json"; }

# The multitool's status is 0 whatever it finds: what counts is its own report,
# and that it got to the end. One warning is expected: grade has no home page to
# name in informationUri.
by_multitool() {
  rm -f found.sarif
  "$multitool" validate got.sarif --rule-kind "Sarif;GHAS" --output found.sarif \
    --log ForceOverwrite >log 2>&1
  grep -q '^Analysis completed successfully' log || { cat log; return 1; }
  jq -e '[.runs[0].results[] | select(.level != "note") |
    select((.ruleId == "SARIF2005" and (.message.id | endswith("nformationUri"))) | not)] |
    length == 0' found.sarif || { cat log; return 1; }
}
read_it() { "$PYTHON" "$HERE/read_sarif.py" got.sarif got.json "$PWD"; }
results() { [ "$(jq '.runs[0].results | length' got.sarif)" -eq "$1" ]; }
at_least() { [ "$(jq '.runs[0].results | length' got.sarif)" -ge "$1" ]; }
valid() {
  t "$1: the schema" by_schema
  t "$1: the multitool" by_multitool
}
all_read_it() {
  valid "$1"
  t "$1: as json tells it" read_it
}

report "$GOOD"
t "one answer: results" at_least 10
all_read_it "one answer"
cp got.sarif good.sarif
# What the readers must not let pass.
sed 's/"level": "note"/"level": "minor"/' good.sarif >got.sarif
t "the schema refuses an unknown level" not by_schema
jq '.runs[0].results[3].ruleIndex = 900' good.sarif >got.sarif
t "the multitool finds an index of no rule" not by_multitool
jq '.runs[0].results[3].ruleIndex = 0' good.sarif >got.sarif
t "an index of another rule is found" not read_it
jq 'del(.runs[0].tool.driver.rules[0].help)' good.sarif >got.sarif
t "the multitool knows GitHub's rules" not by_multitool
jq '(.runs[0].results[] | select(.level == "note") | .locations[0].physicalLocation.region.startColumn) += 1' \
  good.sarif >got.sarif
t "a wrong column is found" not read_it

report "$HOSTILE"
t "hostile text: results" at_least 10
all_read_it "hostile text"

set -- "$SOURCE"/examples/answers/*.md
report "$@"
t "many answers: results" at_least $(($# * 5))
all_read_it "many answers, outside of the root"

cp "$GOOD" good.md
echo "I would take Kafka." >no-design.md
printf '\357\273\277' | cat - "$GOOD" >marked.md
sed 's/$/\r/' "$GOOD" >returns.md
tr '\n' '\r' <"$GOOD" >old.md
: >empty.md
report good.md no-design.md missing.md ./good.md "$PWD/good.md" marked.md returns.md old.md empty.md
t "all kinds of files: results" at_least 50
all_read_it "all kinds of files"

report missing.md
t "nothing graded: no result" results 0
all_read_it "nothing graded"

"$PYTHON" "$HERE/hostile_names.py" "$HOSTILE" names
set -- names/*
report "$@"
t "hostile names: results" at_least $(($# * 5))
valid "hostile names"
(cd names && "$GRADE" -f sarif -- * >../got.sarif 2>/dev/null </dev/null)
t "hostile names alone: results" at_least $(($# * 5))
valid "hostile names alone"
names_are_back() {
  "$PYTHON" -c '
import json, os, urllib.parse
run, = json.load(open("got.sarif", encoding="utf-8"))["runs"]
names = {urllib.parse.unquote_to_bytes(file["location"]["uri"]) for file in run["artifacts"]}
assert names == set(os.listdir(b"names")), names
'
}
t "hostile names alone: each can be found" names_are_back

# Checks, which the json report does not know of, and what a baseline accepts.
checked() {
  "$GRADE" check -f sarif "$@" set >got.sarif 2>err </dev/null
  checked=$?
}
mkdir set
cp "$GOOD" set/good.md
echo '{"expect": {"score": 1, "band": "junior", "design": true,
 "levels": {"scope.volume": 0, "scope.latency": [0, 1, 2]}}}' >set/good.labels.json
checked
t "checks: status 1" [ $checked -eq 1 ]
t "checks: the unmet, nothing else" results 3
t "checks: errors" [ "$(jq -r '[.runs[0].results[].level] | unique | .[]' got.sarif)" = error ]
valid "checks"
"$GRADE" check --baseline known.json --update-baseline set >out 2>err
sed -i 's/"scope.latency": \[0, 1, 2\]/"scope.latency": 0/' set/good.labels.json
checked --baseline known.json
t "accepted: the others still fail" [ $checked -eq 1 ]
t "accepted: results are suppressed" [ "$(jq -c '[.runs[0].results[].suppressions | length] | sort' got.sarif)" = "[0,1,1,1]" ]
valid "accepted"

# Two names for a fault: one of its words, one of its file and rule.
prints() { jq -r ".runs[0].results[] | .ruleId + \" \" + .partialFingerprints[\"$1\"]" got.sarif | sort; }
for key in primaryLocationLineHash gradeCriterion/v1; do
  cp "$GOOD" good.md
  report good.md
  prints $key >before.txt
  printf '# A heading\n\nNothing of note.\n\n' | cat - "$GOOD" >good.md
  report good.md
  prints $key >after.txt
  t "$key stays when lines move" same before.txt after.txt
  fold -s -w 60 "$GOOD" >good.md
  report good.md
  prints $key >after.txt
  t "$key stays when lines are wrapped" same before.txt after.txt
done
