# shellcheck shell=sh disable=SC2154,SC2086
# TAP reports, read by prove and by Perl's TAP::Parser, and their blocks by a
# reader of YAML. Each must hold what the json report on the same answers says.

report() {
  "$GRADE" --verbose -o json:got.json -o tap:got.tap "$@" >out 2>err </dev/null
  "$PYTHON" "$HERE/expected_verdicts.py" tap got.json >expected.json
}
by_parser() {
  perl "$HERE/read_tap.pl" got.tap >read.raw &&
    "$PYTHON" -m json.tool --indent 1 --sort-keys read.raw >read.json &&
    diff expected.json read.json
}
points() { grep -c '"ok":' expected.json; }
failures() { grep -c '"ok": false' expected.json; }
at_least() { [ "$(points)" -ge "$1" ]; }

# prove tells its own count of points and failures.
by_prove() {
  prove -e cat got.tap >proved 2>&1
  proved=$?
  grep -q "Tests=$(points)," proved || return 1
  ! grep -qi 'parse error' proved || return 1
  if [ "$(failures)" -eq 0 ]; then
    [ $proved -eq 0 ]
  else
    [ $proved -ne 0 ] && grep -q "Failed $(failures)/$(points) subtests" proved
  fi
}
by_yaml() {
  "$PYTHON" -c '
import json, sys, yaml
blocks, block = [], None
for line in open("got.tap", encoding="utf-8", newline="\n"):
    if line == "  ---\n":
        block = ""
    elif line == "  ...\n":
        blocks.append(yaml.safe_load(block))
        block = None
    elif block is not None:
        block += line
keys = ["message", "severity", "reason", "quote"]
read = [[item.get(key, "") for key in keys] + [item["at"]["file"], str(item["at"]["line"])]
        for item in blocks]
told = [[item[key] for key in keys + ["file", "line"]]
        for item in json.load(open("expected.json")) if item["severity"]]
assert read == told, (read, told)
assert read or all(item["ok"] for item in json.load(open("expected.json")))
'
}
no_control() { ! LC_ALL=C grep -q '[[:cntrl:]]' "$1"; }

all_read_it() {
  t "$1: TAP::Parser" by_parser
  t "$1: prove" by_prove
  t "$1: blocks are YAML" by_yaml
  t "$1: no control characters" no_control got.tap
}

report "$GOOD"
t "one answer: points" at_least 30
all_read_it "one answer"

report "$HOSTILE"
t "hostile text: it is quoted" has got.tap '\udb40'
all_read_it "hostile text"

set -- "$SOURCE"/examples/answers/*.md
report "$@"
t "many answers: points" at_least $(($# * 30))
all_read_it "many answers"

echo "I would take Kafka." >no-design.md
report no-design.md
t "no design: one point fails" [ "$(failures)" -eq 1 ]
all_read_it "no design"

report "$GOOD" missing.md "$GOOD"
t "twice and missing: not graded" has got.tap 'not ok 1 - missing.md: graded'
all_read_it "twice and missing"

report missing.md
t "nothing graded: one point" [ "$(points)" -eq 1 ]
all_read_it "nothing graded"

"$PYTHON" "$HERE/hostile_names.py" "$HOSTILE" names
set -- names/*
t "hostile names: there are many" [ $# -eq 23 ]
report "$@"
t "hostile names: points" at_least $(($# * 30))
all_read_it "hostile names"
for file in json:../got.json tap:../got.tap; do
  (cd names && "$GRADE" --verbose -o "$file" -- * >/dev/null 2>&1 </dev/null)
done
"$PYTHON" "$HERE/expected_verdicts.py" tap got.json >expected.json
t "hostile names alone: points" at_least $(($# * 30))
all_read_it "hostile names alone"

# Checks, which the json report does not know of, in the eyes of prove.
mkdir set
cp "$GOOD" set/good.md
echo '{"expect": {"score": 1, "band": "junior", "design": true,
 "levels": {"scope.volume": 0, "scope.latency": [0, 1, 2]}}}' >set/good.labels.json
"$GRADE" check -f tap set >got.tap 2>err </dev/null
prove -e cat got.tap >proved 2>&1
t "checks: prove fails" not prove -Q -e cat got.tap
t "checks: the unmet, nothing else" grep -q "Failed 3/[0-9]* subtests" proved
"$GRADE" check --baseline known.json --update-baseline set >out 2>err </dev/null
"$GRADE" check --baseline known.json -f tap set >got.tap 2>err </dev/null
t "accepted: prove passes" prove -Q -e cat got.tap
t "accepted: three are to do" [ "$(grep -c '^not ok .* # TODO accepted in the baseline$' got.tap)" -eq 3 ]
echo '{}' >set/good.labels.json
"$GRADE" check -f tap set >got.tap 2>err </dev/null
t "nothing asked: a plan of none" has got.tap '1..0 # SKIP no answers'
t "nothing asked: prove passes" prove -Q -e cat got.tap
