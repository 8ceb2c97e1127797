# Commands, options and help.

run --help
t "help: status 0" status_is 0
t "help goes to standard output" empty err
t "help tells the usage" has out "Usage: grade [OPTIONS] FILE"
for command in check eval calibrate lint explain rubrics schema completion help; do
  t "help lists $command" has out "  $command "
done
cp out help.out
run -h
t "-h is --help" same out help.out
run help
t "grade help is --help" same out help.out
for command in grade check eval calibrate lint explain rubrics schema completion; do
  run help $command
  t "help of $command: status 0" status_is 0
  t "help of $command: options" has out "Options:"
  t "help of $command: examples" has out "Examples:"
  t "help of $command: 80 columns" [ "$(awk 'length > 80' out | wc -l)" -eq 0 ]
  cp out help.out
  run $command --help
  t "$command --help is the same" same out help.out
  run $command --no-such-option
  t "$command: an unknown option is status 2" status_is 2
  t "$command: an unknown option goes to standard error" empty out
done
run help chekc
t "help of an unknown command" status_is 2
t "help of an unknown command gets a hint" has err "did you mean check?"

run --version
t "version: status 0" status_is 0
t "version" has out "grade "
run --formt json good.md
t "a slip in an option" has err "did you mean --format?"
run --format
t "a value is missing" has err "--format needs a value"
run --quiet=yes good.md
t "a value too many" has err "--quiet takes no value"
run -z good.md
t "an unknown letter" has err "unknown option -z"
run $R -qfjsonl good.md
t "letters can be joined" lines out 1
run chek folder
t "a slip in a command: status 2" status_is 2
t "a slip in a command" has err "chek is neither a command nor a file"
t "a slip in a command gets a hint" has err "did you mean grade check?"
run $R -q good.md check
t "a command in the wrong place" has err "commands come first: grade check"
run $R -q nonsense-word
t "a word that is nothing" has err "nonsense-word: error: no such file or folder"
run --rubric nope good.md
t "an unknown rubric is status 2" status_is 2
t "an unknown rubric is told" has err "no such rubric: nope"
