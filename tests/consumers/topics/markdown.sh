# shellcheck shell=sh disable=SC2016,SC2154
# Markdown reports, rendered by cmark-gfm, GitHub's own parser, and then looked
# at as GitHub looks at the result: for mentions, references, links and emoji.

report() {
  "$GRADE" -o json:got.json -o markdown:got.md "$@" >out 2>err </dev/null
}
reads() { "$PYTHON" "$HERE/read_markdown.py" got.md got.json >read.txt; }
compares() { reads && cat read.txt && grep -qx "$1" read.txt; }

# The reader must see what it looks for.
printf '{"answers": []}' >none.json
sees() {
  printf '%s\n' "$1" >bad.md
  ! "$PYTHON" "$HERE/read_markdown.py" bad.md none.json 2>seen && grep -qF "$2" seen
}
t "the reader sees an image" sees 'x <img src=x> y' 'an element <img>'
t "the reader sees a link" sees '[x](y)' 'an element <a>'
t "the reader sees a bare address" sees 'www.example.org' 'an element <a>'
t "the reader sees a mention" sees 'hello @everyone' 'GitHub makes something'
t "the reader sees an encoded mention" sees '&#64;everyone' 'GitHub makes something'
t "the reader sees a comment" sees 'x <!-- y -->' 'a comment'
t "the reader sees what stays open" sees '<details>' 'left open'

report "$GOOD"
t "one answer" compares "1 names, 2[0-9] quotations"
report "$SOURCE"/examples/answers/*.md
t "several answers" compares "3 names, [6-9][0-9] quotations"

report "$HOSTILE"
t "hostile text: it is quoted" has got.md '<details open ontoggle=alert'
t "hostile text" compares "1 names, [12][0-9] quotations"

"$PYTHON" "$HERE/hostile_names.py" "$HOSTILE" names
"$PYTHON" - "$HOSTILE" names <<'END'
import os, random, shutil, sys
names = [b"@everyone.md", b"#1 GH-2.md", b"`a``b`.md", b"a|b\\|c\\.md", b"![x](y).md", b" x .md",
         b"www.example.org.md", b"user@example.org.md", b"<!-- x -->.md", b"[^1]: x.md", b"|.md",
         b"&#64;all&amp;.md", b"***.md", b"1. x.md", b":tada:.md", b"$x$.md", b"`.md"]
random.seed(20)
for _ in range(150):
    length = random.randrange(1, 60)
    names.append(bytes(random.choice(b"`|\\*_[]<>&@#$:!~ \n\t\"'().-=+a1x\xc3\xa4") for _ in range(length)) + b".md")
for name in names:
    shutil.copyfile(sys.argv[1], os.path.join(os.fsencode(sys.argv[2]), name))
END
cd names || exit 1
set -- -- *
t "hostile names: there are many" [ $# -gt 180 ]
"$GRADE" -o json:../got.json -o markdown:../got.md "$@" >../out 2>../err </dev/null
cd ..
t "hostile names" compares "1[0-9][0-9] names, [0-9]* quotations"
t "hostile names: the cut is told" has got.md "This report is cut to what a comment takes"

# Credited sentences with anything in them.
"$PYTHON" - fuzz <<'END'
import os, random, sys
os.mkdir(sys.argv[1])
random.seed(3)
for number in range(60):
    junk = ["".join(random.choice("`|\\*_[]<>&@#$:!~\"'()-=+a1\u202e\u00e4\x1b") for _ in range(random.randrange(1, 30)))
            for _ in range(3)]
    with open(os.path.join(sys.argv[1], "%d.md" % number), "w") as file:
        file.write("How many events per second do we get at peak %s?\n\nThe load is a `MERGE` on event_id, so "
                   "replaying Tuesday changes nothing %s and a second run writes the same rows. %s\n" % tuple(junk))
END
fuzzed=0
for file in fuzz/*.md; do
  report "$file"
  if ! reads; then
    echo "$file"
    fuzzed=-1000
  elif ! grep -q ' 0 quotations' read.txt; then
    fuzzed=$((fuzzed + 1))
  fi
done
t "hostile sentences" [ "$fuzzed" -ge 30 ]

# A rubric may say anything as well.
sed -e 's/title: \([^"].*\)/title: "\1 *a* _b_ <b> | @x #1 $5 :tada: [x](y) www.x.y ~z~ \\\\ `c"/' \
  "$SOURCE/tests/cli/data/rubric.yaml" >rubric.yaml
report -r rubric.yaml "$SOURCE/tests/cli/data/fair.md" "$SOURCE/tests/cli/data/good.md"
t "a hostile rubric: it is used" has got.md '`:tada:`'
t "a hostile rubric" compares "2 names, [1-9][0-9]* quotations"

echo "I would take Kafka." >no-design.md
report no-design.md
t "no design" compares "1 names, 0 quotations"
report missing.md
t "nothing graded: told" has got.md 'No answer was graded.'

mkdir thousand
number=0
while [ $number -lt 1000 ]; do
  cp "$HOSTILE" "thousand/@$number <b>|.md"
  number=$((number + 1))
done
report thousand/*
t "a thousand answers" compares "[1-9][0-9][0-9] names, [1-9][0-9]* quotations"
t "a thousand answers: the others are counted" grep -qE "^And [1-9][0-9]+ more answers are left out\.$" got.md
