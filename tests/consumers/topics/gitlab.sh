# shellcheck shell=sh disable=SC2154,SC2086
# Code quality reports, read as GitLab reads them. Each must show what the json
# report on the same answers says.

report() {
  "$GRADE" -o json:got.json -o gitlab:got.gitlab "$@" >out 2>err </dev/null
}
read_it() {
  "$PYTHON" "$HERE/read_gitlab.py" got.gitlab got.json "$PWD" >count
}
entries() { [ "$(jq length got.gitlab)" -eq "$1" ]; }
at_least() { [ "$(jq length got.gitlab)" -ge "$1" ]; }

report "$GOOD"
t "one answer: entries" at_least 10
t "one answer" read_it
report "$HOSTILE"
t "hostile text: entries" at_least 10
t "hostile text" read_it
set -- "$SOURCE"/examples/answers/*.md
report "$@"
t "many answers: entries" at_least $(($# * 5))
t "many answers, outside of the root" read_it
cp "$GOOD" good.md
cp "$HOSTILE" hostile.md
echo "I would take Kafka." >no-design.md
report good.md ./hostile.md no-design.md missing.md good.md "$PWD/good.md"
t "no design, missing, twice" read_it
t "no design is critical" has got.gitlab '"severity": "critical"'
t "missing is a blocker" has got.gitlab '"severity": "blocker"'
report missing.md
t "nothing graded: one entry" entries 1
t "nothing graded" read_it
"$PYTHON" "$HERE/hostile_names.py" "$HOSTILE" names
set -- names/*
report "$@"
t "hostile names: entries" at_least $(($# * 5))
t "hostile names" read_it
sed -i 's/"severity": "major"/"severity": "grave"/; s/"severity": "minor"/"severity": "small"/' got.gitlab
t "a severity that GitLab does not know is found" not read_it

# Checks, and what a baseline accepts.
checked() {
  "$GRADE" check -f gitlab "$@" set >got.gitlab 2>err </dev/null
  checked=$?
}
mkdir set
cp "$GOOD" set/good.md
echo '{"expect": {"score": 1, "band": "junior", "design": true,
 "levels": {"scope.volume": 0, "scope.latency": [0, 1, 2]}}}' >set/good.labels.json
checked
t "checks: status 1" [ $checked -eq 1 ]
t "checks: the unmet, nothing else" entries 3
t "checks: critical" [ "$(jq -r '[.[].severity] | unique | .[]' got.gitlab)" = critical ]
t "checks: told by rule" [ "$(jq -r '[.[].check_name] | sort | join(" ")' got.gitlab)" = "band scope.volume score" ]
jq -r '.[].fingerprint' got.gitlab | sort >before.txt
"$GRADE" check --baseline known.json --update-baseline set >out 2>err
checked --baseline known.json
t "accepted: status 0" [ $checked -eq 0 ]
t "accepted: an empty array" [ "$(cat got.gitlab)" = "[]" ]
printf '\n\n' | cat - "$GOOD" >set/good.md
checked
jq -r '.[].fingerprint' got.gitlab | sort >after.txt
t "fingerprints stay when lines move" same before.txt after.txt
