# The gcc format: one line for each fault.

run $R -f gcc good.md
t "status 0" status_is 0
run $R -f gcc fair.md poor.txt
cp out all.out
t "a missing criterion is a warning" grep -q '^poor\.txt:1:1: warning: .*: missing\. .* \[store\.compaction\]$' out
t "a penalty is an error" grep -q '^poor\.txt:[0-9]*:[0-9]*: error: .*: costs [0-9.]* points\{0,1\}\. .* \[anti\.tools_first\]$' out
t "a criterion in part is a note" grep -q '^fair\.md:[0-9]*:[0-9]*: note: .*: level 1 of 2\. ' out
t "nothing but such lines" not grep -qvE '^(fair\.md|poor\.txt):[1-9][0-9]*:[1-9][0-9]*: (error|warning|note): .+ \[[a-z_.]+\]$' out
before_error=$(grep -n 'poor\.txt:.*: error' out | tail -n 1 | cut -d: -f1)
before_warning=$(grep -n 'poor\.txt:.*: warning' out | head -n 1 | cut -d: -f1)
t "the graver comes first" [ "$before_error" -lt "$before_warning" ]
run $R -o gcc:report.txt fair.md poor.txt
t "to a file" same report.txt all.out
run $R -f gcc -q fair.md poor.txt
t "quiet changes nothing" same out all.out
run $R -f gcc missing.md good.md
t "a missing file: status 2" status_is 2
t "a missing file is a line" grep -q '^missing\.md:1:1: error: Not graded: no such file or folder\..* \[F001\]$' out
run $R -f gcc --color always fair.md poor.txt
t "no colour" lacks out "$ESC"
run $R -f gcc --fail-under 100 poor.txt
t "status 1 of a gate" status_is 1

newline=$(printf 'a\nb: error: no [x].md')
cp poor.txt "$newline"
run $R -f gcc "./$newline"
t "a line break in a name makes no line" not grep -qv '^\./a^Jb: error: no \[x\]\.md:[0-9]*:[0-9]*: ' out
cp poor.txt '::error::x.txt'
run $R -f gcc ::error::x.txt
t "no line is a command to GitHub" not grep -qv '^\./::error::x\.txt:[0-9]*:[0-9]*: ' out
name=$(printf 'x\033[2J\200.txt')
cp poor.txt "$name"
run $R -f gcc "$name"
t "no control in a name" lacks out "$ESC"
t "a control in a name is visible" has out 'x^[[2J'

# The matchers of editors and of GitHub read path, place, severity and message.
if have python3; then
  t "matchers read it" python3 - <<'END'
import re
gcc = re.compile(r'^(.*?):(\d+):(\d*):?\s+(?:fatal\s+)?(warning|error|note):\s+(.*?)(?:\s+\[([^\]]+)\])?$')
seen = set()
for line in open('all.out', encoding='utf-8').read().splitlines():
    found = gcc.match(line)
    assert found, line
    path, row, column, severity, message, rule = found.groups()
    lines = open(path, encoding='utf-8').read().split('\n')
    assert 1 <= int(row) <= len(lines), line
    assert 1 <= int(column) <= len(lines[int(row) - 1]) + 1, line
    assert message and rule, line
    seen.add(severity)
assert seen == {'error', 'warning', 'note'}, seen
END
else
  skip "matchers read it" "no python3"
fi
