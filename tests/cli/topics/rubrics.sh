# Rubrics: built in, from files, with includes; listing and showing them.

run rubrics
t "rubrics: status 0" status_is 0
t "rubrics: the built-in one" has out "senior-data-engineer "
t "rubrics: its size" has out " criteria, "
run rubrics senior-data-engineer
t "one rubric: status 0" status_is 0
t "one rubric: its criteria" has out "  process.idempotency "
t "one rubric: its penalties" has out "  anti.tools_first "
t "one rubric: its bands" has out "Bands, from this score on"
run rubrics senior-data-enginer
t "a slip is status 2" status_is 2
t "a slip gets a hint" has err "did you mean senior-data-engineer?"
run rubrics rubric.yaml
t "a file can be shown" has out "  store.compaction "
run rubrics senior-data-engineer --source
t "source: status 0" status_is 0
t "source: the YAML" has out "rubric: senior-data-engineer"
run rubrics --source
t "source of nothing is status 2" status_is 2
run rubrics nope --source
t "source of an unknown one is status 2" status_is 2

run -q good.md
t "the default rubric is built in" status_is 0
run -q --rubric senior-data-engineer good.md
t "a rubric by id" status_is 0
mkdir elsewhere
(cd elsewhere && "$GRADE" -q ../good.md >out 2>err </dev/null)
status=$?
t "from any folder" status_is 0

mkdir -p set/parts
sed '/^concepts:/,/^sections:/{/^sections:/!d}' rubric.yaml >set/main.yaml
{
  sed '/^sections:/,$d' set/main.yaml
  echo 'include: [parts/words.yaml]'
  sed -n '/^sections:/,$p' set/main.yaml
} >set/whole.yaml
sed -n '/^concepts:/,/^sections:/{/^sections:/!p}' rubric.yaml >set/parts/words.yaml
run -q --rubric set/whole.yaml good.md
t "includes are read from the rubric's folder" has out "100 good good.md"
(cd set && "$GRADE" -q --rubric whole.yaml ../good.md >../out 2>../err </dev/null)
t "relative to the rubric, not to the working folder" has out "100 good ../good.md"
rm set/parts/words.yaml
run -q --rubric set/whole.yaml good.md
t "a missing include is status 2" status_is 2
t "a missing include is named" has err "parts/words.yaml"
ln -s ../../words.yaml set/parts/words.yaml
sed -n '/^concepts:/,/^sections:/{/^sections:/!p}' rubric.yaml >words.yaml
run -q --rubric set/whole.yaml good.md
t "a link may lead out" has out "100 good good.md"
sed 's|parts/words.yaml|../words.yaml|' set/whole.yaml >set/up.yaml
run -q --rubric set/up.yaml good.md
t "an include may not" status_is 2
sed "s|parts/words.yaml|$PWD/words.yaml|" set/whole.yaml >set/absolute.yaml
run -q --rubric set/absolute.yaml good.md
t "nor be absolute" status_is 2

sed 's/criteria:/criterias:/' rubric.yaml >broken.yaml
run -q --rubric broken.yaml good.md
t "a broken rubric is status 2" status_is 2
t "a broken rubric grades nothing" empty out
t "a broken rubric is told with its place" grep -q '^broken.yaml:[0-9]*:[0-9]*: error: .*\[R[0-9]*\]$' err
t "lint is recommended" has err "grade lint"
