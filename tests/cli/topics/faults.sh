# Full disks, readers that go away, signals: no half file, none left behind.

# nothing_left: only what is named here stands in reports/.
mkdir reports
nothing_left() { [ "$(cd reports && echo *)" = "$1" ]; }

mkdir answers
for first in 1 2 3 4 5 6; do
  for second in 1 2 3 4 5 6 7 8 9; do
    cp good.md answers/$first$second.md
  done
done
run $R -f html good.md
cp out page.html
t "a page is larger than a buffer" [ "$(wc -c <page.html)" -gt 8192 ]

# A report that does not fit: ulimit counts in 512 bytes.
echo old >old.html
for format in html json markdown junit sarif; do
  cp old.html reports/r
  (ulimit -f 4 && "$GRADE" $R -v -o $format:reports/r answers >out 2>err </dev/null)
  status=$?
  t "$format does not fit: status 2" status_is 2
  t "$format does not fit: told" has_line err "reports/r: error: cannot be written: File too large [F004]"
  t "$format does not fit: nothing else" lines err 1
  t "$format does not fit: the old one stays" same reports/r old.html
  t "$format does not fit: nothing is left" nothing_left r
done
rm reports/r
(ulimit -f 4 && "$GRADE" $R -o html:reports/new.html -o text:reports/text.txt -q good.md >out 2>err </dev/null)
status=$?
t "a new one does not fit: status 2" status_is 2
t "a new one does not fit: only the one that did is there" nothing_left text.txt
t "a new one does not fit: that one is whole" has_line reports/text.txt "100 good good.md"
rm reports/text.txt
(ulimit -f 4 && "$GRADE" $R -f html good.md >out 2>err </dev/null)
status=$?
t "standard output does not fit: status 2" status_is 2
t "standard output does not fit: told" has_line err "grade: error: cannot write to standard output: File too large"
mkdir set
cp fair.md set
echo '{"expect": {"score": 100}}' >set/fair.labels.json
for number in 1 2 3 4 5 6 7 8 9; do
  cp fair.md "set/an-answer-with-a-long-name-to-make-the-baseline-long-$number.md"
  cp set/fair.labels.json "set/an-answer-with-a-long-name-to-make-the-baseline-long-$number.labels.json"
done
run check $R --baseline reports/known.json --update-baseline set
cp reports/known.json known.json
sed 's/"score": 65/"score": 1/' known.json >reports/known.json
cp reports/known.json worse.json
(ulimit -f 1 && "$GRADE" check $R --baseline reports/known.json --update-baseline set >out 2>err </dev/null)
status=$?
t "a baseline does not fit: status 2" status_is 2
t "a baseline does not fit: told" has_line err "reports/known.json: error: cannot be written: File too large [F004]"
t "a baseline does not fit: the old one stays" same reports/known.json worse.json
t "a baseline does not fit: nothing is left" nothing_left known.json
rm reports/known.json

# The summary of a step is added to.
echo before >reports/summary.md
cp reports/summary.md summary.md
(ulimit -f 2 && GITHUB_STEP_SUMMARY=reports/summary.md "$GRADE" $R -f github answers >out 2>err </dev/null)
status=$?
t "a step's summary does not fit: status 2" status_is 2
t "a step's summary does not fit: told" has err "reports/summary.md: error: cannot be written: File too large [F004]"
t "a step's summary does not fit: no half report" same reports/summary.md summary.md
rm reports/summary.md

# A folder that takes nothing, and one that does not tell what is in it
if has_no_privilege "a folder that takes nothing"; then
  cp old.html reports/r
  chmod 500 reports
  unprivileged "$GRADE" $R -o html:reports/r good.md >out 2>err
  status=$?
  chmod 700 reports
  t "a folder that takes nothing: status 2" status_is 2
  t "a folder that takes nothing: told" has_line err "reports/r: error: cannot be written: Permission denied [F004]"
  t "a folder that takes nothing: the old one stays" same reports/r old.html
  chmod 300 reports
  unprivileged "$GRADE" $R -o html:reports/r good.md >out 2>err
  status=$?
  chmod 700 reports
  if [ "$(uname)" = Linux ]; then
    t "a folder that is not listed: status 0" status_is 0
    t "a folder that is not listed: written" same reports/r page.html
  fi
  rm reports/r
fi
name=$(printf '%0250d' 0)
run $R -o html:reports/$name good.md
t "the longest names: status 0" status_is 0
t "the longest names: written" same reports/$name page.html
t "the longest names: nothing is left" nothing_left "$name"
rm reports/$name
run $R -o html:reports/${name}000000 good.md
t "too long a name" has err "cannot be written: File name too long [F004]"
t "too long a name: nothing is left" nothing_left "*"

# FIFOs and readers
mkfifo pipe
cat pipe >got &
run $R -o html:pipe good.md
wait
t "a FIFO gets the report: status 0" status_is 0
t "a FIFO gets the report" same got page.html
t "a FIFO stays one" [ -p pipe ]
# More than a pipe holds, so that it cannot be written before the reader is gone.
run $R -f json answers
t "a long report is larger than a pipe" [ "$(wc -c <out)" -gt 131072 ]
head -c 1 pipe >got &
run $R -o json:pipe answers
wait
t "a FIFO whose reader goes away: status 2" status_is 2
t "a FIFO whose reader goes away: told" has_line err "pipe: error: cannot be written: Broken pipe [F004]"
{
  "$GRADE" $R -f json answers 2>err </dev/null
  echo $? >status
} | head -c 1 >got
t "a closed pipe: what was read arrived" [ "$(cat got)" = "{" ]
t "a closed pipe: status 2" [ "$(cat status)" -eq 2 ]
t "a closed pipe: no word" empty err
{
  "$GRADE" $R -f json -o text:reports/r answers 2>err </dev/null
  echo $? >status
} | head -c 1 >got
t "a closed pipe: files are written all the same" has reports/r "54 answers"
rm reports/r
"$GRADE" $R -q good.md >&- 2>err </dev/null
t "closed standard output is told" has_line err "grade: error: cannot write to standard output: Bad file descriptor"
"$GRADE" $R -q good.md missing.md >out 2>&- </dev/null
status=$?
t "closed standard error: graded" has_line out "100 good good.md"
t "closed standard error: status 2" status_is 2
if [ -w /dev/full ]; then
  "$GRADE" $R -q good.md missing.md >out 2>/dev/full </dev/null
  status=$?
  t "full standard error: graded" has_line out "100 good good.md"
  t "full standard error: status 2" status_is 2
  for command in "check $R set" "explain $R good.md 1" "eval $R set" "lint rubric.yaml" "rubrics --source rubric.yaml" \
    "schema report" "completion bash" "help" "--version" "--help"; do
    # shellcheck disable=SC2086 # several words
    "$GRADE" $command >/dev/full 2>err </dev/null
    status=$?
    t "grade $command on a full disk: status 2" status_is 2
  done
fi

# Signals, while an answer is awaited: opening the FIFO returns when it is read.
for signal in TERM:15 HUP:1; do
  number=${signal#*:}
  signal=${signal%:*}
  sh -c "kill -s $signal \$\$; exit 0" 2>/dev/null
  if [ $? -le 128 ]; then
    skip "$signal while reading" "it is ignored here"
    continue
  fi
  cp old.html reports/r
  "$GRADE" $R -o html:reports/r -o text good.md pipe >out 2>err </dev/null &
  grading=$!
  exec 3>pipe
  kill -s $signal $grading
  wait $grading
  status=$?
  exec 3>&-
  t "$signal while reading: ends by it" status_is $((128 + number))
  t "$signal while reading: the old one stays" same reports/r old.html
  t "$signal while reading: nothing is left" nothing_left r
  t "$signal while reading: no word" empty err
  rm reports/r
done

# Signals while a report is written
if has_interference "signals while writing"; then
  # shellcheck disable=SC3045 # where there is none, a core is left
  ulimit -c 0 2>/dev/null
  for signal in 1 2 3 15; do
    sh -c "kill -$signal \$\$; exit 0" 2>/dev/null
    if [ $? -le 128 ]; then
      skip "signal $signal while writing" "it is ignored here"
      continue
    fi
    for call in fchmod fclose; do
      cp old.html reports/r
      run_env "$INTERFERE INTERFERE_AT=$call INTERFERE_BY=$signal" $R -o html:reports/r good.md
      t "signal $signal, $call: ends by it" status_is $((128 + signal))
      t "signal $signal, $call: the old one stays" same reports/r old.html
      t "signal $signal, $call: nothing is left" nothing_left r
      rm reports/r
      run_env "$INTERFERE INTERFERE_AT=$call INTERFERE_BY=$signal" $R -o html:reports/r good.md
      t "signal $signal, $call: no new one" nothing_left "*"
    done
    cp old.html reports/r
    run_env "$INTERFERE INTERFERE_AT=renameat INTERFERE_BY=$signal" $R -o html:reports/r good.md
    t "signal $signal, renameat: ends by it" status_is $((128 + signal))
    t "signal $signal, renameat: the new one is whole" same reports/r page.html
    t "signal $signal, renameat: nothing is left" nothing_left r
    rm reports/r
  done
  cp worse.json reports/known.json
  run_env "$INTERFERE INTERFERE_AT=fclose INTERFERE_BY=15" check $R --baseline reports/known.json --update-baseline set
  t "a signal and a baseline: ends by it" status_is 143
  t "a signal and a baseline: the old one stays" same reports/known.json worse.json
  t "a signal and a baseline: nothing is left" nothing_left known.json
  rm reports/known.json
  echo before >reports/summary.md
  run_env "$INTERFERE INTERFERE_AT=fclose INTERFERE_BY=15 GITHUB_STEP_SUMMARY=reports/summary.md" $R -f github good.md
  t "a signal and a step's summary: ends by it" status_is 143
  tail -n 1 reports/summary.md >last
  run $R -f markdown good.md
  tail -n 1 out >wanted
  t "a signal and a step's summary: the report is whole" same last wanted
  rm reports/summary.md
  (
    trap '' TERM
    run_env "$INTERFERE INTERFERE_AT=fclose INTERFERE_BY=15" $R -o html:reports/r good.md
    t "an ignored signal stays ignored: status 0" status_is 0
  )
  t "an ignored signal stays ignored: written" same reports/r page.html
  rm reports/r
fi
