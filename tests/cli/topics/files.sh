# What is graded: files, folders, standard input, and what cannot be.

run $R good.md
t "a file is graded" status_is 0
t "score and band are told" has out "  100 of 100, good"
t "the path is told" has_line out good.md
t "nothing goes to standard error" empty err

run $R -q good.md fair.md poor.txt
t "several files: status 0" status_is 0
t "several files: one line each" lines out 3
t "several files: in the order given" before out fair.md poor.txt
t "scores are aligned" has_line out "100 good good.md"
t "scores of others" has_line out " 65 fair fair.md"

run $R -q good.md missing.md fair.md
t "a missing file does not stop the others" lines out 2
t "a missing file is status 2" status_is 2
t "a missing file is named" has err "missing.md: error: no such file or folder [F001]"

run $R -q goood.md
t "a slip in a file name gets a hint" has err "did you mean good.md?"
t "a slip grades nothing" empty out

run $R
t "nothing to grade is status 2" status_is 2
run
t "no argument is status 2" status_is 2
t "no argument gets a hint" has err "grade --help"

: >empty.md
run $R -q empty.md
t "an empty file is graded" status_is 0
t "an empty file scores nothing" has out "0 poor empty.md"

printf 'How many events?\000\377\376 We upsert.\r\n' >bytes.md
run $R -q bytes.md
t "stray bytes are graded" status_is 0
run $R -f json bytes.md
t "stray bytes get a diagnostic" has out '"code": "A00'

mkdir -p folder/inner folder/.hidden none
cp good.md folder/b.md
cp fair.md folder/inner/a.txt
cp fair.md folder/c.rst
cp poor.txt folder/d.markdown
cp poor.txt folder/e.html
cp poor.txt folder/.hidden/f.md
ln -s ../folder folder/inner/loop
run $R -q folder
t "a folder is walked" lines out 4
t "a folder is walked in order: 1" before out folder/b.md folder/c.rst
t "a folder is walked in order: 2" before out folder/d.markdown folder/inner/a.txt
t "a folder is done without a word" empty err
run $R -q folder/
t "a slash at the end changes nothing" has out "folder/b.md"

run $R -q none good.md
t "a folder without answers is status 2" status_is 2
t "a folder without answers is told" has err "none: error: the folder holds no answer [F003]"
t "and the rest is graded" has out good.md

if [ "$(id -u)" -ne 0 ]; then
  chmod 0 fair.md
  run $R -q fair.md good.md
  t "an unreadable file is status 2" status_is 2
  t "an unreadable file is told" has err "fair.md: error: cannot be read: Permission denied [F001]"
  t "the rest is graded" has out good.md
  chmod 600 fair.md
else
  skip "an unreadable file" "root reads everything"
fi

if [ -e /proc/self/mem ]; then
  run $R -q /proc/self/mem good.md
  t "a file that fails while it is read is status 2" status_is 2
  t "a file that fails while it is read is told" has err "/proc/self/mem: error: cannot be read: "
else
  skip "a file that fails while it is read" "no /proc/self/mem"
fi

run_with good.md $R -q -
t "standard input is graded" has_line out "100 good <stdin>"
run_with good.md $R -q - fair.md -
t "standard input once" status_is 2
t "standard input twice is told" has err "standard input can be graded once"
# shellcheck disable=SC2002 # a pipe, not a file
cat good.md | "$GRADE" $R -q - >out 2>err
t "a pipe is graded" has_line out "100 good <stdin>"

mkfifo fifo
cat good.md >fifo &
run $R -q fifo
t "a FIFO is graded" has_line out "100 good fifo"
run $R -q /dev/zero good.md
t "an endless file is refused" has err "/dev/zero: error: the file is larger than 64 MiB [F002]"
t "an endless file is status 2" status_is 2

cp good.md ./-odd.md
run $R -q -- -odd.md
t "-- ends the options" has out "-odd.md"
cp good.md check
run $R -q ./check
t "a file named like a command" has out "./check"
