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

if has_no_privilege "an unreadable file"; then
  chmod 0 fair.md
  unprivileged "$GRADE" $R -q fair.md good.md >out 2>err
  status=$?
  t "an unreadable file is status 2" status_is 2
  t "an unreadable file is told" has err "fair.md: error: cannot be read: Permission denied [F001]"
  t "the rest is graded" has out good.md
  chmod 600 fair.md
  mkdir shut
  cp fair.md shut/fair.md
  chmod 0 shut
  unprivileged "$GRADE" $R -q shut/fair.md >out 2>err
  t "a file in a folder that is shut" has err "shut/fair.md: error: cannot be read: Permission denied [F001]"
  unprivileged "$GRADE" $R -q shut good.md >out 2>err
  status=$?
  t "a folder that is shut: status 2" status_is 2
  t "a folder that is shut" has err "shut: error: cannot be read: Permission denied [F001]"
  t "a folder that is shut: the rest is graded" has out good.md
  chmod 700 shut
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


# What is read decides, not what is told of a size.
if [ -e /proc/self/environ ]; then
  env -i "ANSWER=

$(cat good.md)" "$GRADE" $R -q /proc/self/environ >out 2>err
  t "a file that says it has no bytes" has_line out "100 good /proc/self/environ"
else
  skip "a file that says it has no bytes" "no /proc/self/environ"
fi
dd if=/dev/null of=sparse.md bs=1 seek=2147483648 2>/dev/null
run $R -q sparse.md good.md
t "2 GiB of nothing are refused" has err "sparse.md: error: the file is larger than 64 MiB [F002]"
t "2 GiB of nothing are status 2" status_is 2
t "and the rest is graded" has out good.md
for option in prompt rubric; do
  run --$option=sparse.md good.md
  t "--$option of 2 GiB: status 2" status_is 2
  t "--$option of 2 GiB: told" has err "sparse.md: error: the file is larger than 64 MiB [F002]"
  run --$option=/dev/zero good.md
  t "--$option without an end: told" has err "/dev/zero: error: the file is larger than 64 MiB [F002]"
done
# A sanitizer needs more for itself.
if (ulimit -v 250000 && "$GRADE" --version) >/dev/null 2>&1; then
  (ulimit -v 250000 && "$GRADE" $R -q sparse.md /dev/zero good.md) >out 2>err
  t "memory is bounded: not out of it" lacks err "out of memory"
  t "memory is bounded: refused all the same" lines err 2
  t "memory is bounded: the rest is graded" has out good.md
else
  skip "memory is bounded" "the program does not start in 250 MB"
fi
rm sparse.md
run $R -q /dev/null
t "nothing at all is graded" has out "0 poor /dev/null"

if has_interference "a file that changes while it is read"; then
  yes "How many events a day? We upsert by key." | head -c 200000 >long.md
  mkdir before after
  for length in 70000 300000; do
    cp long.md before/changes.md
    cp long.md after/changes.md
    dd if=/dev/null of=after/changes.md bs=1 seek=$length 2>/dev/null
    (cd before && run_env "$INTERFERE INTERFERE_AT=read INTERFERE_BY=changes.md=$length" -f json changes.md)
    (cd after && run -f json changes.md)
    t "200000 bytes that become $length" same before/out after/out
    t "200000 bytes that become $length, in fact" [ "$(wc -c <before/changes.md)" -eq $length ]
  done
fi

# What is no file, in its place
ln -s nowhere.md dangling.md
ln -s circle.md circle.md
run $R -q dangling.md good.md
t "a link to nothing: status 2" status_is 2
t "a link to nothing" has err "dangling.md: error: no such file or folder [F001]"
t "a link to nothing: the rest is graded" has out good.md
run $R -q circle.md good.md
t "a link to itself: status 2" status_is 2
t "a link to itself" has err "circle.md: error: cannot be read: Too many levels of symbolic links [F001]"
t "a link to itself: the rest is graded" has out good.md
ln -s good.md link.md
run $R -q link.md
t "a link to an answer is graded" has_line out "100 good link.md"
for option in prompt rubric; do
  run --$option=none good.md
  t "--$option is a folder: status 2" status_is 2
  t "--$option is a folder" has err "none: error: cannot be read: Is a directory [F001]"
  run --$option=circle.md good.md
  t "--$option is a link to itself" has err "circle.md: error: cannot be read: Too many levels of symbolic links [F001]"
  run --$option=dangling.md good.md
  t "--$option is a link to nothing: status 2" status_is 2
  t "--$option is a link to nothing: told" has err "dangling.md"
done
run check $R --baseline none folder
t "--baseline is a folder: status 2" status_is 2
t "--baseline is a folder" has err "none: error: cannot be read: Is a directory [F001]"
mkfifo words
cat rubric.yaml >words &
run --rubric words -q good.md
t "a rubric from a FIFO" has_line out "100 good good.md"

cp good.md ./-odd.md
run $R -q -- -odd.md
t "-- ends the options" has out "-odd.md"
cp good.md ./-xdd.md
run $R -q -xdd.md
t "a name that begins with a dash: status 2" status_is 2
t "a name that begins with a dash: what to do" has err "-- ends the options: grade -- -xdd.md"
cp good.md ./--odd.md
run $R -q --odd.md
t "a name that begins with two" has err "-- ends the options: grade -- --odd.md"
rm ./--odd.md

mkdir twice
cp good.md twice/a.md
ln -s a.md twice/b.md
ln twice/a.md twice/c.md
run $R -q twice fair.md ./fair.md twice/../twice/a.md
t "given twice: graded once" lines out 3
t "given twice: under the first name" has_line out " 65 fair fair.md"
t "given twice: a copy and a hard link are files of their own" has_line out "100 good twice/c.md"
t "given twice: status 0" status_is 0
t "given twice: told, in one line" has_line err \
  "grade: note: twice/b.md is the same file as twice/a.md, and 2 more were given before; each is graded once"
run $R -q fair.md good.md ./fair.md
t "one given twice" has_line err "grade: note: ./fair.md is the same file as fair.md and is graded once"
cp good.md check
run $R -q ./check
t "a file named like a command" has out "./check"
