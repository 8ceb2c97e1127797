# grade lint.

run lint rubric.yaml
t "a good rubric: status 0" status_is 0
t "a good rubric: its tests" has out "tests passed"
t "a good rubric: no error" has out "rubric.yaml: 0 errors"
t "results go to standard output" empty err
run lint senior-data-engineer
t "the built-in rubric has no errors" has out " 0 errors"
t "the built-in rubric passes its tests" status_is 0

sed -e 's/criteria:/criterias:/' -e 's/^bands:/bandz:/' rubric.yaml >broken.yaml
run lint broken.yaml
t "a broken rubric: status 1" status_is 1
t "all errors are told: 1" has out 'criterias'
t "all errors are told: 2" has out 'bandz'
t "with place and code" grep -q '^broken.yaml:[0-9]*:[0-9]*: error: .*\[R[0-9]*\]$' out
t "with a hint" has out "hint:"
t "with a summary" has out "tests not run"

sed 's/2: \["How many events arrive?"\]/2: ["Nothing is asked."]/' rubric.yaml >failing.yaml
run lint failing.yaml
t "a failed test: status 1" status_is 1
t "a failed test: told" has out "[R504]"
t "a failed test: counted" grep -q "1 of [0-9]* tests failed" out
t "a failed test: its place" grep -q '^failing.yaml:[0-9]*:[0-9]*: .*\[R504\]$' out

sed 's/^  tool: .*/&\n  unused: [never used]/' rubric.yaml >warned.yaml
run lint warned.yaml
t "a warning is told" has out "warning:"
t "a warning alone is status 0" status_is 0

run lint missing.yaml
t "a missing rubric: status 2" status_is 2
run lint broken.yaml missing.yaml rubric.yaml
t "several: the worst status" status_is 2
t "several: all are done" has out "rubric.yaml: 0 errors"
run lint
t "no rubric: status 2" status_is 2
: >empty.yaml
run lint empty.yaml
t "an empty rubric: status 1" status_is 1
run lint .
t "a folder: status 2" status_is 2
