# --color, then NO_COLOR, then CLICOLOR_FORCE, then the terminal.

run $R good.md
cp out plain.out
t "a pipe is not coloured" lacks out "$ESC"
run $R --color always good.md
t "--color always" has out "${ESC}[1m"
sed "s/${ESC}\\[[0-9;]*m//g" out >stripped.out
t "colour changes no word" same stripped.out plain.out
run $R --color never good.md
t "--color never" lacks out "$ESC"
run $R --color sometimes good.md
t "another word is status 2" status_is 2
run $R --color always -f json good.md
t "json is never coloured" lacks out "$ESC"

run_env 'CLICOLOR_FORCE=1' $R good.md
t "CLICOLOR_FORCE colours" has out "$ESC"
run_env 'CLICOLOR_FORCE=0' $R good.md
t "CLICOLOR_FORCE=0 does not" lacks out "$ESC"
run_env 'CLICOLOR_FORCE=' $R good.md
t "an empty CLICOLOR_FORCE does not" lacks out "$ESC"
run_env 'CLICOLOR_FORCE=1 NO_COLOR=1' $R good.md
t "NO_COLOR goes before CLICOLOR_FORCE" lacks out "$ESC"
run_env 'CLICOLOR_FORCE=1 NO_COLOR=' $R good.md
t "an empty NO_COLOR counts for nothing" has out "$ESC"
run_env 'CLICOLOR_FORCE=1' $R --color never good.md
t "--color never goes before CLICOLOR_FORCE" lacks out "$ESC"
run_env 'NO_COLOR=1' $R --color always good.md
t "--color always goes before NO_COLOR" has out "$ESC"
run $R --color auto -o text:file.txt good.md
t "files are not coloured" lacks file.txt "$ESC"
run_env 'CLICOLOR_FORCE=1' $R -o text:file.txt good.md
t "files are not coloured by CLICOLOR_FORCE" lacks file.txt "$ESC"

# good SETTINGS...: a report on a terminal.
good() {
  on_terminal "env $* '$GRADE' $R good.md"
}
if has_terminal "colour and width on a terminal"; then
  good TERM=xterm
  t "a terminal is coloured" has out "${ESC}[1m"
  t "a terminal: colour changes no word" sh -c \
    'sed "s/$0\[[0-9;]*m//g" out | cmp - plain.out' "$ESC"
  good TERM=dumb
  t "a dumb terminal is not" lacks out "$ESC"
  good -u TERM
  t "nor one without a name" lacks out "$ESC"
  good TERM=xterm NO_COLOR=1
  t "nor with NO_COLOR" lacks out "$ESC"
  good TERM=xterm NO_COLOR=
  t "an empty NO_COLOR counts for nothing on a terminal" has out "$ESC"
  good TERM=dumb CLICOLOR_FORCE=1
  t "CLICOLOR_FORCE colours a dumb terminal" has out "$ESC"
  on_terminal "env TERM=xterm '$GRADE' $R --color never good.md"
  t "--color never on a terminal" lacks out "$ESC"
  on_terminal "env TERM=xterm '$GRADE' $R --color always good.md | cat"
  t "--color always into a pipe on a terminal" has out "$ESC"
  on_terminal "env TERM=xterm '$GRADE' $R good.md | cat"
  t "a pipe is not coloured though a terminal is near" lacks out "$ESC"
  on_terminal "env TERM=xterm '$GRADE' $R --format json good.md"
  t "json is not coloured on a terminal" lacks out "$ESC"
  good TERM=dumb COLUMNS=50
  t "COLUMNS sets the width" [ "$(awk 'length > 50' out | wc -l)" -eq 0 ]
  columns=60
  good TERM=dumb
  t "the terminal sets the width" [ "$(awk 'length > 60' out | wc -l)" -eq 0 ]
  t "and all of it is used" [ "$(awk 'length > 50' out | wc -l)" -gt 0 ]
  columns=300
  good TERM=dumb
  t "a wide terminal: lines stay readable" [ "$(awk 'length > 100' out | wc -l)" -eq 0 ]
  t "and wider than 80" [ "$(awk 'length > 80' out | wc -l)" -gt 0 ]
fi
