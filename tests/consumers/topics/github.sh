# shellcheck shell=sh disable=SC2154
# Workflow commands, read as a runner reads them.

report() {
  "$GRADE" -o json:got.json -o github "$@" >got 2>err </dev/null
}
reads() {
  "$PYTHON" "$HERE/read_github.py" got got.json "$PWD${under:-}" >read.txt && cat read.txt && grep -qx "$1" read.txt
}

# The reader must see what it looks for.
printf '{"answers": [], "diagnostics": []}' >none.json
refuses() {
  printf '%s\n' "$1" >bad
  ! "$PYTHON" "$HERE/read_github.py" bad none.json "$PWD" >read.txt 2>&1
}
t "the reader sees a command" refuses '::error::x'
t "the reader sees one behind spaces" refuses '  ::add-mask::x'
t "the reader sees the first form" refuses 'answer ##[add-path]x'

report "$GOOD"
t "one answer" reads '1 7 6 1'
report "$SOURCE"/examples/answers/*.md missing.md "$PWD/gone.md"
t "several answers, two of them missing" reads '8 10 10 4'
t "files are told from the folder" has got '::error file=gone.md,line=1,'
report "$HOSTILE"
t "hostile text" reads '0 9 5 1'
echo "I would take Kafka." >no-design.md
report no-design.md
t "no design" reads '1 0 0 1'

"$PYTHON" "$HERE/hostile_names.py" "$HOSTILE" names
cp "$HOSTILE" 'names/ ::error::x.md'
cp "$HOSTILE" 'names/##[add-mask]x.md'
cp "$HOSTILE" 'names/a,line=9:%2C%25.md'
cp no-design.md 'names/::add-mask::y.md'
cp no-design.md 'names/##[group]y.md'
cp no-design.md 'names/==a,b:c%0A.md'
report names/*
t "hostile names" reads '[0-9]* 10 10 2[12]'
cd names || exit 1
"$GRADE" -o json:../got.json -o github -- * >../got 2>../err </dev/null
cd ..
under=/names
t "hostile names at the beginning" reads '[0-9]* 10 10 2[12]'
