# Formats, and where they go.

run $R -f text good.md
cp out text.out
run $R good.md
t "text is the default" same out text.out
run $R --format json good.md fair.md
cp out json.out
t "json: status 0" status_is 0
t "json: report version" has out '"report": 1,'
t "json: both answers" has out '"path": "fair.md"'
t "json: scores are decimals" has out '"score": 65,'
t "json: half points" has out '"points": 2.5,'
t "json: the rubric" has out '"id": "three"'
if have python3; then
  t "json is well-formed" python3 -m json.tool json.out
else
  skip "json is well-formed" "no python3"
fi
run $R -f jsonl good.md fair.md
t "jsonl: a line for each answer" lines out 2
if have python3; then
  t "jsonl is well-formed" python3 -c "
import json
for line in open('out'):
    entry = json.loads(line)
    assert entry['report'] == 1 and entry['tool']['name'] == 'grade'
    answer = entry['answer']
    for key in 'path score max band complete criteria penalties caps next diagnostics'.split():
        assert key in answer, key
    for criterion in answer['criteria']:
        for key in 'id title section level max_level points max_points evidence reason advice probe'.split():
            assert key in criterion, key
        for evidence in criterion['evidence']:
            source = open(answer['path'], 'rb').read()
            quoted = source[evidence['start']:evidence['end']].decode()
            assert quoted == evidence['text'], (quoted, evidence)
"
else
  skip "jsonl is well-formed" "no python3"
fi

run $R -f json missing.md
t "json of nothing is written" has out '"answers": [],'
t "json tells what could not be read" has out '"code": "F001"'
t "json of nothing: rubric is null" has out '"rubric": null,'
t "json does not change the status" status_is 2

run $R --output json:report.json good.md fair.md
t "a report to a file" same report.json json.out
t "then nothing goes to standard output" empty out
run $R --output text --output json:a.json --output jsonl:b.jsonl good.md fair.md
t "several outputs: the file" same a.json json.out
t "several outputs: the other file" lines b.jsonl 2
t "several outputs: standard output" has out "2 answers"
run $R -q --format text -o json:c.json good.md fair.md
t "--format and --output" same c.json json.out
t "--format and --output: standard output" lines out 2
run $R --output json:- good.md fair.md
t "- is standard output" same out json.out

run $R --output text --output json good.md
t "two outputs on standard output: status 2" status_is 2
t "two outputs on standard output: told" has err "two outputs go to standard output"
t "two outputs on standard output: nothing graded" empty out
run $R -f jsn good.md
t "a slip in a format" has err "did you mean json?"
t "a slip in a format is status 2" status_is 2
run $R -o report.json good.md
t "a forgotten format" has err "write the format first: --output json:report.json"
run $R -o json: good.md
t "a forgotten path" status_is 2

echo old >old.txt
run $R -o text:old.txt good.md
t "a file is replaced" has old.txt "100 of 100"
chmod 640 old.txt
run $R -o text:old.txt good.md
t "its permissions stay" [ -n "$(find old.txt -perm 640)" ]
ln -s old.txt link.txt
run $R -o json:link.txt good.md
t "a link stays a link" [ -L link.txt ]
t "and its file is written" has old.txt '"report": 1'
run $R -o text:none/report.txt good.md
t "no folder: status 2" status_is 2
t "no folder: told" has err "none/report.txt: error: cannot be written: No such file or directory [F004]"
run $R -o text:. good.md
t "a folder is no file" has err ".: error: cannot be written: Is a directory [F004]"
cp good.md precious.md
run $R -o text:precious.md precious.md
t "an answer is not overwritten: status" status_is 2
t "an answer is not overwritten" same precious.md good.md
run $R -o text:precious.md -p precious.md fair.md
t "a prompt is not overwritten: told" has err "--output would overwrite precious.md, which is read"
t "a prompt is not overwritten" same precious.md good.md
cp rubric.yaml kept.yaml
for command in grade check; do
  [ $command = grade ] && set -- good.md || set -- check .
  run "$@" --rubric rubric.yaml -o json:./rubric.yaml
  t "a rubric is not overwritten by $command: status" status_is 2
  t "a rubric is not overwritten by $command" same rubric.yaml kept.yaml
done
t "no temporary files are left" [ -z "$(find . -name '*.txt.*' -o -name '*.json.*')" ]

run $R -q -o text:/dev/stdout good.md
t "a device is written in place" has out "100 good good.md"
if [ -w /dev/full ]; then
  run $R -o json:/dev/full good.md
  t "a full disk is status 2" status_is 2
  t "a full disk is told" has err "/dev/full: error: cannot be written: No space left on device [F004]"
  "$GRADE" $R good.md >/dev/full 2>err </dev/null
  status=$?
  t "full standard output is status 2" status_is 2
  t "full standard output is told" has err "cannot write to standard output: No space left on device"
  "$GRADE" rubrics >/dev/full 2>err
  status=$?
  t "every command notices" status_is 2
else
  skip "a full disk" "no /dev/full"
fi
"$GRADE" $R -q good.md >&- 2>err </dev/null
status=$?
t "closed standard output is status 2" status_is 2
"$GRADE" $R -q -o json:closed.json good.md >&- 2>err </dev/null
t "a closed standard output does not leak into a file" has closed.json '"report": 1'
"$GRADE" $R -q - >out 2>err <&-
status=$?
t "closed standard input is status 2" status_is 2
{
  sleep 1
  "$GRADE" $R -v good.md fair.md poor.txt capped.md 2>err
  echo $? >pipe.status
} | :
t "a reader that went away is status 2" [ "$(cat pipe.status)" -eq 2 ]
t "a reader that went away needs no message" empty err
