# JSON Schemas; tests/schema holds reports against them.

for name in report rubric; do
  run schema $name
  t "schema $name: status 0" status_is 0
  t "schema $name is the file that is installed" same out "$SOURCE/rubrics/schema/$name.schema.json"
done
run schema report-line
t "schema report-line: status 0" status_is 0
t "schema report-line is that of a line" has out '"$ref": "#/definitions/line"'
t "schema report-line says so" has out '"Line of a report of grade"'
run schema stream-line
t "schema stream-line: status 0" status_is 0
t "schema stream-line is that of a reply" has out '"$ref": "#/definitions/reply"'

run schema
t "no name: status 2" status_is 2
t "no name: the names are told" has err "grade schema report|report-line|rubric|stream-line"
run schema reports
t "an unknown name: status 2" status_is 2
t "an unknown name: told" has err "no schema reports"
run schema ../rubric
t "a name is no path" status_is 2
run schema grade.bash
t "a frame of completions is no schema" status_is 2
run schema report rubric
t "one name at a time" status_is 2
