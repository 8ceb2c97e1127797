# shellcheck shell=sh disable=SC2016,SC2086,SC2154
# Workflow commands and the summary of a step.

run $R -f github fair.md poor.txt missing.md
t "status is that of every format" status_is 2
t "what could not be graded comes first" \
  [ "$(head -n 1 out)" = "::error file=missing.md,line=1,title=F001::Not graded: no such file or folder." ]
t "what is missing" grep -q '^::warning file=poor\.txt,line=1,title=[^:]*::.*: missing\.' out
t "the score" grep -q '^65 of 100, .*: fair\.md$' out
run $R -f github "$PWD/good.md"
t "paths are relative" has_line out '100 of 100, good: good.md'
run $R -f github missing.md
t "no answer" lines out 1

echo before >summary.md
run_env "GITHUB_STEP_SUMMARY=summary.md" $R -f github good.md
t "the summary: status 0" status_is 0
t "the summary: what was there stays" [ "$(head -n 1 summary.md)" = before ]
t "the summary: the markdown report is added" has_line summary.md '## `good.md`: 100 of 100, good'
t "the summary: standard output has the commands" has_line out '100 of 100, good: good.md'
run_env "GITHUB_STEP_SUMMARY=summary.md" $R -o github:commands.txt -q -o text fair.md
t "the summary: github in a file" has summary.md '## `fair.md`: 65 of 100'
t "the summary: it is added, not replaced" has summary.md '## `good.md`'
cp summary.md old.md
run_env "GITHUB_STEP_SUMMARY=summary.md" $R -f json good.md
t "the summary: other formats leave it alone" same summary.md old.md
run_env "GITHUB_STEP_SUMMARY=" $R -f github good.md
t "the summary: an empty name is none" status_is 0
run_env "GITHUB_STEP_SUMMARY=own.md" $R -f github -o markdown:own.md good.md
t "the summary: not twice in one file" [ "$(grep -c '^## ' own.md)" -eq 1 ]
run_env "GITHUB_STEP_SUMMARY=new.md" $R -f github good.md
t "the summary: a file that is not there yet" \
  [ "$(head -n 1 new.md)" = '## `good.md`: 100 of 100, good' ]
run_env "GITHUB_STEP_SUMMARY=none/summary.md" $R -f github good.md
t "the summary: no folder is status 2" status_is 2
t "the summary: no folder is told" has err 'none/summary.md: error: cannot be written: No such file or directory [F004]'
t "the summary: no folder, and the commands are there" has_line out '100 of 100, good: good.md'
if [ -w /dev/full ]; then
  run_env "GITHUB_STEP_SUMMARY=/dev/full" $R -f github good.md
  t "the summary: a full disk is status 2" status_is 2
  t "the summary: a full disk is told" has err '/dev/full: error: cannot be written: No space left on device [F004]'
else
  skip "the summary: a full disk" "no /dev/full"
fi
dd if=/dev/zero of=full.md bs=1000000 count=1 2>/dev/null
cp full.md full.old
run_env "GITHUB_STEP_SUMMARY=full.md" $R -f github good.md
t "the summary: one that is full is left alone" same full.md full.old
t "the summary: and that is told" has err 'the step summary is full'
t "the summary: but is no failure" status_is 0
run --help
t "the summary: in help" has out 'GITHUB_STEP_SUMMARY'
