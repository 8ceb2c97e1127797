# Scripts for shells; tests/consumers reads them with the shells themselves.

for shell in bash zsh fish; do
  run completion $shell
  t "completion $shell: status 0" status_is 0
  t "completion $shell: the tables are filled in" lacks out "@tables@"
  cp out $shell.out
done
for command in $("$GRADE" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
  [ "$command" = help ] && continue
  "$GRADE" help "$command" | sed -n '/^Options:/,/^$/s/^  \(-.,\|   \) --\([a-z-]*\).*/\2/p' >options
  t "$command has options" [ -s options ]
  for option in $(cat options); do
    t "bash completes --$option of $command" \
      grep -q "^  $command) printf -- '.*--$option " bash.out
    t "fish completes --$option of $command" \
      grep -q "__grade_is $command' -l $option " fish.out
  done
  # zsh has a block for each command, with a line for each option.
  sed -n "/^  $command) _arguments/,/&& return/p" zsh.out >block
  t "zsh completes the options of $command" \
    [ "$(grep -c -- "--[a-z-]*[=}']" block)" -eq "$(wc -l <options)" ]
done

run completion
t "no shell: status 2" status_is 2
t "no shell: shells are told" has err "grade completion bash|zsh|fish"
run completion tcsh
t "an unknown shell: status 2" status_is 2
t "an unknown shell: told" has err "no completions for tcsh"
run completion bash zsh
t "one shell at a time" status_is 2

# What the scripts ask for.
run rubrics --ids
t "ids of rubrics: status 0" status_is 0
t "ids of rubrics" has_line out senior-data-engineer
run rubrics --ids rubric.yaml
t "ids of a rubric: status 0" status_is 0
for id in $(sed -n 's/^ *- id: \([a-z_.]*\)$/\1/p' rubric.yaml | grep -F .); do
  t "ids of a rubric: $id" has_line out "$id"
done
run rubrics -i nope.yaml
t "ids of no rubric: status 2" status_is 2
run rubrics --ids --source rubric.yaml
t "ids or the source" status_is 2
