# shellcheck shell=sh disable=SC2034
# Manual pages as man, mandoc and groff read them. The build makes them; grade
# alone does not need them.

BUILD=${GRADE%/bin/*}
cmake --build "$BUILD" --target grade_documents libgrade_manuals >build.log 2>&1
t "the pages are built" [ $? -eq 0 ]

for page in "$BUILD"/cli/man/*.1 "$BUILD"/libgrade/man/*.[35]; do
  name=${page##*/}
  mandoc -T lint -W warning "$page" >out 2>err
  status=$?
  t "$name: mandoc has nothing to say" status_is 0
  t "$name: nothing at all" empty out
  groff -ww -man -z "$page" >out 2>err
  status=$?
  t "$name: groff: status 0" status_is 0
  t "$name: groff warns of nothing" empty err
  MANWIDTH=80 man --warnings -l "$page" >out 2>err </dev/null
  status=$?
  t "$name: man: status 0" status_is 0
  t "$name: man warns of nothing" empty err
  t "$name: man shows it" grep -q '^NAME$' out
  t "$name: man and mandoc show the same words" "$PYTHON" -c '
import re, subprocess, sys
def words(command):
    text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    text = re.sub(".\b", "", text).split("\n", 1)[1].rsplit("\n", 2)[0]
    return re.sub("[\u2010-]\n *", "-", text).replace("\u2010", "-").split()
page = sys.argv[1]
left, right = words(["man", "--nh", "-l", page]), words(["mandoc", "-T", "utf8", page])
missing = {word for word in left if len(word) > 3} ^ {word for word in right if len(word) > 3}
assert len(left) > 100 and len(missing) <= len(left) // 50, missing
' "$page"
done
# Commands are found in each other.
for name in calibrate check completion eval explain lint rubrics schema; do
  t "grade(1) refers to grade-$name(1)" grep -q "^\.Xr grade-$name 1" "$BUILD/cli/man/grade.1"
done
