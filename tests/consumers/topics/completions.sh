# shellcheck shell=sh disable=SC2034,SC2046,SC2089,SC2090
# Completions, in the shells themselves: `offers` and `lacks_offer` look at what
# bash, zsh and fish offer at the end of a line.

mkdir bin zsh answers 'my folder'
ln -s "$GRADE" bin/grade
PATH=$PWD/bin:$PATH
cp "$SOURCE/tests/cli/data/rubric.yaml" .
: >answer.md
: >'a b.md'
for shell in bash zsh fish; do
  run completion $shell
  cp out "grade.$shell"
done
cp grade.zsh zsh/_grade
t "bash reads its script" bash -n grade.bash
t "zsh reads its script" zsh -n grade.zsh
t "fish reads its script" fish -N -n grade.fish
if have shellcheck; then
  t "shellcheck has nothing to say" shellcheck grade.bash
fi

# offered SHELL LINE: what is offered, a line each, into `out`
offered() {
  case $1 in
  bash) bash "$HERE/complete.bash" grade.bash "$2" >out 2>err </dev/null ;;
  fish) fish -N -c "source grade.fish; complete -C '$2'" 2>err </dev/null | cut -f 1 >out ;;
  esac
}
# offers LINE WORD...: exactly these, at the end of a word that = or : divides
offers() {
  _line=$1
  shift
  for _shell in bash fish; do
    offered "$_shell" "$_line"
    # fish repeats what stands before, bash marks no folders
    sed 's/^--[a-z-]*=//; s/^[a-z]*://; s,/$,,; /^$/d' out | LC_ALL=C sort >got
    printf '%s\n' "$@" | sed '/^$/d' | LC_ALL=C sort >wanted
    t "$_shell: $_line" same got wanted
    t "$_shell: $_line: without a message" empty err
  done
}
formats="text html markdown json jsonl csv junit tap sarif github gitlab gcc"
files="answer.md answers rubric.yaml"
# shellcheck disable=SC2086 # lists of words
{
  offers "grade --out" --output
  offers "grade --format " $formats
  offers "grade -o js" json jsonl
  offers "grade --output=js" json jsonl
  offers "grade --output json:ans" answer.md answers
  offers "grade --output=json:ans" answer.md answers
  offers "grade --color=" auto always never
  offers "grade answer.md --color a" auto always
  offers "grade --fail-under " $("$GRADE" rubrics senior-data-engineer |
    sed -n '/^Bands/,$s/^ *[0-9]*  //p')
  offers "grade --fail-on scope." $("$GRADE" rubrics --ids senior-data-engineer | grep '^scope\.')
  offers "grade --prompt ans" answer.md answers
  offers "grade answer.md " $files 'a b.md' bin err grade.bash grade.fish grade.zsh got 'my folder' \
    out wanted zsh check.log
  offers "grade --width "
  offers "grade calib" calibrate
  offers "grade check " answers bin 'my folder' zsh
  offers "grade check --update" --update-baseline
  offers "grade explain -r rubric.yaml " $("$GRADE" rubrics --ids rubric.yaml)
  offers "grade explain --rubric=rubric.yaml " $("$GRADE" rubrics --ids rubric.yaml)
  offers "grade explain --rubric no.yaml scope."
  offers "grade explain store.compaction ans" answer.md answers
  offers "grade explain --at 12 ans" answer.md answers
  offers "grade eval --format " text markdown json
  offers "grade calibrate -f " text json
  offers "grade calibrate -c clos" $("$GRADE" rubrics --ids senior-data-engineer | grep '^clos')
  offers "grade rubrics sen" senior-data-engineer
  offers "grade lint sen" senior-data-engineer
  offers "grade schema " report report-line rubric stream-line
  offers "grade completion " bash zsh fish
  offers "grade help sc" schema
  offers "grade -- --out"
}

# typed TABS LINE SHELL...: what an interactive shell shows, into `out`
typed() {
  "$PYTHON" "$HERE/typed.py" "$@" >out 2>err </dev/null
  status=$?
}
export SETUP="PS1='> '; PATH='$PATH'; source grade.bash"
typed 1 "grade --out" bash --norc --noprofile -i
t "bash, typed: an option" has out "put "
typed 1 "grade --output json:answer." bash --norc --noprofile -i
t "bash, typed: a file behind a colon" has out "md "
typed 1 "grade a\\ " bash --norc --noprofile -i
t "bash, typed: a name with a space" has out "b.md "
typed 2 "grade explain -r rubric.yaml " bash --norc --noprofile -i
for id in $("$GRADE" rubrics --ids rubric.yaml); do
  t "bash, typed: $id" has out "$id"
done

SETUP="fpath=('$PWD/zsh' \$fpath); autoload -Uz compinit; compinit -u -D; PS1='> '; LISTMAX=1000"
typed 1 "grade --outp" zsh -f -i
t "zsh: an option" has out "ut="
typed 2 "grade --output js" zsh -f -i
t "zsh: formats" has out "jsonl"
typed 1 "grade --output=json:answer." zsh -f -i
t "zsh: a file behind a colon" has out "md"
typed 2 "grade --color=" zsh -f -i
t "zsh: choices" grep -q "always *auto *never" out
typed 2 "grade explain -r rubric.yaml " zsh -f -i
for id in $("$GRADE" rubrics --ids rubric.yaml); do
  t "zsh: $id of the rubric that is named" has out "$id"
done
typed 2 "grade --fail-under " zsh -f -i
t "zsh: bands" grep -q "junior *mid *senior *staff" out
typed 1 "grade comp" zsh -f -i
t "zsh: a command" has out "letion"
typed 2 "grade check --" zsh -f -i
for option in baseline update-baseline rubric quiet; do
  t "zsh: --$option of check" has out "--$option"
done
typed 2 "grade schema rep" zsh -f -i
t "zsh: names of schemas" has out "report-line"
SETUP="autoload -Uz compinit; compinit -u -D; source grade.zsh; PS1='> '"
typed 1 "grade schema ru" zsh -f -i
t "zsh: the script can be sourced, too" has out "bric"
